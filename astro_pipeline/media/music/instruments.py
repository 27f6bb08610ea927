"""Instruments: a frequency and a length in, one note out. Every note begins and ends in silence."""

from collections.abc import Callable
from functools import cache

import numpy as np

from astro_pipeline.media.sound.samples import RATE, Samples, clock, count, faded

_TURN = np.float32(2 * np.pi)
_TABLE = 16_384

Instrument = Callable[[float, float], Samples]
"""Frequency in Hz, seconds it is held; mono or stereo."""


def _sine(frequency: float, time: Samples) -> Samples:
    """Phase is reduced before the sine is taken: float32 would lose it over a minute."""
    phase = (time.astype(np.float64) * frequency) % 1.0
    return np.sin(_TURN * phase.astype(np.float32))


@cache
def _saw(partials: int, slope: float) -> Samples:
    """One turn of a sawtooth of so many partials, the k-th at k to the minus `slope`."""
    turn = np.arange(_TABLE) / _TABLE
    wave = sum(np.sin(2 * np.pi * k * turn) / k**slope for k in range(1, partials + 1))
    return np.asarray(wave, np.float32)


def _reed(frequency: float, length: int, *, phase: float, slope: float, partials: int) -> Samples:
    table = _saw(max(1, min(partials, int(15_000 / frequency))), slope)
    turns = np.arange(length) * (frequency / RATE * _TABLE) + phase * _TABLE
    return table[turns.astype(np.int64) % _TABLE]


def _ensemble(frequency: float, seconds: float, *, rise: float, fall: float, slope: float) -> Samples:
    """Five detuned sawtooths spread over the stereo field."""
    length = count(seconds + fall)
    sides = np.zeros((length, 2), np.float32)
    spread = ((-11, -0.8), (-5, 0.5), (0, 0.0), (6, -0.4), (12, 0.8))
    for voice, (cents, pan) in enumerate(spread):
        phase = (voice * 0.381 + frequency * 0.017) % 1
        wave = _reed(frequency * 2 ** (cents / 1200), length, phase=phase, slope=slope, partials=16)
        sides[:, 0] += wave * np.float32(np.sqrt((1 - pan) / 2))
        sides[:, 1] += wave * np.float32(np.sqrt((1 + pan) / 2))
    return faded(sides * np.float32(0.2), rise=rise, fall=fall)


def pad(frequency: float, seconds: float) -> Samples:
    """A soft synthesiser chord voice that overlaps the next."""
    return _ensemble(frequency, seconds, rise=0.3, fall=0.45, slope=1.35)


def strings(frequency: float, seconds: float) -> Samples:
    """A string section: brighter, with a slow swell of its level."""
    sound = _ensemble(frequency, seconds, rise=0.5, fall=0.6, slope=1.15)
    swell = 1 + np.float32(0.1) * _sine(4.6, clock(len(sound)))
    return sound * swell[:, None]


def keys(frequency: float, seconds: float) -> Samples:
    """An electric piano by two-operator frequency modulation."""
    time = clock(count(seconds + 0.9))
    tine = _sine(frequency * 14, time) * np.exp(-time * 22) * np.float32(0.45)
    body = _sine(frequency, time) * np.exp(-time * 3.2) * np.float32(1.05)
    phase = _TURN * ((time.astype(np.float64) * frequency) % 1.0).astype(np.float32)
    sound = np.sin(phase + tine + body) * np.exp(-time * 2.1)
    return faded(sound + 0.2 * _sine(2 * frequency, time) * np.exp(-time * 4), rise=0.003, fall=0.12)


def _struck(
    frequency: float, seconds: float, *, partials: int, at: float, decay: float, slope: float
) -> Samples:
    """A string: slightly stretched partials, high ones dying first, struck at a part of its length."""
    time = clock(count(seconds + 0.7))
    sound = np.zeros_like(time)
    for k in range(1, max(2, min(partials, int(14_000 / frequency)) + 1)):
        weight = np.float32(np.sin(np.pi * k * at) / k**slope)
        stretched = frequency * k * float(np.sqrt(1 + 0.0002 * k * k))
        sound += weight * _sine(stretched, time) * np.exp(-time * np.float32(decay + 0.7 * k))
    return faded(sound, rise=0.002, fall=0.1)


def pluck(frequency: float, seconds: float) -> Samples:
    """A bright plucked string."""
    return _struck(frequency, seconds, partials=16, at=0.21, decay=1.8, slope=0.85)


def guitar(frequency: float, seconds: float) -> Samples:
    """A rounder plucked string."""
    return _struck(frequency, seconds, partials=10, at=0.3, decay=2.4, slope=1.25)


def piano(frequency: float, seconds: float) -> Samples:
    """A felt piano."""
    return _struck(frequency, seconds, partials=9, at=0.12, decay=1.2, slope=1.0) * np.float32(1.3)


def lead(frequency: float, seconds: float) -> Samples:
    """A synthesiser line: a reed that closes quickly."""
    length = count(seconds + 0.25)
    open_, closed = (_reed(frequency, length, phase=0, slope=s, partials=14) for s in (0.9, 2.2))
    opening = np.exp(-clock(length) * 9)
    sound = (open_ * opening + closed * (1 - opening)) * np.exp(-clock(length) * 3)
    return faded(sound * np.float32(0.6), rise=0.004, fall=0.15)


def marimba(frequency: float, seconds: float) -> Samples:
    """A wooden bar: its tuned first partial and two that are gone at once."""
    time = clock(count(min(seconds, 0.4) + 0.5))
    sound = _sine(frequency, time) * np.exp(-time * 7)
    sound += 0.35 * _sine(frequency * 3.93, time) * np.exp(-time * 24)
    sound += 0.15 * _sine(frequency * 9.2, time) * np.exp(-time * 60)
    return faded(sound, rise=0.002, fall=0.1)


def glass(frequency: float, seconds: float) -> Samples:
    """A bell by frequency modulation at an inharmonic ratio."""
    time = clock(count(seconds + 1.4))
    bright = _sine(frequency * 3.51, time) * np.exp(-time * 3.5) * np.float32(1.1)
    phase = _TURN * ((time.astype(np.float64) * frequency) % 1.0).astype(np.float32)
    return faded(np.sin(phase + bright) * np.exp(-time * 2.2), rise=0.003, fall=0.3)


def celesta(frequency: float, seconds: float) -> Samples:
    """A small steel bar under a felt hammer: a pure tone with a short fourth partial."""
    time = clock(count(min(seconds, 0.8) + 1.1))
    sound = _sine(frequency, time) * np.exp(-time * 2.6)
    sound += 0.3 * _sine(4 * frequency, time) * np.exp(-time * 9)
    return faded(sound, rise=0.003, fall=0.3)


def bass(frequency: float, seconds: float) -> Samples:
    """A round electric bass: fundamental, two short overtones, a little drive."""
    time = clock(count(seconds + 0.05))
    sound = _sine(frequency, time)
    sound += 0.38 * _sine(2 * frequency, time) * np.exp(-time * 5)
    sound += 0.16 * _sine(3 * frequency, time) * np.exp(-time * 9)
    held = 0.7 + 0.3 * np.exp(-time * 3)
    return faded(np.tanh(1.5 * sound) * held, rise=0.006, fall=0.05)


def sub(frequency: float, seconds: float) -> Samples:
    """A deep tone without an attack; its octave lets small loudspeakers tell the note."""
    time = clock(count(seconds + 0.15))
    sound = _sine(frequency, time) + 0.28 * _sine(2 * frequency, time)
    return faded(sound * np.exp(-time * 0.5), rise=0.05, fall=0.15)


def upright(frequency: float, seconds: float) -> Samples:
    """A plucked double bass: it dies away, high partials first."""
    sound = _struck(frequency, min(seconds, 0.7), partials=8, at=0.18, decay=2.2, slope=1.3)
    return np.tanh(1.3 * sound)


def pulse(frequency: float, seconds: float) -> Samples:
    """A synthesiser's bass: a reed that closes fast over a steady fundamental."""
    length = count(seconds + 0.03)
    time = clock(length)
    reed = _reed(frequency, length, phase=0, slope=1.1, partials=20) * np.exp(-time * 11)
    return faded(np.tanh(0.9 * _sine(frequency, time) + 0.6 * reed), rise=0.004, fall=0.03)


INSTRUMENTS: dict[str, Instrument] = {
    "bass": bass,
    "bell": glass,
    "celesta": celesta,
    "guitar": guitar,
    "keys": keys,
    "lead": lead,
    "marimba": marimba,
    "pad": pad,
    "piano": piano,
    "pluck": pluck,
    "pulse": pulse,
    "strings": strings,
    "sub": sub,
    "upright": upright,
}
