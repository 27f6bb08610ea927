"""What a film shows: it is not black, does not stand still, does not flash, and begins at once."""

from datetime import date
from typing import Final

from astro_pipeline.domain.placements import Source
from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.media.flashing import Flashes
from astro_pipeline.media.probe import FilmFacts
from astro_pipeline.media.watching import Runs
from astro_pipeline.quality.finding import judged

_MOST_BLACK, _MOST_FROZEN = 0.5, 3.0  # seconds
_MOST_FLASHES: Final = 3
"""In any second, over a quarter of any ten degrees of the field of view."""
_WCAG: Final = Source(
    urls=("https://www.w3.org/TR/WCAG22/#three-flashes-or-below-threshold",),
    confidence="official",
    checked=date(2026, 11, 21),
    expires=date(2027, 11, 21),
)
_LEAST_OPENING: Final = 0.8
"""Mean change of luma within the first second: a still frame has 0, a slow push-in 1 to 4.

The house's own, measured 2026-11-21.
"""
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
        _longest("technical.black", file, watched.black, _MOST_BLACK, "the film is black for that long"),
        _longest("technical.frozen", file, watched.frozen, _MOST_FROZEN, "nothing moves for that long"),
        _flashing("technical.flashing", file, watched.flashes, facts),
        _flashing("technical.red_flashing", file, watched.red_flashes, facts),
        _opening(facts, file),
        *(_paced(facts, file) for _ in range(facts.seconds >= _OPENING_SECONDS)),
    )


def _longest(rule: str, file: str, runs: Runs, most: float, why: str) -> Finding:
    start, end = max(runs, key=lambda run: run[1] - run[0], default=(0.0, 0.0))
    return judged(
        rule,
        file,
        holds=end - start <= most,
        measured=round(end - start, 2),
        limit=most,
        unit="s",
        seconds=round(start, 3),
        until=round(end, 3),
        why=why,
        cure="reject the film, so that it is cut anew",
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
