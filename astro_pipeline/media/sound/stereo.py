"""The two sides of a sound: how even they are, how alike, and whether they rest at zero."""

from math import log10

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Sound as (frames, channels), full scale at ±1."""


def balance_db(samples: Samples) -> float:
    """Level of the right side over the left one, in dB; 0.0 for mono and for silence.

    A side that is silent beside one that is not counts as 120 dB away.
    """
    left, right = _powers(samples)
    if max(left, right) == 0:
        return 0.0
    return 10 * log10(max(right, max(left, right) * 1e-12) / max(left, max(left, right) * 1e-12))


def correlation(samples: Samples) -> float:
    """How alike the sides are: 1.0 mono, 0.0 unrelated, -1.0 gone once they are added; 1.0 for silence."""
    left, right = _powers(samples)
    if min(left, right) == 0:
        return 1.0
    wide = _wide(samples)
    return float((wide[:, 0] * wide[:, -1]).mean() / (left * right) ** 0.5)


def offset(samples: Samples) -> float:
    """The largest mean of a channel, as a part of full scale: not zero where equipment is at fault."""
    wide = _wide(samples)
    return float(np.abs(wide.mean(axis=0)).max()) if len(wide) else 0.0


def _powers(samples: Samples) -> tuple[float, float]:
    wide = _wide(samples)
    if not len(wide):
        return 0.0, 0.0
    powers = (wide**2).mean(axis=0)
    return float(powers[0]), float(powers[-1])


def _wide(samples: Samples) -> NDArray[np.float64]:
    wide = samples.astype(np.float64)
    return wide[:, None] if wide.ndim == 1 else wide
