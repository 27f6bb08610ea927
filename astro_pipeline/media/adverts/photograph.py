"""A photograph as the ground of an ad: cropped, and calmed exactly where type stands."""

from dataclasses import replace
from typing import Final

import numpy as np

from astro_pipeline.media.adverts.poster import Poster
from astro_pipeline.media.pixels.area import Area
from astro_pipeline.media.pixels.canvas import Canvas, rounded
from astro_pipeline.media.pixels.colour import (
    BLACK,
    TEXT_CONTRAST,
    WHITE,
    Rgb,
    contrast,
    contrast_on,
    luminance,
    mix,
)
from astro_pipeline.media.pixels.palette import Roles, Style
from astro_pipeline.media.pixels.picture import covering
from astro_pipeline.media.pixels.raster import Pixels

FULL_BLEED: Final[tuple[Style, ...]] = ("bold", "editorial")
"""Styles whose photograph fills the frame; the others give it a side of its own."""

_BRIGHT: Final = 0.55
"""Luminance from which a ground is made lighter for dark type, instead of darker for light type."""

_STRONGEST: Final = 0.94


def dressed_photograph(
    poster: Poster, style: Style, roles: Roles, picture: Pixels, *, seed: int
) -> tuple[Canvas, Roles]:
    """The picture without its type, and the roles of the colours on it.

    Bold type stands on the photograph itself, on a scrim that fades into it; editorial type on
    a card of the brand's own.
    """
    layout = poster.layout
    canvas = Canvas(layout.width, layout.height, roles.ground)
    canvas.paste(covering(picture, layout.width, layout.height, focus=poster.crop.focus), 0, 0)
    if style == "editorial":
        _card(canvas, poster, roles)
        inks = roles
    else:
        inks = _scrim(canvas, poster, roles)
    canvas.grain(0.006, seed)
    return canvas, inks


def _card(canvas: Canvas, poster: Poster, roles: Roles) -> None:
    """A solid card behind all type, its margins even, its corners as round as a button's are not."""
    by = 0.045 * min(canvas.width, canvas.height)
    block = poster.block
    if block.width > 0.6 * canvas.width:  # as wide as the margins allow: it holds ragged lines together
        side = min(block.left, canvas.width - block.right)
        block = replace(block, left=side, width=canvas.width - 2 * side)
    area = _within(canvas, Area(block.left - by, block.top - by, block.width + 2 * by, block.height + 2 * by))
    bounds = (area.left, area.top, area.right, area.bottom)
    solid = np.ones((round(area.height), round(area.width)), np.float32)
    canvas.shadow(
        solid, round(area.left), round(area.top + by * 0.3), softness=by * 0.7, colour=BLACK, alpha=0.22
    )
    canvas.shape(rounded(*bounds, by * 0.35), bounds, roles.ground)


def _within(canvas: Canvas, area: Area) -> Area:
    left, top = max(area.left, 0.0), max(area.top, 0.0)
    return Area(left, top, min(area.right, canvas.width) - left, min(area.bottom, canvas.height) - top)


def _scrim(canvas: Canvas, poster: Poster, roles: Roles) -> Roles:
    """Shade from the edge over the type, no stronger than its contrast asks for."""
    block = _within(canvas, poster.block)
    top, left = int(block.top), int(block.left)
    behind = canvas.pixels[top : top + int(block.height) + 1, left : left + int(block.width) + 1]
    behind = behind[:: max(1, behind.shape[0] // 80), :: max(1, behind.shape[1] // 80)].copy()
    light = float(np.median(luminance(behind))) > _BRIGHT
    tone, ink = (
        (mix(roles.light, WHITE, 0.4), roles.dark) if light else (mix(roles.dark, BLACK, 0.35), roles.light)
    )
    if contrast(tone, ink) < 7:
        tone, ink = (WHITE, BLACK) if light else (BLACK, WHITE)
    strength = _enough(behind, tone, ink)
    canvas.blend(0, 0, _falloff(canvas, poster) * np.float32(strength), tone)
    return replace(roles, ground=tone, ink=ink)


def _enough(behind: Pixels, tone: Rgb, ink: Rgb) -> float:
    """The weakest shade on which the ink is read."""
    for strength in np.arange(0.2, _STRONGEST, 0.06):
        shaded = (behind * (1 - strength) + tone * strength).astype(np.float32)
        if contrast_on(ink, shaded) >= TEXT_CONTRAST * 1.12:
            return float(strength)
    return _STRONGEST


def _falloff(canvas: Canvas, poster: Poster) -> Pixels:
    """One from the block's edge outwards, fading into the picture on its inner side."""
    rows = np.arange(canvas.height, dtype=np.float32)[:, None]
    columns = np.arange(canvas.width, dtype=np.float32)[None]
    block = poster.block
    match poster.side:
        case "top":
            past, reach = rows - block.bottom, 0.3 * canvas.height
        case "foot":
            past, reach = block.top - rows, 0.3 * canvas.height
        case "start" | "end":
            first = block.left + block.width / 2 < canvas.width / 2
            past, reach = (columns - block.right if first else block.left - columns), 0.28 * canvas.width
    near = np.clip(1 - past / reach, 0, 1)
    mask = near * near * (3 - 2 * near)
    return np.ascontiguousarray(np.broadcast_to(mask, (canvas.height, canvas.width)), np.float32)
