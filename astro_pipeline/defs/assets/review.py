"""Review: every finding on one page."""

import dagster as dg

from astro_pipeline.agents.judge import judge_campaign
from astro_pipeline.campaigns.earlier import delivered_before
from astro_pipeline.campaigns.review import write_report_page
from astro_pipeline.defs.assets.common import campaign_asset
from astro_pipeline.defs.resources import Kept, Studio, signer
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
from astro_pipeline.domain.plan import Copy, Storyboard, Strategy
from astro_pipeline.quality.check import examine_campaign
from astro_pipeline.quality.check_media import files_of
from astro_pipeline.quality.delivered import check_signing
from astro_pipeline.quality.disclosure import check_disclosure
from astro_pipeline.quality.judgement import check_judgements
from astro_pipeline.quality.report import report


@campaign_asset(group="review", kinds={"html"})
def qa_report(
    context: dg.AssetExecutionContext,
    studio: Studio,
    brief: Brief,
    strategy: Strategy,
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
        disclosed = check_disclosure(
            brief, images=image_variants, video=video, copy=copy, storyboard=storyboard
        )
        judged = (
            judge_campaign(brief, strategy, copy=copy, images=image_variants, video=video, ask=making.ask)
            if making.judges
            else None
        )
        findings = (
            *(finding for value in looked_at for finding in value.findings),
            *compared,
            *disclosed,
            *check_judgements(judged, required=brief.judgement_required),
            check_signing(configured=signer() is not None),
        )
        files = files_of(image_variants, voiceover, music, sound_effects, clips, audio, video)
        waivers = making.desk.waivers(making.campaign)
        whole = report(findings, waivers, brief=brief, files=files)
        page = studio.page(making.campaign, write_report_page(making.desk, making.campaign, whole))
        return making.done(whole, preview=f"**{whole.verdict.replace('_', ' ')}**. [Quality report]({page})")
