# pyright: basic
# OpenCV's arrays are half typed; they are fenced into this file.
"""Counts flashes that can harm: how often, how large, where and when a film flashes.

Source: WCAG 2.2, 2.3.1 and its "general flash and red flash thresholds",
https://www.w3.org/TR/WCAG22/#dfn-general-flash-and-red-flash-thresholds (checked 2026-11-21).
"""

from collections import deque
from dataclasses import dataclass, field
from math import ceil, log2
from typing import Final

import cv2
import numpy as np

_SCREEN: Final = (1024, 768)
"""The film is shown as large as it goes on a screen of so many pixels."""
_FIELD: Final = (341, 256)
"""Ten degrees of the visual field on that screen."""
_PART: Final = 0.25
"""Of the field: a smaller flash harms nobody."""
_CHANGE: Final = 0.1
"""Of relative luminance, from peak to valley."""
_BRIGHT: Final = 0.8
"""Where even the darker state is at least so bright, it is no flash."""
_RED: Final = 0.8
"""Share of red in a saturated red."""
_HUE_CHANGE: Final = 0.2
"""In the CIE 1976 UCS diagram."""
_DARK: Final = 0.02
"""Sum of linear red, green and blue under which there is no hue to speak of."""
_GREY: Final = (0.1978, 0.4683)
"""D65 in the CIE 1976 UCS diagram."""
_LONGEST: Final = 64
"""Cells along the film's longer side, at most: it is halved until it has no more."""
_SECOND: Final = 1.0 + 1e-6

_CODES: Final = np.arange(256, dtype=np.float32) / 255
_LINEAR: Final = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4).astype(
    np.float32
)


@dataclass(frozen=True, slots=True)
class Flashes:
    """The second with the most flashes over a quarter of the field of view."""

    most: int = 0
    """Pairs of opposing changes; more than three can harm."""
    start: float = 0.0
    end: float = 0.0
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Left, top, width, height of what flashes, as parts of the frame."""


NO_FLASHES: Final = Flashes()


@dataclass(slots=True)
class Counter:
    """The last second's changes, cell by cell. It counts as it is fed: use one for one film."""

    window: tuple[int, int]
    """The field of view, in cells."""
    needed: float
    """Cells that make a quarter of it."""
    found: Flashes = field(default_factory=Flashes)
    _recent: deque[tuple[float, np.ndarray]] = field(default_factory=deque)
    _counts: np.ndarray | None = None

    def feed(self, time: float, changed: np.ndarray) -> None:
        """Take one frame: where it changed against the last peak or valley."""
        counts = np.zeros(changed.shape, np.int16) if self._counts is None else self._counts
        while self._recent and time - self._recent[0][0] > _SECOND:
            counts -= self._recent.popleft()[1]
        self._counts = counts
        if changed.any():
            counts += changed
            self._recent.append((time, changed))
            self._count(time, counts)

    def _count(self, time: float, counts: np.ndarray) -> None:
        while True:
            many = (counts >= 2 * (self.found.most + 1)).astype(np.float32)
            if many.sum() < self.needed:
                return
            here = cv2.boxFilter(many, -1, self.window, normalize=False, borderType=cv2.BORDER_CONSTANT)
            if float(here.max()) < self.needed - 1e-3:
                return
            self.found = Flashes(self.found.most + 1, self._recent[0][0], time, _around(many))


class FlashWatch:
    """Watches a film for general and for red flashes. It remembers frames: use one for one film."""

    def __init__(self, width: int, height: int) -> None:
        halvings = max(0, ceil(log2(max(width, height) / _LONGEST)))
        self.size = max(1, width >> halvings), max(1, height >> halvings)
        shown = min(_SCREEN[0] / width, _SCREEN[1] / height)
        cell = width * shown / self.size[0], height * shown / self.size[1]
        sides = zip(_FIELD, cell, self.size, strict=True)
        wide, high = (max(1, min(cells, round(length / each))) for length, each, cells in sides)
        needed = _PART * _FIELD[0] * _FIELD[1] / (cell[0] * cell[1])
        self.general = Counter((wide, high), needed)
        self.red = Counter((wide, high), needed)
        self._low = self._high = self._rising = None
        self._hue: np.ndarray | None = None
        self._was_red: np.ndarray | None = None

    def feed(self, time: float, rgb: np.ndarray) -> None:
        """Take one frame, as 8-bit RGB of `size`."""
        linear = cv2.LUT(rgb, _LINEAR)
        self.general.feed(time, self._turned(linear @ np.array([0.2126, 0.7152, 0.0722], np.float32)))
        self.red.feed(time, self._reddened(linear))

    def _turned(self, luminance: np.ndarray) -> np.ndarray:
        """Where the luminance has turned: risen from its last valley or fallen from its last peak."""
        if self._low is None or self._high is None or self._rising is None:
            self._low, self._high = luminance.copy(), luminance.copy()
            self._rising = np.zeros(luminance.shape, np.int8)
        np.minimum(self._low, luminance, out=self._low)
        np.maximum(self._high, luminance, out=self._high)
        rose = (self._rising != 1) & (luminance - self._low >= _CHANGE) & (self._low < _BRIGHT)
        fell = (self._rising != -1) & (self._high - luminance >= _CHANGE) & (luminance < _BRIGHT)
        self._high[rose], self._rising[rose] = luminance[rose], 1
        self._low[fell], self._rising[fell] = luminance[fell], -1
        return rose | fell

    def _reddened(self, linear: np.ndarray) -> np.ndarray:
        """Where a hue has changed to or from a saturated red."""
        total = linear.sum(axis=2)
        red = (linear[..., 0] >= _RED * total) & (total > _DARK)
        if self._was_red is not None and not red.any() and not self._was_red.any():
            return red
        hue = _hues(linear, total)
        if self._hue is None or self._was_red is None:
            self._hue, self._was_red = hue, red
            return np.zeros_like(red)
        far = np.hypot(*np.moveaxis(hue - self._hue, 2, 0)) > _HUE_CHANGE
        changed = far & (red | self._was_red)
        # what is neither red nor was is no state to come from; a red stays the peak it is seen from
        kept = changed | ~(red | self._was_red)
        self._hue[kept], self._was_red[kept] = hue[kept], red[kept]
        return changed


def _hues(linear: np.ndarray, total: np.ndarray) -> np.ndarray:
    x = linear @ np.array([0.4124, 0.3576, 0.1805], np.float32)
    y = linear @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    z = linear @ np.array([0.0193, 0.1192, 0.9505], np.float32)
    below = np.maximum(x + 15 * y + 3 * z, 1e-6)
    hue = np.stack([4 * x / below, 9 * y / below], axis=2)
    hue[total <= _DARK] = _GREY
    return hue


def _around(many: np.ndarray) -> tuple[float, float, float, float]:
    rows, columns = np.flatnonzero(many.any(axis=1)), np.flatnonzero(many.any(axis=0))
    high, wide = many.shape
    left, top = int(columns[0]), int(rows[0])
    return (
        left / wide,
        top / high,
        (int(columns[-1]) + 1 - left) / wide,
        (int(rows[-1]) + 1 - top) / high,
    )
