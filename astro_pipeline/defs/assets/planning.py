"""Planning: from the brief to copy and storyboard."""

import dagster as dg

from astro_pipeline.agents import analyst, copywriter, seo, storyboarder, strategist
from astro_pipeline.agents import concepts as proposer
from astro_pipeline.campaigns.wording import with_edits
from astro_pipeline.defs.assets.common import campaign_asset
from astro_pipeline.defs.resources import Kept, Studio
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Concepts, Copy, MarketAnalysis, SeoKeywords, Strategy
from astro_pipeline.quality.check import examine_copy, examine_storyboard
from astro_pipeline.quality.policies.customer import customer_packs


@campaign_asset(group="planning", kinds={"text"}, version=analyst.VERSION)
def market_analysis(
    context: dg.AssetExecutionContext, studio: Studio, brief: Brief
) -> dg.MaterializeResult[Kept]:
    """Audience segments, competitors and category cues, each with its place in the brief or a URL."""
    with studio.making(context) as making:
        return making.done(analyst.analyse_market(brief, ask=making.ask, feedback=making.feedback))


@campaign_asset(group="planning", kinds={"text"}, version=seo.VERSION)
def seo_keywords(
    context: dg.AssetExecutionContext, studio: Studio, brief: Brief
) -> dg.MaterializeResult[Kept]:
    """Keyword clusters with their intent, page titles and meta descriptions, per language."""
    with studio.making(context) as making:
        return making.done(seo.choose_keywords(brief, ask=making.ask, feedback=making.feedback))


@campaign_asset(group="planning", kinds={"text"}, version=proposer.VERSION)
def concepts(
    context: dg.AssetExecutionContext, studio: Studio, brief: Brief, market_analysis: MarketAnalysis
) -> dg.MaterializeResult[Kept]:
    """Three creative concepts, scored with reasons; one chosen, the losers kept."""
    with studio.making(context) as making:
        return making.done(
            proposer.propose_concepts(brief, market_analysis, ask=making.ask, feedback=making.feedback)
        )


@campaign_asset(group="planning", kinds={"text"}, version=strategist.VERSION)
def strategy(
    context: dg.AssetExecutionContext,
    studio: Studio,
    brief: Brief,
    market_analysis: MarketAnalysis,
    seo_keywords: SeoKeywords,
    concepts: Concepts,
) -> dg.MaterializeResult[Kept]:
    """Positioning, promise, proof, channel plan, budget split, KPIs and calendar."""
    with studio.making(context) as making:
        return making.done(
            strategist.write_strategy(
                brief,
                market_analysis,
                keywords=seo_keywords,
                concepts=concepts,
                ask=making.ask,
                feedback=making.feedback,
            )
        )


@campaign_asset(group="planning", kinds={"text"}, version=copywriter.VERSION)
def copy(
    context: dg.AssetExecutionContext,
    studio: Studio,
    brief: Brief,
    strategy: Strategy,
    concepts: Concepts,
    seo_keywords: SeoKeywords,
) -> dg.MaterializeResult[Kept]:
    """Every field of every placement, language and variant inside its limit; hashtags and UTM links."""
    with studio.making(context) as making:
        written = copywriter.write_copy(
            brief,
            strategy,
            concepts=concepts,
            keywords=seo_keywords,
            ask=making.ask,
            feedback=making.feedback,
        )
        edited = with_edits(written, making.desk.edits(making.campaign))
        findings = examine_copy(brief, edited, policies=customer_packs(brief, making.blob), strategy=strategy)
        return making.done(edited.model_copy(update={"findings": findings}))


@campaign_asset(group="planning", kinds={"text"}, version=storyboarder.VERSION)
def storyboard(
    context: dg.AssetExecutionContext,
    studio: Studio,
    brief: Brief,
    strategy: Strategy,
    copy: Copy,
    concepts: Concepts,
) -> dg.MaterializeResult[Kept]:
    """The film as scenes: picture, overlay, narration, emotion, pace, sound cues; and its cuts."""
    with studio.making(context) as making:
        drawn = storyboarder.draw_storyboard(
            brief, strategy, copy=copy, concepts=concepts, ask=making.ask, feedback=making.feedback
        )
        findings = examine_storyboard(brief, drawn, policies=customer_packs(brief, making.blob), copy=copy)
        return making.done(drawn.model_copy(update={"findings": findings}))
