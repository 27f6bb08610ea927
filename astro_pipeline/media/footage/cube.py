"""3D LUTs as colour grading programs write them (.cube).

Source: Adobe, "Cube LUT Specification 1.0" (2013), and the LUT_3D_INPUT_RANGE line that DaVinci
Resolve writes in place of the domain (checked 2026-11-21).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.errors import MediaUnreadable

SIZES: Final = (2, 65)
"""Fewest and most steps along an edge; 65 is the largest that grading programs export."""
_RANGES: Final = {"DOMAIN_MIN": 3, "DOMAIN_MAX": 3, "LUT_3D_INPUT_RANGE": 2}
_SANE: Final = 16.0
"""No value of a table made for pictures is larger than this."""


@dataclass(frozen=True, slots=True)
class Cube:
    """A table of colours; between its entries they are interpolated."""

    low: tuple[float, float, float]
    high: tuple[float, float, float]
    """The input its first and its last entries stand for, red, green, blue."""
    table: NDArray[np.float32]
    """[blue, green, red, channel]."""

    @property
    def size(self) -> int:
        """Steps along an edge."""
        return self.table.shape[0]


def read_cube(text: str) -> Cube:
    """The LUT. Raises: MediaUnreadable with the line that is wrong and what to do."""
    size = 0
    ranges: dict[str, tuple[float, ...]] = {}
    colours: list[tuple[float, ...]] = []
    for number, words in _lines(text):
        key = words[0]
        if key == "TITLE":
            continue
        if key == "LUT_1D_SIZE":
            raise MediaUnreadable(f"line {number}: it is a 1D LUT; export a 3D one")
        if key == "LUT_3D_SIZE":
            size = _size(words, number)
        elif key in _RANGES:
            ranges[key] = _numbers(words[1:], _RANGES[key], number)
        else:
            colours.append(_numbers(words, 3, number))
            if len(colours) > max(size, SIZES[0]) ** 3:
                raise MediaUnreadable(f"line {number}: more colours than LUT_3D_SIZE {size} asks for")
    if not size:
        raise MediaUnreadable("it has no LUT_3D_SIZE; export it as a 3D .cube")
    if len(colours) != size**3:
        raise MediaUnreadable(f"it has {len(colours)} colours and needs {size**3}; export it again")
    low, high = _domain(ranges)
    return Cube(low, high, np.array(colours, np.float32).reshape(size, size, size, 3))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].split() if not line.lstrip().startswith("TITLE") else ["TITLE"]
        if words:
            yield number, words


def _size(words: Sequence[str], number: int) -> int:
    if len(words) != 2 or not words[1].isdecimal() or not SIZES[0] <= int(words[1]) <= SIZES[1]:
        raise MediaUnreadable(f"line {number}: write LUT_3D_SIZE and a number from {SIZES[0]} to {SIZES[1]}")
    return int(words[1])


def _numbers(words: Sequence[str], many: int, number: int) -> tuple[float, ...]:
    try:
        found = tuple(float(word) for word in words)
    except ValueError as exc:
        shown = " ".join(words)[:40]
        raise MediaUnreadable(
            f"line {number}: {shown!r} is no row of {many} numbers; export it again"
        ) from exc
    if len(found) != many or not all(abs(each) <= _SANE for each in found):
        raise MediaUnreadable(f"line {number}: write {many} numbers, each from -{_SANE:g} to {_SANE:g}")
    return found


def _domain(ranges: dict[str, tuple[float, ...]]) -> tuple[tuple[float, float, float], ...]:
    low, high = ranges.get("LUT_3D_INPUT_RANGE", (0.0, 1.0))
    lows, highs = ranges.get("DOMAIN_MIN", (low,) * 3), ranges.get("DOMAIN_MAX", (high,) * 3)
    if any(a >= b for a, b in zip(lows, highs, strict=True)):
        raise MediaUnreadable(f"its domain goes from {lows} to {highs}; let each end above its beginning")
    return (lows[0], lows[1], lows[2]), (highs[0], highs[1], highs[2])
