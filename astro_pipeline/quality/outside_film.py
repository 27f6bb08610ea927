"""A film made anywhere else: held to the placement's shape and length, watched, heard, and read.

What is written on it is read on a few of its frames, one a shot; what is spoken in it only a
transcript could tell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from astro_pipeline.domain.placements import ImageSpec, Insets, Placement, VideoSpec
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.footage.rushes import Fit, Rushes
from astro_pipeline.media.passages import Passage
from astro_pipeline.media.pixels.features import Features, Match, find_cutout
from astro_pipeline.media.probe import FilmFacts
from astro_pipeline.media.reading.recognising import Picture
from astro_pipeline.quality.encoding import stored
from astro_pipeline.quality.film import RATIO_OFF, length_taken, sounding
from astro_pipeline.quality.finding import judged, not_checked
from astro_pipeline.quality.holding import Terms, hold_words
from astro_pipeline.quality.lettering import (
    Lettering,
    check_lettering,
    check_read,
    lettering_of,
    settled,
)
from astro_pipeline.quality.logo import check_match, too_plain
from astro_pipeline.quality.watched import shown

_MOST_READ: Final = 6
"""Frames of a film that are read; each takes about a second."""
_LAST: Final = 0.5
"""Seconds before its end at which a film shows whose it is."""
_SHORT_SIDE: Final = 720
"""Pixels across in which a frame is read: what a film says is set large."""
_MASTER_SIDE: Final = 1080
_WORST: Final = ("fail", "not_checked", "pass")
_LEAST_TYPE: Final = 20
"""Pixels of type at 1080 across, as the table of placements has it for pictures seen on a telephone."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame that was read."""

    seconds: float
    lettering: Lettering


def check_outside_film(path: Path, facts: FilmFacts, file: str, placement: Placement) -> Iterator[Finding]:
    """Everything about the film but its words."""
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
    yield from stored(facts, file, specs or placement.videos[:1], placement.source)
    yield from shown(facts, file)
    yield from sounding(path, facts, file, specs or placement.videos[:1])
    if facts.sound_codec:
        yield not_checked(
            "technical.speech_over_music",
            file,
            why="voice and music are one sound here, and cannot be measured one against the other",
            cure="listen to it on a telephone, or measure it where the stems are",
        )


def read_frames(path: Path, facts: FilmFacts) -> tuple[Frame, ...]:
    """The letters on a frame from the middle of each of the longest shots.

    Raises: MediaUnreadable where a frame cannot be taken out of the film.
    """
    return tuple(
        Frame(seconds, lettering_of(picture)) for seconds, picture in _taken(path, _middles(facts), fit=_fit)
    )


def check_film_logo(path: Path, facts: FilmFacts, file: str, features: Features) -> Iterator[Finding]:
    """The brand's logo on the frame that shows most of it: one a shot, and one at the end.

    Raises: MediaUnreadable where a frame cannot be taken out of the film.
    """
    if plain := too_plain(file, features):
        yield plain
        return
    moments = sorted({*_middles(facts), round(max(0.0, facts.seconds - _LAST), 3)})
    best: tuple[float, Picture, Match | None] | None = None
    for seconds, picture in _taken(path, moments):
        match = find_cutout(picture, features)
        if best is None or _told(match) > _told(best[2]):
            best = seconds, picture, match
    if best is None:
        return
    seconds, picture, match = best
    for found in check_match(picture, file, match):
        yield found.model_copy(update={"seconds": round(seconds, 2)}) if found.box else found


def check_frames(
    frames: Sequence[Frame], facts: FilmFacts, file: str, placement: Placement
) -> Iterator[Finding]:
    """Where and how it is written; of each rule the worst frame, with its second and its place in it."""
    specs = _of_its_shape(facts, placement)
    by_rule: dict[str, list[Finding]] = {}
    for frame in frames:
        letters = frame.lettering
        held_to = placement.model_copy(update={"images": _as_picture(frame, specs)})
        unread = check_read(letters, file, advisory=True)
        for found in (unread, *check_lettering(letters, file, held_to)):
            by_rule.setdefault(found.rule, []).append(_in_film(found, frame, facts))
    for found in by_rule.values():
        yield min(found, key=lambda each: (not each.closes, _WORST.index(each.verdict)))


def hold_frames(frames: Sequence[Frame], file: str, terms: Terms) -> Iterator[Finding]:
    """What is written on its frames, each line once."""
    names = (terms.brief.brand_name, *(product.name for product in terms.brief.products))
    said: set[str] = set()
    passages: list[Passage] = []
    for frame in frames:
        lines = [line for line in frame.lettering.words.splitlines() if line.casefold() not in said]
        said |= {line.casefold() for line in lines}
        if lines:
            text = settled("\n".join(lines), names)
            passages.append(Passage(text=text, place=f"at {frame.seconds:.1f} s"))
    times = ", ".join(f"{frame.seconds:.1f}" for frame in frames)
    yield judged("copy.shown", file, holds=True, measured=len(said), limit=f"at {times} s", unit="lines read")
    if passages:
        yield from hold_words(terms, file, passages)


def check_spoken(facts: FilmFacts, file: str, *, captioned: bool, required: bool) -> Finding:
    """What is said in it: nothing where it has no sound; else only a transcript could tell."""
    if facts.sound_codec is None:
        return judged("copy.spoken", file, holds=True, measured="no sound")
    why = "what is spoken in it was not heard" + (
        "; its captions were read, and may say something else" if captioned else ""
    )
    cure = "give its captions as an .srt or .vtt of the same name, and listen to it yourself"
    return not_checked("copy.spoken", file, why=why, cure=cure, advisory=captioned or not required)


def _told(match: Match | None) -> int:
    return match.features if match else 0


def _middles(facts: FilmFacts) -> list[float]:
    """The middle of each of the longest shots, in order."""
    cuts = (0.0, *facts.watched.shots, facts.seconds)
    shots = sorted(pairwise(cuts), key=lambda shot: shot[0] - shot[1])[:_MOST_READ]
    return sorted(map(_middle, shots))


def _taken(
    path: Path, moments: Sequence[float], *, fit: Fit | None = None
) -> Iterator[tuple[float, Picture]]:
    """The frames that are shown then, one after the other."""
    rushes = Rushes(path)
    try:
        for second in moments:
            yield second, rushes.at(second, fit=fit)
    finally:
        rushes.close()


def _of_its_shape(facts: FilmFacts, placement: Placement) -> Sequence[VideoSpec]:
    wide, high = facts.shown
    sides = {spec.ratio: [int(side) for side in spec.ratio.split(":")] for spec in placement.videos}
    shapes = {ratio: width / height for ratio, (width, height) in sides.items()}
    fitting = [spec for spec in placement.videos if abs(wide / high / shapes[spec.ratio] - 1) <= RATIO_OFF]
    return fitting[:1]


def _fit(wide: int, high: int) -> tuple[int, int]:
    scale = min(1.0, _SHORT_SIDE / min(wide, high))
    return round(wide * scale), round(high * scale)


def _middle(shot: tuple[float, float]) -> float:
    return (shot[0] + shot[1]) / 2


def _as_picture(frame: Frame, specs: Sequence[VideoSpec]) -> tuple[ImageSpec, ...]:
    """The film's spec as one of a picture as large as the frame that was read."""
    width, height = frame.lettering.width, frame.lettering.height
    scale = min(width, height) / _MASTER_SIDE
    return tuple(
        ImageSpec(
            width=width,
            height=height,
            max_bytes=spec.max_bytes,
            safe=Insets(**{side: round(scale * px) for side, px in spec.safe.model_dump().items()}),
            min_type_px=round(scale * _LEAST_TYPE),
        )
        for spec in specs
    )


def _in_film(found: Finding, frame: Frame, facts: FilmFacts) -> Finding:
    """The finding with its box as it lies in the film itself, and its second."""
    if found.box is None:
        return found
    scale = facts.shown[0] / frame.lettering.width
    box = found.box.model_copy(
        update={side: round(scale * px) for side, px in found.box.model_dump().items()}
    )
    return found.model_copy(update={"box": box, "seconds": round(frame.seconds, 2)})
