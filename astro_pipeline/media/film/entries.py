# pyright: basic
# cv2 has no types for its out-arguments.
"""How one scene gives way to the next, in the frame's own planes."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.film.easing import eased_both, eased_twice, swept
from astro_pipeline.media.pixels.yuv import Frame, yuv_of

_APART: Final = 0.065
"""How much later each band sets off than the one before it, as a share of the transition."""
_SLANT: Final = 0.12
"""How far a band's edge leans, as a share of the frame across it."""
_FINE: Final = 64
"""Parts of a pixel that shapes are placed by."""
_SHIFT: Final = 6

Points = NDArray[np.float32]


def push(frame: Frame, other: Frame, share: float, *, mirrored: bool) -> None:
    """Move the frame out by `share` of its width with `other` behind it: to the left, or mirrored."""
    if not mirrored:
        frame.push(other, swept(share))
        return
    step = round(swept(share) * frame.width / 2) * 2
    for n, (own, new) in enumerate(zip(frame.planes, other.planes, strict=True)):
        shift, width = (step if n == 0 else step // 2), own.shape[1]
        if shift:
            own[:, shift:] = own[:, : width - shift].copy()
            own[:, :shift] = new[:, width - shift :]


def bands(frame: Frame, other: Frame, share: float, colours: Sequence[str], *, mirrored: bool) -> None:
    """Sweep bands of colour over the frame; behind the last of them is `other`.

    They go upwards in a tall frame and in reading direction in any other.
    """
    span = 1 - _APART * len(colours)
    edges = [eased_twice((share - _APART * n) / span) for n in range(len(colours) + 1)]
    shapes = [_between(frame, late, early, mirrored=mirrored) for early, late in pairwise(edges)]
    if edges[-1] > 0:
        _uncover(frame, other, _between(frame, 0.0, edges[-1], mirrored=mirrored))
    for shape, colour in zip(shapes, colours, strict=True):
        _paint(frame, shape, colour)


def iris(
    frame: Frame, other: Frame, share: float, centre: tuple[float, float], colours: Sequence[str]
) -> None:
    """Let `other` in through a circle that grows from `centre` (shares of the frame), edged in a colour."""
    x, y = centre[0] * frame.width, centre[1] * frame.height
    far = float(np.hypot(max(x, frame.width - x), max(y, frame.height - y)))
    reach = eased_both(share) ** 1.35 * far * 1.04
    edge = max(2.0, far * 0.045 * (1 - share) + far * 0.01)
    for n, (own, new) in enumerate(zip(frame.planes, other.planes, strict=True)):
        step = 1 if n == 0 else 2
        mask = np.zeros(own.shape, np.uint8)
        middle = (round((x / step - 0.5) * _FINE), round((y / step - 0.5) * _FINE))
        cv2.circle(mask, middle, max(round(reach / step * _FINE), 1), 255, -1, cv2.LINE_8, _SHIFT)
        cv2.copyTo(new, mask, own)
        if colours:
            tone, wide = yuv_of(colours[0])[n], max(round(edge / step), 1)
            cv2.circle(own, middle, max(round(reach / step * _FINE), 1), int(tone), wide, cv2.LINE_AA, _SHIFT)


def _between(frame: Frame, late: float, early: float, *, mirrored: bool) -> Points:
    """The band between two edges, 0 being out of sight on one side and 1 on the other."""
    upwards = frame.height > 1.2 * frame.width
    along, across = (frame.height, frame.width) if upwards else (frame.width, frame.height)
    lean = _SLANT * across
    first, last = (-lean + edge * (along + lean) for edge in (late, early))
    corners = [(first, 0), (first + lean, across), (last + lean, across), (last, 0)]
    points = np.array(corners, np.float32)
    if late <= 0:  # nothing is left before it
        points[:2, 0] = -lean - 2
    if upwards:
        points = np.stack([points[:, 1], along - points[:, 0]], axis=1)
    if mirrored:
        points[:, 0] = frame.width - points[:, 0]
    return points.astype(np.float32)


def _uncover(frame: Frame, other: Frame, shape: Points) -> None:
    for n, (own, new) in enumerate(zip(frame.planes, other.planes, strict=True)):
        mask = np.zeros(own.shape, np.uint8)
        cv2.fillPoly(mask, [_placed(shape, n)], 255, lineType=cv2.LINE_8, shift=_SHIFT)
        cv2.copyTo(new, mask, own)


def _paint(frame: Frame, shape: Points, colour: str) -> None:
    for n, (plane, tone) in enumerate(zip(frame.planes, yuv_of(colour), strict=True)):
        cv2.fillPoly(plane, [_placed(shape, n)], int(tone), lineType=cv2.LINE_AA, shift=_SHIFT)


def _placed(shape: Points, plane: int) -> NDArray[np.int32]:
    points = shape / (1 if plane == 0 else 2) - 0.5
    return np.rint(points * _FINE).astype(np.int32)
