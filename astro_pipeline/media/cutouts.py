# pyright: basic
# OpenCV's arrays are half typed; they are fenced into this file.
"""Parts of a film's frames, cut out as RGB while it is decoded: only what is to be read is converted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]
"""Of shape (height, width, 3)."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of the picture that is shown at a moment, in the film's own pixels."""

    second: float
    left: int
    top: int
    width: int
    height: int


class Cutter:
    """Cuts every spot out of the first frame that is shown at its moment or after it."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self._waiting = sorted(set(spots), key=lambda spot: spot.second, reverse=True)
        self.cuts: dict[Spot, Rgb] = {}
        """What was cut out; a spot that lies outside the picture or after the film's end is not there."""

    def feed(self, second: float, planes: list[np.ndarray], *, full: bool) -> None:
        """A frame's luma and chromas, the chromas half as wide and high or as large."""
        while self._waiting and self._waiting[-1].second <= second:
            spot = self._waiting.pop()
            if (cut := _cut(spot, planes, full=full)) is not None:
                self.cuts[spot] = cut


def _cut(spot: Spot, planes: list[np.ndarray], *, full: bool) -> Rgb | None:
    """The spot as far as it lies in the picture."""
    high, wide = planes[0].shape
    left, top = max(spot.left, 0), max(spot.top, 0)
    right, bottom = min(spot.left + spot.width, wide), min(spot.top + spot.height, high)
    if right <= left or bottom <= top:
        return None
    # chroma is cut where it lies under the luma, a pixel more on each side, and is brought to its size
    left_even, top_even = left // 2 * 2, top // 2 * 2
    right_even, bottom_even = -(-right // 2) * 2, -(-bottom // 2) * 2
    size = (right_even - left_even, bottom_even - top_even)
    parts = [_part(plane, (wide, high), (left_even, top_even, *size)) for plane in planes]
    merged = cv2.merge([part[: parts[0].shape[0], : parts[0].shape[1]] for part in parts])
    rgb = cv2.transform(merged, RGB_OF_FULL if full else RGB_OF_LIMITED)
    inner = rgb[top - top_even : bottom - top_even, left - left_even : right - left_even]
    return np.ascontiguousarray(inner, np.uint8)


def _part(plane: np.ndarray, whole: tuple[int, int], place: tuple[int, int, int, int]) -> np.ndarray:
    """The place of a plane, as large as it is on one that is as large as the whole picture."""
    left, top, width, height = place
    across, down = round(whole[0] / plane.shape[1]), round(whole[1] / plane.shape[0])
    part = plane[top // down : (top + height) // down, left // across : (left + width) // across]
    if (across, down) == (1, 1):
        return part
    return cv2.resize(part, (width, height), interpolation=cv2.INTER_LINEAR)


def _matrix(luma: float, chroma: float, black: float) -> np.ndarray:
    """BT.709 from luma and chroma to RGB, as codes of 8 bits; the last column takes the offsets away."""
    parts = np.array([[1, 0, 1.5748], [1, -0.1873, -0.4681], [1, 1.8556, 0]]) * [luma, chroma, chroma]
    return np.hstack([parts, -parts @ np.array([[black], [128], [128]])]).astype(np.float32)


RGB_OF_FULL: Final = _matrix(1, 1, 0)
RGB_OF_LIMITED: Final = _matrix(255 / 219, 255 / 224, 16)
