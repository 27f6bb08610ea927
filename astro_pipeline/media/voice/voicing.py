"""The voice chain: what a studio does to a dry voice, gently."""

import numpy as np

from astro_pipeline.media.sound.loudness import integrated_lufs
from astro_pipeline.media.sound.samples import (
    RATE,
    Curve,
    Samples,
    band,
    convolved,
    count,
    every,
    faded,
    gain,
    room,
    shaped,
    stereo,
)

_BLOCK = RATE // 400
"""Levels are followed in steps of 2.5 ms."""
_BANDS = (125, 250, 500, 1000, 2000, 4000, 8000)
_BALANCE_DB = (-6.0, -2.0, 0.0, -4.5, -7.5, -10.5, -18.0)
"""The long-term levels of a narrator close to the microphone, per octave.

Ours: it falls as speech falls in every language, by some decibels less at 1-4 kHz, where words are
understood on a telephone. That languages hardly differ: Byrne et al., JASA 96 (1994), pp. 2108-2120.
"""
_NEARER, _MOST_CUT_DB, _MOST_BOOST_DB = 0.7, -5.0, 9.0
"""How far a voice is brought to that balance, and the most a band is moved."""
_ROOM_SEED = 7
_FADE = 0.01
_PEAK_DB = -1.5
LOUDNESS_LUFS = -20.0
"""Of every narration, so that scenes join without a step; the mix sets the final level."""


def voiced(dry: Samples) -> Samples:
    """A dry mono voice filtered, compressed, de-essed and put in a small room; stereo, at -20 LUFS.

    It begins and ends at nothing, and has no rumble and no offset. Every segment is as loud as the others.
    """
    tone = shaped(dry, every(band(85, None, order=4), _balancing(dry)))
    tone /= max(1e-6, float(np.abs(tone).max()))
    tone = compressed(tone, threshold_db=-22, ratio=2.6, attack=0.006, release=0.09)
    tone = _de_essed(tone)
    wide = stereo(tone)
    wet = convolved(wide, room(0.18, low=250, high=4500, seed=_ROOM_SEED))
    sound = faded(wide + wet * np.float32(gain(-24)), rise=_FADE, fall=_FADE)
    return sound * np.float32(_level(sound))


def _level(sound: Samples) -> float:
    """The gain to the loudness of narration, or to full peaks where those come first."""
    peak = max(1e-6, float(np.abs(sound).max()))
    loudness = integrated_lufs(sound, RATE)
    return min(gain(LOUDNESS_LUFS - max(loudness, -70.0)), gain(_PEAK_DB) / peak)


def _balancing(dry: Samples) -> Curve:
    """What brings a voice's long-term spectrum nearer to the balance: dull ones open up, thin ones fill."""
    power = np.abs(np.fft.rfft(dry)) ** 2
    frequency = np.fft.rfftfreq(len(dry), 1 / RATE)
    inside = [(frequency >= centre / 2**0.5) & (frequency < centre * 2**0.5) for centre in _BANDS]
    levels = 10 * np.log10(np.array([power[each].sum() for each in inside]) + 1e-9)
    missing = _shares(np.array(_BALANCE_DB)) - _shares(levels)
    centres = np.log2(np.array(_BANDS))
    moved: Samples = np.clip(missing * _NEARER, _MOST_CUT_DB, _MOST_BOOST_DB)

    def factors(frequency: Samples) -> Samples:
        octave = np.log2(np.maximum(frequency, 20.0))
        return 10 ** (np.interp(octave, centres, moved) / 20)

    return factors


def _shares(levels: Samples) -> Samples:
    """Levels in dB against all of them together."""
    return levels - 10 * np.log10((10 ** (levels / 10)).sum())


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
