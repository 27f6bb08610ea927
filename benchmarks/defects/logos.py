"""Defects of the logo on a finished ad, made with Pillow."""

from collections.abc import Callable
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import Final, Literal

import numpy as np
from ad import PLACEMENT, SIZE, finished
from kind import Kind, Planted, Site
from PIL import Image, ImageDraw
from pydantic import JsonValue

from astro_pipeline.domain.brief import Attachment, BrandKit, Brief
from astro_pipeline.domain.media import ImageVariants
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.review import Box
from astro_pipeline.media.adverts.advert import Sheet, set_advert
from astro_pipeline.media.adverts.emblem import Emblem
from astro_pipeline.media.adverts.look import Look, Words
from astro_pipeline.media.adverts.stage import Subject
from astro_pipeline.media.objects.heroes import hero
from astro_pipeline.media.pixels.picture import open_logo, trimmed
from astro_pipeline.quality.check_media import examine_images

_LOGO: Final = Path(__file__).parents[2] / "examples" / "assets" / "juniper-tide.png"
_NAME: Final = "Juniper & Tide"
_PALETTE: Final = ("#0F4D4A", "#F3766A", "#FFF4E6")
_BESIDE: Final = frozenset({"technical.logo", "technical.logo_space", "technical.legible"})
_SHA: Final = "a" * 64


@cache
def _ad() -> tuple[Image.Image, Emblem, dict[str, JsonValue]]:
    """An ad with a logo, where the logo stands, and what was written down."""
    logo = open_logo(_LOGO)
    can = trimmed(hero("can", name=_NAME, palette=_PALETTE, height=400, seed=0))
    words = Words(
        language="en",
        brand=_NAME,
        headline="The sea in a glass",
        short="Sea in a glass",
        support="Bitter orange, juniper and salt.",
        call_to_action="Find a bar",
    )
    spec = next(each for each in placements()[PLACEMENT].images if (each.width, each.height) == SIZE)
    sheet = Sheet(*SIZE, spec.safe, Look(style="minimal"), _PALETTE, Subject(can), logo)
    advert = set_advert(words, sheet)
    if advert.emblem is None:
        raise SystemExit("the ad was drawn without its logo")
    boxes: list[JsonValue] = [
        {**asdict(box), "lines": [list(line) for line in box.lines]} for box in advert.boxes
    ]
    facts: dict[str, JsonValue] = {"text_boxes": boxes, "missing_glyphs": "", "left_out": []}
    return Image.fromarray(advert.canvas.bytes()), advert.emblem, {**facts, "logo": asdict(advert.emblem)}


def _judged(site: Site, image: Image.Image, measured: float | None = None, within: float = 0.0) -> Planted:
    _, emblem, facts = _ad()
    path, file = finished(image, site.folder, _NAME)
    logo = Attachment(path=_LOGO.name, licence="customer-supplied", sha256=_SHA)
    brief = Brief.model_validate(
        {
            "name": "Tide",
            "company": {"name": _NAME, "sector": "beverages"},
            "products": [{"name": "Tide No. 1"}],
            "placements": [PLACEMENT],
            "brand": BrandKit(name=_NAME, palette=_PALETTE, logo=logo).model_dump(),
        }
    )
    images = ImageVariants(variants=(), files=(file,), facts={file.path: facts})
    box = Box(x=emblem.x, y=emblem.y, width=emblem.width, height=emblem.height)
    found = examine_images(brief, images, lambda _: path, blob=lambda _: _LOGO)
    return Planted(found, file.path, measured, within, box=box, beside=_BESIDE)


def _again(change: Callable[[Image.Image], Image.Image], site: Site, strength: float) -> Planted:
    """The logo painted over and drawn again by Pillow: changed, or as it is."""
    ad, emblem, _ = _ad()
    image = ad.copy()
    ground = tuple(np.median(np.asarray(ad)[emblem.y - 3, emblem.x :][: emblem.width], axis=0).astype(int))
    corners = (emblem.x - 1, emblem.y - 1, emblem.x + emblem.width, emblem.y + emblem.height)
    ImageDraw.Draw(image).rectangle(corners, fill=ground)
    logo = Image.fromarray((open_logo(_LOGO) * 255).round().astype(np.uint8))
    own = logo.resize((emblem.width, emblem.height), Image.Resampling.LANCZOS)
    drawn = change(own) if strength else own
    place = (
        emblem.x + (emblem.width - drawn.width) // 2,
        emblem.y + (emblem.height - drawn.height) // 2,
    )
    image.paste(drawn, place, drawn)
    return _judged(site, image)


def _clear(logo: Image.Image) -> Image.Image:
    return Image.new("RGBA", logo.size, (0, 0, 0, 0))


def _squeezed(logo: Image.Image) -> Image.Image:
    return logo.resize((round(0.85 * logo.width), logo.height), Image.Resampling.LANCZOS)


def _small(logo: Image.Image) -> Image.Image:
    return logo.resize((logo.width // 2, logo.height // 2), Image.Resampling.LANCZOS)


def _recoloured(logo: Image.Image) -> Image.Image:
    red, green, blue, cover = logo.split()
    return Image.merge("RGBA", (blue, red, green, cover))


def _half_covered(logo: Image.Image) -> Image.Image:
    covered = logo.copy()
    ImageDraw.Draw(covered).rectangle((0, 0, logo.width // 2, logo.height), fill=(214, 40, 140, 255))
    return covered


def _crowded(site: Site, strength: float) -> Planted:
    """A bar under the logo, nearer or further than a fifth of its height."""
    ad, emblem, _ = _ad()
    image = ad.copy()
    gap = 0.2 * emblem.height * strength
    top = emblem.y + emblem.height + (int(gap) if strength < 1 else int(gap) + 1)
    left = emblem.x + emblem.width // 4
    ImageDraw.Draw(image).rectangle((left, top, left + 60, top + 12), fill=(214, 40, 140))
    limit = 0.2 * emblem.height
    return _judged(site, image, measured=min(limit, top - emblem.y - emblem.height), within=1.6)


def _kind(
    name: str,
    plant: Callable[[Site, float], Planted],
    rule: str = "technical.logo",
    worse: Literal["less", "there"] = "there",
) -> Kind:
    return Kind(name, "pictures", "Pillow", rule, plant, worse=worse, near=0.1)


KINDS: tuple[Kind, ...] = (
    _kind("logo missing", partial(_again, _clear)),
    _kind("logo half covered", partial(_again, _half_covered)),
    _kind("logo squeezed", partial(_again, _squeezed)),
    _kind("logo smaller than it was set", partial(_again, _small)),
    _kind("logo in other colours", partial(_again, _recoloured)),
    _kind("logo crowded", _crowded, "technical.logo_space", "less"),
)
