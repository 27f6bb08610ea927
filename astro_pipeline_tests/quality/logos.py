"""Ads that wear the example kits' logos, and what plain Pillow does to them."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from pydantic import JsonValue

from astro_pipeline.domain.media import MediaFile
from astro_pipeline.media.adverts.advert import set_advert
from astro_pipeline.media.adverts.emblem import Emblem
from astro_pipeline.media.pixels.colour import parse
from astro_pipeline.media.pixels.palette import Style
from astro_pipeline.media.pixels.picture import open_picture, trimmed
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.pixels.sighting import Codes, kept_small
from astro_pipeline_tests.media.adverts.examples import FRAMES, USUAL, sheet
from astro_pipeline_tests.quality.briefs import sample_file

ASSETS = Path(__file__).parents[2] / "examples" / "assets"
LOGOS = ("aubeline", "comptalis", "juniper-tide")
FRAME = FRAMES[3]
"""600 by 314."""
FILE: MediaFile = sample_file("images/A/ad.png")


@dataclass(frozen=True)
class Worn:
    """An ad with a logo, as it was drawn."""

    picture: Codes
    emblem: Emblem
    facts: Mapping[str, JsonValue]
    logo: Pixels
    """As it is compared."""
    drawn: Image.Image
    """As it was drawn, in its ink, as large as it is."""

    def bare(self) -> Image.Image:
        """The ad without its logo."""
        e = self.emblem
        image = Image.fromarray(self.picture)
        ground = tuple(np.median(self.picture[e.y - 2, e.x : e.x + e.width], axis=0).astype(int).tolist())
        ImageDraw.Draw(image).rectangle((e.x - 1, e.y - 1, e.x + e.width, e.y + e.height), fill=ground)
        return image

    def again(self, change: Callable[[Image.Image], Image.Image]) -> Codes:
        """The ad with its logo drawn again, changed, in the middle of where it was."""
        e = self.emblem
        image, other = self.bare(), change(self.drawn)
        place = (e.x + (e.width - other.width) // 2, e.y + (e.height - other.height) // 2)
        image.paste(other, place, other)
        return np.asarray(image)

    def over(self, left: float, top: float, width: float, height: float) -> Codes:
        """The ad with a block over it; all in parts of the logo's width and height, from its corner."""
        e = self.emblem
        image = Image.fromarray(self.picture)
        x, y = e.x + left * e.width, e.y + top * e.height
        box = (round(x), round(y), round(x + width * e.width) - 1, round(y + height * e.height) - 1)
        ImageDraw.Draw(image).rectangle(box, fill=(214, 40, 140))
        return np.asarray(image)


@cache
def logo(name: str) -> Pixels:
    """An example kit's logo, as an ad is given it."""
    return trimmed(open_picture(ASSETS / f"{name}.png", longest=1200))


@cache
def worn(name: str = "aubeline", style: Style = "bold", frame: int = 3) -> Worn:
    """An ad with that logo."""
    picture = logo(name)
    advert = set_advert(USUAL, replace(sheet(FRAMES[frame], style), logo=picture))
    emblem = advert.emblem
    assert emblem is not None
    facts: dict[str, JsonValue] = {
        "text_boxes": [{**asdict(box), "lines": [list(line) for line in box.lines]} for box in advert.boxes],
        "missing_glyphs": "",
        "left_out": [],
        "logo": asdict(emblem),
    }
    large = picture.copy()
    if emblem.manner == "ink" and emblem.colour:
        large[..., :3] = parse(emblem.colour)
    drawn = Image.fromarray((large * 255).round().astype(np.uint8)).resize(
        (emblem.width, emblem.height), Image.Resampling.LANCZOS
    )
    return Worn(advert.canvas.bytes(), emblem, facts, kept_small(picture), drawn)
