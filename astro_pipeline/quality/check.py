"""Every rule that applies to an asset, run over its value and its files."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
from astro_pipeline.domain.plan import Copy, Storyboard, Strategy
from astro_pipeline.domain.policy import CustomerPack
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.agreement import check_agreement, check_film_agreement
from astro_pipeline.quality.captions import check_captions, check_said
from astro_pipeline.quality.claims import check_claims
from astro_pipeline.quality.consistency import check_consistency, check_file_names
from astro_pipeline.quality.copy import ad_words, check_copy
from astro_pipeline.quality.earlier import Earlier, check_earlier
from astro_pipeline.quality.film import check_film
from astro_pipeline.quality.footage import check_footage
from astro_pipeline.quality.injection import check_brief_text, check_derived_text
from astro_pipeline.quality.legibility import check_lettered
from astro_pipeline.quality.pictures import check_picture
from astro_pipeline.quality.policies.customer import check_customer, check_disclaimers
from astro_pipeline.quality.policies.rules import check_policies
from astro_pipeline.quality.prose import check_prose
from astro_pipeline.quality.rights import check_marking, check_rights, check_supplied
from astro_pipeline.quality.side_by_side import side_by_side
from astro_pipeline.quality.sound import check_sound
from astro_pipeline.quality.type import check_type
from astro_pipeline.quality.variants import check_variants
from astro_pipeline.quality.wording import check_wording

Locate = Callable[[MediaFile], Path]
"""Where a file's bytes lie."""


def examine_brief(brief: Brief, blob: Callable[[str], Path]) -> tuple[Finding, ...]:
    """What in a brief and its rule files speaks to a model and not to people, and its files' licences."""
    packs = {
        f"policy_packs[{n}] ({pack.path})": blob(pack.sha256).read_text("utf-8", errors="replace")
        for n, pack in enumerate(brief.policy_packs)
        if pack.sha256
    }
    return (*check_brief_text(brief, packs), *check_supplied(brief, blob))


def examine_copy(
    brief: Brief, copy: Copy, *, policies: Sequence[CustomerPack] = (), strategy: Strategy | None = None
) -> tuple[Finding, ...]:
    """Limits and wording of every text, then what the texts claim, by the law's rules and the customer's."""
    texts = _copy_texts(copy)
    for language, tags in copy.hashtags.items():
        texts[f"copy/hashtags.{language}"] = (language, " ".join(tags))
    return (
        *check_copy(brief, copy),
        *check_prose(brief, copy),
        *check_claims(brief, texts),
        *check_policies(brief, texts, ads={ad.key for ad in copy.ads}),
        *check_customer(policies, texts),
        *check_disclaimers(brief, policies, copy),
        *check_derived_text("copy", {key: text for key, (_, text) in texts.items()}, brief),
        *check_consistency(brief, "copy", _prose(copy)),
        *(check_agreement(brief, strategy, copy) if strategy else ()),
    )


def examine_storyboard(
    brief: Brief,
    storyboard: Storyboard,
    *,
    policies: Sequence[CustomerPack] = (),
    copy: Copy | None = None,
) -> tuple[Finding, ...]:
    """What is read on the film and what is said in it; prompts are nobody's to read."""
    texts = _film_texts(storyboard)
    every = {**(_prose(copy) if copy else {}), **texts}
    in_film = (
        each
        for each in check_consistency(brief, "storyboard", every)
        if each.file not in every or each.file in texts
    )
    asked = {f"storyboard/{scene.id}.picture": scene.picture for scene in storyboard.scenes}
    wording = (
        finding
        for key, (language, text) in texts.items()
        for finding in check_wording(brief, key, text, language=language)
    )
    return (
        *wording,
        *check_claims(brief, texts),
        *check_policies(brief, texts),
        *check_customer(policies, texts),
        *check_derived_text(
            "storyboard", {**{key: text for key, (_, text) in texts.items()}, **asked}, brief
        ),
        *in_film,
        *(check_film_agreement(brief, storyboard, copy) if copy else ()),
    )


def examine_campaign(
    brief: Brief,
    copy: Copy,
    storyboard: Storyboard,
    *,
    paths: Iterable[str],
    earlier: Sequence[tuple[Brief, Copy]],
    unreadable: Sequence[str],
) -> tuple[Finding, ...]:
    """The names of the files, and what differs from the company's earlier campaigns."""
    before = [Earlier(past.id, past, _prose(said)) for past, said in earlier]
    texts = {**_prose(copy), **_film_texts(storyboard)}
    return (*check_file_names(brief, paths), *check_earlier(brief, texts, before, unreadable=unreadable))


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


def _copy_texts(copy: Copy) -> dict[str, tuple[str, str]]:
    texts = {line.key: (line.language, line.text) for line in copy.lines}
    for ad in copy.ads:
        texts[ad.key] = (ad.language, "\n".join(text for _, text in ad_words(ad)))
    return texts


def _prose(copy: Copy) -> dict[str, tuple[str, str]]:
    """The texts that are read as words: not the paths of addresses, which have no spaces."""
    paths = {line.key for line in copy.lines if line.field == "path"}
    return {key: text for key, text in _copy_texts(copy).items() if key not in paths}


def _film_texts(storyboard: Storyboard) -> dict[str, tuple[str, str]]:
    return {
        f"storyboard/{scene.id}.{language}.{kind}": (language, text)
        for scene in storyboard.scenes
        for kind, by_language in (("overlay", scene.overlay), ("narration", scene.narration))
        for language, text in by_language.items()
    }


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
    _brief: Brief, value: Video, locate: Locate, *, voiceover: Voiceover | None = None
) -> tuple[Finding, ...]:
    """Every film with its clean master, captions and previews; its captions against what is spoken."""
    found = side_by_side(lambda film: _film(film, locate, voiceover), value.films)
    return (*found, *check_rights(file for film in value.films for file in film.files))


def _examine_sounds(files: list[MediaFile], locate: Locate) -> tuple[Finding, ...]:
    found = side_by_side(lambda file: check_sound(locate(file), file), files)
    return (*found, *check_rights(files))


def _film(film: Film, locate: Locate, voiceover: Voiceover | None) -> Iterator[Finding]:
    specs, source = _specs(film)
    captions = locate(film.srt) if film.srt else None
    yield from check_film(locate(film.file), film, specs=specs, captions=captions, source=source)
    if film.clean:
        # the same film without burnt-in captions; its caption files have been looked at
        clean = film.model_copy(update={"file": film.clean, "clean": None})
        seen = check_film(locate(film.clean), clean, specs=specs, captions=captions, source=source)
        yield from (finding for finding in seen if not finding.rule.startswith("technical.caption"))
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
