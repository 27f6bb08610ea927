"""How loud a sound is, and how high it really peaks: ITU-R BS.1770 in numpy.

Source: ITU-R BS.1770-5 (2023), annexes 1 and 2 (checked 2026-11-20).
"""

from functools import cache
from math import log10, pi, tan
from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Sound as (frames, channels), full scale at ±1."""

SILENCE_LUFS: Final = float("-inf")

_ABSOLUTE_GATE: Final = -70.0
_RELATIVE_GATE: Final = -10.0
_OFFSET: Final = -0.691
_BLOCK, _HOP = 0.4, 0.1  # seconds
_OVERSAMPLING: Final = 4
_TAPS: Final = 24  # on each side of a sample; the standard's own filter has 6


def integrated_lufs(samples: Samples, rate: int) -> float:
    """Loudness of the whole sound, gated, in LUFS; -inf for silence.

    A sound shorter than the 400 ms of a block is measured as one block. Every channel weighs
    the same: mono and stereo, not surround.
    """
    power = _block_power(_columns(samples), rate)
    loud = power[_lufs(power) > _ABSOLUTE_GATE]
    if not loud.size:
        return SILENCE_LUFS
    threshold = float(_lufs(loud.mean(keepdims=True))[0]) + _RELATIVE_GATE
    return float(_lufs(loud[_lufs(loud) > threshold].mean(keepdims=True))[0])


def true_peak_dbtp(samples: Samples) -> float:
    """The highest level between and on the samples, four times oversampled, in dBTP; -inf for silence."""
    peak = max((_true_peak(channel) for channel in _columns(samples).T), default=0.0)
    return 20 * log10(peak) if peak else float("-inf")


def _columns(samples: Samples) -> NDArray[np.float64]:
    wide = samples.astype(np.float64)
    return wide[:, None] if wide.ndim == 1 else wide


def _lufs(power: NDArray[np.float64]) -> NDArray[np.float64]:
    return _OFFSET + 10 * np.log10(np.maximum(power, 1e-30))


def _block_power(samples: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """Mean square of the K-weighted sound, all channels added, per 400 ms block."""
    if not samples.size:
        return np.zeros(0)
    energy = (_weighted(samples, rate) ** 2).sum(axis=1)
    total = np.concatenate([[0.0], np.cumsum(energy)])
    block = min(round(_BLOCK * rate), len(samples))
    starts = np.arange(0, len(samples) - block + 1, round(_HOP * rate))
    return (total[starts + block] - total[starts]) / block


def _weighted(samples: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """The sound through the K filter.

    The filter is recursive; it is applied as its spectrum, over a second of zeros, by when its
    tail has died away.
    """
    length = 1 << (len(samples) + rate - 1).bit_length()
    turn = np.exp(-2j * pi * np.fft.rfftfreq(length))
    response = np.ones_like(turn)
    for b, a in (_shelf(rate), _high_pass(rate)):
        response *= (b[0] + b[1] * turn + b[2] * turn**2) / (a[0] + a[1] * turn + a[2] * turn**2)
    spectrum = np.fft.rfft(samples, length, axis=0) * response[:, None]
    return np.fft.irfft(spectrum, length, axis=0)[: len(samples)]


_Biquad = tuple[tuple[float, float, float], tuple[float, float, float]]


def _shelf(rate: int) -> _Biquad:
    """The head's effect: +4 dB at the top. The analogue values behind the standard's 48 kHz table."""
    top = 10 ** (3.999843853973347 / 20)
    middle = top**0.4996667741545416
    k = tan(pi * 1681.974450955533 / rate)
    damped = k / 0.7071752369554196
    return (
        (top + middle * damped + k * k, 2 * (k * k - top), top - middle * damped + k * k),
        (1 + damped + k * k, 2 * (k * k - 1), 1 - damped + k * k),
    )


def _high_pass(rate: int) -> _Biquad:
    """The revised low-frequency curve: a high pass at 38 Hz."""
    k = tan(pi * 38.13547087602444 / rate)
    damped = k / 0.5003270373238773
    first = 1 + damped + k * k
    # The standard's numerator is 1, -2, 1 beside a first denominator of 1.
    return (first, -2 * first, first), (first, 2 * (k * k - 1), 1 - damped + k * k)


def _true_peak(channel: NDArray[np.float64]) -> float:
    """The highest absolute value of one channel, on and between its samples."""
    if not channel.size:
        return 0.0
    between = (np.abs(np.convolve(channel, phase, "same")).max() for phase in _phases())
    return float(max(np.abs(channel).max(), *between))


@cache
def _phases() -> tuple[NDArray[np.float64], ...]:
    """Interpolation filters for the three instants between two samples: windowed sincs."""
    taps = np.arange(-_TAPS, _TAPS + 1)
    phases: list[NDArray[np.float64]] = []
    for step in range(1, _OVERSAMPLING):
        at = taps + step / _OVERSAMPLING
        weights = np.sinc(at) * np.cos(pi * at / (2 * (_TAPS + 1))) ** 2
        phases.append(weights / weights.sum())
    return tuple(phases)
