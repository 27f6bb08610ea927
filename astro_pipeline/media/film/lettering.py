"""Lines of type as masks, all of one height, so that each line or word can move on its own."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from astro_pipeline.domain.review import Box
from astro_pipeline.media.pixels.yuv import Pixels
from astro_pipeline.media.type import typeset
from astro_pipeline.media.type.fonts import drawable, drawn_with, missing, sha256, suited
from astro_pipeline.media.type.shaping import ink
from astro_pipeline.media.type.typeset import Block, Manner

BASELINE: Final = 1.25
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


def kept(text: str, manner: Manner) -> tuple[str, str]:
    """What of a text can be drawn, and the characters that no font draws."""
    lacking = missing(text, manner.faces)
    return (drawable(text).translate(dict.fromkeys(map(ord, lacking))) if lacking else text), lacking


def hand(text: str, manner: Manner) -> tuple[object, ...]:
    """What a text looks like, beside its size and its ink: for a digest, without drawing it."""
    faces = drawn_with(text, suited(text, manner.faces))
    return (text, manner, [sha256(face) for face in faces])


def width_of(text: str, manner: Manner, size: int) -> int:
    """How wide the line is, px."""
    return round(typeset.advance(text, manner, size)) if text else 0


def height_of(text: str, size: int) -> int:
    """How high a mask is, px: joined and stacked writing goes further below the line."""
    return round(size * (BASELINE + (0.7 if typeset.joins(text) else 0.4)) / 2) * 2


def bearing(size: int) -> int:
    """How far a mask's type stands from its left edge, px."""
    return size // 4


def edge_of(text: str, manner: Manner, size: int) -> int:
    """From where the line's first letter is placed to its ink, px: taken off, left edges align to the eye."""
    return ink(text, manner, size).left


def picture_of(text: str, manner: Manner, size: int, *, colour: str) -> Pixels:
    """The line as RGBA: letters in one colour, emoji in their own.

    Its first letter is placed `bearing` from the left, its baseline `BASELINE` below the top.
    """
    inked = ink(text, manner, size)
    width = max(width_of(text, manner, size), inked.right) + 2 * bearing(size)
    sheet = np.zeros((height_of(text, size), width, 4), np.uint8)
    sheet[..., :3] = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    x, y = bearing(size) + inked.left, round(size * BASELINE) + inked.top
    top, left = max(y, 0), max(x, 0)
    cover = inked.cover[top - y : sheet.shape[0] - y, left - x : width - x]
    sheet[top : top + cover.shape[0], left : left + cover.shape[1], 3] = cover
    if inked.picture is not None:
        overlay(sheet, inked.picture, x=x, y=y)
    return sheet


def overlay(onto: Pixels, picture: Pixels, *, x: int, y: int) -> None:
    """Lay an RGBA picture on another; what lies outside is cut off."""
    top, left = max(y, 0), max(x, 0)
    over = picture[top - y : onto.shape[0] - y, left - x : onto.shape[1] - x].astype(np.float32) / 255
    there = onto[top : top + over.shape[0], left : left + over.shape[1]]
    under = there.astype(np.float32) / 255
    cover, below = over[..., 3:], under[..., 3:] * (1 - over[..., 3:])
    alpha = cover + below
    colour = (over[..., :3] * cover + under[..., :3] * below) / np.maximum(alpha, 1e-6)
    there[:] = (np.dstack([np.where(alpha > 0, colour, under[..., :3]), alpha]) * 255 + 0.5).astype(np.uint8)
