"""Every rule that applies to an asset, run over its value and its files."""

from collections.abc import Callable, Iterator
from pathlib import Path

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import (
    Audio,
    Film,
    ImageVariants,
    MediaFile,
    Music,
    SoundEffects,
    Video,
    Voiceover,
)
from astro_pipeline.domain.placements import Placement, Source, VideoSpec, placements
from astro_pipeline.domain.plan import Copy, Storyboard
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.claims import check_claims
from astro_pipeline.quality.copy import ad_words, check_copy
from astro_pipeline.quality.film import check_captions, check_film
from astro_pipeline.quality.pictures import check_picture
from astro_pipeline.quality.rights import check_marking, check_rights
from astro_pipeline.quality.sound import check_sound
from astro_pipeline.quality.type import check_type
from astro_pipeline.quality.variants import check_variants
from astro_pipeline.quality.wording import check_wording

Locate = Callable[[MediaFile], Path]
"""Where a file's bytes lie."""


def examine_copy(brief: Brief, copy: Copy) -> tuple[Finding, ...]:
    """Limits and wording of every text, then what the texts claim."""
    texts = {line.key: (line.language, line.text) for line in copy.lines}
    for ad in copy.ads:
        texts[ad.key] = (ad.language, "\n".join(text for _, text in ad_words(ad)))
    for language, tags in copy.hashtags.items():
        texts[f"copy/hashtags.{language}"] = (language, " ".join(tags))
    return (*check_copy(brief, copy), *check_claims(brief, texts))


def examine_storyboard(brief: Brief, storyboard: Storyboard) -> tuple[Finding, ...]:
    """What is read on the film and what is said in it; prompts are nobody's to read."""
    texts = {
        f"storyboard/{scene.id}.{language}.{kind}": (language, text)
        for scene in storyboard.scenes
        for kind, by_language in (("overlay", scene.overlay), ("narration", scene.narration))
        for language, text in by_language.items()
    }
    wording = (
        finding
        for key, (language, text) in texts.items()
        for finding in check_wording(brief, key, text, language=language)
    )
    return (*wording, *check_claims(brief, texts))


def examine_images(brief: Brief, value: ImageVariants, locate: Locate) -> tuple[Finding, ...]:
    """Finished ads against their placements and their type; key visuals, which run nowhere, as pictures."""
    found = (
        finding
        for file in value.files
        for finding in check_picture(locate(file), file, placements=_placements(file))
    )
    typed = (
        finding
        for file in value.files
        if file.placements
        for finding in check_type(file, value.facts.get(file.path, {}), legal_due=_legal_due(brief, file))
    )
    ads = tuple(file for file in value.files if file.placements)
    differing = check_variants({ad.path: locate(ad) for ad in ads}, ads, value.facts)
    return (*found, *typed, *differing, *check_rights(value.files))


def examine_voiceover(_brief: Brief, value: Voiceover, locate: Locate) -> tuple[Finding, ...]:
    """The narration of every scene."""
    return _examine_sounds([segment.file for segment in value.segments], locate)


def examine_music(_brief: Brief, value: Music, locate: Locate) -> tuple[Finding, ...]:
    """The music bed of every length."""
    return _examine_sounds([bed.file for bed in value.beds], locate)


def examine_effects(_brief: Brief, value: SoundEffects, locate: Locate) -> tuple[Finding, ...]:
    """Every sound effect."""
    return _examine_sounds([effect.file for effect in value.effects], locate)


def examine_audio(_brief: Brief, value: Audio, locate: Locate) -> tuple[Finding, ...]:
    """Every mix, held to loudness and peak."""
    found = (finding for mix in value.mixes for finding in check_sound(locate(mix.file), mix.file, mix=mix))
    return (*found, *check_rights([mix.file for mix in value.mixes]))


def examine_video(_brief: Brief, value: Video, locate: Locate) -> tuple[Finding, ...]:
    """Every film with its clean master, captions and previews."""
    found = (finding for film in value.films for finding in _film(film, locate))
    return (*found, *check_rights(file for film in value.films for file in film.files))


def _examine_sounds(files: list[MediaFile], locate: Locate) -> tuple[Finding, ...]:
    found = (finding for file in files for finding in check_sound(locate(file), file))
    return (*found, *check_rights(files))


def _film(film: Film, locate: Locate) -> Iterator[Finding]:
    specs, source = _specs(film)
    captions = locate(film.srt) if film.srt else None
    yield from check_film(locate(film.file), film, specs=specs, captions=captions, source=source)
    if film.clean:
        # the same film without burnt-in captions; its caption files have been looked at
        clean = film.model_copy(update={"file": film.clean, "clean": None})
        seen = check_film(locate(film.clean), clean, specs=specs, captions=captions, source=source)
        yield from (finding for finding in seen if finding.rule != "technical.captions")
    if film.vtt:
        yield check_captions(locate(film.vtt), film.vtt, seconds=film.seconds)
    for still in (film.thumbnail, film.poster, film.contact_sheet):
        if still:
            yield from check_picture(locate(still), still, placements=())
    if film.preview:
        yield check_marking(locate(film.preview), film.preview)


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
