"""What an arrangement is: every text, the logo and the object in its place."""

from dataclasses import dataclass
from typing import Literal

from astro_pipeline.media.adverts.column import Role
from astro_pipeline.media.pixels.area import Area
from astro_pipeline.media.type.typeset import Block

Shape = Literal["tall", "square", "wide", "strip"]
Align = Literal["start", "center"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in its place; the button's area is the whole button."""

    role: Role
    text: str
    block: Block
    area: Area
    align: Align
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Logo:
    """Where the logo goes: a picture of that size, or the brand's name set."""

    area: Area
    align: Align
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything in its place."""

    width: int
    height: int
    shape: Shape
    pieces: tuple[Piece, ...]
    logo: Logo
    hero: Area | None
    """What is left for the object."""
    stands: bool
    """The object stands on the lower edge of its area; else it is centred in it."""
    panel: Area
    """The part of the frame the object's side has: for tiles or a photograph."""
    notes: tuple[str, ...]
    terse: bool = False
    """The frame carries no kicker and no support by design."""
    arrangement: str = ""
    """Which of the arrangements it is."""


def shape_of(width: int, height: int) -> Shape:
    """The family of a frame's shape."""
    ratio = width / height
    if ratio > 2.6:
        return "strip"
    if ratio > 1.27:
        return "wide"
    return "square" if ratio > 0.86 else "tall"
