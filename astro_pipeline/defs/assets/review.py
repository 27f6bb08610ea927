"""Review: every finding on one page."""

import dagster as dg

from astro_pipeline.campaigns.earlier import delivered_before
from astro_pipeline.defs.assets.common import campaign_asset
from astro_pipeline.defs.resources import Kept, Studio
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import (
    Audio,
    Clips,
    ImageVariants,
    Music,
    SoundEffects,
    Video,
    Voiceover,
)
from astro_pipeline.domain.plan import Copy, Storyboard
from astro_pipeline.quality.check import examine_campaign
from astro_pipeline.quality.report import report


@campaign_asset(group="review", kinds={"html"})
def qa_report(
    context: dg.AssetExecutionContext,
    studio: Studio,
    brief: Brief,
    copy: Copy,
    storyboard: Storyboard,
    image_variants: ImageVariants,
    voiceover: Voiceover,
    music: Music,
    sound_effects: SoundEffects,
    clips: Clips,
    audio: Audio,
    video: Video,
) -> dg.MaterializeResult[Kept]:
    """One verdict per file: pass, fail or not_checked, with the measured value and the limit."""
    with studio.making(context) as making:
        looked_at = (
            brief, copy, storyboard, image_variants, voiceover, music, sound_effects, clips, audio, video,
        )  # fmt: skip
        earlier, unreadable = delivered_before(making.desk, making.campaign)
        compared = examine_campaign(
            brief,
            copy,
            storyboard,
            paths=[file.path for file in image_variants.files],
            earlier=earlier,
            unreadable=unreadable,
        )
        findings = (*(finding for value in looked_at for finding in value.findings), *compared)
        return making.done(report(findings, making.desk.waivers(making.campaign)))
