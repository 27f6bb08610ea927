"""Sound as arrays: filters that keep phase, placing on a bed, and 16-bit WAV with seeded dither."""

import io
import wave
from collections.abc import Callable
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.floating[Any]]
"""Full scale is 1.0, float32 where it is kept. Stereo is (n, 2); a mono voice or instrument is (n,)."""

RATE = 48_000
"""Samples a second of everything this project writes."""

Curve = Callable[[Samples], Samples]
"""Gain (1.0 changes nothing) over frequency in Hz."""


def count(seconds: float) -> int:
    """How many samples last that long."""
    return round(seconds * RATE)


def silence(seconds: float) -> Samples:
    """A stereo bed on which nothing sounds yet."""
    return np.zeros((count(seconds), 2), np.float32)


def clock(length: int) -> Samples:
    """The time of each of `length` samples, in seconds."""
    return (np.arange(length) / RATE).astype(np.float32)


def gain(decibels: float) -> float:
    """The factor of a level change: 0 dB gives 1.0, -6 dB gives 0.5."""
    return 10 ** (decibels / 20)


def stereo(sound: Samples, *, pan: float = 0.0) -> Samples:
    """A mono sound on two channels; `pan` from -1 (left) to 1 (right), equal power."""
    if sound.ndim == 2:
        return sound
    sides = np.array([sqrt((1 - pan) / 2), sqrt((1 + pan) / 2)], np.float32) * np.float32(sqrt(2))
    return sound[:, None] * sides


def add(bed: Samples, sound: Samples, *, at: float, level: float = 1.0) -> None:
    """Lays a stereo sound on a bed, in place; what lies outside the bed is cut off."""
    start = count(at)
    skipped = max(0, -start)
    kept = sound[skipped : max(skipped, len(bed) - start)]
    bed[max(0, start) : max(0, start) + len(kept)] += kept * np.float32(level)


def shaped(sound: Samples, curve: Curve) -> Samples:
    """The sound with its spectrum multiplied by a curve; linear phase, no delay.

    Half a second of silence is put behind it, so nothing wraps round from the end to the start.
    """
    size = _fast_size(len(sound) + RATE // 2)
    spectrum = np.fft.rfft(sound, size, axis=0)
    factors = curve(np.fft.rfftfreq(size, 1 / RATE))
    spectrum *= factors if sound.ndim == 1 else factors[:, None]
    return np.fft.irfft(spectrum, size, axis=0)[: len(sound)].astype(np.float32)


def band(low: float | None, high: float | None, *, order: int = 2) -> Curve:
    """A pass band in Hz with Butterworth slopes of `order` at either end."""

    def factors(frequency: Samples) -> Samples:
        response = np.ones_like(frequency)
        if high is not None:
            response /= np.sqrt(1 + (frequency / high) ** (2 * order))
        if low is not None:
            response /= np.sqrt(1 + (low / np.maximum(frequency, 1e-3)) ** (2 * order))
        return response

    return factors


def bell(centre: float, decibels: float, *, octaves: float = 1.0) -> Curve:
    """A boost or dip around a centre in Hz, `octaves` wide."""

    def factors(frequency: Samples) -> Samples:
        distance = np.log2(np.maximum(frequency, 1.0) / centre) / octaves
        return 10 ** (decibels / 20 * np.exp(-2 * distance**2))

    return factors


def shelf(corner: float, decibels: float) -> Curve:
    """A boost or dip of everything above a corner in Hz."""

    def factors(frequency: Samples) -> Samples:
        return 10 ** (decibels / 20 / (1 + (corner / np.maximum(frequency, 1.0)) ** 2))

    return factors


def every(*curves: Curve) -> Curve:
    """Several curves one after another, in one pass."""

    def factors(frequency: Samples) -> Samples:
        product = np.ones_like(frequency)
        for curve in curves:
            product *= curve(frequency)
        return product

    return factors


def convolved(sound: Samples, response: Samples) -> Samples:
    """A stereo sound in a stereo room; as long as it was, the room's tail is cut off."""
    size = _fast_size(len(sound) + len(response))
    spectrum = np.fft.rfft(sound, size, axis=0) * np.fft.rfft(response, size, axis=0)
    return np.fft.irfft(spectrum, size, axis=0)[: len(sound)].astype(np.float32)


def room(seconds: float, *, low: float, high: float, seed: int) -> Samples:
    """A room's response: decaying noise (60 dB in `seconds`) of unit energy, without the direct sound."""
    length = count(seconds)
    noise = np.random.default_rng(seed).standard_normal((length, 2)).astype(np.float32)
    tail = shaped(noise * np.exp(-6.9 / seconds * clock(length))[:, None], band(low, high, order=1))
    tail[: count(0.006)] *= 0.2
    return tail / np.sqrt((tail**2).sum(axis=0))


def resampled(sound: Samples, rate: int) -> Samples:
    """A mono sound of another rate at ours, by its spectrum."""
    padded = np.concatenate([sound, np.zeros(rate // 4, np.float32)])
    padded = np.concatenate([padded, np.zeros(-len(padded) % (rate // 50), np.float32)])
    length = len(padded) * RATE // rate
    spectrum = np.fft.rfft(padded)
    wanted = np.zeros(length // 2 + 1, complex)
    kept = min(len(spectrum), len(wanted))
    wanted[:kept] = spectrum[:kept]
    whole = np.fft.irfft(wanted, length) * (length / len(padded))
    return whole[: round(len(sound) * RATE / rate)].astype(np.float32)


def faded(sound: Samples, *, rise: float, fall: float) -> Samples:
    """The sound with cosine ramps at both ends, in seconds: no click where it begins or stops."""
    envelope = np.ones(len(sound), np.float32)
    up, down = min(count(rise), len(sound)), min(count(fall), len(sound))
    envelope[:up] *= (0.5 - 0.5 * np.cos(np.linspace(0, np.pi, up))).astype(np.float32)
    envelope[len(sound) - down :] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, down))).astype(np.float32)
    return sound * (envelope if sound.ndim == 1 else envelope[:, None])


def wav(sound: Samples, *, seed: int) -> bytes:
    """A 16-bit, 48 kHz WAV file; triangular dither from the seed, so equal sounds give equal bytes."""
    noise = np.random.default_rng(seed)
    dither = noise.random(sound.shape, np.float32) - noise.random(sound.shape, np.float32)
    steps = np.clip(np.round(sound * 32767 + dither), -32768, 32767).astype("<i2")
    memory = io.BytesIO()
    with wave.open(memory, "wb") as file:
        file.setnchannels(1 if sound.ndim == 1 else sound.shape[1])
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(steps.tobytes())
    return memory.getvalue()


def _fast_size(length: int) -> int:
    """The next length the Fourier transform is quick at: 2, 3 or 5 times a power of two, or one itself."""
    power = 1 << max(0, length - 1).bit_length()
    return min(size for size in (power, power // 8 * 5, power // 4 * 3) if size >= length)
