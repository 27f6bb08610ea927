"""Delivery: the package a client is handed."""

from functools import partial

import dagster as dg

from astro_pipeline import __version__
from astro_pipeline.campaigns.package import Seal, build_delivery
from astro_pipeline.campaigns.revisions import keep_revision
from astro_pipeline.defs.assets.common import campaign_asset
from astro_pipeline.defs.resources import Kept, Studio, signer
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import Audio, Clips, ImageVariants, Music, SoundEffects, Video, Voiceover
from astro_pipeline.domain.plan import Copy, Storyboard, Strategy
from astro_pipeline.domain.review import Decision, QaReport
from astro_pipeline.quality.delivered import check_delivered


@campaign_asset(group="delivery", kinds={"file"})
def delivery(
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
    qa_report: QaReport,
    release_approval: Decision,
) -> dg.MaterializeResult[Kept]:
    """Files per placement, captions, copy tables, provenance, licences, costs, the page and the zip."""
    with studio.making(context) as making:
        pen = signer()
        manifest = build_delivery(
            making.desk.home.campaign(making.campaign),
            brief=brief,
            strategy=strategy,
            copy=copy,
            storyboard=storyboard,
            images=image_variants,
            voiceover=voiceover,
            music=music,
            effects=sound_effects,
            clips=clips,
            audio=audio,
            video=video,
            qa=qa_report,
            decisions=making.desk.opened_by(making.campaign),
            locate=making.locate,
            blob=making.blob,
            seal=Seal(pen, __version__) if pen else None,
            examine=partial(check_delivered, signed=pen is not None),
        )
        keep_revision(making.desk, making.campaign, manifest)
        return making.done(manifest, preview=f"[Delivery]({studio.page(making.campaign, 'delivery/')})")
