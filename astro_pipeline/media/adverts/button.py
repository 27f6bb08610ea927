"""The button: a shape that stands out from what lies around it, its label and its arrow."""

import numpy as np

from astro_pipeline.media.adverts.layout import Piece
from astro_pipeline.media.pixels.area import Area
from astro_pipeline.media.pixels.canvas import Canvas, rounded, stroke
from astro_pipeline.media.pixels.colour import (
    BLACK,
    LARGE_CONTRAST,
    TEXT_CONTRAST,
    WHITE,
    Rgb,
    contrast,
    contrast_on,
    lightness,
    luminance,
    shade,
)
from astro_pipeline.media.pixels.palette import Roles
from astro_pipeline.media.type.typeset import draw


def draw_button(canvas: Canvas, piece: Piece, colours: Roles, *, rtl: bool) -> tuple[float, float, float]:
    """The button with its label and arrow; the label's left and top, and its contrast."""
    area, size = piece.area, piece.block.size
    fill, ink = _button_colours(canvas, area, colours)
    solid = np.ones((round(area.height), round(area.width)), np.float32)
    left, top = round(area.left), round(area.top)
    canvas.shadow(
        solid,
        left,
        top + round(area.height * 0.1),
        softness=area.height * 0.14,
        colour=shade(fill, -0.4),
        alpha=0.22,
    )
    bounds = (area.left, area.top, area.right, area.bottom)
    canvas.shape(rounded(*bounds, area.height / 2), bounds, fill)
    arrow = size * 1.2 if piece.arrow else 0.0
    text_left = area.left + (area.width - piece.block.width - arrow) / 2 + (arrow if rtl else 0)
    text_top = area.top + (area.height - piece.block.height) / 2
    if not piece.block.lines[0].isascii() or any(c in "gjpqy" for c in piece.block.lines[0]):
        text_top = area.top + (area.height - piece.block.ascent) / 2
    text_top = min(text_top, area.bottom - piece.block.height - size * 0.3)
    draw(canvas, piece.block, text_left, text_top, ink)
    if piece.arrow:
        x = area.left + size * 1.75 if rtl else area.right - size * 1.75
        _arrow(canvas, x, area.top + area.height / 2, size * 0.34, ink, rtl=rtl)
    return text_left, text_top, contrast(ink, fill)


def _button_colours(canvas: Canvas, area: Area, colours: Roles) -> tuple[Rgb, Rgb]:
    """A button that stands out from the pixels around it, and a label that stands out from the button."""
    around = canvas.sampled((round(area.left), round(area.top), round(area.width), round(area.height)))
    for fill in (colours.cta, colours.ink, colours.dark, colours.light):
        if contrast_on(fill, around) >= LARGE_CONTRAST:
            inks = (colours.light, colours.dark) if lightness(fill) < 0.62 else (colours.dark, colours.light)
            found = [ink for ink in (*inks, WHITE, BLACK) if contrast(ink, fill) >= TEXT_CONTRAST]
            return fill, found[0]
    dark_ground = float(np.median(luminance(around))) < 0.18
    return (WHITE, BLACK) if dark_ground else (BLACK, WHITE)


def _arrow(canvas: Canvas, x: float, y: float, reach: float, ink: Rgb, *, rtl: bool) -> None:
    ahead = -reach if rtl else reach
    bounds = (x - reach * 2, y - reach * 2, x + reach * 2, y + reach * 2)
    thick = max(1.2, reach * 0.34)
    canvas.shape(stroke(((x - ahead, y), (x + ahead, y)), thick), bounds, ink)
    canvas.shape(stroke(((x, y - reach), (x + ahead, y), (x, y + reach)), thick), bounds, ink)
