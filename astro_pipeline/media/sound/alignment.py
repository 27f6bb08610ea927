"""Whether two sounds are one, and how much later one of them is: by their loudness, moment by moment."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Levels = NDArray[np.float32]
"""RMS of both sides together, 0 to 1, of each hundredth of a second."""

LEVELS_HZ: Final = 100
_FARTHEST: Final = 2.0
"""Seconds within which one is looked for in the other."""
_FLAT: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where one sound is found in another."""

    late: float
    """Seconds by which what is heard comes after what is due; less than 0 before it."""
    likeness: float
    """Correlation of their levels there, -1 to 1."""


def levels(samples: NDArray[np.float32], rate: int) -> Levels:
    """The levels of a sound (n, channels)."""
    step = max(1, rate // LEVELS_HZ)
    blocks = len(samples) // step
    squares = (samples[: blocks * step] ** 2).mean(axis=1).reshape(blocks, step)
    return np.sqrt(squares.mean(axis=1)).astype(np.float32)


def align(heard: Levels, due: Levels) -> Alignment | None:
    """Where what is heard is most like what is due; None where one of them never changes its level."""
    length = min(len(heard), len(due))
    reach = min(round(_FARTHEST * LEVELS_HZ), length // 2)
    if length == 0 or min(float(np.var(heard)), float(np.var(due))) < _FLAT:
        return None
    found = [(_likeness(heard, due, lag), lag) for lag in range(-reach, reach + 1)]
    # of places that are as like, as in a loop, the one it should be at
    likeness, lag = max(found, key=lambda each: (round(each[0], 3), -abs(each[1])))
    return Alignment(late=lag / LEVELS_HZ, likeness=likeness)


def _likeness(heard: Levels, due: Levels, lag: int) -> float:
    one, other = heard[max(lag, 0) :], due[max(-lag, 0) :]
    length = min(len(one), len(other))
    one, other = one[:length] - one[:length].mean(), other[:length] - other[:length].mean()
    weight = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / weight if weight > _FLAT else 0.0
