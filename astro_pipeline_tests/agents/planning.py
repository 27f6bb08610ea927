"""The six planning crafts in a row, answered by the offline writer."""

from dataclasses import dataclass

from astro_pipeline.agents.analyst import analyse_market
from astro_pipeline.agents.concepts import propose_concepts
from astro_pipeline.agents.copywriter import write_copy
from astro_pipeline.agents.seo import choose_keywords
from astro_pipeline.agents.storyboarder import draw_storyboard
from astro_pipeline.agents.strategist import write_strategy
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Concepts, Copy, MarketAnalysis, SeoKeywords, Storyboard, Strategy
from astro_pipeline.domain.review import Feedback
from astro_pipeline.provider import Done, Request
from astro_pipeline.providers.embedded.writer import OfflineWriter


@dataclass(frozen=True)
class Plan:
    """What the planning act makes."""

    analysis: MarketAnalysis
    keywords: SeoKeywords
    concepts: Concepts
    strategy: Strategy
    copy: Copy
    storyboard: Storyboard


def ask(request: Request, *, item: str) -> Done:
    """The offline writer's answer."""
    return OfflineWriter().submit(request, item)


def plan(brief: Brief, feedback: Feedback | None = None) -> Plan:
    """Every planning value of the brief; the feedback is what was said of each of them."""
    said = feedback or Feedback()
    analysis = analyse_market(brief, ask=ask, feedback=said)
    keywords = choose_keywords(brief, ask=ask, feedback=said)
    concepts = propose_concepts(brief, analysis, ask=ask, feedback=said)
    strategy = write_strategy(brief, analysis, keywords=keywords, concepts=concepts, ask=ask, feedback=said)
    copy = write_copy(brief, strategy, concepts=concepts, keywords=keywords, ask=ask, feedback=said)
    board = draw_storyboard(brief, strategy, copy=copy, concepts=concepts, ask=ask, feedback=said)
    return Plan(analysis, keywords, concepts, strategy, copy, board)
