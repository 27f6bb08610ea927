"""Files made anywhere else, held against a placement by the same rules as our own."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import Placement, VideoSpec, sound_targets
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.cues import read_cues
from astro_pipeline.media.kind import Family, Kind, kind_of
from astro_pipeline.media.probe import FilmFacts, probe_film, probe_picture, probe_sound
from astro_pipeline.quality.captions import captions_read
from astro_pipeline.quality.claims import check_claims
from astro_pipeline.quality.encoding import stored
from astro_pipeline.quality.film import RATIO_OFF, length_taken, sounding
from astro_pipeline.quality.finding import judged, not_checked
from astro_pipeline.quality.pictures import any_ad, any_picture, for_placement
from astro_pipeline.quality.sound import check_loudness, clean
from astro_pipeline.quality.watched import shown
from astro_pipeline.quality.wording import check_wording

_OPENED = ("png", "jpg", "webp")


def examine_outside(
    files: Mapping[str, Path], placement: Placement, *, brief: Brief | None = None
) -> tuple[Finding, ...]:
    """The findings on these files, in their order, under the names they were given by.

    Captions are held to the film of the same name, if it is among them. A file that cannot be
    read has one finding: `technical.decodes`, which fails.
    """
    films: dict[str, float] = {}
    found: dict[str, tuple[Finding, ...]] = {}
    # films first: captions go with them
    for file in sorted(files, key=lambda name: files[name].suffix.lower() in {".srt", ".vtt"}):
        found[file] = tuple(_examine(file, files[file], placement, brief, films))
    return tuple(finding for file in files for finding in found[file])


def _examine(
    file: str, path: Path, placement: Placement, brief: Brief | None, films: dict[str, float]
) -> Iterator[Finding]:
    try:
        kind = kind_of(path)
        found = tuple(_measured(file, path, kind, placement, films))
    except MediaUnreadable as exc:
        yield judged("technical.decodes", file, holds=False, why=str(exc))
        return
    yield judged("technical.decodes", file, holds=True)
    yield _named(file, path, kind)
    yield from found
    yield from _read(file, path, kind, brief)


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


def _measured(
    file: str, path: Path, kind: Kind, placement: Placement, films: dict[str, float]
) -> Iterator[Finding]:
    match kind.family:
        case "picture":
            yield from _picture(file, path, kind, placement)
        case "film":
            facts = probe_film(path)
            films[path.stem] = facts.seconds
            yield from _film(file, path, facts, placement)
        case "sound":
            sound = probe_sound(path)
            yield from check_loudness(sound, file, target=sound_targets(placement.videos)[0])
            yield from clean(sound, file)
        case "captions":
            yield from captions_read(path, file, seconds=films.get(path.stem))


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


def _film(file: str, path: Path, facts: FilmFacts, placement: Placement) -> Iterator[Finding]:
    specs = _of_its_shape(facts, placement)
    if placement.videos:
        wide, high = facts.shown
        yield judged(
            "technical.placement_ratio",
            file,
            holds=bool(specs),
            measured=f"{wide}x{high}",
            limit=" or ".join(spec.ratio for spec in placement.videos),
            source=placement.source,
            why=f"{placement.title} does not take this shape.",
            cure="Cut the film in a ratio of the placement.",
        )
        yield length_taken(facts, file, specs or placement.videos[:1], placement.source)
    else:
        yield _not_taken(file, "film", placement)
    yield from stored(facts, file, specs or placement.videos[:1], placement.source)
    yield from shown(facts, file)
    yield from sounding(path, facts, file, specs or placement.videos[:1])


def _of_its_shape(facts: FilmFacts, placement: Placement) -> Sequence[VideoSpec]:
    wide, high = facts.shown
    sides = {spec.ratio: [int(side) for side in spec.ratio.split(":")] for spec in placement.videos}
    shapes = {ratio: width / height for ratio, (width, height) in sides.items()}
    fitting = [spec for spec in placement.videos if abs(wide / high / shapes[spec.ratio] - 1) <= RATIO_OFF]
    return fitting[:1]


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


def _read(file: str, path: Path, kind: Kind, brief: Brief | None) -> Iterator[Finding]:
    """What is said in it, held against the brief; only captions can be read as text."""
    if brief is None:
        yield not_checked(
            "copy.wording", file, why="no brief was given to hold its words against", cure="give --brief"
        )
    elif kind.family == "captions":
        words = " ".join(cue.text for cue in read_cues(path)).replace("\n", " ")
        yield from check_wording(brief, file, words, language=brief.language)
        yield from check_claims(brief, {file: (brief.language, words)})
    else:
        yield not_checked(
            "copy.wording",
            file,
            why="what is written or said in it was not read",
            cure="read it against the brief yourself",
            advisory=False,
        )
