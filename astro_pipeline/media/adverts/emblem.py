"""A logo on its ground: as it is, in one ink, or on a plate, whichever the ground lets be seen."""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np

from astro_pipeline.media.pixels.area import Area
from astro_pipeline.media.pixels.canvas import Canvas, rounded
from astro_pipeline.media.pixels.colour import BLACK, WHITE, Rgb, luminance, oklab, to_hex
from astro_pipeline.media.pixels.palette import Roles
from astro_pipeline.media.pixels.raster import Pixels, resized

_HIDDEN: Final = 0.4
"""A logo of which more than this share is swallowed by its ground is helped."""

_SEEN: Final = 1.6
"""Contrast below which a part of a logo counts as swallowed."""

_SOLID: Final = 0.6
_PLATE_PADDING: Final = 0.2
"""Of the logo's height, around it."""


@dataclass(frozen=True, slots=True)
class Emblem:
    """A logo as it was drawn: where its picture itself lies, in whole pixels, and in which colours."""

    x: int
    y: int
    width: int
    height: int
    manner: Literal["own", "ink", "plate"]
    """In its own colours on the ad's ground, in one ink, or in its own colours on a plate."""
    colour: str | None = None
    """The ink's, or the plate's."""


class Placed(NamedTuple):
    """Where a logo came to stand, its plate included, the contrast of its middling pixel, and itself."""

    area: Area
    contrast: float
    emblem: Emblem


def place_emblem(
    canvas: Canvas, area: Area, picture: Pixels, colours: Roles, *, rtl: bool, room_below: bool
) -> Placed:
    """Draw the logo into its area.

    A logo its ground swallows is drawn in one ink where its form alone says what it is, else
    on a plate, whose edge then is the column's. With `room_below` the plate may be a
    quarter higher than the area.
    """
    ground = _median(_under(canvas, area))
    drawn = resized(picture, round(area.width), round(area.height))
    inked = None
    if swallowed(drawn, ground) > _HIDDEN:
        if not is_outline(drawn):
            return _on_plate(canvas, area, picture, colours, rtl=rtl, room_below=room_below)
        inks = (colours.ink, colours.light, colours.dark, WHITE, BLACK)
        ink = next(
            (each for each in inks if _ratio(each, ground) >= 3), max(inks, key=lambda c: _ratio(c, ground))
        )
        inked = to_hex(ink)
        drawn = np.dstack([np.broadcast_to(ink, drawn[..., :3].shape), drawn[..., 3]]).astype(np.float32)
    measured = _middling(drawn, ground)
    x, y = round(area.left), round(area.top)
    canvas.paste(drawn, x, y)
    return Placed(area, measured, Emblem(x, y, *_size(drawn), manner="ink" if inked else "own", colour=inked))


def swallowed(logo: Pixels, ground: Rgb) -> float:
    """The share of the logo's solid pixels that have next to no contrast with a ground."""
    solid = _solid(logo)
    return float((_ratios(solid, ground) < _SEEN).mean()) if solid.size else 0.0


def is_outline(logo: Pixels) -> bool:
    """True where the logo is told by its outline: few colours touch, and it is no filled box."""
    cover = logo[..., 3] > _SOLID
    if not cover.any() or cover.mean() > 0.8:
        return False
    tones = oklab(logo[..., :3])
    across = (np.linalg.norm(np.diff(tones, axis=1), axis=2) > 0.06) & cover[:, 1:] & cover[:, :-1]
    down = (np.linalg.norm(np.diff(tones, axis=0), axis=2) > 0.06) & cover[1:] & cover[:-1]
    rim = int(np.diff(cover, axis=1).sum()) + int(np.diff(cover, axis=0).sum())
    return int(across.sum()) + int(down.sum()) < 0.12 * rim


def _on_plate(
    canvas: Canvas, area: Area, picture: Pixels, colours: Roles, *, rtl: bool, room_below: bool
) -> Placed:
    high = area.height * (1.25 if room_below else 1.0)
    pad = _PLATE_PADDING * area.height
    scale = (high - 2 * pad) / area.height
    wide = area.width * scale + 2 * pad
    scale *= min(1.0, (area.width - 2 * pad) / (area.width * scale)) if wide > area.width else 1.0
    wide = area.width * scale + 2 * pad
    high = area.height * scale + 2 * pad
    plate = Area(area.right - wide if rtl else area.left, area.top, wide, high)
    small = resized(picture, round(area.width * scale), round(area.height * scale))
    tones = (colours.light, colours.dark, WHITE, BLACK)
    tone = min(tones, key=lambda each: swallowed(small, each))
    bounds = (plate.left, plate.top, plate.right, plate.bottom)
    canvas.shape(rounded(*bounds, high * 0.22), bounds, tone)
    x, y = round(plate.left + pad), round(plate.top + pad)
    canvas.paste(small, x, y)
    emblem = Emblem(x, y, *_size(small), manner="plate", colour=to_hex(tone))
    return Placed(plate, _middling(small, tone), emblem)


def _size(drawn: Pixels) -> tuple[int, int]:
    return drawn.shape[1], drawn.shape[0]


def _under(canvas: Canvas, area: Area) -> Pixels:
    left, top = max(0, round(area.left)), max(0, round(area.top))
    return canvas.pixels[top : top + round(area.height), left : left + round(area.width)]


def _median(pixels: Pixels) -> Rgb:
    return np.median(pixels.reshape(-1, 3), axis=0).astype(np.float32)


def _solid(logo: Pixels) -> Rgb:
    return logo[logo[..., 3] > _SOLID][:, :3]


def _ratios(colours: Rgb, ground: Rgb) -> Rgb:
    own, behind = luminance(colours), float(luminance(ground))
    return ((np.maximum(own, behind) + 0.05) / (np.minimum(own, behind) + 0.05)).astype(np.float32)


def _ratio(colour: Rgb, ground: Rgb) -> float:
    return float(_ratios(colour[None], ground)[0])


def _middling(logo: Pixels, ground: Rgb) -> float:
    solid = _solid(logo)
    return float(np.median(_ratios(solid, ground))) if solid.size else 1.0
