"""A frame before anything is in it: its free zone, its sizes of type, and how things are put there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.adverts.column import Column, Item, Scale, Setter
from astro_pipeline.media.adverts.layout import Align, Layout, Logo, Piece, Shape, shape_of
from astro_pipeline.media.adverts.look import Look, Words, display
from astro_pipeline.media.pixels.area import Area
from astro_pipeline.media.type.typeset import Block, Manner, fit, line

_SMALL_PX: Final = 100_000
"""Frames of fewer pixels carry logo, short headline and button only."""

_SMALL_TYPE: Final[dict[Shape, float]] = {"tall": 1.0, "square": 1.0, "wide": 1.22, "strip": 1.0}
"""A wide frame's short side is its height: its small type would be too small beside its headline."""


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
    swapped: bool
    """The object stands where reading begins, the text where it ends."""
    object_ratio: float
    """The object's width over its height."""

    @property
    def align(self) -> Align:
        """Where lines begin."""
        return "center" if self.centred else "start"

    @property
    def shape(self) -> Shape:
        """The family of its shape."""
        return shape_of(self.width, self.height)


def frame_for(
    width: int,
    height: int,
    insets: Insets,
    words: Words,
    look: Look,
    *,
    fonts: tuple[Path, ...],
    logo_ratio: float | None,
    object_ratio: float,
    least: float,
) -> Frame:
    """The frame, its margins widened to what the placement keeps free."""
    if words.rtl:  # a platform's rail may stand on either side there: keep both free
        side = max(insets.left, insets.right)
        insets = insets.model_copy(update={"left": side, "right": side})
    shape = shape_of(width, height)
    short = min(width, height)
    margin = max(8.0, 0.07 * short) if shape != "strip" else max(6.0, 0.12 * height)
    left, top = max(insets.left, margin), max(insets.top, margin)
    right, bottom = max(insets.right, margin), max(insets.bottom, margin)
    safe = Area(left, top, width - left - right, height - top - bottom)
    scale = _scale(shape, width, height, least)
    setter = Setter(words, look, scale, fonts, small=width * height < _SMALL_PX)
    centred = look.style == "minimal" and shape in {"tall", "square"}
    return Frame(
        width,
        height,
        safe,
        insets,
        setter,
        scale,
        logo_ratio,
        margin,
        centred,
        swapped=look.mirrored,
        object_ratio=object_ratio,
    )


def _scale(shape: Shape, width: int, height: int, least: float) -> Scale:
    base = min(width, height) / 1080
    if shape == "strip":
        return _strip_scale(height, least)
    largest = {"tall": 0.158 * width, "square": 0.135 * width, "wide": min(0.2 * height, 0.105 * width)}[
        shape
    ]
    small = base * _SMALL_TYPE[shape] * (1.16 if height > 1.6 * width else 1)
    return Scale(
        unit=max(base, 0.3),
        headline=max(largest, 22, least),
        headline_least=max(44 * base, 15, least),
        support=max(37 * small, 13, least),
        support_least=max(26 * small, 11, least),
        label=max(36 * small, 12, least),
        legal=max(21 * small, 9, least),
        legal_least=max(19 * base, 9, least),
        least=least,
    )


def _strip_scale(height: int, least: float) -> Scale:
    return Scale(
        unit=max(height / 700, 0.16),
        headline=max(0.27 * height, 17, least),
        headline_least=max(12, least),
        support=max(0.07 * height, 12, least),
        support_least=max(11, least),
        label=max(min(max(0.122 * height, 11), 20), least),
        legal=max(0.045 * height, 9, least),
        legal_least=max(9, least),
        least=least,
    )


def place_logo(frame: Frame, left: float, top: float, width: float, *, align: Align) -> Logo:
    """The logo at the top of an area of that width."""
    look = frame.setter.look
    if frame.logo_ratio is not None:
        high = frame.scale.unit * 66 * look.logo if frame.scale.unit > 0.3 else 22 * look.logo
        widest = min(0.42 * frame.safe.width, 0.9 * width)
        high = min(high, widest / frame.logo_ratio, 0.8 * frame.height)
        wide = high * frame.logo_ratio
        return Logo(Area(_aligned(left, width, wide, align), top, wide, high), align)
    words = frame.setter.words
    manner = display(look.style, words.language, frame.setter.fonts)
    size = max(max(frame.scale.label * 1.28, 14) * look.logo, frame.scale.least)
    block = _name(words.brand, manner, width=width, height=frame.safe.height, sizes=(frame.scale.least, size))
    if block is None:
        return Logo(Area(left, top, 0, 0), align)
    return Logo(Area(_aligned(left, width, block.width, align), top, block.width, block.height), align, block)


def _name(
    name: str, manner: Manner, *, width: float, height: float, sizes: tuple[float, float]
) -> Block | None:
    """The brand's name on one line, or on two where it is long; None where it is too wide even so."""
    smallest, largest = sizes
    block = line(name, manner, largest) if name.strip() else None
    while block and block.width > width and block.size > max(smallest, 0.8 * largest):
        block = line(name, manner, block.size - 1)
    if block and block.width > width:
        high = min(largest * 3, height)
        return fit(name, manner, width=width, height=high, largest=largest, smallest=smallest, max_lines=2)
    return block


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


def gathered(
    frame: Frame,
    pieces: tuple[Piece, ...],
    logo: Logo,
    hero: Area | None,
    *,
    stands: bool,
    panel: Area,
    notes: tuple[str, ...],
) -> Layout:
    """The arrangement of these parts; an object that was left next to nothing is left out."""
    if hero and min(hero.width, hero.height) < 0.1 * min(frame.width, frame.height):
        hero, notes = None, (*notes, "object left out: the text needs the whole frame")
    if frame.logo_ratio is None and logo.block is None and frame.setter.words.brand.strip():
        notes = (*notes, "brand name left out: no room at a legible size")
    terse = frame.setter.small or frame.shape == "strip"
    return Layout(
        frame.width, frame.height, frame.shape, pieces, logo, hero, stands, panel, notes, terse=terse
    )
