"""Sound effects by name: stereo, seeded, peak -6 dBFS."""

from collections.abc import Callable

import numpy as np

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.sound.samples import (
    Samples,
    band,
    clock,
    convolved,
    count,
    faded,
    gain,
    room,
    shaped,
    stereo,
)

_PEAK_DB = -6.0


def make(effect: str, *, seed: int) -> Samples:
    """One effect as stereo samples.

    Raises: MediaUnreadable for a name that is not in `EFFECTS`.
    """
    if effect not in EFFECTS:
        raise MediaUnreadable(f"effect: {effect!r} is not known; choose one of {', '.join(EFFECTS)}")
    sound = stereo(EFFECTS[effect](np.random.default_rng(seed)))
    return sound * np.float32(gain(_PEAK_DB) / float(np.abs(sound).max()))


def whoosh(noise: np.random.Generator) -> Samples:
    """Air that passes from one side to the other; loudest after two fifths."""
    seconds = float(noise.uniform(0.65, 0.85))
    time = clock(count(seconds)) / np.float32(seconds)
    swell = np.sin(np.pi * time**0.75) ** 2.4
    low = shaped(_white(noise, len(time)), band(250, 2400))
    high = shaped(_white(noise, len(time)), band(1500, 9000))
    across = time if noise.random() < 0.5 else 1 - time
    left, right = np.sqrt(1 - across * 0.85), np.sqrt(0.15 + across * 0.85)
    sound = (low * 0.6 + high * (swell * 0.7)[:, None]) * swell[:, None]
    return faded(sound * np.stack([left, right], axis=1), rise=0.02, fall=0.08)


def impact(noise: np.random.Generator) -> Samples:
    """A deep blow that arrives with the logo."""
    time = clock(count(1.7))
    floor = float(noise.uniform(36, 43))
    phase = 2 * np.pi * (floor * time + 70 / 18 * (1 - np.exp(-18 * time)))
    blow = np.tanh(1.6 * np.sin(phase) * np.exp(-time * 2.6))
    debris = shaped(_white(noise, len(time)), band(60, 2600)) * np.exp(-time * 7)[:, None]
    sound = stereo(blow.astype(np.float32)) + debris * np.float32(0.4)
    space = room(1.1, low=180, high=3800, seed=int(noise.integers(2**31)))
    return faded(sound + 0.35 * convolved(sound, space), rise=0.001, fall=0.5)


def riser(noise: np.random.Generator) -> Samples:
    """Noise that climbs five octaves and stops: it leads to what follows."""
    return rise(1.5, noise=noise)


def rise(seconds: float, *, noise: np.random.Generator) -> Samples:
    """A riser of a given length."""
    time = clock(count(seconds)) / np.float32(seconds)
    sound = np.zeros((len(time), 2), np.float32)
    for step in range(6):
        band_now = band(200 * 2 ** (step * 0.85), 420 * 2 ** (step * 0.85))
        weight = np.exp(-(((time * 6 - step - 0.3) / 0.9) ** 2))
        sound += shaped(_white(noise, len(time)), band_now) * weight[:, None]
    return faded(sound * (time**2)[:, None], rise=0.05, fall=0.03)


def click(noise: np.random.Generator) -> Samples:
    """A button pressed."""
    time = clock(count(0.06))
    pitch = float(noise.uniform(1900, 2300))
    press = np.sin(2 * np.pi * pitch * time) * np.exp(-time * 180)
    release = 0.5 * np.sin(2 * np.pi * 2.05 * pitch * time) * np.exp(-time * 320)
    return faded((press + release).astype(np.float32), rise=0.0006, fall=0.01)


def pop(noise: np.random.Generator) -> Samples:
    """A bubble: a short tone that rises."""
    time = clock(count(0.16))
    start = float(noise.uniform(290, 360))
    tone = np.sin(2 * np.pi * (start * time + 3600 * time**2)) * np.exp(-time * 34)
    return faded(tone.astype(np.float32), rise=0.001, fall=0.03)


def shimmer(noise: np.random.Generator) -> Samples:
    """Small bells scattered upwards over half a second, in a room."""
    sound = np.zeros((count(1.8), 2), np.float32)
    for step in range(14):
        time = clock(count(0.9))
        pitch = 1568 * 2 ** (float(noise.choice((0, 2, 4, 7, 9, 12))) / 12) * (2 if step > 7 else 1)
        chime = np.sin(2 * np.pi * pitch * time) * np.exp(-time * 8) * np.clip(time / 0.004, 0, 1)
        start = count(0.04 * step + float(noise.uniform(0, 0.02)))
        placed = stereo(chime.astype(np.float32), pan=float(noise.uniform(-0.8, 0.8)))
        sound[start : start + len(placed)] += placed
    space = room(1.4, low=600, high=9000, seed=int(noise.integers(2**31)))
    return faded(sound + 0.4 * convolved(sound, space), rise=0.004, fall=0.5)


def swish(noise: np.random.Generator) -> Samples:
    """A short, bright movement of air: text that comes in, a card that turns."""
    seconds = float(noise.uniform(0.24, 0.32))
    time = clock(count(seconds)) / np.float32(seconds)
    swell = np.sin(np.pi * time**0.8) ** 3
    sound = shaped(_white(noise, len(time)), band(2200, 11_000)) * swell[:, None]
    across = time if noise.random() < 0.5 else 1 - time
    sides = np.stack([np.sqrt(1 - across * 0.6), np.sqrt(0.4 + across * 0.6)], axis=1)
    return faded(sound * sides, rise=0.01, fall=0.04)


def notification(noise: np.random.Generator) -> Samples:
    """Two soft bell tones, the second higher: a message arrives."""
    sound = np.zeros((count(0.9), 2), np.float32)
    low = float(noise.choice((880.0, 987.8, 1046.5)))
    for at, pitch in ((0.0, low), (0.09, low * float(noise.choice((4 / 3, 3 / 2))))):
        time = clock(count(0.75))
        tone = np.sin(2 * np.pi * pitch * time) * np.exp(-time * 7)
        tone += 0.25 * np.sin(2 * np.pi * 2.76 * pitch * time) * np.exp(-time * 18)
        placed = stereo(faded(tone.astype(np.float32), rise=0.003, fall=0.1), pan=0.3 if at else -0.3)
        sound[count(at) : count(at) + len(placed)] += placed
    space = room(0.6, low=500, high=8000, seed=int(noise.integers(2**31)))
    return faded(sound + 0.2 * convolved(sound, space), rise=0.002, fall=0.2)


EFFECTS: dict[str, Callable[[np.random.Generator], Samples]] = {
    "whoosh": whoosh,
    "impact": impact,
    "riser": riser,
    "click": click,
    "pop": pop,
    "shimmer": shimmer,
    "swish": swish,
    "notification": notification,
}

SWELLING = frozenset({"whoosh", "swish", "riser"})
"""Effects that are loudest somewhere inside; the others strike as they begin."""


def _white(noise: np.random.Generator, length: int) -> Samples:
    return noise.standard_normal((length, 2)).astype(np.float32)
