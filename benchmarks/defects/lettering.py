# pyright: basic
# The package of the typeface has no types.
"""Defects of what is written on pictures made elsewhere, drawn with Pillow and judged as `check` does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final, Literal

import numpy as np
from font_manrope import font_files
from kind import Kind, Planted, Site
from PIL import Image, ImageDraw, ImageFont
from plan import plan

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import Insets, Placement, placements
from astro_pipeline.domain.review import Box
from astro_pipeline.quality.outside import examine_outside

Colour = tuple[int, int, int]
_FILE: Final = "ad.png"
_GREEK: Final = "Το πρωί μπορεί να περιμένει"
_PAPER: Final[Colour] = (244, 240, 232)
_BESIDE: Final = frozenset({"technical.banding", "technical.not_blank"})
"""What a bare ground with a few words on it may be as well."""


@dataclass(frozen=True)
class Line:
    """A line of type: its left, its ink's top, and its size."""

    text: str
    left: int
    top: int
    size: int
    colour: Colour = (20, 20, 30)

    @property
    def box(self) -> Box:
        """Where its ink is."""
        left, top, right, bottom = _face(self.size).getbbox(self.text, anchor="ls")
        return Box(x=self.left, y=self.top, width=round(right - left), height=round(bottom - top))


def drawn(lines: Sequence[Line], size: tuple[int, int], ground: Colour = _PAPER) -> Image.Image:
    """A ground of one colour, finely grained, with these lines on it."""
    grain = np.random.default_rng(3).integers(-1, 2, (size[1], size[0], 1))
    plain = np.full((size[1], size[0], 3), ground, np.int16) + grain
    image = Image.fromarray(np.clip(plain, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    for each in lines:
        left, top, _, _ = _face(each.size).getbbox(each.text, anchor="ls")
        pen.text((each.left - left, each.top - top), each.text, each.colour, _face(each.size), anchor="ls")
    return image


def grey(contrast: float) -> Colour:
    """The grey of that contrast with white, by WCAG's formula."""
    light = 1.05 / contrast - 0.05
    code = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    value = max(0, min(255, round(code * 255)))
    return value, value, value


@cache
def _face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_files["ManropeMedium"], size)


def judged(
    site: Site,
    image: Image.Image,
    placement: Placement,
    measured: str | float | None = None,
    within: float = 0.0,
    *,
    box: Box | None = None,
    brief: Brief | None = None,
    beside: frozenset[str] = frozenset(),
) -> Planted:
    """What `check` says of the picture."""
    path = site.folder / _FILE
    image.save(path)
    found = examine_outside({_FILE: path}, placement, brief=brief)
    return Planted(found, _FILE, measured, within, box=box, beside=_BESIDE | beside)


def _placed(name: str) -> tuple[Placement, tuple[int, int], Insets]:
    row = placements()[name]
    spec = row.images[0]
    return row, (spec.width, spec.height), spec.safe


def _in_margin(name: str, type_px: int, sides: tuple[str, ...], site: Site, strength: float) -> Planted:
    """A line whose ink begins, or ends, so far from one edge; a second one stands well within."""
    row, (wide, high), safe = _placed(name)
    side = site.dice.choice(sides)
    far = round(strength * getattr(safe, side))
    line = Line("Steeped slowly", 0, 0, type_px)
    place = {
        "left": {"left": far, "top": high // 2 - 2 * type_px},
        "right": {"left": wide - far - line.box.width, "top": high // 2 - 2 * type_px},
        "top": {"left": (wide - line.box.width) // 2, "top": far},
        "bottom": {"left": (wide - line.box.width) // 2, "top": high - far - line.box.height},
    }[side]
    line = replace(line, **place)
    within = Line("Northbrew", (wide - safe.left - safe.right) // 3 + safe.left, high // 2, type_px)
    image = drawn([line, within], (wide, high))
    out = max(0, getattr(safe, side) - far)
    return judged(site, image, row, out, 3 + 0.03 * type_px, box=line.box)


def _faint(type_px: int, needed: float, light: bool, site: Site, strength: float) -> Planted:
    """Grey on white, or white on grey, of a contrast that is computed."""
    row, (wide, high), safe = _placed("linkedin_single_image")
    tone, white = grey(strength * needed), (255, 255, 255)
    ink, ground = (white, tone) if light else (tone, white)
    line = Line("Steeped slowly", safe.left + 40, high // 2 + 40, type_px, ink)
    beside = [] if light else [Line("Northbrew", safe.left + 40, safe.top + 40, 64)]
    image = drawn([*beside, line], (wide, high), ground)
    return judged(site, image, row, strength * needed, 0.07 * needed, box=line.box)


def _on_a_picture(site: Site, strength: float) -> Planted:
    """White type whose last words run from dark into light."""
    row, (wide, high), safe = _placed("linkedin_single_image")
    line = Line("The morning can wait", safe.left + 40, high // 2, 72, (255, 255, 255))
    image = drawn([], (wide, high), (40, 50, 60))
    if strength:
        half = line.left + line.box.width // 2
        ImageDraw.Draw(image).rectangle((half, 0, wide, high), fill=(214, 220, 224))
    pen = ImageDraw.Draw(image)
    left, top, _, _ = _face(72).getbbox(line.text, anchor="ls")
    pen.text((line.left - left, line.top - top), line.text, line.colour, _face(72), anchor="ls")
    return judged(site, image, row)


def _small(site: Site, strength: float) -> Planted:
    """A line of type, smaller or larger than the least a telephone shows."""
    row, (wide, high), safe = _placed("meta_feed")
    least = row.images[0].min_type_px
    size = round(least * strength)
    line = Line("Steeped slowly for eighteen hours", safe.left + 60, high // 2, size)
    large = Line("Northbrew", safe.left + 60, safe.top + 60, 72)
    return judged(site, drawn([large, line], (wide, high)), row, float(size), 0.12 * least, box=line.box)


def _unread(site: Site, strength: float) -> Planted:
    """A line in a writing the reader has not learnt: nobody has held its words against the brief."""
    row, (wide, high), safe = _placed("meta_feed")
    strange, known = site.dice.choice((("Утро может подождать", "Coffee in a can"), (_GREEK, "Cold coffee")))
    line = Line(strange if strength else known, safe.left + 60, high // 2, 44)
    image = drawn([Line("Northbrew", safe.left + 60, safe.top + 60, 72), line], (wide, high))
    return judged(site, image, row, box=line.box if strength else None, brief=_brief())


def _said(
    texts: tuple[tuple[str, str], ...],
    measured: tuple[str, ...] | None,
    beside: frozenset[str],
    site: Site,
    strength: float,
) -> Planted:
    """Words drawn on a picture and held against the brief once they are read."""
    row, (wide, high), safe = _placed("linkedin_single_image")
    n = site.dice.randrange(len(texts))
    text = texts[n][0 if strength else 1]
    lines = [
        Line("Coffee in a can", safe.left + 60, safe.top + 60, 64),
        Line(text, safe.left + 60, high // 2, 56),
    ]
    image = drawn(lines, (wide, high))
    said = measured[n] if measured else None
    return judged(site, image, row, said, brief=_brief(), beside=beside)


@cache
def _brief() -> Brief:
    return plan().briefed(brand={"name": "Northbrew"}).brief


def _kind(
    name: str,
    rule: str,
    plant: Callable[[Site, float], Planted],
    worse: Literal["more", "less", "there"] = "there",
    near: float = 0.06,
    verdict: Literal["fail", "not_checked"] = "fail",
) -> Kind:
    return Kind(name, "lettering", "Pillow", rule, plant, worse=worse, near=near, verdict=verdict)


_SIDES: Final = ("left", "top", "right", "bottom")
_CLAIMS: Final = frozenset({"claims.numbers", "claims.strong_words", "copy.brand_name"})

KINDS: tuple[Kind, ...] = (
    _kind(
        "text behind a story's buttons",
        "technical.safe_zone",
        partial(_in_margin, "meta_stories", 60, _SIDES),
        "less",
        0.1,
    ),
    _kind(
        "text at the edge of a feed's picture",
        "technical.safe_zone",
        partial(_in_margin, "meta_feed", 48, _SIDES),
        "less",
        0.1,
    ),
    _kind(
        "text at the edge of a professional feed's picture",
        "technical.safe_zone",
        partial(_in_margin, "linkedin_single_image", 48, _SIDES),
        "less",
        0.1,
    ),
    _kind(
        "small type too faint",
        "technical.contrast_seen",
        partial(_faint, 20, 4.5, False),
        "less",
        0.09,
    ),
    _kind(
        "large type too faint",
        "technical.contrast_seen",
        partial(_faint, 64, 3.0, False),
        "less",
        0.09,
    ),
    _kind(
        "white type on too light a ground",
        "technical.contrast_seen",
        partial(_faint, 64, 3.0, True),
        "less",
        0.09,
    ),
    _kind("type that runs from dark into light", "technical.contrast_seen", _on_a_picture),
    _kind("type too small for a telephone", "technical.type_size", _small, "less", 0.14),
    _kind("writing the reader has not learnt", "technical.legible", _unread, verdict="not_checked"),
    _kind(
        "strange number on a picture",
        "claims.numbers",
        partial(
            _said,
            (
                ("Steeped for 24 hours", "Steeped for 18 hours"),
                ("Now 25% off", "Now 20% off"),
                ("Now $29.40", "Now $24.90"),
            ),
            ("24 hours", "25%", "$29.40"),
            frozenset(),
        ),
    ),
    _kind(
        "superlative on a picture",
        "claims.strong_words",
        partial(
            _said,
            (("The best coffee", "A good coffee"), ("Your calm is guaranteed", "Your calm is near")),
            None,
            frozenset(),
        ),
    ),
    _kind(
        "brand misspelt on a picture",
        "copy.brand_name",
        partial(
            _said,
            (("A can of Nortbrew", "A can of Northbrew"), ("By Northbrwe", "By Northbrew")),
            ("Nortbrew", "Northbrwe"),
            frozenset(),
        ),
    ),
    _kind(
        "competitor named on a picture",
        "copy.competitors",
        partial(_said, (("Not like Stumptown", "Like no other"),), ("Stumptown",), frozenset()),
    ),
)
