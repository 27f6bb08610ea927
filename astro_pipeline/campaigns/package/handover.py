"""What is handed over and what is not, and why: decided before a byte is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import Audio, Film, ImageVariants, MediaFile, Video, drafts_told
from astro_pipeline.domain.placements import Placement, placements
from astro_pipeline.domain.plan import Copy
from astro_pipeline.domain.review import Finding, QaReport


@dataclass(frozen=True, slots=True)
class Item:
    """A file and where it goes in the package."""

    target: str
    """Relative to `delivery/`."""
    file: MediaFile
    placements: tuple[str, ...]
    repeated: bool = False
    """True where the same bytes stand in the package already, for another placement."""


@dataclass(frozen=True, slots=True)
class Handover:
    """The package's content, and what keeps it from being complete or publishable."""

    items: tuple[Item, ...]
    copy: Copy
    """Of the delivered variants only."""
    incomplete: tuple[str, ...]
    unpublishable: tuple[str, ...]


def decide_handover(
    brief: Brief,
    *,
    copy: Copy,
    images: ImageVariants,
    audio: Audio,
    video: Video,
    qa: QaReport,
    stems: Sequence[MediaFile] = (),
) -> Handover:
    """Every variant and film without a failing finding; a waived failure is none."""
    failing = _failing(qa)
    out = _failing_variants(failing)
    films = [film for film in video.films if not _fails(film.files, failing)]
    mixes = [mix.file for mix in audio.mixes if not _fails([mix.file], failing)]
    pictures = [each for each in images.files if each.variant not in out]
    words = _without(copy, frozenset(out))
    items = (*_picture_items(pictures), *_film_items(films), *(_item(each) for each in mixes))
    made = [each.file for each in items]
    return Handover(
        items=tuple(sorted(items, key=lambda each: each.target)),
        copy=words,
        incomplete=(
            *(f"variant {variant} is left out: {_why(finding)}" for variant, finding in out.items()),
            *_left_out(video, audio, failing),
            *_missing_texts(words),
            *_missing_parts(brief, words, pictures, films),
        ),
        unpublishable=(*drafts_told((*made, *stems)), *_failed(qa)),
    )


def _failing(qa: QaReport) -> dict[str, Finding]:
    waived = {(waiver.rule, waiver.file) for waiver in qa.waivers}
    waived |= {(rule, each.file) for each in qa.files for rule in each.waived}
    return {each.file: each for each in qa.findings if each.closes and (each.rule, each.file) not in waived}


def _failing_variants(failing: dict[str, Finding]) -> dict[str, Finding]:
    """The first failing finding per variant, by its name: images/<variant>/… and copy/<variant>/…."""
    found: dict[str, Finding] = {}
    for item, finding in sorted(failing.items()):
        parts = item.split("/")
        if parts[0] in {"images", "copy"} and len(parts) > 2:
            found.setdefault(parts[1], finding)
    return found


def _fails(files: Iterable[MediaFile], failing: dict[str, Finding]) -> bool:
    return any(each.path in failing for each in files)


def _without(copy: Copy, variants: frozenset[str]) -> Copy:
    return copy.model_copy(
        update={
            "ads": tuple(each for each in copy.ads if each.variant not in variants),
            "lines": tuple(each for each in copy.lines if each.variant not in variants),
            "links": tuple(each for each in copy.links if each.variant not in variants),
        }
    )


def _picture_items(pictures: Iterable[MediaFile]) -> Iterator[Item]:
    for file in pictures:
        for number, placement in enumerate(file.placements):
            name = PurePosixPath(file.path).name.removeprefix(f"{placement}.")
            target = f"{placement}/{file.variant}.{name}" if file.variant else f"{placement}/{name}"
            yield Item(target, file, (placement,), repeated=number > 0)


def _film_items(films: Iterable[Film]) -> Iterator[Item]:
    shared: set[MediaFile] = set()  # a 4K master goes with the captions of its smaller twin
    for film in films:
        for file in film.files:
            if file not in shared:
                shared.add(file)
                yield Item(file.path, file, film.file.placements)


def _item(file: MediaFile) -> Item:
    return Item(file.path, file, file.placements)


def _why(finding: Finding) -> str:
    return f"{finding.rule} fails on {finding.file}{f' ({finding.why})' if finding.why else ''}"


def _left_out(video: Video, audio: Audio, failing: dict[str, Finding]) -> Iterator[str]:
    for file in (*(file for film in video.films for file in film.files), *(mix.file for mix in audio.mixes)):
        if file.path in failing:
            yield f"{file.path} is left out: {_why(failing[file.path])}"


def _missing_texts(copy: Copy) -> Iterator[str]:
    return (f"{each.placement}: no {each.field} in {each.language}: {each.reason}" for each in copy.missing)


def _missing_parts(
    brief: Brief, copy: Copy, pictures: Sequence[MediaFile], films: Sequence[Film]
) -> Iterator[str]:
    for name in brief.placements:
        placement = placements().get(name)
        if placement is None:
            yield f"{name}: the placements table does not have it"
            continue
        for language in brief.languages:
            yield from _missing_of(brief, placement, language, copy=copy, pictures=pictures, films=films)


def _missing_of(
    brief: Brief,
    placement: Placement,
    language: str,
    *,
    copy: Copy,
    pictures: Sequence[MediaFile],
    films: Sequence[Film],
) -> Iterator[str]:
    name = placement.id
    spoken = {language, None}
    if placement.images and not any(name in each.placements and each.language in spoken for each in pictures):
        yield f"{name}: no picture in {language}"
    wants_film = bool(placement.videos and brief.film.seconds)
    if wants_film and not any(name in each.file.placements and each.language == language for each in films):
        yield f"{name}: no film in {language} of a length it takes"
    if placement.copy_fields and not any(
        (each.placement, each.language) == (name, language) for each in copy.lines
    ):
        yield f"{name}: no copy in {language}"


def _failed(qa: QaReport) -> Iterator[str]:
    if qa.verdict == "fail":
        yield "the quality report fails; see its findings"
