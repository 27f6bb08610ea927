"""Ads of any words, palette, logo, size and style: what must hold of every one."""

from functools import cache
from itertools import combinations
from typing import Final, get_args

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.adverts.advert import Advert, Sheet, TextBox, set_advert
from astro_pipeline.media.adverts.layout import Layout
from astro_pipeline.media.adverts.look import Look, Words
from astro_pipeline.media.adverts.stage import Subject
from astro_pipeline.media.objects.heroes import hero
from astro_pipeline.media.pixels.area import Area
from astro_pipeline.media.pixels.palette import Style
from astro_pipeline.media.pixels.picture import trimmed
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline_tests.media.adverts.examples import FRAMES, PALETTE, photograph

_LETTERS: Final = {
    "en": "abcdefghijklmnopqrstuvwxyzABCWQ0123456789%&€’!?-",
    "fr": "éàçèùâêîôûëïüœÉÀabcdest«»’",
    "de": "abcdefghijklmnopqrstuvwxyzäöüßÄÖÜ",
    "vi": "ắằẵặâấầẩẫđôốơờủươýỹnhtgc",
    "el": "αβγδεζηθικλμνξοπρστυφχψωάέΑΒΓΔ",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي٪",
    "he": "אבגדהוזחטיכלמנסעפצקרשת",
    "th": "กขคงจฉชซญดตถทนบปผพภมยรลวสหอ",
}
_TWELVE: Final = tuple(f"#{level:02X}{level // 2:02X}30" for level in range(20, 251, 20))
_PALETTES: Final[tuple[tuple[str, ...], ...]] = (
    PALETTE,
    ("#FFFFFF", "#FFFFFF"),
    ("#000000", "#000000"),
    _TWELVE,
    ("#7B2D26",),
    (),
    ("#808080", "#7F7F7F"),
)
_SEEN: Final = 1.6
"""Contrast from which a picture of a logo is told from its ground."""


@cache
def _subjects() -> dict[str, Subject]:
    made: dict[str, Subject] = {"photograph": photograph()}
    for form in ("can", "laptop"):
        image = hero(form, name="Ab", palette=PALETTE, height=160, seed=0)
        made[form] = Subject(trimmed(image))
    calm = np.full((120, 180, 4), 0.6, np.float32)
    calm[..., 3] = 1
    calm[40:90, 120:165, :3] = np.random.default_rng(0).random((50, 45, 3)).astype(np.float32)
    made["calm photograph"] = Subject(calm, photograph=True)
    return made


def _logo(kind: str) -> Pixels | None:
    wide, high, colour = {
        "none": (0, 0, 0.0),
        "wide": (600, 50, 0.4),
        "tall": (40, 240, 0.3),
        "white": (120, 60, 1.0),
        "black": (120, 60, 0.0),
        "tiny": (5, 3, 0.5),
    }[kind]
    if not wide:
        return None
    logo = np.full((high, wide, 4), colour, np.float32)
    logo[..., 3] = 1
    logo[: high // 5, :, 3] = 0
    return logo


@st.composite
def _texts(draw: st.DrawFn, letters: str, most: int) -> str:
    words = draw(st.lists(st.text(letters, min_size=1, max_size=14), max_size=1 + most // 6))
    return draw(st.sampled_from((" ", " ", " ", ""))).join(words)[:most].strip()


@st.composite
def _words(draw: st.DrawFn) -> Words:
    language = draw(st.sampled_from(sorted(_LETTERS)))
    letters = _LETTERS[language]

    def text(most: int) -> str:
        return draw(_texts(letters, most))

    return Words(
        language=language,
        brand=text(40),
        headline=text(150),
        short=text(40),
        support=text(150),
        kicker=text(40),
        call_to_action=text(40),
        legal=text(150),
    )


@st.composite
def _sheets(draw: st.DrawFn) -> Sheet:
    width, height, insets = draw(st.sampled_from(FRAMES))
    look = Look(
        style=draw(st.sampled_from(get_args(Style))),
        ground=draw(st.integers(0, 5)),
        motif=draw(st.integers(0, 9)),
        mirrored=draw(st.booleans()),
        light=draw(st.sampled_from((0.0, 0.6, -0.6))),
        logo=draw(st.sampled_from((1.0, 0.5, 2.0))),
        headline=draw(st.sampled_from((1.0, 0.5, 2.0))),
    )
    subject = _subjects()[draw(st.sampled_from(sorted(_subjects())))]
    logo = _logo(draw(st.sampled_from(("none", "none", "wide", "tall", "white", "black", "tiny"))))
    least = draw(st.sampled_from((9, 9, 12)))
    palette = draw(st.sampled_from(_PALETTES))
    return Sheet(width, height, insets, look, palette, subject, logo, min_type_px=least)


def _areas(advert: Advert) -> list[tuple[str, Area]]:
    """What may not touch: every text's ink, the logo, and the whole button."""
    inked = [
        (box.role, Area(box.x, box.y, box.width, box.height)) for box in advert.boxes if box.role != "cta"
    ]
    return inked + [(piece.role, piece.area) for piece in advert.layout.pieces if piece.role == "cta"]


def _meet(one: Area, other: Area) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > 1.5 and min(one.bottom, other.bottom) - max(one.top, other.top) > 1.5


def _outside(area: Area, words: Words, sheet: Sheet) -> bool:
    insets = sheet.insets.mirrored() if words.rtl else sheet.insets
    return (
        area.left < insets.left - 1
        or area.top < insets.top - 1
        or area.right > sheet.width - insets.right + 1
        or area.bottom > sheet.height - insets.bottom + 1
    )


def _object(layout: Layout, subject: Subject) -> Area | None:
    """The part of the frame the object covers; a photograph that fills the frame carries type by design."""
    if layout.hero is None or layout.arrangement.startswith("poster-"):
        return None
    if subject.photograph:
        return layout.panel
    hero = layout.hero
    height = min(hero.height, hero.width / subject.ratio)
    width = height * subject.ratio
    top = hero.bottom - height if layout.stands else hero.top + (hero.height - height) / 2
    return Area(hero.left + (hero.width - width) / 2, top, width, height)


def _pale(box: TextBox) -> bool:
    if not box.text:
        return box.contrast < _SEEN
    return box.contrast < (3.0 if box.size_px >= 24 else 4.5)


def faults(words: Words, sheet: Sheet, advert: Advert) -> list[str]:
    """Everything that must not be of an ad and is."""
    areas = _areas(advert)
    found = [f"{a} on {b}" for (a, one), (b, other) in combinations(areas, 2) if _meet(one, other)]
    found += [f"{role} outside" for role, area in areas if _outside(area, words, sheet)]
    found += [f"{box.role} pale: {box.contrast}" for box in advert.boxes if _pale(box)]
    found += [
        f"{box.role} {box.size_px} px" for box in advert.boxes if box.text and box.size_px < sheet.min_type_px
    ]
    if covering := _object(advert.layout, sheet.subject):
        found += [f"object on {role}" for role, area in areas if _meet(area, covering)]
    return found + [f"{role} lost without a word" for role in _lost(words, advert)]


def _lost(words: Words, advert: Advert) -> list[str]:
    asked = {
        "headline": words.headline or words.short,
        "cta": words.call_to_action,
        "legal": words.legal,
        "support": "" if advert.layout.terse else words.support,
        "kicker": "" if advert.layout.terse else words.kicker,
    }
    there = {piece.role for piece in advert.layout.pieces} | set(advert.left_out)
    return [role for role, text in asked.items() if text and role not in there]


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(words=_words(), sheet=_sheets())
def test_no_words_palette_logo_or_frame_spoil_an_ad(words: Words, sheet: Sheet) -> None:
    assert faults(words, sheet, set_advert(words, sheet)) == []


def test_each_fault_is_caught_by_this_suite() -> None:
    words = Words(language="en", brand="Ab", headline="Cold brew", short="Cold", call_to_action="Buy")
    sheet = Sheet(540, 540, Insets(), Look(style="bold"), PALETTE, _subjects()["can"])
    advert = set_advert(words, sheet)
    where = _object(advert.layout, sheet.subject)
    assert where is not None
    planted = TextBox("legal", "x", round(where.left) - 30, round(where.top) + 9, 500, 20, 2.0, 6)
    logo = advert.boxes[0]
    on_logo = TextBox("kicker", "x", logo.x, logo.y, logo.width, logo.height, 9.0, 20)

    spoilt = Advert(advert.canvas, (*advert.boxes, planted, on_logo), (), "", advert.layout)
    lost = faults(words.model_copy(update={"support": "Said"}), sheet, spoilt)

    assert faults(words, sheet, advert) == []
    assert {"logo on kicker", "legal outside", "legal pale: 2.0", "legal 6 px", "object on legal"} <= set(
        lost
    )
    assert "support lost without a word" in lost
