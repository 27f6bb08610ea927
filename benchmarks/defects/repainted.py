# pyright: basic
# The package of the typeface has no types.
"""A finished ad whose lines are painted over and drawn again by Pillow, and then read back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Final, cast

import numpy as np
from ad import PLACEMENT, SIZE, finished
from font_manrope import font_files
from kind import Planted, Site
from PIL import Image, ImageDraw, ImageFont
from pydantic import JsonValue

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import ImageVariants
from astro_pipeline.domain.placements import Insets, placements
from astro_pipeline.domain.review import Box
from astro_pipeline.media.adverts.advert import Sheet, TextBox, set_advert
from astro_pipeline.media.adverts.look import Look, Words
from astro_pipeline.media.adverts.stage import Subject
from astro_pipeline.media.objects.heroes import hero
from astro_pipeline.media.pixels.picture import trimmed
from astro_pipeline.quality.check_media import examine_images

_PALETTE: Final = ("#0F3D3E", "#F2643D", "#FBF1E3")
WORDS: Final = Words(
    language="en",
    brand="Northbrew",
    headline="Slow coffee, now $24.90",
    short="Slow coffee",
    support="20% off your first case until 30 June with code SLOW20.",
    call_to_action="Order today",
    legal="Northbrew Ltd, northbrew.example/terms. Made with AI.",
)
_READ: Final = frozenset({"technical.legible", "technical.contrast_seen", "technical.nothing_else_written"})
"""What one wrong line may set off, of those that look at lines."""


@dataclass(frozen=True)
class Ad:
    """A finished ad and what was written down of it."""

    image: Image.Image
    boxes: tuple[TextBox, ...]
    facts: Mapping[str, JsonValue]

    def box(self, role: str) -> TextBox:
        """The text that plays this part."""
        return next(box for box in self.boxes if box.role == role)


@cache
def ad_for_x(support: str = WORDS.support or "", zone: float = 1.0) -> Ad:
    """The ad as it is set for X, or with another supporting text, or in so much of X's margins."""
    words = WORDS.model_copy(update={"support": support})
    spec = next(each for each in placements()[PLACEMENT].images if (each.width, each.height) == SIZE)
    can = trimmed(hero("can", name=words.brand, palette=_PALETTE, height=400, seed=0))
    look = Look(style="minimal")
    insets = Insets(**{side: round(zone * px) for side, px in spec.safe.model_dump().items()})
    advert = set_advert(words, Sheet(*SIZE, insets, look, _PALETTE, Subject(can)))
    boxes: list[JsonValue] = [
        {**asdict(box), "lines": [list(line) for line in box.lines]} for box in advert.boxes
    ]
    facts: dict[str, JsonValue] = {"text_boxes": boxes, "missing_glyphs": "", "left_out": []}
    facts["arrangement"] = advert.layout.arrangement
    return Ad(Image.fromarray(advert.canvas.bytes()), advert.boxes, facts)


def read_back(
    site: Site,
    ad: Ad,
    image: Image.Image,
    measured: str | float | None = None,
    within: float = 0.0,
    *,
    box: Box | None = None,
) -> Planted:
    """What the rules say of the file, which holds this picture of the ad."""
    path, file = finished(image, site.folder, "Northbrew")
    images = ImageVariants(variants=(), files=(file,), facts={file.path: dict(ad.facts)})
    found = examine_images(_brief(), images, lambda _: path)
    return Planted(found, file.path, measured, within, box=box, beside=_READ)


@cache
def _brief() -> Brief:
    return Brief.model_validate(
        {
            "name": "Slow",
            "company": {"name": "Northbrew", "sector": "beverages"},
            "products": [{"name": "Slow Can"}],
            "placements": [PLACEMENT],
            "brand": {"name": "Northbrew", "palette": _PALETTE},
        }
    )


def again(ad: Ad, role: str, text: str, ink: tuple[int, int, int] | None = None) -> Image.Image:
    """The lines of a text painted over with their ground, and drawn again with these words."""
    image = ad.image.copy()
    pen = ImageDraw.Draw(image)
    box = ad.box(role)
    words = text.split()
    for number, (left, top, width, height) in enumerate(box.lines):
        ground, own = _colours(image, (left, top, width, height))
        pen.rectangle((left - 3, top - 3, left + width + 3, top + height + 3), fill=ground)
        last = number == len(box.lines) - 1
        line = " ".join(words) if last else _fitting(words, width, box.size_px)
        words = words[len(line.split()) :]
        face = _face(line, width, height)
        across, over, _, _ = face.getbbox(line, anchor="ls")
        pen.text((left - across, top - over), line, ink or own, face, anchor="ls")
    return image


def _fitting(words: list[str], width: int, size: int) -> str:
    """The first words, as many as fill a line."""
    face = ImageFont.truetype(font_files["ManropeSemiBold"], size)
    count = len(words)
    while count > 1 and face.getlength(" ".join(words[:count])) > 1.1 * width:
        count -= 1
    return " ".join(words[:count])


def _face(line: str, width: int, height: int) -> ImageFont.FreeTypeFont:
    """Manrope as large as the line that stood there."""
    size = next(
        (
            size
            for size in range(2 * height, 8, -1)
            if ImageFont.truetype(font_files["ManropeSemiBold"], size).getlength(line) <= 0.98 * width
        ),
        9,
    )
    return ImageFont.truetype(font_files["ManropeSemiBold"], min(size, round(1.25 * height)))


def _colours(
    image: Image.Image, line: tuple[int, int, int, int]
) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The ground of a line, as its rim shows it, and the ink, which is furthest from it."""
    left, top, width, height = line
    part = np.asarray(image)[top - 2 : top + height + 2, left - 2 : left + width + 2].astype(int)
    ground = np.median(np.concatenate([part[0], part[-1]]), axis=0)
    flat = part.reshape(-1, 3)
    ink = flat[np.abs(flat - ground).sum(axis=1).argmax()]
    return _rgb(ground), _rgb(ink)


def _rgb(colour: np.ndarray) -> tuple[int, int, int]:
    return cast("tuple[int, int, int]", tuple(round(float(each)) for each in colour))
