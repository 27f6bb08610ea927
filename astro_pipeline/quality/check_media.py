"""Every rule that applies to what production makes, run over its values and their files."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import (
    Audio,
    Clips,
    Film,
    ImageVariants,
    MediaFile,
    Music,
    SoundEffects,
    Video,
    Voiceover,
)
from astro_pipeline.domain.placements import Placement, Source, VideoSpec, placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.hearing import hear_levels
from astro_pipeline.media.reading.models import put_away
from astro_pipeline.media.sound.alignment import Levels
from astro_pipeline.quality.captions import check_captions, check_said
from astro_pipeline.quality.film import check_film
from astro_pipeline.quality.film_type import Lettered, texts_of
from astro_pipeline.quality.footage import check_footage
from astro_pipeline.quality.legibility import check_lettered
from astro_pipeline.quality.logo import brand_logo
from astro_pipeline.quality.pictures import check_picture
from astro_pipeline.quality.rights import check_marking, check_rights
from astro_pipeline.quality.side_by_side import side_by_side
from astro_pipeline.quality.sound import check_sound
from astro_pipeline.quality.type import check_type
from astro_pipeline.quality.variants import check_variants

Locate = Callable[[MediaFile], Path]
"""Where a file's bytes lie."""


def files_of(
    images: ImageVariants,
    voiceover: Voiceover,
    music: Music,
    effects: SoundEffects,
    clips: Clips,
    audio: Audio,
    video: Video,
) -> tuple[MediaFile, ...]:
    """Every file of a campaign."""
    return (
        *images.files,
        *(each.file for each in voiceover.segments),
        *(each.file for each in music.beds),
        *(each.file for each in effects.effects),
        *(each.file for each in clips.clips),
        *(each.file for each in audio.mixes),
        *(file for film in video.films for file in film.files),
    )


def examine_images(
    brief: Brief, value: ImageVariants, locate: Locate, *, blob: Callable[[str], Path] | None = None
) -> tuple[Finding, ...]:
    """Finished ads against their placements and their type; key visuals, which run nowhere, as pictures.

    `blob` finds the logo that came with the brief: without it a logo is not checked.
    """
    found = side_by_side(
        lambda file: check_picture(locate(file), file, placements=_placements(file)), value.files
    )
    broken = {each.file for each in found if each.rule == "technical.decodes" and each.closes}
    typed = (
        finding
        for file in value.files
        if file.placements
        for finding in check_type(file, value.facts.get(file.path, {}), legal_due=_legal_due(brief, file))
    )
    # what cannot be opened can be neither read nor compared
    ads = tuple(file for file in value.files if file.placements and file.path not in broken)
    differing = check_variants({ad.path: locate(ad) for ad in ads}, ads, value.facts)
    read = check_lettered(brief, ads, value.facts, locate, blob=blob)
    return (*found, *typed, *read, *differing, *check_rights(value.files))


def examine_voiceover(_brief: Brief, value: Voiceover, locate: Locate) -> tuple[Finding, ...]:
    """The narration of every scene."""
    return _examine_sounds([segment.file for segment in value.segments], locate)


def examine_music(_brief: Brief, value: Music, locate: Locate) -> tuple[Finding, ...]:
    """The music bed of every length."""
    return _examine_sounds([bed.file for bed in value.beds], locate)


def examine_effects(_brief: Brief, value: SoundEffects, locate: Locate) -> tuple[Finding, ...]:
    """Every sound effect."""
    return _examine_sounds([effect.file for effect in value.effects], locate)


def examine_clips(value: Clips) -> tuple[Finding, ...]:
    """By what right every scene's picture is used, and whether the customer's footage is enough for it."""
    return (*check_rights(clip.file for clip in value.clips), *check_footage(value))


def examine_audio(_brief: Brief, value: Audio, locate: Locate) -> tuple[Finding, ...]:
    """Every mix, held to loudness and peak."""
    found = side_by_side(lambda mix: check_sound(locate(mix.file), mix.file, mix=mix), value.mixes)
    return (*found, *check_rights([mix.file for mix in value.mixes]))


def examine_video(
    brief: Brief,
    value: Video,
    locate: Locate,
    *,
    voiceover: Voiceover | None = None,
    audio: Audio | None = None,
    blob: Callable[[str], Path] | None = None,
) -> tuple[Finding, ...]:
    """Every film with its clean master, captions and previews; its captions against what is spoken.

    `audio` has the mixes the films were to have; `blob` finds the logo that came with the brief:
    without it a logo is not checked.
    """
    mixes = _levels(audio, locate) if audio else {}
    logo = brand_logo(brief, blob) if blob else None

    def lettered(master: MediaFile) -> Lettered:
        texts = texts_of(value.facts.get(master.path, {}))
        return Lettered(texts, brief.brand_name, logo, logo_due=brief.brand.logo is not None)

    def examined(film: Film) -> Iterator[Finding]:
        return _film(film, locate, voiceover, lettered, mixes.get((film.seconds, film.language)))

    found = side_by_side(examined, value.films)
    put_away()
    return (*found, *check_rights(file for film in value.films for file in film.files))


def _examine_sounds(files: list[MediaFile], locate: Locate) -> tuple[Finding, ...]:
    found = side_by_side(lambda file: check_sound(locate(file), file), files)
    return (*found, *check_rights(files))


def _levels(audio: Audio, locate: Locate) -> dict[tuple[int, str], Levels]:
    """How loud each mix is, moment by moment; of one length and language they differ by level alone."""
    found: dict[tuple[int, str], Levels] = {}
    for mix in audio.mixes:
        if (mix.seconds, mix.language) not in found:
            with suppress(MediaUnreadable):  # which is a finding on the mix itself
                found[mix.seconds, mix.language] = hear_levels(locate(mix.file))
    return found


def _film(
    film: Film,
    locate: Locate,
    voiceover: Voiceover | None,
    lettered: Callable[[MediaFile], Lettered],
    mix: Levels | None,
) -> Iterator[Finding]:
    specs, source = _specs(film)
    captions = locate(film.srt) if film.srt else None

    def seen(master: Film) -> tuple[Finding, ...]:
        return check_film(
            locate(master.file),
            master,
            specs=specs,
            captions=captions,
            source=source,
            lettered=lettered(master.file),
            mix=mix,
        )

    yield from seen(film)
    if film.clean:
        # the same film without burnt-in captions; its caption files have been looked at
        clean = film.model_copy(update={"file": film.clean, "clean": None})
        yield from (found for found in seen(clean) if not found.rule.startswith("technical.caption"))
    if film.vtt:
        yield from check_captions(locate(film.vtt), film.vtt, seconds=film.seconds)
    for words in (film.srt, film.vtt):
        if words:
            yield check_marking(locate(words), words)
        if words and voiceover:
            yield check_said(locate(words), words, _narration(voiceover, film.language))
    for still in (film.thumbnail, film.poster, film.contact_sheet):
        if still:
            yield from check_picture(locate(still), still, placements=())
    if film.preview:
        yield check_marking(locate(film.preview), film.preview)


def _narration(voiceover: Voiceover, language: str) -> list[str]:
    own = (segment for segment in voiceover.segments if segment.language == language)
    return [" ".join(word.text for word in segment.words) for segment in own]


def _specs(film: Film) -> tuple[list[VideoSpec], Source | None]:
    """What its placements take at its ratio, and the source of the strictest among equals: the first."""
    taking = [
        (row, spec) for row in _placements(film.file) for spec in row.videos if spec.ratio == film.ratio
    ]
    return [spec for _, spec in taking], next((row.source for row, _ in taking), None)


def _legal_due(brief: Brief, file: MediaFile) -> bool:
    return bool(brief.say(brief.brand.legal_line, file.language or brief.language))


def _placements(file: MediaFile) -> list[Placement]:
    return [placements()[each] for each in file.placements]
