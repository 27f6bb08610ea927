# ruff: noqa: INP001 -- a script, not a package
"""Draws the pictures of the example briefs: three logos and one product cut-out.

Run it where it lies: `python examples/assets/draw.py`. The same drawing gives the same bytes.
"""

import math
from pathlib import Path

from font_hanken_grotesk import HankenGroteskBold
from font_manrope import ManropeExtraBold
from font_source_serif_pro import SourceSerifProSemibold
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

HERE = Path(__file__).parent
FINE = 4
"""Everything is drawn this many times larger and then reduced: smooth edges."""

Rgb = tuple[int, int, int]


def draw() -> dict[str, Image.Image]:
    """Every picture by its file name."""
    return {
        "juniper-tide.png": _lockup(_wave_mark(), "Juniper & Tide", ManropeExtraBold, ink=(14, 77, 74)),
        "comptalis.png": _lockup(_bars_mark(), "Comptalis", HankenGroteskBold, ink=(31, 42, 90)),
        "aubeline.png": _lockup(_moon_mark(), "Maison Aubeline", SourceSerifProSemibold, ink=(43, 58, 47)),
        "belle-de-nuit.png": _bottle(),
    }


def _lockup(mark: Image.Image, name: str, font_path: str, *, ink: Rgb) -> Image.Image:
    """A mark and the name beside it, on nothing."""
    font = ImageFont.truetype(font_path, 118 * FINE)
    left, top, right, bottom = font.getbbox(name)
    height = 200 * FINE
    sheet = Image.new("RGBA", (mark.width + 44 * FINE + int(right - left) + 8 * FINE, height), (*ink, 0))
    sheet.alpha_composite(mark, (0, (height - mark.height) // 2))
    baseline = (height - (bottom - top)) // 2 - top
    ImageDraw.Draw(sheet).text((mark.width + 44 * FINE - left, baseline), name, font=font, fill=(*ink, 255))
    return sheet.resize((sheet.width // FINE, height // FINE), Image.Resampling.LANCZOS)


def _wave_mark() -> Image.Image:
    """A berry over a tide line."""
    side = 180 * FINE
    mark = Image.new("RGBA", (side, side), (14, 77, 74, 0))
    pen = ImageDraw.Draw(mark)
    pen.ellipse((0.22 * side, 0.02 * side, 0.78 * side, 0.58 * side), fill=(242, 118, 107, 255))
    for row, colour in enumerate(((14, 77, 74), (14, 77, 74))):
        middle = (0.66 + 0.2 * row) * side
        line = [(x, middle + 0.05 * side * math.sin(x / side * 4 * math.pi + row)) for x in range(side)]
        pen.line(line, fill=(*colour, 255), width=int(0.085 * side), joint="curve")
    return mark


def _bars_mark() -> Image.Image:
    """Three bars that close to a square."""
    side = 170 * FINE
    mark = Image.new("RGBA", (side, side), (31, 42, 90, 0))
    pen = ImageDraw.Draw(mark)
    for row, (length, colour) in enumerate(
        ((1.0, (31, 42, 90)), (0.68, (31, 42, 90)), (0.36, (255, 138, 91)))
    ):
        top = row * 0.36 * side
        pen.rounded_rectangle(
            (0, top, length * side, top + 0.28 * side), radius=0.06 * side, fill=(*colour, 255)
        )
    return mark


def _moon_mark() -> Image.Image:
    """A crescent around a petal."""
    side = 176 * FINE
    disc = Image.new("L", (side, side), 0)
    ImageDraw.Draw(disc).ellipse((0, 0, side - 1, side - 1), fill=255)
    bite = Image.new("L", (side, side), 0)
    ImageDraw.Draw(bite).ellipse((0.3 * side, -0.06 * side, 1.12 * side, 0.76 * side), fill=255)
    mark = Image.new("RGBA", (side, side), (43, 58, 47, 0))
    mark.paste((43, 58, 47, 255), mask=ImageChops.subtract(disc, bite))
    ImageDraw.Draw(mark).ellipse(
        (0.58 * side, 0.2 * side, 0.78 * side, 0.56 * side), fill=(217, 166, 121, 255)
    )
    return mark


def _bottle() -> Image.Image:
    """The serum's bottle, cut out: amber glass, a brass cap, a paper label."""
    width, height = 520 * 2, 1100 * 2
    picture = Image.new("RGBA", (width, height), (60, 40, 30, 0))
    _part(picture, (400, 620, 640, 780), 24, left=(70, 48, 34), middle=(140, 92, 58), right=(40, 28, 22))
    _part(picture, (150, 760, 890, 2170), 110, left=(58, 40, 30), middle=(150, 98, 60), right=(34, 24, 20))
    _part(picture, (340, 40, 700, 640), 46, left=(150, 108, 66), middle=(240, 206, 156), right=(118, 82, 48))
    for y in range(420, 620, 26):
        ImageDraw.Draw(picture).line((344, y, 696, y), fill=(128, 90, 54, 255), width=4)
    _part(
        picture,
        (150, 1180, 890, 1830),
        0,
        left=(206, 196, 180),
        middle=(250, 245, 235),
        right=(180, 168, 150),
    )
    pen = ImageDraw.Draw(picture)
    for text, size, y in (("Maison Aubeline", 62, 1270), ("Belle-de-Nuit", 104, 1430), ("30 ml", 56, 1690)):
        font = ImageFont.truetype(SourceSerifProSemibold, size)
        pen.text((width / 2, y), text, font=font, fill=(43, 58, 47, 255), anchor="mt")
    pen.line((420, 1615, 620, 1615), fill=(217, 166, 121, 255), width=5)
    _shine(picture, (232, 830, 268, 1150))
    _shine(picture, (232, 1860, 268, 2080))
    return picture.resize((width // 2, height // 2), Image.Resampling.LANCZOS)


def _part(
    picture: Image.Image, box: tuple[int, int, int, int], radius: int, *, left: Rgb, middle: Rgb, right: Rgb
) -> None:
    """A round body, lit from the left of its middle."""
    across = box[2] - box[0]
    strip = Image.new("RGB", (across, 1))
    for x in range(across):
        place = x / (across - 1)
        one, other, part = (left, middle, place / 0.36)
        if place >= 0.36:
            one, other, part = (middle, right, (place - 0.36) / 0.64)
        eased = part * part * (3 - 2 * part)
        strip.putpixel((x, 0), tuple(round(a + (b - a) * eased) for a, b in zip(one, other, strict=True)))
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((box[0], box[1], box[2] - 1, box[3] - 1), radius=radius, fill=255)
    body = Image.new("RGBA", picture.size)
    body.paste(strip.resize((across, box[3] - box[1])), box[:2])
    picture.paste(body, mask=mask)


def _shine(picture: Image.Image, box: tuple[int, int, int, int]) -> None:
    glow = Image.new("L", picture.size, 0)
    ImageDraw.Draw(glow).rounded_rectangle(box, radius=18, fill=120)
    glow = ImageChops.multiply(glow.filter(ImageFilter.GaussianBlur(10)), picture.getchannel("A"))
    alpha = picture.getchannel("A")
    picture.paste((255, 240, 220, 255), mask=glow)
    picture.putalpha(alpha)


if __name__ == "__main__":
    for file_name, drawing in draw().items():
        drawing.save(HERE / file_name, optimize=True)
