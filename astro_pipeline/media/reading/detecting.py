# pyright: basic
# OpenCV's arrays are half typed; they are fenced into this file.
"""Finds the lines of text in a picture, straight or turned, and cuts them out.

The finder says of each pixel how likely it is part of a text, drawn inwards from the text's edge; what
it finds is grown back. Source: Liao and others, Real-time Scene Text Detection with Differentiable
Binarization (2020), section 3.4 (checked 2026-11-21).
"""

from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np

from astro_pipeline.media.reading.models import text_map
from astro_pipeline.media.reading.recognising import Line, Picture, as_batch, read_line, resampling

_TEXT: Final = 0.3
"""Likelihood from which a pixel is part of a text."""
_LIKELY: Final = 0.5
"""Mean likelihood from which what is found is a text."""
_GROWN: Final = 1.6
"""Times area over outline, by which what is found is grown back to its text."""
_SMALLEST: Final = 3
_STEP: Final = 32
"""The finder takes sides that are multiples of this."""
_FINE: Final = 1_300_000
"""Pixels a picture is found text in; larger ones are looked at smaller."""
_LARGEST_SCALE: Final = 3.0
_SHORT_SIDE: Final = 640
"""Pixels a small picture's short side is enlarged to, as far as it may be."""
_STRAIGHT: Final = 1.5
"""Degrees up to which a line is cut out as it stands."""
_UPRIGHT: Final = 1.5
"""Times higher than wide from which a text is turned by a right angle."""


@dataclass(frozen=True, slots=True)
class Found:
    """A line of text that was found and not yet read."""

    left: int
    top: int
    width: int
    height: int
    corners: tuple[tuple[float, float], ...]
    """Where the corners of the line lie, from its own top left on, clockwise."""
    cut: Picture = field(compare=False, repr=False)
    """The line itself, laid level."""

    def part(self, left: float, right: float, top: float, bottom: float) -> tuple[int, int, int, int]:
        """Left, top, width and height in the picture of a part given in shares of the line."""
        points = np.array(self.corners)
        upper, lower = points[1] - points[0], points[2] - points[3]
        ends = [
            points[0] + x * upper + y * (points[3] + x * lower - points[0] - x * upper)
            for x in (left, right)
            for y in (top, bottom)
        ]
        (x, y), (right_x, bottom_y) = np.min(ends, axis=0), np.max(ends, axis=0)
        return round(x), round(y), round(right_x - x), round(bottom_y - y)


@dataclass(frozen=True, slots=True)
class Seen:
    """A line of text that was found, and what it says."""

    found: Found
    line: Line


def read_picture(picture: Picture, *, pixels: int = _FINE) -> tuple[Seen, ...]:
    """Every line of text in a picture, row by row; what cannot be read says nothing."""
    return tuple(Seen(found, read_line(found.cut)) for found in find_text(picture, pixels=pixels))


def find_text(picture: Picture, *, pixels: int = _FINE) -> tuple[Found, ...]:
    """Where lines of text stand, row by row, looked for in a copy of about so many pixels."""
    height, width = picture.shape[:2]
    larger = min(max(1.0, _SHORT_SIDE / min(width, height)), _LARGEST_SCALE)
    scale = min((pixels / (width * height)) ** 0.5, larger)
    wide, high = (max(_STEP, round(side * scale / _STEP) * _STEP) for side in (width, height))
    likely = text_map(as_batch(cv2.resize(picture, (wide, high), interpolation=resampling(scale))))
    solid = cv2.dilate((likely > _TEXT).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(solid, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    corners = (_grown(cv2.minAreaRect(outline), likely) for outline in outlines)
    sides = (width / wide, height / high)
    return _in_rows([_cut_out(picture, each * sides) for each in corners if each is not None])


def _in_rows(found: list[Found]) -> tuple[Found, ...]:
    rows: list[list[Found]] = []
    for each in sorted(found, key=lambda line: (line.top, line.left)):
        before = rows[-1][-1] if rows else None
        if before and each.top + each.height / 2 < before.top + before.height:
            rows[-1].append(each)
        else:
            rows.append([each])
    return tuple(line for row in rows for line in sorted(row, key=lambda line: line.left))


def _grown(rectangle: tuple, likely: np.ndarray) -> np.ndarray | None:
    """The corners of the rectangle with what belongs to its text; None where it is no text."""
    centre, (wide, high), turn = rectangle
    if min(wide, high) < _SMALLEST or _mean_within(rectangle, likely) < _LIKELY:
        return None
    by = wide * high * _GROWN / (2 * (wide + high))
    return cv2.boxPoints((centre, (wide + 2 * by, high + 2 * by), turn))


def _mean_within(rectangle: tuple, likely: np.ndarray) -> float:
    corners = cv2.boxPoints(rectangle)
    left, top = np.maximum(np.floor(corners.min(axis=0)), 0).astype(int)
    right, bottom = np.ceil(corners.max(axis=0)).astype(int) + 1
    part = likely[top:bottom, left:right]
    mask = np.zeros(part.shape, np.uint8)
    cv2.fillPoly(mask, [(corners - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(part, mask)[0])


def _cut_out(picture: Picture, corners: np.ndarray) -> Found:
    height, width = picture.shape[:2]
    left, top = np.maximum(np.floor(corners.min(axis=0)), 0).astype(int).tolist()
    right, bottom = np.minimum(np.ceil(corners.max(axis=0)), (width, height)).astype(int).tolist()
    along = corners[1] - corners[0]
    turn = float(np.degrees(np.arctan2(along[1], along[0]))) % 90
    if min(turn, 90 - turn) <= _STRAIGHT:
        ordered = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
        line = picture[top:bottom, left:right]
    else:
        ordered = _clockwise(corners)
        line = _levelled(picture, ordered)
    if line.shape[0] >= _UPRIGHT * line.shape[1]:
        line, ordered = np.rot90(line), np.roll(ordered, -1, axis=0)
    points = tuple((float(x), float(y)) for x, y in ordered)
    return Found(left, top, right - left, bottom - top, points, np.ascontiguousarray(line))


def _clockwise(corners: np.ndarray) -> np.ndarray:
    """The corners from the one that is nearest to the picture's first."""
    by_sum, by_difference = corners.sum(axis=1), np.diff(corners, axis=1)[:, 0]
    return corners[[by_sum.argmin(), by_difference.argmin(), by_sum.argmax(), by_difference.argmax()]]


def _levelled(picture: Picture, ordered: np.ndarray) -> np.ndarray:
    """A turned line, cut out and laid level."""
    wide = max(1, round(float(np.linalg.norm(ordered[1] - ordered[0]))))
    high = max(1, round(float(np.linalg.norm(ordered[3] - ordered[0]))))
    level = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    matrix = cv2.getPerspectiveTransform(ordered.astype(np.float32), level)
    return cv2.warpPerspective(picture, matrix, (wide, high), borderMode=cv2.BORDER_REPLICATE)
