"""Files made anywhere else, held against a placement by the same rules as our own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import Placement, sound_targets
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.cues import Cue, read_cues
from astro_pipeline.media.hearing import probe_sound
from astro_pipeline.media.kind import Family, Kind, kind_of
from astro_pipeline.media.passages import Passage, read_passages
from astro_pipeline.media.pixels.features import Features, learnt
from astro_pipeline.media.probe import FilmFacts, probe_film, probe_picture
from astro_pipeline.quality.captions import captions_read
from astro_pipeline.quality.finding import judged, not_checked
from astro_pipeline.quality.holding import Terms, hold_limits, hold_words
from astro_pipeline.quality.lettering import check_lettering, check_read, lettering, opened, settled
from astro_pipeline.quality.logo import brand_logo, check_outside_logo
from astro_pipeline.quality.outside_film import (
    check_film_logo,
    check_frames,
    check_outside_film,
    check_spoken,
    hold_frames,
    read_frames,
)
from astro_pipeline.quality.palette import check_palette
from astro_pipeline.quality.pictures import any_ad, any_picture, for_placement
from astro_pipeline.quality.policies.customer import customer_packs
from astro_pipeline.quality.sound import check_loudness, clean

_OPENED = ("png", "jpg", "webp")
_CAPTIONS = frozenset({".srt", ".vtt"})

Blob = Callable[[str], Path]
"""Where the bytes of a digest lie, of the files that came with a brief."""


@dataclass(frozen=True, slots=True)
class _Case:
    """What a file is held to, and what lies beside it."""

    placement: Placement
    terms: Terms | None
    films: Mapping[str, float]
    """Seconds of the films among the files, by their names without endings."""
    captioned: frozenset[str]
    """Names without endings of the captions among the files."""
    logo: Features | None = None
    """The brand's logo, where it came with the brief."""


def examine_outside(
    files: Mapping[str, Path],
    placement: Placement,
    *,
    brief: Brief | None = None,
    blob: Blob | None = None,
    language: str | None = None,
) -> tuple[Finding, ...]:
    """The findings on these files, in their order, under the names they were given by.

    Captions are held to the film of the same name, if it is among them. A file that cannot be
    read has one finding: `technical.decodes`, which fails. `blob` finds what came with the brief;
    `language` is that of the words, where it is known.
    """
    packs = customer_packs(brief, blob) if brief and blob else ()
    terms = Terms(brief, placement, packs, language) if brief else None
    films: dict[str, float] = {}
    captioned = frozenset(path.stem for path in files.values() if path.suffix.lower() in _CAPTIONS)
    drawn = brand_logo(brief, blob) if brief and blob else None
    logo = learnt(drawn) if drawn is not None else None
    case = _Case(placement, terms, films, captioned, logo)
    found: dict[str, tuple[Finding, ...]] = {}
    # films first: captions go with them
    for file in sorted(files, key=lambda name: files[name].suffix.lower() in _CAPTIONS):
        found[file] = tuple(_examine(file, files[file], case, films))
    unheld = brief is not None and bool(brief.policy_packs) and blob is None
    return tuple(
        finding for file in files for finding in (*found[file], *(_unread_packs(file) for _ in range(unheld)))
    )


def _examine(file: str, path: Path, case: _Case, films: dict[str, float]) -> Iterator[Finding]:
    try:
        kind = kind_of(path)
        facts = probe_film(path) if kind.family == "film" else None
        if facts:
            films[path.stem] = facts.seconds
        found = tuple(_measured(file, path, kind, case, facts))
        read = tuple(_read(file, path, kind, case, facts))
    except MediaUnreadable as exc:
        yield judged("technical.decodes", file, holds=False, why=str(exc))
        return
    yield judged("technical.decodes", file, holds=True)
    yield _named(file, path, kind)
    yield from found
    yield from read


def _named(file: str, path: Path, kind: Kind) -> Finding:
    return judged(
        "technical.ending",
        file,
        holds=kind.named(path),
        measured=path.suffix or "none",
        limit=f".{kind.form}",
        why=f"the file is a {kind.form} by its content, and its name says otherwise",
        cure=f"name it {path.stem}.{kind.form}, or export what the name says",
    )


def _measured(file: str, path: Path, kind: Kind, case: _Case, facts: FilmFacts | None) -> Iterator[Finding]:
    placement = case.placement
    match kind.family:
        case "picture":
            yield from _picture(file, path, kind, placement)
        case "film" if facts:
            if not placement.videos:
                yield _not_taken(file, "film", placement)
            yield from check_outside_film(path, facts, file, placement)
        case "sound":
            sound = probe_sound(path)
            yield from check_loudness(sound, file, target=sound_targets(placement.videos)[0])
            yield from clean(sound, file)
        case "captions":
            yield from captions_read(path, file, seconds=case.films.get(path.stem))
        case _:
            return


def _picture(file: str, path: Path, kind: Kind, placement: Placement) -> Iterator[Finding]:
    if kind.form not in _OPENED:
        yield judged(
            "technical.format",
            file,
            holds=False,
            measured=kind.form,
            limit=" or ".join(placement.images[0].formats if placement.images else _OPENED),
            source=placement.source,
            why=f"{placement.title} does not take {kind.form} files.",
            cure="Export it as PNG or JPEG.",
        )
        return
    facts = probe_picture(path)
    yield from any_picture(facts, file)
    if placement.images:
        yield from for_placement(facts, file, placement)
    else:
        yield _not_taken(file, "picture", placement)
    yield from any_ad(facts, file)


def _not_taken(file: str, family: Family, placement: Placement) -> Finding:
    return judged(
        "technical.taken",
        file,
        holds=False,
        measured=family,
        limit="films" if placement.videos else "pictures" if placement.images else "texts",
        source=placement.source,
        why=f"{placement.title} takes no {family}s.",
        cure="Name another placement.",
    )


def _read(file: str, path: Path, kind: Kind, case: _Case, facts: FilmFacts | None) -> Iterator[Finding]:
    """What is said in it, on the frames of it, or written in it: held against the brief."""
    match kind.family:
        case "captions":
            yield from _captions(file, path, case.terms)
        case "text":
            yield from _text(file, path, kind, case)
        case "film" if facts:
            yield from _film_words(file, path, case, facts)
        case "picture" if kind.form in _OPENED:
            yield from _picture_words(file, path, case)
        case _ if case.terms is None:
            yield _without_brief(file)
        case "sound":
            yield not_checked(
                "copy.spoken",
                file,
                why="what is spoken in it was not heard",
                cure="give its script as a .txt beside it, and listen to it yourself",
                advisory=False,
            )
        case _:
            yield not_checked(
                "copy.wording",
                file,
                why="what is written or said in it was not read",
                cure="read it against the brief yourself",
                advisory=False,
            )


def _captions(file: str, path: Path, terms: Terms | None) -> Iterator[Finding]:
    if terms is None:
        yield _without_brief(file)
        return
    cues = read_cues(path)
    words = " ".join(cue.text for cue in cues).replace("\n", " ")
    for finding in hold_words(terms, file, [Passage(words)] if words.strip() else []):
        yield _timed(finding, words, cues)


def _timed(finding: Finding, words: str, cues: Sequence[Cue]) -> Finding:
    """The finding with the times of the caption it is about, if it is about words that are found."""
    if finding.verdict == "pass":
        return finding
    said = finding.measured if isinstance(finding.measured, str) else ""
    start = finding.span.start if finding.span else words.find(said) if said else -1
    end = 0
    for cue in cues:
        end += len(cue.text) + 1
        if 0 <= start < end:
            return finding.model_copy(update={"seconds": cue.start, "until": cue.end})
    return finding


def _text(file: str, path: Path, kind: Kind, case: _Case) -> Iterator[Finding]:
    passages = read_passages(path, kind.form)
    yield judged(
        "copy.texts",
        file,
        holds=bool(passages),
        measured=len(passages),
        unit="texts",
        why="there is no text in it",
        cure="export it again",
    )
    yield from hold_limits(case.placement, file, passages)
    if case.terms is None:
        yield _without_brief(file)
    elif passages:
        yield from hold_words(case.terms, file, passages, whole=kind.form != "csv")


def _picture_words(file: str, path: Path, case: _Case) -> Iterator[Finding]:
    """Where and how it is written, and what it says."""
    written = lettering(path)
    yield check_read(written, file, advisory=case.terms is None)
    yield from check_lettering(written, file, case.placement)
    if case.terms is None:
        yield _without_brief(file)
        return
    brief = case.terms.brief
    picture = opened(path)
    if brief.brand.palette:
        yield check_palette(picture, file, brief.brand.palette)
    if case.logo:
        yield from check_outside_logo(picture, file, case.logo)
    elif brief.brand.logo:
        yield _without_logo(file)
    words = settled(written.words, (brief.brand_name, *(product.name for product in brief.products)))
    yield from hold_words(case.terms, file, [Passage(words)] if words.strip() else [])


def _film_words(file: str, path: Path, case: _Case, facts: FilmFacts) -> Iterator[Finding]:
    required = case.terms is not None
    yield check_spoken(facts, file, captioned=path.stem in case.captioned, required=required)
    try:
        frames = read_frames(path, facts)
    except MediaUnreadable as exc:
        cure = "export it as an MP4 of H.264, and check it again"
        yield not_checked("copy.shown", file, why=str(exc), cure=cure, advisory=not required)
        return
    yield from check_frames(frames, facts, file, case.placement)
    if case.terms is None:
        yield _without_brief(file)
        return
    if case.logo:
        yield from check_film_logo(path, facts, file, case.logo)
    elif case.terms.brief.brand.logo:
        yield _without_logo(file)
    yield from hold_frames(frames, file, case.terms)


def _without_brief(file: str) -> Finding:
    why = "no brief was given to hold its words against"
    return not_checked("copy.wording", file, why=why, cure="give --brief")


def _without_logo(file: str) -> Finding:
    why = "the brand's logo was not given with the brief"
    return not_checked("technical.logo", file, why=why, cure="give the brief with its files beside it")


def _unread_packs(file: str) -> Finding:
    return not_checked(
        "claims.customer",
        file,
        why="the rule files the brief names were not given with it",
        cure="give the brief with its files beside it",
        advisory=False,
    )
