"""The call to action as a button: a pill with its words and an arrow that shows the way."""

import numpy as np

from astro_pipeline.domain.brief import is_rtl
from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Button
from astro_pipeline.media.film.lettering import BASELINE, bearing, edge_of, fit, kept, overlay, picture_of
from astro_pipeline.media.film.overlay import Overlay, Piece, even, letters, pill, tinted
from astro_pipeline.media.film.type_box import TypeBox
from astro_pipeline.media.pixels.canvas import Canvas, stroke
from astro_pipeline.media.pixels.colour import BLACK, WHITE, contrast, parse
from astro_pipeline.media.pixels.yuv import Layer
from astro_pipeline.media.type.typeset import Manner

_ARROW, _GAP = 0.27, 0.26
"""Width of the arrow and of the room before it, in heights of the button."""


def button_overlay(button: Button, manner: Manner) -> Overlay:
    """The button, rising into place; then it is pressed once and its arrow moves on."""
    place, height, mirrored = button.box, button.box.height, is_rtl(button.language)
    beside = even(height * (_ARROW + _GAP))
    room = Box(x=0, y=0, width=round(place.width * 0.84) - beside, height=height)
    words_drawn, lacking = kept(button.text, manner)
    setting = fit(
        words_drawn, manner, room, largest=round(height * 0.4), smallest=round(height * 0.2), lines=1
    )
    block = setting.block
    width = min(place.width, even(block.width + beside + height))
    rgba = tinted((pill(width, height) * 255 + 0.5).astype(np.uint8), button.fill)
    aside = beside // 2 * (1 if mirrored else -1)
    shown = Box(x=even(place.x + (place.width - width) // 2), y=even(place.y), width=width, height=height)
    lines: list[Box] = []
    for row, line in enumerate(block.lines):
        words = picture_of(line, block.manner, block.size, colour=button.ink)
        baseline = (height - block.height) / 2 + block.ascent + row * block.pitch
        x = (width - words.shape[1]) // 2 + aside
        overlay(rgba, words, x=x, y=round(baseline - block.size * BASELINE))
        rise, fall = block.rises[row], block.falls[row]
        left = shown.x + x + bearing(block.size) + edge_of(line, block.manner, block.size)
        top = shown.y + round(baseline) - rise
        lines.append(Box(x=left, y=top, width=block.widths[row], height=rise + fall))
    legible = round(contrast(parse(button.ink), parse(button.fill)), 2)
    plate = Piece(Layer.of(rgba), shown.x, shown.y, height, part="plate")
    return Overlay(
        pieces=(plate, _arrow(button, shown, block.width, mirrored=mirrored)),
        start=button.start,
        end=button.end,
        motion="press",
        type_box=TypeBox(
            "button",
            button.text,
            shown,
            button.start,
            button.end,
            block.size,
            legible,
            setting.fits,
            lines=tuple(lines),
            missing=lacking,
        ),
        come_seconds=button.come_seconds,
        mirrored=mirrored,
    )


def _arrow(button: Button, shown: Box, words: float, *, mirrored: bool) -> Piece:
    """The arrow after the words: a line with a head, in the button's ink."""
    height = shown.height
    wide, high = even(height * _ARROW), even(height * 0.28)
    thick, middle = max(height * 0.045, 2.0), high / 2
    tip, head = wide - thick, high * 0.36
    canvas = Canvas(wide, high, BLACK)
    for points in (
        ((thick, middle), (tip, middle)),
        ((tip - head, middle - head), (tip, middle), (tip - head, middle + head)),
    ):
        canvas.shape(stroke(points, thick), (0, 0, wide, high), WHITE)
    mask = (canvas.pixels[..., 0] * 255 + 0.5).astype(np.uint8)
    aside = (words / 2 + height * _GAP / 2) * (-1 if mirrored else 1)
    x = shown.x + shown.width / 2 + aside - wide / 2
    drawn = letters(mask[:, ::-1] if mirrored else mask, button.ink)
    return Piece(drawn, even(x), even(shown.y + (height - high) / 2), height, part="arrow")
