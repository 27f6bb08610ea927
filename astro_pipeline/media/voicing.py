"""The voice chain: what a studio does to a dry voice, gently."""

import numpy as np

from astro_pipeline.media.sound import (
    RATE,
    Samples,
    band,
    bell,
    convolved,
    count,
    every,
    gain,
    room,
    shaped,
    stereo,
)

_BLOCK = RATE // 400
"""Levels are followed in steps of 2.5 ms."""
_TONE = every(
    band(85, None),
    bell(240, -2.5, octaves=1.2),
    bell(3200, 2.2, octaves=1.2),
    bell(6800, -2.0, octaves=0.8),
)
_ROOM_SEED = 7


def voiced(dry: Samples) -> Samples:
    """A dry mono voice filtered, compressed, de-essed and put in a small room; stereo, peak -3 dBFS."""
    tone = shaped(dry, _TONE)
    tone /= max(1e-6, float(np.abs(tone).max()))
    tone = compressed(tone, threshold_db=-22, ratio=2.6, attack=0.006, release=0.09)
    tone = _de_essed(tone)
    wide = stereo(tone)
    wet = convolved(wide, room(0.18, low=250, high=4500, seed=_ROOM_SEED))
    sound = wide + wet * np.float32(gain(-24))
    return sound * np.float32(gain(-3) / max(1e-6, float(np.abs(sound).max())))


def compressed(
    sound: Samples, *, threshold_db: float, ratio: float, attack: float, release: float
) -> Samples:
    """A mono sound whose level above the threshold rises `ratio` times slower; times in seconds."""
    over = np.maximum(0.0, levels_db(sound) - threshold_db)
    reduction = _followed(over * (1 - 1 / ratio), attack=attack, release=release)
    return sound * _drawn(-reduction, len(sound))


def levels_db(sound: Samples) -> Samples:
    """The RMS level of each 2.5 ms of a mono sound, in dBFS."""
    padded = np.concatenate([sound, np.zeros(-len(sound) % _BLOCK, np.float32)])
    power = (padded.reshape(-1, _BLOCK).astype(np.float64) ** 2).mean(axis=1)
    return 10 * np.log10(power + 1e-12)


def _de_essed(sound: Samples) -> Samples:
    """Takes up to 6 dB off 5-9 kHz where that band stands out of the voice."""
    hiss = shaped(sound, band(5000, 9000))
    excess = np.clip(levels_db(hiss) - levels_db(sound) + 9, 0, 6)
    reduction = _followed(excess, attack=0.002, release=0.03)
    return sound + hiss * (_drawn(-reduction, len(sound)) - 1)


def _followed(wanted: Samples, *, attack: float, release: float) -> Samples:
    """The reduction in dB a compressor reaches: quick up, slow down."""
    up, down = (1 - np.exp(-_BLOCK / RATE / time) for time in (attack, release))
    reached = np.empty_like(wanted)
    state = 0.0
    for place, target in enumerate(wanted.tolist()):
        state += (target - state) * (up if target > state else down)
        reached[place] = state
    return reached


def _drawn(decibels: Samples, length: int) -> Samples:
    """A level per block as a smooth gain per sample."""
    middles = np.arange(len(decibels)) * _BLOCK + _BLOCK / 2
    return (10 ** (np.interp(np.arange(length), middles, decibels) / 20)).astype(np.float32)


def trimmed(sound: Samples, *, margin: float) -> tuple[Samples, float]:
    """A mono sound without the silence around it but `margin` seconds, and how much went in front."""
    loud = np.flatnonzero(levels_db(sound) > -55 + 20 * np.log10(max(1e-6, float(np.abs(sound).max()))))
    if not len(loud):
        return sound, 0.0
    start = max(0, int(loud[0]) * _BLOCK - count(margin))
    end = min(len(sound), (int(loud[-1]) + 1) * _BLOCK + count(margin))
    return sound[start:end], start / RATE
