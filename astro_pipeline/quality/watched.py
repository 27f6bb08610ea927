"""What a film shows: it is not black, does not stand still, does not flash, and begins at once."""

from datetime import date
from typing import Final

from astro_pipeline.domain.placements import Source
from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.media.flashing import Flashes
from astro_pipeline.media.probe import FilmFacts
from astro_pipeline.media.watching import Runs
from astro_pipeline.quality.finding import judged
from astro_pipeline.quality.sources import house

_DAY: Final = date(2026, 11, 21)
_MOST_BLACK, _MOST_FROZEN = 0.5, 3.0  # seconds
_BLACK: Final = house("half a second is a cut through black, and more a hole in the film", checked=_DAY)
_FROZEN: Final = house("in a feed, what stands still for three seconds is taken for a picture", checked=_DAY)
_MOST_BARS: Final = 0.02
"""Of height or width, on two opposite sides each: less is a rounding of a camera's frame."""
_BARS: Final = house("a placement fills its frame itself, and bars in the film stay for good", checked=_DAY)
_MOST_FLASHES: Final = 3
"""In any second, over a quarter of any ten degrees of the field of view."""
_WCAG: Final = Source(
    urls=("https://www.w3.org/TR/WCAG22/#three-flashes-or-below-threshold",),
    confidence="official",
    checked=date(2026, 11, 21),
    expires=date(2027, 11, 21),
)
_LEAST_OPENING: Final = 0.8
"""Mean change of luma within the first second."""
_MOVING: Final = house("of 255: a still frame changes by 0, a slow push-in by 1 to 4", checked=_DAY)
_OPENING_SECONDS: Final = 5.0
_LEAST_SHOTS: Final = 2
_ABCD: Final = Source(
    urls=(
        "https://studylib.net/doc/25698967/youtube-google-abcd-reference-guide-en",
        "https://support.google.com/google-ads/answer/14783551",
    ),
    confidence="mirror",
    checked=date(2026, 11, 21),
    expires=date(2027, 5, 20),
)
"""Of the ABCD guidance only what can be counted: pace in the first five seconds."""


def shown(facts: FilmFacts, file: str) -> tuple[Finding, ...]:
    """The rules on a film's pictures."""
    watched = facts.watched
    return (
        _longest("technical.black", file, watched.black, _MOST_BLACK, source=_BLACK),
        _longest("technical.frozen", file, watched.frozen, _MOST_FROZEN, source=_FROZEN),
        _barred(facts, file),
        _flashing("technical.flashing", file, watched.flashes, facts),
        _flashing("technical.red_flashing", file, watched.red_flashes, facts),
        _opening(facts, file),
        *(_paced(facts, file) for _ in range(facts.seconds >= _OPENING_SECONDS)),
    )


def _longest(rule: str, file: str, runs: Runs, most: float, *, source: Source) -> Finding:
    start, end = max(runs, key=lambda run: run[1] - run[0], default=(0.0, 0.0))
    return judged(
        rule,
        file,
        holds=end - start <= most,
        measured=round(end - start, 2),
        limit=most,
        unit="s",
        source=source,
        seconds=round(start, 3),
        until=round(end, 3),
        why="the film is black for that long" if source is _BLACK else "nothing moves for that long",
        cure="cut that part out, or show something in it",
    )


def _barred(facts: FilmFacts, file: str) -> Finding:
    """Black bars that are part of the picture: at the top and the bottom, or left and right."""
    top, right, bottom, left = facts.watched.bars
    lying = min(top, bottom) >= min(left, right)
    worst = min(top, bottom) if lying else min(left, right)
    wide = facts.width if lying else round(left * facts.width)
    high = round(top * facts.height) if lying else facts.height
    return judged(
        "technical.bars",
        file,
        holds=worst <= _MOST_BARS,
        measured=round(worst, 3),
        limit=_MOST_BARS,
        unit="of its height on each side" if lying else "of its width on each side",
        source=_BARS,
        box=Box(x=0, y=0, width=wide, height=high),
        why="black bars are part of the picture from beginning to end",
        cure="crop or extend it to the placement's own shape",
    )


def _flashing(rule: str, file: str, flashes: Flashes, facts: FilmFacts) -> Finding:
    left, top, width, height = flashes.box
    wide, high = facts.width, facts.height
    return judged(
        rule,
        file,
        holds=flashes.most <= _MOST_FLASHES,
        measured=flashes.most,
        limit=_MOST_FLASHES,
        unit="flashes in a second",
        source=_WCAG,
        seconds=round(flashes.start, 3),
        until=round(flashes.end, 3),
        box=Box(
            x=round(left * wide), y=round(top * high), width=round(width * wide), height=round(height * high)
        ),
        why="so many large flashes in a second can bring on a seizure",
        cure="slow them down, or make them smaller or paler",
    )


def _opening(facts: FilmFacts, file: str) -> Finding:
    return judged(
        "technical.hook",
        file,
        holds=facts.watched.opening >= _LEAST_OPENING,
        measured=round(facts.watched.opening, 2),
        limit=_LEAST_OPENING,
        unit="mean change of luma in the first second",
        source=_MOVING,
        seconds=0.0,
        until=1.0,
        why="next to nothing happens in the first second (a part of the ABCD guidance: jump in)",
        cure="begin with movement, a cut or a word",
        advisory=True,
    )


def _paced(facts: FilmFacts, file: str) -> Finding:
    shots = 1 + sum(at < _OPENING_SECONDS for at in facts.watched.shots)
    return judged(
        "technical.rhythm",
        file,
        holds=shots >= _LEAST_SHOTS,
        measured=shots,
        limit=_LEAST_SHOTS,
        unit="shots in the first 5 s",
        source=_ABCD,
        seconds=0.0,
        until=_OPENING_SECONDS,
        why="it opens on one long shot (a part of the ABCD guidance: pace)",
        cure="cut earlier",
        advisory=True,
    )
