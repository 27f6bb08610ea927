"""The theme: what a seed decides, and the melody it is played as."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from astro_pipeline.media.music.moods import Chord, Mood

_PHRASE = 4
"""Bars."""
_TURNED = 2
"""The bar of a phrase whose last note is another."""
_HIGHEST = 88
"""MIDI number above which the melody is played an octave lower."""
_LONGEST = 6
"""Sixteenths a note of the melody lasts at most."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What a seed decides, alike for every length of a campaign's music."""

    key: int
    """MIDI number of the tonic, 45 to 57."""
    progression: tuple[Chord, ...]
    groove: int
    """Which of the mood's grooves."""
    rhythm: tuple[int, ...]
    """The motif's sixteenths within a bar."""
    degrees: tuple[int, ...]
    """The motif's steps of the scale."""
    shift: int
    """How many steps the answer lies from the call."""
    cadence: tuple[int, int]
    """The phrase's last two steps."""


@dataclass(frozen=True, slots=True)
class Tone:
    """A note of the melody: its sixteenth within the bar, pitch and length in sixteenths."""

    place: int
    pitch: int
    steps: int


def choose_theme(mood: Mood, *, seed: int) -> Theme:
    """Key, harmony, groove and motif."""
    dice = np.random.default_rng(seed)
    progression = mood.progressions[int(dice.integers(len(mood.progressions)))]
    key = 45 + (mood.key + 3 + int(dice.integers(-2, 3))) % 12
    strokes = sorted(
        {0, *(int(place) for place in dice.choice((3, 4, 6, 8, 10, 11, 12, 14), size=4, replace=False))}
    )
    steps = np.clip(2 + np.cumsum(dice.choice((-2, -1, 1, 1, 2), size=len(strokes))), 0, 6)
    return Theme(
        key=key,
        progression=progression,
        groove=int(dice.integers(len(mood.grooves))),
        rhythm=tuple(strokes),
        degrees=tuple(int(step) for step in steps),
        shift=int(dice.choice((-1, 1, 2))),
        cadence=(int(dice.choice((1, 3, 4))), int(dice.choice((0, 0, 2)))),
    )


def sung(theme: Theme, mood: Mood, *, bar: int, sparse: bool, chord: Sequence[int]) -> Iterator[Tone]:
    """One bar of the four-bar phrase: call, answer, the call turned at its end, cadence.

    Notes on a strong beat, and the last, are led to the nearest tone of the chord.
    """
    line = list(_line(theme, bar % _PHRASE))
    if sparse:
        line = line[:3] if bar % 2 == 0 else []
    ends = [*(place for place, _ in line), 16][1:]
    for number, ((place, degree), end) in enumerate(zip(line, ends, strict=True)):
        pitch = theme.key + 24 + _step(mood.scale, degree)
        if place % 8 == 0 or number == len(line) - 1:
            pitch = _led(pitch, chord)
        pitch -= 12 * (pitch > _HIGHEST)
        yield Tone(place, pitch, min(_LONGEST, end - place))


def _line(theme: Theme, bar: int) -> Iterator[tuple[int, int]]:
    motif = list(zip(theme.rhythm, theme.degrees, strict=True))
    if bar == 0:
        yield from motif
    elif bar == 1:
        yield from ((place, degree + theme.shift) for place, degree in motif[:3])
    elif bar == _TURNED:
        yield from motif[:-1]
        yield motif[-1][0], motif[-1][1] + 2
    else:
        yield 0, theme.cadence[0]
        yield 6, theme.cadence[1]


def _step(scale: Sequence[int], degree: int) -> int:
    """A step of the scale in semitones over the tonic, octaves included."""
    return scale[degree % len(scale)] + 12 * (degree // len(scale))


def _led(pitch: int, chord: Sequence[int]) -> int:
    """The tone of the chord nearest to a pitch, in any octave; the lower of two."""
    return min(
        (pitch + away for away in range(-6, 7) if any((pitch + away - tone) % 12 == 0 for tone in chord)),
        key=lambda tone: (abs(tone - pitch), tone),
    )
