"""How loud a sound is, how high it really peaks, and how far one stands over another: BS.1770 in numpy.

Source: ITU-R BS.1770-5 (2023), annexes 1 and 2 (checked 2026-11-20).
"""

from collections.abc import Sequence
from functools import cache, lru_cache
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
    power = _block_power(_channels(samples), rate)
    loud = power[_lufs(power) > _ABSOLUTE_GATE]
    if not loud.size:
        return SILENCE_LUFS
    threshold = float(_lufs(loud.mean(keepdims=True))[0]) + _RELATIVE_GATE
    return float(_lufs(loud[_lufs(loud) > threshold].mean(keepdims=True))[0])


def gaps_lu(
    front: Samples, behind: Samples, rate: int, *, spans: Sequence[tuple[float, float]]
) -> tuple[float | None, ...]:
    """How far one sound stands over another in each span of seconds, in LU.

    Both are measured over the same 400 ms blocks: those within the span in which the front one is
    heard (no more than 10 LU below the span's own level, so pauses do not count). None where
    either is silent there.
    """
    powers = [_block_power(_channels(each), rate) for each in (front, behind)]
    return tuple(_gap(*powers, start=start, end=end) for start, end in spans)


def _gap(
    front: NDArray[np.float64], behind: NDArray[np.float64], *, start: float, end: float
) -> float | None:
    first = min(len(front) - 1, max(0, round(start / _HOP)))
    last = max(first + 1, int((end - _BLOCK) / _HOP + 1e-6) + 1)
    here, under = front[first:last], behind[first:last]
    heard = _lufs(here) > max(_ABSOLUTE_GATE, float(_lufs(here.mean(keepdims=True))[0]) + _RELATIVE_GATE)
    if not heard.any():
        return None
    said, played = (float(_lufs(each[heard].mean(keepdims=True))[0]) for each in (here, under))
    return said - played if played > _ABSOLUTE_GATE else None


def true_peak_dbtp(samples: Samples) -> float:
    """The highest level between and on the samples, four times oversampled, in dBTP; -inf for silence."""
    highest = float(peaks(samples).max(initial=0.0))
    return 20 * log10(highest) if highest else float("-inf")


def peaks(samples: Samples) -> NDArray[np.float64]:
    """The largest absolute value on each sample and beside it, all channels, four times oversampled."""
    channels = _channels(samples)
    highest = np.zeros(len(samples))
    for channel in channels if len(samples) else ():
        np.maximum(highest, np.abs(channel), out=highest)
        for phase in _phases():
            between = np.convolve(channel, phase)[_TAPS : _TAPS + len(channel)]
            np.abs(between, out=between)
            np.maximum(highest, between, out=highest)
            np.maximum(highest[1:], between[:-1], out=highest[1:])
    return highest


def _channels(samples: Samples) -> NDArray[np.float64]:
    """Channel by channel, each in one piece: far quicker to go through than sample by sample."""
    return np.ascontiguousarray(np.atleast_2d(samples.T), dtype=np.float64)


def _lufs(power: NDArray[np.float64]) -> NDArray[np.float64]:
    return _OFFSET + 10 * np.log10(np.maximum(power, 1e-30))


def _block_power(channels: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """Mean square of the K-weighted sound, all channels added, per 400 ms block."""
    if not channels.size:
        return np.zeros(0)
    energy = np.zeros(channels.shape[1])
    for channel in channels:
        energy += _weighted(channel, rate) ** 2
    total = np.concatenate([[0.0], np.cumsum(energy)])
    block = min(round(_BLOCK * rate), len(energy))
    starts = np.arange(0, len(energy) - block + 1, round(_HOP * rate))
    return (total[starts + block] - total[starts]) / block


def _weighted(channel: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """The channel through the K filter.

    The filter is recursive; it is applied as its spectrum, over a second of zeros, by when its
    tail has died away.
    """
    length = _fast_size(len(channel) + rate)
    spectrum = np.fft.rfft(channel.astype(np.float32), length)
    spectrum *= _response(rate, length)
    return np.fft.irfft(spectrum, length)[: len(channel)].astype(np.float64)


@lru_cache(maxsize=4)
def _response(rate: int, length: int) -> NDArray[np.complex64]:
    """The K filter as the spectrum of so many samples; a campaign's sounds have few lengths."""
    turn = np.exp(-2j * pi * np.fft.rfftfreq(length))
    response = np.ones_like(turn)
    for b, a in (_shelf(rate), _high_pass(rate)):
        response *= (b[0] + b[1] * turn + b[2] * turn**2) / (a[0] + a[1] * turn + a[2] * turn**2)
    weights = response.astype(np.complex64)
    weights.setflags(write=False)
    return weights


def _fast_size(length: int) -> int:
    """The next length the Fourier transform is quick at: a power of two, or 5 or 6 eighths of one."""
    power = 1 << max(3, (length - 1).bit_length())
    return next(size for size in (power // 8 * 5, power // 4 * 3, power) if size >= length)


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
