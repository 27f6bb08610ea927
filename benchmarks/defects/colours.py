"""Defects of the brand's colours on a picture, made with Pillow and judged as `check` does."""

from functools import partial
from typing import Final, Literal

import numpy as np
from kind import Kind, Planted, Site
from lettering import Line, drawn, judged
from PIL import Image, ImageDraw
from plan import plan

from astro_pipeline.domain.placements import placements
from astro_pipeline.media.pixels.colour import from_oklab, oklab, parse

_BRAND: Final = "#F2643D"
_SIZE: Final = (1200, 628)
_LEAST: Final = 0.004
_ALIKE: Final = 0.06


def _worn(site: Site, image: Image.Image, measured: float | None, within: float) -> Planted:
    """What `check` says of the picture, for a brand that has this one colour beside white and black."""
    kit = {"name": "Northbrew", "palette": [_BRAND, "#FFFFFF", "#111111"]}
    brief = plan().briefed(brand=kit).brief
    return judged(site, image, placements()["x_post"], measured, within, brief=brief)


def _plain() -> Image.Image:
    """Type on a ground of no colour."""
    lines = [Line("Coffee in a can", 120, 120, 64), Line("Find it in the fridge", 120, 240, 40)]
    return drawn(lines, _SIZE, (236, 236, 236))


def _little(site: Site, strength: float) -> Planted:
    """A bar of the brand's colour over so much of the picture."""
    image = _plain()
    high = 40
    wide = round(_LEAST * strength * _SIZE[0] * _SIZE[1] / high)
    # on the grid of blocks that the picture is looked at in, so that none is mixed
    ImageDraw.Draw(image).rectangle((600, 400, 600 + wide - 1, 400 + high - 1), fill=_BRAND)
    return _worn(site, image, _LEAST * strength, 0.0008)


def _other(site: Site, strength: float) -> Planted:
    """A ground that is so far from the brand's colour, in the direction of grey or of another hue."""
    away = np.asarray(site.dice.choice(((0.0, -0.8, -0.6), (-0.6, -0.8, 0.0), (0.8, -0.6, 0.0))))
    red, green, blue = (
        round(255 * each) for each in from_oklab(oklab(parse(_BRAND)) + away * _ALIKE * strength)
    )
    image = _plain()
    ImageDraw.Draw(image).rectangle((0, 400, *_SIZE), fill=(red, green, blue))
    return _worn(site, image, None, 0.0)


def _grey(site: Site, strength: float) -> Planted:
    """The whole picture in greys; or as it was, with a button in the brand's colour."""
    image = _plain()
    ImageDraw.Draw(image).rectangle((120, 400, 420, 480), fill=_BRAND)
    return _worn(
        site, image.convert("L").convert("RGB") if strength else image, 0.0 if strength else None, 0.0
    )


def _kind(name: str, plant: partial[Planted], worse: Literal["more", "less", "there"], near: float) -> Kind:
    return Kind(name, "pictures", "Pillow", "technical.palette", plant, worse=worse, near=near)


KINDS: tuple[Kind, ...] = (
    _kind("hardly any of the brand's colour", partial(_little), "less", 0.1),
    _kind("another colour than the brand's", partial(_other), "more", 0.1),
    _kind("brand's colours turned grey", partial(_grey), "there", 0.0),
)
