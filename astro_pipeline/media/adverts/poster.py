"""Arrangements for a photograph that fills the frame: all type in one block, on its calm side."""

from dataclasses import dataclass, replace
from typing import Final, Literal

from astro_pipeline.media.adverts.arrange import mirrored
from astro_pipeline.media.adverts.layout import Layout, Shape
from astro_pipeline.media.adverts.mending import mended
from astro_pipeline.media.adverts.placing import Frame, place_logo, placed
from astro_pipeline.media.pixels.area import Area
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.pixels.saliency import Crop, best_crop

Side = Literal["top", "foot", "start", "end"]

_SIDES: Final[dict[Shape, tuple[Side, ...]]] = {
    "tall": ("foot", "top"),
    "square": ("start", "foot", "top", "end"),
    "wide": ("start", "end"),
    "strip": (),
}
_BESIDE: Final[dict[Shape, float]] = {"tall": 1.0, "square": 0.5, "wide": 0.46, "strip": 1.0}
"""How much of the free width a block at the side has."""

_COVERED: Final = 0.26
"""How much of what draws the eye type may cover; a photograph that has no such side gets a panel.

The house's own: looked at, products begin to be hidden from about 0.3.
"""

_COST: Final = 0.42
"""How much of it may be covered or cut off, weighed as `Crop.cost` weighs."""

_OTHER_SIDE: Final = 0.04
"""What the other side must be calmer by than the one a look asks for."""


@dataclass(frozen=True, slots=True)
class Poster:
    """Where the type stands on a photograph, and how the photograph is cropped to it."""

    layout: Layout
    crop: Crop
    block: Area
    """All type, logo and button included."""
    side: Side

    def mirrored(self) -> "Poster":
        """The poster for what is read from the right: as it is seen in a mirror, but for its picture."""
        across, down = self.crop.focus
        crop = replace(self.crop, focus=(1 - across, down))
        flipped = self.block.flipped(self.layout.width)
        return replace(self, layout=mirrored(self.layout), crop=crop, block=flipped)


def arrange_poster(frame: Frame, interest: Pixels, ratio: float) -> Poster | None:
    """The side that holds most of the words, and among these the calmest; None where type would cover it.

    `interest` is the photograph's map of where the eye goes, mirrored already where reading
    begins at the right; `ratio` is its width over its height.
    """
    sides = _SIDES[frame.shape]
    if not sides:
        return None
    if frame.swapped:  # another variant begins at the other side, where both are calm
        sides = (*sides[1:], sides[0]) if frame.shape != "square" else ("end", "top", "foot", "start")
    posters = [_poster(frame, side, interest, ratio) for side in sides]
    found = [p for p in posters if p.crop.covered <= _COVERED and p.crop.cost <= _COST]
    if not found:
        return None
    fewest = min(len(poster.layout.notes) for poster in found)
    fair = [poster for poster in found if len(poster.layout.notes) == fewest]
    return min(fair, key=lambda poster: poster.crop.cost + _OTHER_SIDE * fair.index(poster))


def _poster(frame: Frame, side: Side, interest: Pixels, ratio: float) -> Poster:
    layout, block = _set_at(frame, side)
    crop = best_crop(interest, ratio, frame.width, frame.height, (block,))
    return Poster(layout, crop, block, side)


def _set_at(frame: Frame, side: Side) -> tuple[Layout, Area]:
    """Logo, text, button and legal line one below the other, at that side of the free zone."""
    safe, unit = frame.safe, frame.scale.unit
    beside = side in {"start", "end"}
    width = safe.width * (_BESIDE[frame.shape] if beside else 1.0)
    left = safe.right - width if side == "end" else safe.left
    share = 0.94 if beside else 0.62
    logo = place_logo(frame, left, safe.top, width, align="start")
    gap = unit * 44
    column = frame.setter.column(
        width=width, height=share * safe.height - logo.area.height - gap, max_lines=3
    )
    height = logo.area.height + gap + column.height
    top = {
        "top": safe.top,
        "foot": safe.bottom - height,
        "start": safe.top + (safe.height - height) / 2,
        "end": safe.top + (safe.height - height) / 2,
    }[side]
    logo = replace(logo, area=replace(logo.area, top=top))
    pieces = placed(column, left, logo.area.bottom + gap, width, "start")
    wide = max(column.width, logo.area.width)
    block = Area(left, top, wide, height)
    layout = Layout(
        frame.width,
        frame.height,
        frame.shape,
        pieces,
        logo,
        _rest(frame, block, side),
        stands=False,
        panel=Area(0, 0, frame.width, frame.height),
        notes=column.notes,
        terse=frame.setter.small,
        arrangement=f"poster-{side}",
    )
    return mended(layout, safe), block


def _rest(frame: Frame, block: Area, side: Side) -> Area:
    """What the photograph has to itself."""
    match side:
        case "top":
            return Area(0, block.bottom, frame.width, frame.height - block.bottom)
        case "foot":
            return Area(0, 0, frame.width, block.top)
        case "start":
            return Area(block.right, 0, frame.width - block.right, frame.height)
        case "end":
            return Area(0, 0, block.left, frame.height)
