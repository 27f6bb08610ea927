"""Lines of type as masks, all of one height, so that each line or word can move on its own."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from astro_pipeline.domain.review import Box
from astro_pipeline.media import typeset
from astro_pipeline.media.canvas import Canvas
from astro_pipeline.media.colour import BLACK, WHITE
from astro_pipeline.media.typeset import Block, Manner
from astro_pipeline.media.yuv import Pixels

BASELINE: Final = 1.0
"""Where a mask's baseline lies below its top, in sizes."""
_LEAST_PX: Final = 8


@dataclass(frozen=True, slots=True)
class Setting:
    """A text broken into lines at the size that fits."""

    block: Block
    fits: bool
    """False where it had to go below the smallest size, or on more lines, to stay in its box."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The text, line by line."""
        return self.block.lines

    @property
    def size(self) -> int:
        """In pixels."""
        return self.block.size


def fit(text: str, manner: Manner, box: Box, *, largest: int, smallest: int, lines: int) -> Setting:
    """The largest setting of the text inside the box; type never leaves it."""
    width, height = float(box.width), float(box.height)
    block = typeset.fit(
        text, manner, width=width, height=height, largest=largest, smallest=smallest, max_lines=lines
    )
    if block:
        return Setting(block, fits=True)
    block = typeset.fit(
        text, manner, width=width, height=height, largest=smallest, smallest=1, max_lines=4 * lines
    )
    return Setting(block or typeset.line(text, manner, _LEAST_PX), fits=False)


def width_of(text: str, manner: Manner, size: int) -> int:
    """How wide the line is, px."""
    return round(typeset.advance(text, manner, size)) if text else 0


def height_of(text: str, size: int) -> int:
    """How high a mask is, px: joined and stacked writing goes further below the line."""
    return round(size * (1.7 if typeset.joins(text) else 1.36) / 2) * 2


def bearing(size: int) -> int:
    """How far a mask's type stands from its left edge, px."""
    return size // 4


def mask_of(text: str, manner: Manner, size: int) -> Pixels:
    """The line's coverage, 0 to 255."""
    block = typeset.line(text, manner, size)
    width = width_of(text, manner, size) + 2 * bearing(size)
    canvas = Canvas(width, height_of(text, size), BLACK)
    typeset.draw(canvas, block, bearing(size), round(size * BASELINE) - block.ascent, WHITE)
    return np.ascontiguousarray(canvas.bytes()[..., 0])
