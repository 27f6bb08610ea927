"""A customer's recording fitted to a film: a beat on the logo, looped by bars, faded to its end."""

from dataclasses import dataclass

import numpy as np

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.music.pulse import Pulse, pulse
from astro_pipeline.media.sound.samples import RATE, Samples, count, faded, gain

_PEAK_DB = -2.5
_SILENT_DB = -50.0
"""Below the peak: what is taken off both ends."""
_OWN_LENGTH = 0.25
"""A recording this near to the film's length, in seconds, was cut for it and is left whole."""
_HEARD_SECONDS = 45.0
"""How much is listened to for the beat."""
_SEAM, _SOFT_SEAM = 0.04, 0.3
"""Crossfade of a loop, in seconds: on a beat, and where there is none."""
_SEARCHED = 0.012
"""How far, in seconds, a seam may move for the waves to meet."""
_FADE = 1.6
"""Seconds the end fades for at least."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A recording of the film's length."""

    sound: Samples
    bpm: float | None
    start: float
    """Where in the recording it begins, in seconds."""
    loops: int
    """How often it had to begin anew."""


def fit_recording(sound: Samples, *, seconds: float, logo: float | None) -> Fitted:
    """The stereo recording cut or looped to that length, with a beat on the logo where it keeps one.

    Raises: MediaUnreadable if there is nothing to hear in it.
    """
    level = np.abs(sound).max(axis=1)
    peak = float(level.max(initial=0.0))
    if peak < gain(-60):
        raise MediaUnreadable("music: the recording is silent; send one that can be heard")
    whole = (sound * np.float32(gain(_PEAK_DB) / peak)).astype(np.float32)
    if abs(len(sound) / RATE - seconds) <= _OWN_LENGTH:
        return Fitted(_ended(_long(whole, count(seconds)), 0.02), None, 0.0, 0)
    heard = np.flatnonzero(level > peak * gain(_SILENT_DB))
    first = max(0, int(heard[0]) - count(0.005))
    music = whole[first : int(heard[-1]) + 1]
    beat = pulse(music[: count(_HEARD_SECONDS)])
    skipped = _to_the_beat(beat, logo) if beat and logo else 0.0
    music = music[count(skipped) :]
    looped, loops = _looped(music, count(seconds), beat)
    bpm = round(60 / beat.beat, 2) if beat else None
    start = round(first / RATE + skipped, 3)
    return Fitted(_ended(looped, _fade(seconds, logo, beat)), bpm, start, loops)


def _to_the_beat(beat: Pulse, logo: float) -> float:
    """Seconds to leave out of the beginning, less than a beat, so that a beat falls on the logo."""
    late = (beat.first - logo) % beat.beat
    return 0.0 if beat.beat - late < 0.01 else late


def _looped(music: Samples, length: int, beat: Pulse | None) -> tuple[Samples, int]:
    """The music as often as it takes; it begins anew after whole bars, or beats, where it keeps a beat."""
    if len(music) >= length:
        return music[:length], 0
    seam = count(_SEAM if beat else _SOFT_SEAM)
    seam = min(seam, len(music) // 4)
    turn = len(music) - seam
    if beat:
        for unit in (4 * beat.beat, beat.beat):
            if count(unit) <= turn:
                turn = count(int(turn / RATE / unit + 1e-6) * unit)
                break
    turn = _meeting(music, turn, seam)
    fade = np.sin(np.linspace(0, np.pi / 2, seam, dtype=np.float32))[:, None]
    turns = -(-(length - turn) // turn)
    made = np.zeros(((turns + 1) * turn + len(music), 2), np.float32)
    made[: turn + seam] = music[: turn + seam]
    for number in range(1, turns + 1):
        at = number * turn
        made[at : at + seam] = made[at : at + seam] * fade[::-1] + music[:seam] * fade
        made[at + seam : at + turn + seam] = music[seam : turn + seam]
    return made[:length], turns


def _meeting(music: Samples, turn: int, seam: int) -> int:
    """The place near `turn` where what would have followed is most like the beginning."""
    middle = music.mean(axis=1)
    opening = middle[:seam]
    reach = count(_SEARCHED)
    lowest, highest = max(seam, turn - reach), min(len(music) - seam, turn + reach)
    if highest <= lowest:
        return min(turn, len(music) - seam)
    ends = np.lib.stride_tricks.sliding_window_view(middle[lowest : highest + seam], seam)[::4]
    alike = (ends * opening).sum(axis=1) / np.sqrt((ends**2).sum(axis=1) + 1e-9)
    near = np.abs(lowest + 4 * np.arange(len(alike)) - turn)
    # every 4 ms away costs a hundredth of perfect likeness: a seam is to stay on its beat
    return lowest + 4 * int(np.argmax(alike / max(1e-9, float(np.abs(alike).max())) - near / RATE * 2.5))


def _fade(seconds: float, logo: float | None, beat: Pulse | None) -> float:
    """How long the end fades: from a beat on, and never from before the logo if there is time after it."""
    if not beat:
        return _FADE
    anchor = logo or beat.first
    beats = int((seconds - _FADE - anchor) / beat.beat) if seconds - _FADE > anchor else 0
    return max(0.5, min(2 * _FADE, seconds - anchor - beats * beat.beat))


def _long(sound: Samples, length: int) -> Samples:
    return np.pad(sound[:length], ((0, max(0, length - len(sound))), (0, 0)))


def _ended(sound: Samples, fade: float) -> Samples:
    """The sound with its first samples raised from silence and its end sinking as a hand would fade it."""
    length = min(count(fade), len(sound))
    ended = faded(sound, rise=0.004, fall=0)
    ended[len(sound) - length :] *= (np.cos(np.linspace(0, np.pi / 2, length)) ** 2).astype(np.float32)[
        :, None
    ]
    return ended
