# pyright: basic
# OpenCV's arrays are half typed; they are fenced into this file.
"""The ink of a line that was read: how it stands out from its ground, and how high it is."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from astro_pipeline.media.pixels.colour import luminance
from astro_pipeline.media.reading.recognising import Line, Picture

_REACH: Final = 0.4
"""Times the line's height that a sign reaches to either side of its middle."""
_HIGHEST: Final = 96
"""Pixels; larger lines are measured smaller, and their strokes stay broad."""
_CORE: Final = 0.15
"""Share of a sign's ink that is its core; the rest is its soft edge."""
_TOGETHER: Final = 3
"""Neighbouring signs that are judged as one: a single one may be a dot."""
_SEEN: Final = 2
"""Pixels of a sign in one row that are its ink and no speck."""

_CAPITAL, _SMALL, _BELOW, _SQUARE = 0.72, 0.53, 0.21, 0.9
"""Heights in em, of the typefaces in use here: capitals and figures, small letters, tails, Chinese signs."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What a line is drawn with."""

    contrast: float
    """WCAG's ratio of ink and ground where it is least, 1 to 21."""
    size_px: float
    """About the size of its type."""
    left: float
    """Where its ink begins, as a share of the line's length, and where it ends; then of its height."""
    right: float
    top: float
    bottom: float


def measure_ink(cut: Picture, line: Line) -> Ink:
    """The ink of a line that was cut out level and read."""
    if min(cut.shape[:2]) < 1:
        return Ink(1.0, 0.0, 0.0, 1.0, 0.0, 1.0)
    scale = min(1.0, _HIGHEST / cut.shape[0])
    small = cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else cut
    lights = luminance(small.astype(np.float32) / np.float32(255)).astype(np.float32)
    # steps the eye sees as even ones: the threshold between ink and ground is looked for among them
    codes = (255 * np.sqrt(lights) + 0.5).astype(np.uint8)
    reach = max(2, round(_REACH * small.shape[0]))
    middles = [round(sign.at * small.shape[1]) for sign in line.signs if not sign.text.isspace()]
    if not middles:
        return Ink(1.0, 0.0, 0.0, 1.0, 0.0, 1.0)
    parts = [slice(max(0, middle - reach), middle + reach + 1) for middle in middles]
    lighter = [_lighter(codes[:, part]) for part in parts]
    dark_ink = _is_light(codes, lighter)
    ratios: list[float] = []
    inked = np.zeros(small.shape[:2], np.uint8)
    for part, light in zip(parts, lighter, strict=True):
        ink = ~light if dark_ink else light
        ratios.append(_ratio(lights[:, part], ink))
        inked[:, part] |= ink & (ink.sum(axis=1, keepdims=True) >= _SEEN)
    left, right = _extent(np.flatnonzero(inked.max(axis=0)), small.shape[1])
    top, bottom = _extent(np.flatnonzero(inked.max(axis=1)), small.shape[0])
    size = (bottom - top) * cut.shape[0] / _em_of(line.text)
    return Ink(_least(ratios), size, left, right, top, bottom)


def _lighter(codes: np.ndarray) -> np.ndarray:
    """Which pixels of a sign are the lighter of its two kinds."""
    _, light = cv2.threshold(codes, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return light.astype(bool)


def _is_light(codes: np.ndarray, lighter: list[np.ndarray]) -> bool:
    """True for a light ground, which a line's two ends show; where they differ, what is above and below."""
    ends = [float(np.median(codes[:, :2])), float(np.median(codes[:, -2:]))]
    middle = float(np.median([codes.min(), codes.max()]))
    if (ends[0] > middle) == (ends[1] > middle):
        return ends[0] > middle
    return float(np.mean([light[[0, -1]].mean() for light in lighter])) >= 0.5


def _ratio(lights: np.ndarray, ink: np.ndarray) -> float:
    """The contrast of a sign's core with the middle of what lies around it; 1 where there is but one."""
    if ink.all() or not ink.any():
        return 1.0
    inks, ground = np.sort(lights[ink]), float(np.median(lights[~ink]))
    count = max(1, round(len(inks) * _CORE))
    core = float(np.median(inks[-count:] if inks[-1] > ground else inks[:count]))
    low, high = sorted((core, ground))
    return (high + 0.05) / (low + 0.05)


def _extent(places: np.ndarray, whole: int) -> tuple[float, float]:
    """Where it begins and ends, as shares of the whole."""
    return (int(places[0]) / whole, (int(places[-1]) + 1) / whole) if places.size else (0.0, 1.0)


def _least(ratios: list[float]) -> float:
    together = min(_TOGETHER, len(ratios))
    runs = [float(np.median(ratios[n : n + together])) for n in range(len(ratios) - together + 1)]
    return min(runs)


def _em_of(text: str) -> float:
    """How high the ink of such a text is, in em."""
    letters = [each for each in text if each.isalnum()]
    if any(ord(each) > 0x2E80 for each in letters):
        return _SQUARE
    tall = any(each.isupper() or each.isdigit() or each in "bdfhklt" or ord(each) > 127 for each in letters)
    tail = any(each in "gjpqyç" for each in letters)
    return (_CAPITAL if tall or not letters else _SMALL) + (_BELOW if tail else 0.0)
