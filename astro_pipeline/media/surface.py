# pyright: basic
# OpenCV's arrays are half typed; they are fenced into this file.
"""How sharp a picture is, how much of it is banded, and how much of it is drawn at all."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

_AGAIN: Final = 1.0
"""Pixels by which the picture is blurred once more, to see how much that takes from its edges."""
_EDGES: Final = 0.002
"""Share of pixels, those with the steepest slopes, that are its edges."""
_MANY: Final = 100_000
"""Pixels from which a ninth of them is enough to know which slopes are steep."""
_LARGE: Final = 1_000_000
_STRIP: Final = 64
_LEAST_SLOPE: Final = 1.5
"""Grey values a pixel below which there is no edge to speak of."""
_STEPS: Final = 129
"""Pixels of a line along which the steps of a gradient are counted."""
_FEWEST: Final = 1.5
"""Steps on such a stretch; a single one is an edge."""
_FREQUENT: Final = 0.2
"""Share of neighbours that differ where flat steps follow each other; a dithered slope has more."""
_HIGHEST_STEP: Final = 20
"""Grey values: what is higher is an edge."""
_ONE_WAY: Final = 0.9
"""Share of the steps that go the same way along a slope; noise and type go both ways."""
_APART: Final = 8
"""Grey values from the commonest one on which something stands out from its ground."""
_NO_EDGE: Final = 99.0


@dataclass(frozen=True, slots=True)
class Surface:
    """What is seen of a picture before anything is understood of it."""

    softness_px: float
    """Standard deviation of the blur its sharpest edges have; 99 where it has no edge."""
    banded: float
    """Share of the picture in which a slope goes down in flat steps."""
    step: float
    """Mean height of those steps in grey values; 1 is the least there is, and hard to see."""
    drawn: float
    """Share of the picture that stands out from its commonest grey."""


def surface(grey: np.ndarray) -> Surface:
    """Measures an 8-bit grey picture."""
    banded, step = _banding(grey)
    return Surface(_softness(grey), banded, step, _drawn(grey))


def _softness(grey: np.ndarray) -> float:
    """By how much a known blur takes the slope from the steepest edges.

    An edge of blur s has a slope in proportion to 1/s; blurred by a once more, to 1/sqrt(s² + a²).
    Source: Zhuo and Sim, Defocus map estimation from a single image (2011), section 3 (checked 2026-11-21).
    """
    strips = _strips(grey)
    slopes = np.concatenate([_slopes(strip).ravel() for strip in strips])
    some = slopes[::9] if slopes.size > _MANY else slopes
    count = max(1, round(some.size * _EDGES))
    least = float(np.partition(some, -count)[-count])
    edges = slopes >= max(least, float(slopes.max()) / 2, _LEAST_SLOPE)
    if not edges.any():
        return _NO_EDGE
    blurred = (cv2.GaussianBlur(strip.astype(np.float32), (0, 0), _AGAIN) for strip in strips)
    again = np.concatenate([_slopes(each).ravel() for each in blurred])
    ratio = float(np.median(slopes[edges] / np.maximum(again[edges], 1e-3)))
    return _NO_EDGE if ratio <= 1.0001 else _AGAIN / float(np.sqrt(ratio**2 - 1))


def _strips(grey: np.ndarray) -> list[np.ndarray]:
    """All of a small picture, every third strip of a large one, unless its steep edges lie between them."""
    if grey.size <= _LARGE:
        return [grey]
    strips = [grey[top : top + _STRIP] for top in range(0, grey.shape[0], 3 * _STRIP)]
    return strips if 2 * max(map(_steepest, strips)) >= _steepest(grey) else [grey]


def _steepest(grey: np.ndarray) -> int:
    pairs = ((grey[:, 2:], grey[:, :-2]), (grey[2:], grey[:-2]))
    return max(int(cv2.absdiff(one, other).max()) if one.size else 0 for one, other in pairs)


def _slopes(grey: np.ndarray) -> np.ndarray:
    across = cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=1, scale=0.5)
    down = cv2.Sobel(grey, cv2.CV_32F, 0, 1, ksize=1, scale=0.5)
    return cv2.magnitude(across, down)


def _banding(grey: np.ndarray) -> tuple[float, float]:
    ways = [_banded(grey), _banded(grey.T)]
    return max(ways, key=lambda way: way[0] * way[1])


def _banded(grey: np.ndarray) -> tuple[float, float]:
    """Share of neighbourhoods that are flat but for low steps which all go one way, and their height."""
    lines = np.ascontiguousarray(grey[::4]).astype(np.int16)
    steps = np.diff(lines, axis=1)
    if steps.size == 0:
        return 0.0, 0.0
    window = (min(_STEPS, steps.shape[1]), 1)

    def mean(values: np.ndarray) -> np.ndarray:
        return cv2.blur(values.astype(np.float32), window)

    height = np.abs(steps)
    often, way, high = mean(height > 0), np.abs(mean(np.sign(steps))), mean(height)
    even = cv2.dilate((height > _HIGHEST_STEP).astype(np.uint8), np.ones(window[::-1], np.uint8)) == 0
    here = (often > _FEWEST / window[0]) & (often < _FREQUENT) & (way > _ONE_WAY * often) & even
    if not here.any():
        return 0.0, 0.0
    return float(here.mean()), float((high[here] / often[here]).mean())


def _drawn(grey: np.ndarray) -> float:
    counts = np.bincount(grey.ravel(), minlength=256)
    common = int(np.argmax(counts))
    near = counts[max(0, common - _APART) : common + _APART + 1].sum()
    return 1.0 - float(near) / grey.size
