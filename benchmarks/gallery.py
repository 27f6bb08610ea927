"""The studio's pictures on contact sheets: every category, style and ratio, languages, worst cases.

    python benchmarks/gallery.py FOLDER

What is wrong with a picture (left out, too low a contrast, no glyph) is printed. Exits 1 when a
text overlaps another, leaves its zone or is read badly without the picture saying so.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from PIL import Image

from astro_pipeline.domain.placements import ImageSpec, placements
from astro_pipeline.media.adverts.advert import Advert, Sheet, TextBox, set_advert
from astro_pipeline.media.adverts.look import Look, Words
from astro_pipeline.media.adverts.stage import Subject
from astro_pipeline.media.objects.heroes import hero
from astro_pipeline.media.pixels.palette import Style
from astro_pipeline.media.pixels.raster import Pixels

Shown = NDArray[np.uint8]

STYLES: tuple[Style, ...] = ("bold", "editorial", "minimal", "pattern")
RATIOS = (
    ("meta_stories", "1080x1920"),
    ("meta_feed", "1080x1350"),
    ("meta_feed", "1080x1080"),
    ("pinterest_pin", "1000x1500"),
    ("linkedin_single_image", "1200x628"),
)
BANNERS = ("300x250", "728x90", "160x600", "320x50", "970x250", "300x600")
FIELDS = ("kicker", "headline", "short", "support", "call_to_action", "legal")
HERO_PX = 1100
CELL_PX = 420
GAP_PX = 16


@dataclass(frozen=True)
class Brand:
    """An invented brand and the object it sells."""

    form: str
    name: str
    palette: tuple[str, ...]


NIGHT_TRAIN = Brand("abstract", "Nachtfalter", ("#14213D", "#FCA311", "#E9ECF2"))


@dataclass(frozen=True)
class Cell:
    """One picture on a sheet."""

    picture: Shown
    seconds: float
    faults: tuple[str, ...]
    notes: tuple[str, ...]


def main(folder: Path) -> int:
    """Write every sheet; the number of faults decides the exit status."""
    folder.mkdir(parents=True, exist_ok=True)
    told = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    faults: list[str] = []
    seconds: list[float] = []
    for name, cells in sheets(told):
        shown = [cell for row in cells for cell in row]
        write_sheet([[cell.picture for cell in row] for row in cells], folder / f"{name}.jpg")
        seconds += [cell.seconds for cell in shown]
        faults += [f"{name}: {fault}" for cell in shown for fault in cell.faults]
        noted = sorted({note for cell in shown for note in cell.notes})
        print(f"{name}.jpg  {len(shown)} pictures", *noted, sep="\n    ")
    print(f"{len(seconds)} pictures, {np.median(seconds):.2f} s each (median, heroes excluded), in {folder}")
    print(*faults, sep="\n")
    return 1 if faults else 0


def sheets(told: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, list[list[Cell]]]]:
    """Every sheet: its name and its rows."""
    brands = [Brand(each["form"], each["name"], tuple(each["palette"])) for each in told["brands"]]
    for brand, words in zip(brands, told["brands"], strict=True):
        rows = [[cell(brand, words, style, spec(*ratio)) for ratio in RATIOS] for style in STYLES]
        yield f"category-{brand.form}", rows
    banners = [spec(f"display_{size}", size) for size in BANNERS]
    yield (
        "banners",
        [
            [cell(brand, words, style, each) for each in banners]
            for brand, words, style in zip(brands, told["brands"], STYLES * 2, strict=True)
        ],
    )
    frames = (spec(*RATIOS[1]), spec(*RATIOS[4]))
    styled = list(zip(told["languages"], STYLES * 4, strict=False))
    yield (
        "languages",
        [
            [cell(NIGHT_TRAIN, words, style, each) for words, style in styled[n : n + 2] for each in frames]
            for n in range(0, len(styled), 2)
        ],
    )
    small = (spec(*RATIOS[1]), banners[0])
    yield (
        "worst",
        [
            [cell(brand, words, style, each) for style in STYLES for each in small]
            for brand, words in zip(brands, told["worst"], strict=False)
        ],
    )


def cell(brand: Brand, words: dict[str, Any], style: Style, where: ImageSpec) -> Cell:
    """One finished picture, timed, and what is wrong with it."""
    subject = Subject(_hero(brand))
    look = Look(style=style, motif=len(brand.name), mirrored=style in {"editorial", "pattern"})
    text = {key: words.get(key, "") for key in FIELDS}
    own = Words(language=words.get("language", "en"), brand=brand.name, **text)
    safe = where.safe.mirrored() if own.rtl else where.safe
    begun = time.process_time()
    advert = set_advert(own, Sheet(where.width, where.height, safe, look, brand.palette, subject, seed=7))
    picture = advert.canvas.bytes()
    taken = time.process_time() - begun
    return Cell(picture, taken, tuple(_faults(advert, where)), advert.notes)


def spec(placement: str, size: str) -> ImageSpec:
    """A placement's still of that size."""
    return next(each for each in placements()[placement].images if each.size == size)


def write_sheet(rows: list[list[Shown]], path: Path) -> None:
    """Pictures in rows of one height each, on grey."""
    small = [[_shrunk(picture) for picture in row] for row in rows]
    width = max(sum(each.shape[1] + GAP_PX for each in row) for row in small) + GAP_PX
    bands: list[Shown] = []
    for row in small:
        band = np.full((max(each.shape[0] for each in row) + GAP_PX, width, 3), 118, np.uint8)
        left = GAP_PX
        for each in row:
            band[GAP_PX : GAP_PX + each.shape[0], left : left + each.shape[1]] = each
            left += each.shape[1] + GAP_PX
        bands.append(band)
    Image.fromarray(np.concatenate(bands)).save(path, "JPEG", quality=88)


@cache
def _hero(brand: Brand) -> Pixels:
    return hero(brand.form, name=brand.name, palette=brand.palette, height=HERO_PX, seed=3)


def _shrunk(picture: Shown) -> Shown:
    factor = min(1.0, CELL_PX / picture.shape[0], 1.4 * CELL_PX / picture.shape[1])
    size = (round(picture.shape[1] * factor), round(picture.shape[0] * factor))
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS))


def _faults(advert: Advert, where: ImageSpec) -> Iterable[str]:
    for one, other in combinations(advert.boxes, 2):
        if _overlap(one, other):
            yield f"{where.size}: {one.role} “{one.text}” overlaps {other.role} “{other.text}”"
    for box in advert.boxes:
        if box.x < 0 or box.y < 0 or box.x + box.width > where.width or box.y + box.height > where.height:
            yield f"{where.size}: {box.role} “{box.text}” leaves the picture"
        if box.text and box.contrast < 3:
            yield f"{where.size}: {box.role} “{box.text}” has a contrast of {box.contrast}"


def _overlap(one: TextBox, other: TextBox) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 1 and down > 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
