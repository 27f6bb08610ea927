# pyright: basic
# OpenCV's arrays are half typed; they are fenced into this file.
"""Reads a line of text, sign by sign, and says how sure it is of each."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.reading.models import Tensor, line_steps, signs

Picture = NDArray[np.uint8]
"""RGB of shape (height, width, 3)."""

_HIGH: Final = 48
"""Pixels of height the reader has learnt to read at."""
_NARROWEST: Final = 16
_WIDEST: Final = 4800
"""Pixels; a hundred times as wide as high: no line of an ad is."""
_POSSIBLE: Final = 0.02
"""Likelihood from which another sign may be meant."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign as it was read."""

    text: str
    sure: float
    """0 to 1."""
    others: str = ""
    """What else it may be."""
    at: float = 0.5
    """Where along the line its middle is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was read."""

    signs: tuple[Sign, ...] = ()

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(sign.text for sign in self.signs)

    @property
    def sure(self) -> float:
        """How sure the reader is of it, 0 to 1: the mean over its signs."""
        return float(np.mean([sign.sure for sign in self.signs])) if self.signs else 0.0


def read_line(line: Picture) -> Line:
    """What one line of text says; empty where nothing is read."""
    if min(line.shape[:2]) < 1:
        return Line()
    width = round(line.shape[1] * _HIGH / line.shape[0])
    width = min(max(width, _NARROWEST), _WIDEST)
    fitted = cv2.resize(line, (width, _HIGH), interpolation=resampling(_HIGH / line.shape[0]))
    return _decoded(line_steps(as_batch(fitted)))


def as_batch(picture: np.ndarray) -> Tensor:
    """A picture as the models take it: blue first, as OpenCV opens files, and from -1 to 1."""
    blue_first = picture[..., ::-1].astype(np.float32).transpose(2, 0, 1)[None]
    return np.ascontiguousarray(blue_first / np.float32(127.5) - np.float32(1))


def resampling(scale: float) -> int:
    """How OpenCV is to make a picture smaller or larger."""
    return cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC


def _decoded(steps: np.ndarray) -> Line:
    """Equal neighbours are one sign, and what lies between two signs is none."""
    best = steps.argmax(axis=1)
    names = signs()
    found: list[Sign] = []
    first = 0
    for after in [*(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]:
        number = int(best[first])
        if number:
            peak = steps[first + int(steps[first:after, number].argmax())]
            middle = (first + after) / 2 / len(best)
            around = steps[max(0, first - 1) : after + 1].max(axis=0)
            others = [int(n) for n in np.flatnonzero(around >= _POSSIBLE) if n not in {0, number}]
            found.append(Sign(names[number], float(peak[number]), "".join(names[n] for n in others), middle))
        first = after
    return Line(tuple(found))
