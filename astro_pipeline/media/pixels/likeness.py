# pyright: basic
# OpenCV's stubs do not say which array a call gives back; this file fences its calls in.
"""How alike two pictures look: structural similarity and a perceptual hash."""

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
"""A grey picture, 0 to 255."""

_HASH_SIDE = 32
_HASH_BITS = 8
"""The 8 × 8 lowest frequencies of a 32 × 32 copy."""


def grey(rgb: NDArray[np.uint8], *, width: int, height: int) -> Grey:
    """The picture in grey at another size."""
    small = cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)


def similarity(one: Grey, other: Grey) -> float:
    """Mean structural similarity of two grey pictures of one size: 1 for equal ones.

    Wang et al., IEEE TIP 13(4), 2004, https://doi.org/10.1109/TIP.2003.819861: a Gaussian
    window of 11 pixels, sigma 1.5 (checked 2026-11-21).
    """
    first, second = one.astype(np.float32), other.astype(np.float32)

    def mean(field: np.ndarray) -> np.ndarray:
        return cv2.GaussianBlur(field, (11, 11), 1.5)

    here, there = mean(first), mean(second)
    spread_here = mean(first * first) - here * here
    spread_there = mean(second * second) - there * there
    shared = mean(first * second) - here * there
    light, texture = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    above = (2 * here * there + light) * (2 * shared + texture)
    below = (here * here + there * there + light) * (spread_here + spread_there + texture)
    return float((above / below).mean())


def hash_distance(one: Grey, other: Grey) -> int:
    """Bits of 64 in which the perceptual hashes of two pictures differ: 0 for what looks the same."""
    return int((_hash(one) != _hash(other)).sum())


def _hash(picture: Grey) -> NDArray[np.bool_]:
    small = cv2.resize(picture, (_HASH_SIDE, _HASH_SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[:_HASH_BITS, :_HASH_BITS].ravel()
    return low > np.median(low[1:])
