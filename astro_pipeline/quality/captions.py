"""Captions: in order, within the film, long enough to be read, in lines that fit."""

import math
from collections.abc import Sequence
from datetime import date
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Final
from unicodedata import east_asian_width, normalize

from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.placements import Source
from astro_pipeline.domain.review import Finding, Span
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.cues import Cue, read_cues
from astro_pipeline.quality.finding import judged, unreadable
from astro_pipeline.quality.sources import house

_PAST: Final = 0.1
"""Seconds by which a cue may pass the film's end."""
_IN_TIME: Final = house(
    "one caption at a time, within the film; 0.1 s is what an encoder pads", checked=date(2026, 11, 21)
)
_VERBATIM: Final = house("who reads along hears the same words", checked=date(2026, 11, 21))
_MOST_OF: Final = 0.5
"""Of a narration that must be read before its end may be cut off."""
_EXCERPT: Final = 60
_NO_FLASH: Final = house(
    "two short words take 0.7 s; an ad's captions come faster than subtitles", checked=date(2026, 11, 21)
)
MOST_SPEED: Final = 20.0
"""Characters a second that adults read; a double-width one counts twice."""
LEAST_SECONDS: Final = 0.7
"""The house's own: film captions of a few words come and go faster than subtitles do."""
MOST_COLUMNS: Final = 42
"""Characters a line; a double-width one counts twice."""
MOST_LINES: Final = 2
_STYLE: Final = Source(
    urls=("https://backlothelp.netflix.com/hc/en-us/articles/217350977",),
    confidence="secondary",
    checked=date(2026, 11, 21),
    expires=date(2027, 11, 21),
)
"""Netflix's Timed Text Style Guide for English: 42 characters, 2 lines, 20 characters a second."""


def check_captions(path: Path, file: MediaFile, *, seconds: float) -> tuple[Finding, ...]:
    """A caption file (SRT or WebVTT) that goes with a film that long."""
    try:
        return captions_read(path, file.path, seconds=seconds)
    except MediaUnreadable as exc:
        return (unreadable(file.path, exc),)


def check_said(path: Path, file: MediaFile, spoken: Sequence[str]) -> Finding:
    """What is read is what is spoken: these narrations, scene by scene.

    A scene may have been left out of a shorter film, or its last words cut off with its end.
    """
    try:
        cues = read_cues(path)
    except MediaUnreadable as exc:
        return unreadable(file.path, exc)
    left = _letters(" ".join(cue.text for cue in cues))
    for said in map(_letters, spoken):
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, said, strict=False)))
        left = left[shared:] if shared >= len(said) * _MOST_OF else left
    return judged(
        "technical.captions_spoken",
        file.path,
        holds=not left,
        measured=left[:_EXCERPT] or "as spoken",
        limit="the narration's own words",
        source=_VERBATIM,
        why="from there on the captions say something else than the voice",
        cure="make the captions anew from the narration",
    )


def captions_read(path: Path, file: str, *, seconds: float | None) -> tuple[Finding, ...]:
    """A caption file by its own bytes; without a film's length nothing is said of its end.

    Raises: MediaUnreadable where it cannot be read.
    """
    cues = read_cues(path)
    ordered = _ordered(cues, file, seconds)
    if not cues:
        return (ordered,)
    return (ordered, _speed(cues, file), _standing(cues, file), _lines(cues, file))


def _ordered(cues: Sequence[Cue], file: str, seconds: float | None) -> Finding:
    latest = math.inf if seconds is None else seconds + _PAST
    wrong = [cue for cue in cues if cue.end <= cue.start or cue.end > latest]
    wrong += [later for before, later in pairwise(cues) if later.start < before.end]
    first = min(wrong, key=lambda cue: cue.start, default=None)
    return judged(
        "technical.captions",
        file,
        holds=bool(cues) and not wrong,
        measured=len(cues),
        unit="cues",
        source=_IN_TIME,
        seconds=first.start if first else None,
        until=first.end if first else None,
        why="it has no cue, or cues that overlap or pass the film's end",
        cure="make the captions anew",
    )


def _speed(cues: Sequence[Cue], file: str) -> Finding:
    worst = max(cues, key=_rate)
    return judged(
        "technical.caption_speed",
        file,
        holds=_rate(worst) <= MOST_SPEED,
        measured=_rate(worst),
        limit=MOST_SPEED,
        unit="characters a second",
        source=_STYLE,
        seconds=worst.start,
        until=worst.end,
        span=_whole(worst),
        why="a caption is gone before it has been read",
        cure="let it stand longer, or say it in fewer words",
    )


def _standing(cues: Sequence[Cue], file: str) -> Finding:
    worst = min(cues, key=lambda cue: cue.seconds)
    return judged(
        "technical.caption_seconds",
        file,
        holds=worst.seconds >= LEAST_SECONDS - 1e-6,
        measured=round(worst.seconds, 3),
        limit=LEAST_SECONDS,
        unit="s",
        source=_NO_FLASH,
        seconds=worst.start,
        until=worst.end,
        span=_whole(worst),
        why="a caption only flashes up",
        cure="let it stand longer, or join it to its neighbour",
        advisory=True,
    )


def _lines(cues: Sequence[Cue], file: str) -> Finding:
    worst = max(cues, key=lambda cue: (_rows(cue) > MOST_LINES, _columns(cue)))
    fits = _rows(worst) <= MOST_LINES and _columns(worst) <= MOST_COLUMNS
    return judged(
        "technical.caption_lines",
        file,
        holds=fits,
        measured=_columns(worst) if _rows(worst) <= MOST_LINES else f"{_rows(worst)} lines",
        limit=MOST_COLUMNS if _rows(worst) <= MOST_LINES else f"{MOST_LINES} lines",
        unit="characters a line",
        source=_STYLE,
        seconds=worst.start,
        until=worst.end,
        span=_whole(worst),
        why="a caption is wider or higher than there is room for",
        cure="break it into two lines, or into two captions",
    )


def _letters(text: str) -> str:
    """Letters and figures alone: how they are spaced, set and broken into lines says nothing."""
    return "".join(each for each in normalize("NFKC", text).casefold() if each.isalnum())


def _rate(cue: Cue) -> float:
    return round(_width(cue.text) / max(cue.seconds, 1e-3), 2)


def _columns(cue: Cue) -> int:
    return max(_width(line) for line in cue.text.split("\n"))


def _rows(cue: Cue) -> int:
    return cue.text.count("\n") + 1


def _width(text: str) -> int:
    return sum(2 if east_asian_width(each) in {"W", "F"} else 1 for each in text)


def _whole(cue: Cue) -> Span:
    return Span(start=0, end=len(cue.text), text=cue.text)
