# pyright: basic
# The package of the typeface has no types.
"""Defects of the words on a finished ad: other words, other figures, covered, faint, or out of place."""

from collections.abc import Callable
from functools import partial
from typing import Final, Literal

from font_manrope import font_files
from kind import Kind, Planted, Site
from lettering import grey
from PIL import ImageDraw, ImageFilter, ImageFont
from repainted import Ad, ad_for_x, again, read_back

from astro_pipeline.domain.review import Box

_LONG: Final = (
    "Cold brew for the kind of day that begins at ease with a window open to the sea and a cup on the table"
)


def _place(ad: Ad, role: str) -> Box:
    box = ad.box(role)
    return Box(x=box.x, y=box.y, width=box.width, height=box.height)


def _otherwise(role: str, changes: tuple[tuple[str, str], ...], site: Site, strength: float) -> Planted:
    """A part of a text exchanged for another; or drawn again as it was."""
    ad = ad_for_x()
    said = ad.box(role).text
    was, now = site.dice.choice(changes)
    if was not in said:
        raise SystemExit(f"the {role} has no {was!r}")
    image = again(ad, role, said.replace(was, now) if strength else said)
    return read_back(site, ad, image, box=_place(ad, role) if strength else None)


def _exchanged(site: Site, strength: float) -> Planted:
    """So many letters of a long text exchanged; 8 in a hundred may read otherwise."""
    ad = ad_for_x(_LONG)
    said = ad.box("support").text
    letters = [n for n, sign in enumerate(said) if sign.isalpha()]
    count = round(0.08 * strength * len(letters))
    step = len(letters) // max(1, count)
    wrong = set(letters[step // 2 :: step][:count])
    text = "".join("z" if n in wrong else sign for n, sign in enumerate(said))
    agreement = 1 - count / len(letters)
    return read_back(site, ad, again(ad, "support", text), agreement, 0.015, box=_place(ad, "support"))


def _covered(role: str, share: float, site: Site, strength: float) -> Planted:
    """A sticker over a part of a text, or beside it."""
    ad = ad_for_x()
    box, image = ad.box(role), ad.image.copy()
    if strength:
        corners = (
            box.x + round((1 - share) * box.width),
            box.y - 4,
            box.x + box.width,
            box.y + box.height + 4,
        )
        ImageDraw.Draw(image).rounded_rectangle(corners, 6, fill=(214, 40, 140))
    return read_back(site, ad, image, box=_place(ad, role) if strength else None)


def _smeared(role: str, site: Site, strength: float) -> Planted:
    ad = ad_for_x()
    box, image = ad.box(role), ad.image.copy()
    around = (box.x - 4, box.y - 4, box.x + box.width + 4, box.y + box.height + 4)
    if strength:
        image.paste(image.crop(around).filter(ImageFilter.GaussianBlur(box.size_px / 5)), around[:2])
    return read_back(site, ad, image, box=_place(ad, role) if strength else None)


def _faint(role: str, needed: float, site: Site, strength: float) -> Planted:
    """A text on a white plate, in a grey of a contrast that is computed."""
    ad = ad_for_x()
    box = ad.box(role)
    white = ad.image.copy()
    plate = (box.x - 8, box.y - 8, box.x + box.width + 8, box.y + box.height + 8)
    ImageDraw.Draw(white).rectangle(plate, fill="white")
    for left, top, width, height in box.lines:  # so that there is ink to be painted over
        ImageDraw.Draw(white).rectangle(
            (left, top + height // 2, left + width, top + height // 2 + 2), fill=0
        )
    plain = Ad(white, ad.boxes, ad.facts)
    image = again(plain, role, box.text, grey(strength * needed))
    return read_back(site, ad, image, strength * needed, 0.08 * needed, box=_place(ad, role))


def _in_margin(site: Site, strength: float) -> Planted:
    """The same ad set nearer to the edges than X allows, which is 48 px on the left."""
    ad = ad_for_x(zone=strength)
    return read_back(site, ad, ad.image, max(0, 48 - round(48 * strength)), 3.0)


def _more(site: Site, strength: float) -> Planted:
    """Words that nobody set, drawn on the ground."""
    ad = ad_for_x()
    image = ad.image.copy()
    face = ImageFont.truetype(font_files["ManropeSemiBold"], 30)
    left, top, right, bottom = face.getbbox("Best in town", anchor="ls")
    place = (560, 560 - round(top))  # left of the can
    if strength:
        ImageDraw.Draw(image).text(place, "Best in town", (15, 61, 62), face, anchor="ls")
    box = Box(x=place[0], y=560, width=round(right - left), height=round(bottom - top))
    return read_back(site, ad, image, "Best in town" if strength else None, box=box if strength else None)


def _kind(
    name: str,
    rule: str,
    plant: Callable[[Site, float], Planted],
    worse: Literal["more", "less", "there"] = "there",
    near: float = 0.1,
    tool: Literal["Pillow", "own"] = "Pillow",
) -> Kind:
    return Kind(name, "reading", tool, f"technical.{rule}", plant, worse=worse, near=near)


KINDS: tuple[Kind, ...] = (
    _kind(
        "price with another digit",
        "legible",
        partial(_otherwise, "headline", (("24.90", "24.80"), ("24.90", "29.40"), ("$24.90", "$2.490"))),
    ),
    _kind(
        "price in another currency",
        "legible",
        partial(_otherwise, "headline", (("$24.90", "€24.90"), ("$24.90", "£24.90"))),
    ),
    _kind(
        "percentage with another digit",
        "legible",
        partial(_otherwise, "support", (("20%", "30%"), ("20%", "26%"), ("20%", "2%"))),
    ),
    _kind(
        "another day of the month",
        "legible",
        partial(_otherwise, "support", (("30 June", "20 June"), ("30 June", "31 June"))),
    ),
    _kind("another month", "legible", partial(_otherwise, "support", (("30 June", "30 July"),))),
    _kind(
        "code with another sign",
        "legible",
        partial(_otherwise, "support", (("SLOW20", "SLOW30"), ("SLOW20", "SLOW25"))),
    ),
    _kind(
        "address with another letter",
        "legible",
        partial(_otherwise, "legal", (("northbrew.example", "northbraw.example"), ("/terms", "/teams"))),
    ),
    _kind(
        "brand's name with another letter",
        "legible",
        partial(_otherwise, "legal", (("Northbrew Ltd", "Northbraw Ltd"), ("Northbrew Ltd", "Nortbrew Ltd"))),
    ),
    _kind(
        "another headline than was approved",
        "legible",
        partial(_otherwise, "headline", (("Slow coffee", "Fast coffee"), ("Slow coffee", "Slow cocoa"))),
    ),
    _kind("letters exchanged in a long text", "legible", _exchanged, "more", 0.12),
    _kind("headline half covered", "legible", partial(_covered, "headline", 0.5)),
    _kind("button's text covered", "legible", partial(_covered, "cta", 0.6)),
    _kind("label that a model made it covered", "legible", partial(_covered, "legal", 0.3)),
    _kind("legal line smeared", "legible", partial(_smeared, "legal")),
    _kind("small text redrawn too faint", "contrast_seen", partial(_faint, "legal", 4.5), "less"),
    _kind("headline redrawn too faint", "contrast_seen", partial(_faint, "headline", 3.0), "less"),
    _kind("ad set into its margins", "safe_zone", _in_margin, "less", 0.05, "own"),
    _kind("words nobody set", "nothing_else_written", _more),
)
