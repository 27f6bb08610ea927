"""The strategist: positioning, promise, proof, channels, budget, measures and calendar."""

from astro_pipeline.agents.asking import ask_for, refuse
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Concepts, MarketAnalysis, SeoKeywords, Strategy
from astro_pipeline.domain.review import Feedback
from astro_pipeline.provider import Ask

PROMPT = """\
You are a chief marketing officer. Write the positioning in a sentence, the promise per language,
the proof with its sources, the tone, a plan per channel with its role and its share of the media
budget (shares sum to 1; amounts only where the brief names a budget), how each objective is
measured (no invented targets) and a calendar within the brief's dates. Write in French for a French
brief, else in English; the promise in each of its languages."""
VERSION = "2"


def write_strategy(
    brief: Brief,
    analysis: MarketAnalysis,
    *,
    keywords: SeoKeywords,
    concepts: Concepts,
    ask: Ask,
    feedback: Feedback,
) -> Strategy:
    """The strategy on the chosen concept.

    Raises: JobFailed if the answer has the wrong shape, its shares do not sum to 1, it plans a
    placement the brief does not order, or it follows a concept that was not chosen.
    """
    strategy, done = ask_for(
        Strategy, PROMPT, craft="strategist", version=VERSION, item="strategy",
        inputs={"analysis": analysis, "keywords": keywords, "concepts": concepts},
        brief=brief, feedback=feedback, ask=ask,
    )  # fmt: skip
    total = sum(each.budget_share for each in strategy.channels)
    if strategy.channels and total != 1:
        raise refuse(done, "strategy", f"budget shares sum to {total}, not 1")
    planned = {name for each in strategy.channels for name in each.placements}
    if planned != set(brief.placements):
        raise refuse(
            done, "strategy", f"placements planned {sorted(planned)}, ordered {sorted(set(brief.placements))}"
        )
    if strategy.concept != concepts.chosen:
        raise refuse(done, "strategy", f"it follows concept {strategy.concept}, chosen is {concepts.chosen}")
    return strategy
