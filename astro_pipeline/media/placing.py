"""A frame before anything is in it: its free zone, its sizes of type, and how things are put there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.column import Column, Item, Scale, Setter
from astro_pipeline.media.layout import Align, Area, Logo, Piece, Shape, shape_of
from astro_pipeline.media.look import Look, Words, display
from astro_pipeline.media.typeset import line

_SMALL_PX: Final = 100_000
"""Frames of fewer pixels carry logo, short headline and button only."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame, what is free in it, and who sets its type."""

    width: int
    height: int
    safe: Area
    insets: Insets
    setter: Setter
    scale: Scale
    logo_ratio: float | None
    margin: float
    centred: bool

    @property
    def align(self) -> Align:
        """Where lines begin."""
        return "center" if self.centred else "start"


def frame_for(
    width: int,
    height: int,
    insets: Insets,
    words: Words,
    look: Look,
    *,
    fonts: tuple[Path, ...],
    logo_ratio: float | None,
) -> Frame:
    """The frame, its margins widened to what the placement keeps free."""
    shape = shape_of(width, height)
    short = min(width, height)
    margin = max(8.0, 0.07 * short) if shape != "strip" else max(6.0, 0.12 * height)
    left, top = max(insets.left, margin), max(insets.top, margin)
    right, bottom = max(insets.right, margin), max(insets.bottom, margin)
    safe = Area(left, top, width - left - right, height - top - bottom)
    scale = _scale(shape, width, height)
    setter = Setter(words, look, scale, fonts, small=width * height < _SMALL_PX)
    centred = look.style == "minimal" and shape in {"tall", "square"}
    return Frame(width, height, safe, insets, setter, scale, logo_ratio, margin, centred)


def _scale(shape: Shape, width: int, height: int) -> Scale:
    base = min(width, height) / 1080
    if shape == "strip":
        return _strip_scale(height)
    largest = {"tall": 0.158 * width, "square": 0.135 * width, "wide": min(0.165 * height, 0.09 * width)}[
        shape
    ]
    return Scale(
        unit=max(base, 0.3),
        headline=max(largest, 22),
        headline_least=max(44 * base, 15),
        support=max(37 * base, 13),
        support_least=max(26 * base, 11),
        label=max(36 * base, 12),
        legal=max(21 * base, 9),
        legal_least=max(19 * base, 9),
    )


def _strip_scale(height: int) -> Scale:
    return Scale(
        unit=max(height / 700, 0.16),
        headline=max(0.27 * height, 17),
        headline_least=12,
        support=max(0.07 * height, 12),
        support_least=11,
        label=min(max(0.122 * height, 11), 20),
        legal=max(0.045 * height, 9),
        legal_least=9,
    )


def place_logo(frame: Frame, left: float, top: float, width: float, *, align: Align) -> Logo:
    """The logo at the top of an area of that width."""
    look = frame.setter.look
    if frame.logo_ratio is not None:
        high = frame.scale.unit * 66 * look.logo if frame.scale.unit > 0.3 else 22 * look.logo
        high = min(high, 0.42 * width / frame.logo_ratio, 0.8 * frame.height)
        wide = high * frame.logo_ratio
        return Logo(Area(_aligned(left, width, wide, align), top, wide, high), align)
    words = frame.setter.words
    manner = display(look.style, words.language, frame.setter.fonts)
    size = max(frame.scale.label * 1.28, 14) * look.logo
    block = line(words.brand, manner, size)
    while block.width > width and block.size > 9:
        block = line(words.brand, manner, block.size - 1)
    return Logo(Area(_aligned(left, width, block.width, align), top, block.width, block.height), align, block)


def _aligned(left: float, width: float, inner: float, align: Align) -> float:
    return left + (width - inner) / 2 if align == "center" else left


def placed(column: Column, left: float, top: float, width: float, align: Align) -> tuple[Piece, ...]:
    """A column's items in the frame, from `top` down."""
    pieces: list[Piece] = []
    y = top - (column.items[0].gap if column.items else 0)
    for item in column.items:
        y += item.gap
        pieces.append(_piece(item, left, y, width, align))
        y += item.box[1]
    return tuple(pieces)


def _piece(item: Item, left: float, top: float, width: float, align: Align) -> Piece:
    wide = item.box[0] if item.role == "cta" else width
    area = Area(_aligned(left, width, wide, align), top, wide, item.box[1])
    return Piece(item.role, item.text, item.block, area, align, item.arrow)
