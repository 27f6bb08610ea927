"""Pictures with letters on them, made by plain Pillow with typefaces that come with pip packages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from astro_pipeline.media.reading.recognising import Picture
from astro_pipeline.media.type.fonts import chain

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Text:
    """A line to be drawn, its left and its ink's top."""

    text: str
    left: int = 30
    top: int = 30
    size: int = 28
    colour: Colour = (20, 20, 30)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, width and height of its ink."""
        left, top, right, bottom = _font(self.size).getbbox(self.text, anchor="ls")
        return self.left, self.top, round(right - left), round(bottom - top)


def lettered(
    texts: Sequence[Text], *, size: tuple[int, int] = (300, 250), ground: Colour = (244, 240, 232)
) -> Picture:
    """A plain ground with these lines on it."""
    image = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(image)
    for each in texts:
        left, top, _, _ = _font(each.size).getbbox(each.text, anchor="ls")
        draw.text((each.left - left, each.top - top), each.text, each.colour, _font(each.size), anchor="ls")
    return np.asarray(image)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(chain("text", "en").faces[0].path), size)
