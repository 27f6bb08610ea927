"""The whole project on one screen."""

import dagster as dg

from astro_pipeline.defs.assets.delivery import delivery
from astro_pipeline.defs.assets.inputs import brief
from astro_pipeline.defs.assets.planning import (
    concepts,
    copy,
    market_analysis,
    seo_keywords,
    storyboard,
    strategy,
)
from astro_pipeline.defs.assets.production import (
    audio,
    clips,
    image_variants,
    music,
    sound_effects,
    video,
    voiceover,
)
from astro_pipeline.defs.assets.review import qa_report
from astro_pipeline.defs.checks import checks
from astro_pipeline.defs.gates import creative_approval, plan_approval, release_approval
from astro_pipeline.defs.io_manager import CampaignFiles
from astro_pipeline.defs.jobs import reconcile_spend, record_decision, run_campaign, submit_brief
from astro_pipeline.defs.prose import read_brief
from astro_pipeline.defs.resources import Studio
from astro_pipeline.defs.schedules import reconcile_nightly, refresh_campaigns
from astro_pipeline.defs.sensors import advance_campaigns, note_failures, receive_briefs

_studio = Studio()

defs = dg.Definitions(
    assets=[
        brief,
        market_analysis,
        seo_keywords,
        concepts,
        strategy,
        copy,
        storyboard,
        plan_approval,
        image_variants,
        voiceover,
        music,
        sound_effects,
        creative_approval,
        clips,
        audio,
        video,
        qa_report,
        release_approval,
        delivery,
    ],
    asset_checks=checks,
    jobs=[run_campaign, submit_brief, read_brief, record_decision, reconcile_spend],
    sensors=[receive_briefs, advance_campaigns, note_failures],
    schedules=[refresh_campaigns, reconcile_nightly],
    resources={"studio": _studio, "files": CampaignFiles(studio=_studio)},
    executor=dg.in_process_executor,
)
