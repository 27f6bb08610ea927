"""A scene put on stage, as data: a ground, shapes on it, and the objects in front of them.

Every place and size is a share of the frame, so one staging serves a film of any size.
"""

from typing import Literal

from pydantic import Field

from astro_pipeline.domain.base import Colour, Frozen

MotifKind = Literal["disc", "ring", "rings", "rays"]


class Spot(Frozen):
    """Where a colour of a soft ground is strongest."""

    colour: Colour
    x: float
    y: float


class Glow(Frozen):
    """Light on the ground that fades out at its radius."""

    colour: Colour
    x: float
    y: float
    radius: float
    """Share of the frame's height."""
    alpha: float


class Tiles(Frozen):
    """A quilt of discs and bars over a part of the ground."""

    base: Colour
    first: Colour
    second: Colour
    left: float
    top: float
    right: float
    bottom: float


class Calm(Frozen):
    """The part of the ground where type stands."""

    left: float
    top: float
    width: float
    height: float


class Ground(Frozen):
    """What lies behind everything."""

    colour: Colour
    spots: tuple[Spot, ...] = ()
    """Colours that run into each other; none: one flat colour."""
    glow: Glow | None = None
    tiles: Tiles | None = None
    calm: Calm | None = None
    seed: int = 0


class Motif(Frozen):
    """A shape behind the object; it comes in and moves by itself."""

    kind: MotifKind
    colour: Colour
    alpha: float = 1.0
    x: float
    y: float
    radius: float
    """Share of the frame's height; rays go over the whole frame."""


class Prop(Frozen):
    """An object in front of the ground, with its shadow."""

    picture: str
    """SHA-256 of a cut-out."""
    x: float
    y: float
    """Its middle."""
    height: float
    """Share of the frame's height."""
    tilt: float = 0.0
    """Degrees, anticlockwise."""
    shadow: Colour
    lifted: bool = False
    """True for one that hangs before its ground; else it stands on it."""
    behind: float = 0.0
    """Where in depth: 0 in front, 1 as far as the ground."""


class Staging(Frozen):
    """Everything of a scene but its type."""

    ground: Ground
    motifs: tuple[Motif, ...] = ()
    props: tuple[Prop, ...] = Field(min_length=1)
    """From the back to the front; the last is the one the film is about."""

    @property
    def hero(self) -> Prop:
        """The object the film is about."""
        return self.props[-1]

    def stands_as(self, other: "Staging") -> bool:
        """True where both show the object in the same place, size and tilt."""
        return _place(self.hero) == _place(other.hero)


def _place(prop: Prop) -> tuple[object, ...]:
    return prop.picture, prop.x, prop.y, prop.height, prop.tilt
