"""The master: a sound at the loudness its placements play at, its peaks held through AAC."""

from dataclasses import dataclass, replace

import numpy as np

from astro_pipeline.domain.placements import SoundTarget
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.sound.aac import through_aac
from astro_pipeline.media.sound.loudness import integrated_lufs, peaks, true_peak_dbtp
from astro_pipeline.media.sound.samples import RATE, Samples, count, faded, gain

BEFORE_AAC_DB = 0.5
"""So far below the target the peaks stay before AAC, whose overshoot is mostly less than that."""
AFTER_AAC_DB = 0.1
"""So far below the target the decoded sound must stay."""
_MOST_REMASTERS = 3
_WINDOW = count(0.005)
_SILENT_LUFS = -60.0
"""What lies below is left as it is: lifted, it would be noise."""
_MOST_ROUNDS, _NEAR_LU = 6, 0.03
"""How often the level is corrected, and when it need not be."""
_MOST_REDUCED_DB = 12.0
"""A limiter that has to take more than this away is heard; what is so sparse stays quieter instead."""


@dataclass(frozen=True, slots=True)
class Master:
    """A finished sound, and what the limiter had to do for it."""

    sound: Samples
    lufs: float
    """Integrated loudness before AAC."""
    reduced_db: float
    """The most the limiter took away, in dB."""
    reduced_share: float
    """The part of the time in which it took away more than 3 dB."""
    raw_lufs: float = 0.0
    """Integrated loudness before anything was done."""


def master(sound: Samples, target: SoundTarget | None = None) -> Master:
    """A stereo sound at the target's loudness whose true peaks survive AAC, without clicks.

    AAC's overshoot depends on the sound: it is measured, and where it is too much the sound is
    mastered again below a lower ceiling. Raises: MediaUnreadable if there is nothing to hear.
    """
    aim = target or SoundTarget()
    raw = _lufs(sound)
    if not raw > _SILENT_LUFS:
        raise MediaUnreadable("mix: every stem is silent; give it a voice, music or effects")
    ceiling = aim.true_peak_dbtp - BEFORE_AAC_DB
    done = _levelled(sound, aim.loudness_lufs, ceiling)
    for _ in range(_MOST_REMASTERS):
        over = true_peak_dbtp(through_aac(done.sound)) - aim.true_peak_dbtp + AFTER_AAC_DB
        if over <= 0:
            break
        ceiling -= over + 0.1
        done = _levelled(sound, aim.loudness_lufs, ceiling)
    return replace(done, raw_lufs=raw)


def limited(sound: Samples, ceiling_dbtp: float) -> Samples:
    """A stereo sound whose true peaks stay below the ceiling; it looks 5 ms ahead."""
    return sound * reduction(sound, ceiling_dbtp)[:, None]


def reduction(sound: Samples, ceiling_dbtp: float) -> Samples:
    """The limiter's gain for each sample, 1.0 where it does nothing."""
    ceiling = gain(ceiling_dbtp - 0.2)
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks(sound.astype(np.float32)), 1e-9))
    held = _lowest(np.pad(wanted, _WINDOW, constant_values=1.0), 2 * _WINDOW + 1)
    smooth = _averaged(_averaged(np.pad(held, _WINDOW // 2 * 2, mode="edge"), _WINDOW), _WINDOW)
    return smooth[: len(sound)].astype(np.float32)


def _levelled(sound: Samples, lufs: float, ceiling: float) -> Master:
    """The sound raised into the limiter until it is as loud as it is to be, or the limiter would be heard."""
    soft = faded(sound, rise=0.004, fall=0.03)
    lift = lufs - _lufs(soft)
    made = _raised(soft, lift, ceiling)
    for _ in range(_MOST_ROUNDS):
        short = lufs - made.lufs
        if abs(short) < _NEAR_LU or (short > 0 and made.reduced_db > _MOST_REDUCED_DB):
            break
        lift += short
        made = _raised(soft, lift, ceiling)
    return made


def _raised(sound: Samples, lift: float, ceiling: float) -> Master:
    raised = sound * np.float32(gain(lift))
    kept = reduction(raised, ceiling)
    done = raised * kept[:, None]
    return Master(
        sound=done,
        lufs=_lufs(done),
        reduced_db=max(0.0, -20 * float(np.log10(kept.min()))),
        reduced_share=float((np.asarray(kept) < gain(-3.0)).mean()),
    )


def _lufs(sound: Samples) -> float:
    return integrated_lufs(sound.astype(np.float32), RATE)


def _lowest(values: Samples, width: int) -> Samples:
    """The lowest of each run of `width` values."""
    low, covered = values, 1
    while covered < width:
        step = min(covered, width - covered)
        low = np.minimum(low[:-step], low[step:])
        covered += step
    return low


def _averaged(values: Samples, width: int) -> Samples:
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    return (sums[width:] - sums[:-width]) / width
