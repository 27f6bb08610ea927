"""Drums: each stroke from a seed, so that two strokes differ as a player's do."""

from collections.abc import Callable

import numpy as np

from astro_pipeline.media.sound.samples import Samples, band, bell, clock, count, faded, shaped

Drum = Callable[[np.random.Generator], Samples]


def kick(_: np.random.Generator) -> Samples:
    """A bass drum: a tone that falls from 155 to 48 Hz, with a beater's click."""
    time = clock(count(0.42))
    phase = 2 * np.pi * (48 * time + 107 / 26 * (1 - np.exp(-26 * time)))
    beater = 0.2 * np.sin(2 * np.pi * 3200 * time) * np.exp(-time * 420)
    return faded(np.tanh(1.7 * np.sin(phase) * np.exp(-time * 7.5)) + beater, rise=0.001, fall=0.05)


def tom(noise: np.random.Generator) -> Samples:
    """A large tom."""
    time = clock(count(0.8))
    phase = 2 * np.pi * (72 * time + 48 / 14 * (1 - np.exp(-14 * time)))
    skin = _noise(noise, 0.8, low=120, high=900) * np.exp(-time * 18) * 0.5
    return faded(np.tanh(1.4 * np.sin(phase) * np.exp(-time * 4.5)) + skin, rise=0.001, fall=0.1)


def clap(noise: np.random.Generator) -> Samples:
    """Hands, three of them 11 ms apart, and the room after them."""
    time = clock(count(0.34))
    hands = sum(np.exp(-np.clip(time - at, 0, 9) * 160) * (time >= at) for at in (0, 0.011, 0.022))
    tail = np.exp(-np.clip(time - 0.03, 0, 9) * 17) * (time >= 0.03)
    return faded(_noise(noise, 0.34, low=900, high=7200) * (0.6 * hands + tail), rise=0.0005, fall=0.05)


def snap(noise: np.random.Generator) -> Samples:
    """Fingers: shorter and narrower than hands."""
    time = clock(count(0.18))
    sound = shaped(_noise(noise, 0.18, low=1400, high=6000), bell(2300, 9, octaves=0.5))
    return faded(sound * (np.exp(-time * 90) + 0.25 * np.exp(-time * 26)), rise=0.0005, fall=0.04)


def brush(noise: np.random.Generator) -> Samples:
    """A brush on a snare drum."""
    time = clock(count(0.26))
    sweep = np.sin(np.pi * np.clip(time / 0.26, 0, 1)) ** 1.5 * 0.4 + np.exp(-time * 30)
    return faded(_noise(noise, 0.26, low=600, high=8000) * sweep, rise=0.002, fall=0.05)


def hat(noise: np.random.Generator) -> Samples:
    """A closed hi-hat."""
    time = clock(count(0.09))
    return faded(_noise(noise, 0.09, low=7200, high=15_000) * np.exp(-time * 58), rise=0.0004, fall=0.02)


def open_hat(noise: np.random.Generator) -> Samples:
    """An open hi-hat."""
    time = clock(count(0.3))
    return faded(_noise(noise, 0.3, low=6800, high=15_000) * np.exp(-time * 13), rise=0.0004, fall=0.06)


def shaker(noise: np.random.Generator) -> Samples:
    """A shaker: no attack, only a breath."""
    time = clock(count(0.11))
    return faded(
        _noise(noise, 0.11, low=4200, high=11_000) * np.sin(np.pi * time / 0.11) ** 2, rise=0.004, fall=0.02
    )


def rim(noise: np.random.Generator) -> Samples:
    """A stick across the rim of a snare drum: dry wood."""
    time = clock(count(0.12))
    wood = np.sin(2 * np.pi * 1720 * time) * np.exp(-time * 95)
    wood += 0.6 * np.sin(2 * np.pi * 640 * time) * np.exp(-time * 70)
    grain = _noise(noise, 0.12, low=1500, high=6000) * np.exp(-time * 160)
    return faded((wood + 0.5 * grain).astype(np.float32), rise=0.0006, fall=0.03)


def ride(noise: np.random.Generator) -> Samples:
    """The tip of a stick on a ride cymbal: a small bell in a wash."""
    time = clock(count(0.5))
    wash = _noise(noise, 0.5, low=4200, high=13_000) * np.exp(-time * 9) * 0.5
    bell_tone = 0.2 * np.sin(2 * np.pi * 5230 * time) * np.exp(-time * 14)
    return faded((wash + bell_tone).astype(np.float32), rise=0.0006, fall=0.15)


def crash(noise: np.random.Generator) -> Samples:
    """A crash cymbal, darkening as it rings."""
    time = clock(count(1.9))
    bright = _noise(noise, 1.9, low=5200, high=15_000) * np.exp(-time * 4.5)
    dark = _noise(noise, 1.9, low=1800, high=6000) * np.exp(-time * 2.4) * 0.5
    return faded(bright + dark, rise=0.0008, fall=0.6)


def _noise(noise: np.random.Generator, seconds: float, *, low: float, high: float) -> Samples:
    white = noise.standard_normal(count(seconds)).astype(np.float32)
    return shaped(white, band(low, high)) * np.float32(0.9)


DRUMS: dict[str, Drum] = {
    "brush": brush,
    "clap": clap,
    "crash": crash,
    "hat": hat,
    "kick": kick,
    "open_hat": open_hat,
    "ride": ride,
    "rim": rim,
    "shaker": shaker,
    "snap": snap,
    "tom": tom,
}
