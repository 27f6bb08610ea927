# pyright: basic
# cv2 has no types worth the name.
"""Where the subject of a shot is: what moves against its ground, and what stands out of it."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.pixels.saliency import saliency
from astro_pipeline.media.pixels.yuv import Pixels

Weights = NDArray[np.float64]

_SMALL: Final = 96
"""Longer side of the copies that are looked at, px."""
_MOTION: Final = 1.5
"""How much what moves counts, against what stands out in a picture."""
_EDGE: Final = 0.25
"""How much what stands at a crop's very edge counts, against 1 more in its middle."""
_NOISE: Final = 2.0
"""Change of grey, 0 to 255, that is a sensor's noise and an encoder's."""


def crop_window(
    frames: Sequence[Pixels], ratio: float, *, focus: tuple[float, float] | None = None
) -> tuple[int, int, int, int]:
    """Left, top, width and height of the largest part of that ratio (width / height) with the subject in it.

    It is the same for the whole shot. Where no focus is given, the subject is looked for in the
    frames; a subject in the middle, or one that fills the picture, leaves the crop in the middle.
    """
    height, width = frames[0].shape[:2]
    wide, high = min(width, round(height * ratio)), min(height, round(width / ratio))
    weights = None if focus else attention(frames)
    left = _start(width, wide, focus[0] if focus else _heaviest(weights, 0, wide / width))
    top = _start(height, high, focus[1] if focus else _heaviest(weights, 1, high / height))
    return left, top, wide, high


def attention(frames: Sequence[Pixels]) -> Weights:
    """How much the eye is drawn to each place of a shot, on a small map that sums to 1."""
    median = np.median(np.stack([_shrunk(each) for each in frames]), axis=0) / 255
    still = saliency(np.asarray(median, np.float32))
    grey = [np.asarray(cv2.cvtColor(_shrunk(each), cv2.COLOR_RGB2GRAY), np.float32) for each in frames]
    # Against the shot's own median: what only the camera's shake moves is everywhere, and cancels out.
    moved = np.mean([np.abs(each - np.median(np.stack(grey), axis=0)) for each in grey], axis=0)
    moved = np.clip(moved - np.median(moved) - _NOISE, 0, None)
    moved = cv2.GaussianBlur(np.asarray(moved, np.float32), (0, 0), 3)
    weight = np.asarray(still, np.float64)
    if float(moved.sum()) > 0:
        weight = weight + _MOTION * np.asarray(cv2.resize(moved, weight.shape[::-1])) / float(moved.sum())
    return weight / float(weight.sum())


def _start(whole: int, part: int, centre: float) -> int:
    return min(max(round(centre * whole - part / 2), 0), whole - part)


def _heaviest(weights: Weights | None, axis: int, share: float) -> float:
    """The middle of the stretch of that share of an axis that holds most of the weight."""
    if weights is None or share >= 1:
        return 0.5
    line = weights.sum(axis=axis)
    part = max(1, round(share * len(line)))
    # What stands at the crop's edge counts less than what stands in its middle.
    sums = np.convolve(line, np.hanning(part + 2)[1:-1] + _EDGE, "valid")
    good = np.flatnonzero(sums >= sums.max() * 0.995)
    middle = (len(line) - part) / 2
    return float(good[np.argmin(np.abs(good - middle))] + part / 2) / len(line)


def _shrunk(frame: Pixels) -> Pixels:
    scale = _SMALL / max(frame.shape[:2])
    size = (max(8, round(frame.shape[1] * scale)), max(8, round(frame.shape[0] * scale)))
    return np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), np.uint8)
