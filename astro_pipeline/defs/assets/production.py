"""Production: pictures, sound and film."""

from functools import partial

import dagster as dg

from astro_pipeline.agents import (
    animator,
    cinematographer,
    composer,
    editor,
    film_previews,
    footage_editor,
    illustrator,
    mixer,
    narrator,
)
from astro_pipeline.defs.assets.common import campaign_asset
from astro_pipeline.defs.assets.previews import film_preview, picture_preview
from astro_pipeline.defs.resources import Kept, Making, Studio
from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import (
    Audio,
    Clips,
    ImageVariants,
    MediaFile,
    Music,
    SoundEffects,
    Voiceover,
)
from astro_pipeline.domain.plan import Copy, Storyboard
from astro_pipeline.domain.review import Decision, Finding
from astro_pipeline.quality.check_media import (
    examine_audio,
    examine_clips,
    examine_effects,
    examine_images,
    examine_music,
    examine_video,
    examine_voiceover,
)


@campaign_asset(group="production", kinds={"image"}, version=illustrator.VERSION)
def image_variants(
    context: dg.AssetExecutionContext,
    studio: Studio,
    brief: Brief,
    storyboard: Storyboard,
    copy: Copy,
    plan_approval: Decision,
) -> dg.MaterializeResult[Kept]:
    """A/B variants × placements × languages: key visuals and finished ads."""
    with studio.making(context) as making:
        plans = illustrator.plan_variants(brief, copy, feedback=making.feedback)
        visuals = making.bench.make(
            making.asset,
            illustrator.order_key_visuals(brief, plans, storyboard=storyboard, feedback=making.feedback),
            partial(
                illustrator.paint_key_visual,
                ask=making.aside(illustrator.asked_once(making.ask)),
                blob=making.blob,
            ),
        )
        ads = making.bench.make(
            making.asset,
            illustrator.order_ads(
                brief,
                plans,
                copy=copy,
                key_visuals={visual.file.variant or "": visual.file for visual in visuals},
                feedback=making.feedback,
            ),
            partial(illustrator.compose_ad, blob=making.blob),
        )
        value = illustrator.gather_images(plans, visuals=visuals, ads=ads)
        findings = examine_images(brief, value, making.locate, blob=making.blob)
        preview = picture_preview(studio, making, value.files)
        return _finished(making, value, files=value.files, findings=findings, preview=preview)


@campaign_asset(group="production", kinds={"speech"}, version=narrator.VERSION)
def voiceover(
    context: dg.AssetExecutionContext,
    studio: Studio,
    brief: Brief,
    storyboard: Storyboard,
    plan_approval: Decision,
) -> dg.MaterializeResult[Kept]:
    """The narration of every scene and language, with the time of every word."""
    with studio.making(context) as making:
        spoken = making.bench.make(
            making.asset,
            narrator.order_narration(brief, storyboard, feedback=making.feedback, voice=making.voice),
            partial(narrator.speak, ask=making.aside(making.ask)),
        )
        value = narrator.assemble_voiceover([(p.order, p.file, p.facts, p.notes) for p in spoken])
        files = tuple(segment.file for segment in value.segments)
        findings = examine_voiceover(brief, value, making.locate)
        return _finished(making, value, files=files, findings=findings)


@campaign_asset(group="production", kinds={"music"}, version=composer.VERSION)
def music(
    context: dg.AssetExecutionContext,
    studio: Studio,
    brief: Brief,
    storyboard: Storyboard,
    plan_approval: Decision,
) -> dg.MaterializeResult[Kept]:
    """One bed per cut length, composed to the storyboard's beats, with its licence record."""
    with studio.making(context) as making:
        played = making.bench.make(
            making.asset,
            composer.order_music(brief, storyboard, feedback=making.feedback),
            partial(composer.compose_music, ask=making.aside(making.ask), blob=making.blob),
        )
        value = composer.assemble_music([(p.order, p.file, p.facts) for p in played])
        files = tuple(bed.file for bed in value.beds)
        findings = examine_music(brief, value, making.locate)
        return _finished(making, value, files=files, findings=findings)


@campaign_asset(group="production", kinds={"audio"}, version=composer.VERSION)
def sound_effects(
    context: dg.AssetExecutionContext,
    studio: Studio,
    brief: Brief,
    storyboard: Storyboard,
    plan_approval: Decision,
) -> dg.MaterializeResult[Kept]:
    """The effects the storyboard's cues ask for."""
    with studio.making(context) as making:
        sounded = making.bench.make(
            making.asset,
            composer.order_effects(brief, storyboard, feedback=making.feedback),
            partial(composer.make_effect, ask=making.aside(making.ask)),
        )
        value = composer.assemble_effects([(p.order, p.file) for p in sounded])
        files = tuple(effect.file for effect in value.effects)
        findings = examine_effects(brief, value, making.locate)
        return _finished(making, value, files=files, findings=findings)


@campaign_asset(
    group="production",
    kinds={"image", "video"},
    version=f"{animator.VERSION}.{footage_editor.VERSION}.{cinematographer.VERSION}",
)
def clips(
    context: dg.AssetExecutionContext,
    studio: Studio,
    brief: Brief,
    storyboard: Storyboard,
    copy: Copy,
    image_variants: ImageVariants,
    creative_approval: Decision,
) -> dg.MaterializeResult[Kept]:
    """What is seen in each scene and ratio: the customer's footage, else stills of the variant that leads.

    Where a video model is configured, stills become moving shots.
    """
    with studio.making(context) as making:
        variant = animator.leading(image_variants, creative_approval.variant)
        ratios = editor.ratios_needed(brief)
        footage = footage_editor.order_footage(brief, storyboard, ratios=ratios, feedback=making.feedback)
        filmed = making.bench.make(
            making.asset, footage, partial(footage_editor.cut_footage, blob=making.blob)
        )
        stills = animator.order_clips(
            brief,
            storyboard,
            variant=variant,
            copy=copy,
            ratios=ratios,
            key_visual=animator.key_visual(image_variants, variant),
            feedback=making.feedback,
        )
        drawn = making.bench.make(
            making.asset,
            footage_editor.without_footage(stills, footage),
            partial(animator.draw_clip, blob=making.blob),
        )
        shots = making.bench.make(
            making.asset,
            cinematographer.order_shots(brief, storyboard, drawn, feedback=making.feedback)
            if making.films
            else (),
            partial(cinematographer.film_shot, ask=making.aside(illustrator.asked_once(making.ask))),
        )
        stills_and_shots = cinematographer.with_shots(animator.gather_clips(variant, drawn), shots)
        value = footage_editor.with_footage(stills_and_shots, filmed)
        files = tuple(clip.file for clip in value.clips)
        preview = picture_preview(studio, making, files)
        return _finished(making, value, files=files, findings=examine_clips(value), preview=preview)


@campaign_asset(group="production", kinds={"audio"}, version=mixer.VERSION)
def audio(
    context: dg.AssetExecutionContext,
    studio: Studio,
    brief: Brief,
    storyboard: Storyboard,
    voiceover: Voiceover,
    music: Music,
    sound_effects: SoundEffects,
    creative_approval: Decision,
) -> dg.MaterializeResult[Kept]:
    """The finished mix per language and length: voice in front, -14 LUFS, peaks held."""
    with studio.making(context) as making:
        mixed = making.bench.make(
            making.asset,
            mixer.order_mixes(
                brief,
                storyboard,
                voiceover=voiceover,
                music=music,
                effects=sound_effects,
                feedback=making.feedback,
            ),
            partial(mixer.mix_down, blob=making.blob),
        )
        value = mixer.assemble_audio([(p.order, p.file, p.facts) for p in mixed])
        files = tuple(mix.file for mix in value.mixes)
        findings = examine_audio(brief, value, making.locate)
        return _finished(making, value, files=files, findings=findings)


@campaign_asset(group="production", kinds={"video"}, version=editor.VERSION)
def video(
    context: dg.AssetExecutionContext,
    studio: Studio,
    brief: Brief,
    storyboard: Storyboard,
    copy: Copy,
    image_variants: ImageVariants,
    clips: Clips,
    voiceover: Voiceover,
    audio: Audio,
    creative_approval: Decision,
) -> dg.MaterializeResult[Kept]:
    """One captioned master per ratio, language and length, with captions, poster, contact sheet and loop."""
    with studio.making(context) as making:
        jobs = editor.order_films(
            brief,
            storyboard,
            copy=copy,
            variant=animator.leading(image_variants, creative_approval.variant),
            clips=clips,
            voiceover=voiceover,
            audio=audio,
            feedback=making.feedback,
        )
        films = making.bench.make(
            making.asset, jobs, partial(editor.render_film, blob=making.blob, shelf=making.shelf)
        )
        posters = making.bench.make(
            making.asset,
            film_previews.order_posters(jobs),
            partial(film_previews.take_poster, blob=making.blob, shelf=making.shelf),
        )
        extras = (
            *making.bench.make(making.asset, editor.order_subtitles(jobs), editor.write_subtitles),
            *posters,
            *making.bench.make(
                making.asset,
                film_previews.order_previews(films, posters),
                partial(film_previews.make_preview, blob=making.blob),
            ),
        )
        value = editor.gather_films(films, extras)
        files = tuple(file for film in value.films for file in film.files)
        findings = examine_video(
            brief, value, making.locate, voiceover=voiceover, audio=audio, blob=making.blob
        )
        return _finished(
            making, value, files=files, findings=findings, preview=film_preview(studio, making, value.films)
        )


def _finished(
    making: Making,
    value: Frozen,
    *,
    files: tuple[MediaFile, ...],
    findings: tuple[Finding, ...],
    preview: str = "",
) -> dg.MaterializeResult[Kept]:
    """The value with what was measured on it; names that earlier revisions left are taken away."""
    making.bench.sweep(making.asset, files)
    return making.done(value.model_copy(update={"findings": findings}), files=files, preview=preview)
