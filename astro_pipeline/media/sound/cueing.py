"""Effects put on their cues: what of an effect lands there, and how one effect comes twice."""

import numpy as np

from astro_pipeline.media.sound.effects import SWELLING
from astro_pipeline.media.sound.mix import Placed
from astro_pipeline.media.sound.samples import RATE, Samples, gain

_BLOCK = RATE // 50
"""20 ms."""
_ATTACK_DB = -12.0
"""Below its peak: where an effect is taken to strike."""
_SPEEDS = (1.0, 0.955, 1.04, 0.98, 1.07)
"""How fast the first, second … time an effect sounds; two and a half semitones apart at the most."""


def on_cue(sound: Samples, effect: str, *, cue: float, turn: int) -> Placed:
    """A stereo effect placed so that it lands on its cue, in seconds.

    What swells (a whoosh, a riser) is loudest there, all else strikes there. `turn` is how often
    the effect has sounded before: every time it comes a little different.
    """
    heard = varied(sound, turn)
    return Placed(heard, cue - landing(heard, swells=effect in SWELLING))


def landing(sound: Samples, *, swells: bool) -> float:
    """Seconds from a stereo sound's beginning to what lands on the cue."""
    level = np.abs(sound).max(axis=1, initial=0.0)
    if not level.any():
        return 0.0
    if not swells:
        return int(np.argmax(level >= level.max() * gain(_ATTACK_DB))) / RATE
    squares = np.concatenate([[0.0], np.cumsum((sound.astype(np.float64) ** 2).sum(axis=1))])
    block = min(_BLOCK, len(sound))
    return (int(np.argmax(squares[block:] - squares[:-block])) + block / 2) / RATE


def varied(sound: Samples, turn: int) -> Samples:
    """The same effect a little faster or slower, every other time from the other side."""
    if turn == 0:
        return sound
    speed = _SPEEDS[turn % len(_SPEEDS)]
    places = np.arange(int(len(sound) / speed)) * speed
    known = np.arange(len(sound))
    left, right = (np.asarray(np.interp(places, known, sound[:, side]), np.float32) for side in (0, 1))
    return np.stack([right, left] if turn % 2 else [left, right], axis=1)
