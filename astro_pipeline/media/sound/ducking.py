"""How far music gives way to a voice, and when: before the first word, and back after the last."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from astro_pipeline.media.sound.samples import RATE, Samples, bell, gain, shaped

_AHEAD, _DOWN, _HELD, _UP, _BRIDGED = 0.45, 0.35, 0.15, 0.6, 1.1
"""In seconds: music begins to give way before a word, takes so long to, waits after the last word,
takes so long to come back, and stays down through pauses shorter than the last figure."""
_SILENT_DB = -45.0
"""What lies below a phrase's peak at its ends is not speech."""
_CARVED = bell(2200, -4.0, octaves=1.8)
"""Where consonants are told apart: music leaves more room there while somebody speaks."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something said, in seconds, and how far what plays under it is taken down, in dB (below 0)."""

    start: float
    end: float
    depth_db: float


def spoken_span(sound: Samples, at: float) -> tuple[float, float] | None:
    """From the first to the last thing heard of a stereo sound placed there; None for silence."""
    level = np.abs(sound).max(axis=1, initial=0.0)
    heard = np.flatnonzero(level > float(level.max(initial=0.0)) * gain(_SILENT_DB))
    return (at + heard[0] / RATE, at + (heard[-1] + 1) / RATE) if heard.size else None


def ducking(phrases: Sequence[Phrase], length: int) -> Samples:
    """The level of what plays under them, in dB per sample: 0 where nobody speaks, cosine ramps between."""
    level = np.zeros(length)
    time = np.arange(length) / RATE
    for phrase in _merged(phrases):
        down = np.clip((time - (phrase.start - _AHEAD)) / _DOWN, 0, 1)
        up = np.clip((phrase.end + _HELD + _UP - time) / _UP, 0, 1)
        shape = 0.5 - 0.5 * np.cos(np.pi * np.minimum(down, up))
        np.minimum(level, phrase.depth_db * shape, out=level)
    return level


def ducked(sound: Samples, level_db: Samples) -> Samples:
    """A stereo sound taken down by so many dB, and a little more where speech is told apart."""
    if not level_db.any():
        return sound
    share = (level_db / float(level_db.min()))[:, None].astype(np.float32)
    carved = sound + (shaped(sound, _CARVED) - sound) * share
    return carved * (10 ** (level_db / 20))[:, None].astype(np.float32)


def _merged(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Phrases with no pause but long ones between them; the deepest rules."""
    merged: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda each: each.start):
        if merged and phrase.start - merged[-1].end < _BRIDGED:
            last = merged.pop()
            depth = min(last.depth_db, phrase.depth_db)
            merged.append(Phrase(last.start, max(last.end, phrase.end), depth))
        else:
            merged.append(phrase)
    return merged
