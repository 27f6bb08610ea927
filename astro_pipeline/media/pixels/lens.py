# pyright: basic
# cv2 has no types for its out-arguments.
"""A plane seen through a lens: scaled and moved by parts of a pixel, quickly and without shake.

`cv2.warpAffine` looks up every pixel for itself. Here nothing turns, so `cv2.resize` does the same
work in a third of the time; it only cannot start between two pixels. So a little more is drawn than
is seen, and of the places where the view may begin in it, the one is taken that falls nearest to where
it should. What is left (hundredths of a pixel) goes into the scale of that axis, so that the middle
of the view stands exactly where the camera put it.
"""

import threading
from dataclasses import dataclass
from math import ceil
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]

_SPARE: Final = 48
"""Columns and rows drawn beyond the view: as many places where it may begin."""
_NEAR: Final = 0.03
"""Most error at the edges, px; past it the view is looked up pixel by pixel."""
_FINE: Final = 0.015
"""Error that is not worth reading beyond the source's edge for."""
_TAIL: Final = 2
"""Columns and rows drawn after the view: the last that `cv2.resize` gives lack their neighbour."""
_PLACES: Final = np.arange(_SPARE)


@dataclass(frozen=True, slots=True)
class _Axis:
    """One direction: what is read of the source, how it is scaled, and where the view begins in it."""

    first: int
    count: int
    scale: float
    begin: int
    error: float


class _Desk(threading.local):
    """Where each thread draws before it cuts the view out."""

    def __init__(self) -> None:
        self.planes: dict[tuple[int, int], Plane] = {}

    def plane(self, shape: tuple[int, int]) -> Plane:
        if shape not in self.planes:
            if len(self.planes) > 8:  # films of other sizes were drawn here before
                self.planes.clear()
            self.planes[shape] = np.empty(shape, np.uint8)
        return self.planes[shape]


_desk = _Desk()


@dataclass(frozen=True, slots=True)
class View:
    """How planes of one size are seen, worked out once for all that are seen alike."""

    shape: tuple[int, int]
    """Height and width of the view."""
    corner: tuple[float, float]
    """Left and top, px of the source."""
    scale: float
    across: _Axis
    down: _Axis

    @classmethod
    def of(
        cls, source: tuple[int, ...], target: tuple[int, ...], *, scale: float, left: float, top: float
    ) -> "View":
        """Of sources and targets of these shapes.

        Pixel x, y of a target shows the source at `left + x * scale`, `top + y * scale`; beyond its
        edges the source is as at its edges.
        """
        across = _axis(scale, left, target[1], source[1])
        down = _axis(scale, top, target[0], source[0])
        return cls((target[0], target[1]), (left, top), scale, across, down)

    def show(self, source: Plane, target: Plane) -> None:
        """Fill the target with what is seen of the source."""
        across, down = self.across, self.down
        if max(across.error, down.error) > _NEAR:
            self._look_up(source, target)
            return
        height, width = self.shape
        room = _desk.plane((height + _SPARE + _TAIL, width + _SPARE + _TAIL))
        drawn = cv2.resize(
            _part(source, across, down),
            None,
            fx=1 / across.scale,
            fy=1 / down.scale,
            interpolation=cv2.INTER_LINEAR,
            dst=room[: down.begin + height + _TAIL, : across.begin + width + _TAIL],
        )
        np.copyto(target, drawn[down.begin :, across.begin :][:height, :width])

    def _look_up(self, source: Plane, target: Plane) -> None:
        cv2.warpAffine(
            source,
            np.array([[self.scale, 0, self.corner[0]], [0, self.scale, self.corner[1]]]),
            (target.shape[1], target.shape[0]),
            dst=target,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )


def _axis(scale: float, start: float, length: int, available: int) -> _Axis:
    # Resized from pixel `first` on, pixel n shows first + (n + 0.5) * scale - 0.5: the middle of the
    # view is then this far from `first`, for each place where the view may begin.
    middle = (length - 1) / 2
    centre = start + middle * scale + 0.5
    ideal = centre - (_PLACES + (middle + 0.5)) * scale
    errors = np.abs(ideal - np.rint(ideal))
    inside = errors + ((ideal < 0) | (ideal + (_PLACES + length + _TAIL + 1) * scale > available))
    begin = int(np.argmin(inside))
    if inside[begin] > _FINE:
        begin = int(np.argmin(errors))
    first = round(float(ideal[begin]))
    own = (centre - first) / (begin + middle + 0.5)
    return _Axis(first, _count(begin + length + _TAIL, own), own, begin, abs(own - scale) * middle)


def _count(length: int, scale: float) -> int:
    """How many source pixels give `length` pixels when resized: OpenCV rounds what comes out."""
    count = ceil((length - 0.5) * scale)
    return count if round(count * (1 / scale)) >= length else count + 1


def _part(source: Plane, across: _Axis, down: _Axis) -> Plane:
    """What is read of the source, carried on beyond its edges."""
    height, width = source.shape
    right, bottom = across.first + across.count, down.first + down.count
    part = source[max(down.first, 0) : bottom, max(across.first, 0) : right]
    beyond = (
        max(-down.first, 0), max(bottom - height, 0), max(-across.first, 0), max(right - width, 0)
    )  # fmt: skip
    if not any(beyond):
        return part
    return np.asarray(cv2.copyMakeBorder(part, *beyond, cv2.BORDER_REPLICATE), np.uint8)
