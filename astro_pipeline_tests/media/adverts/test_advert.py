from dataclasses import replace
from itertools import combinations
from typing import get_args

import numpy as np
import pytest
from PIL import Image, ImageDraw

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.adverts.advert import Advert, Sheet, TextBox, set_advert
from astro_pipeline.media.adverts.arrange import arrange
from astro_pipeline.media.adverts.layout import Layout
from astro_pipeline.media.adverts.look import Look, Words
from astro_pipeline.media.pixels.canvas import Canvas
from astro_pipeline.media.pixels.colour import WHITE
from astro_pipeline.media.pixels.palette import Style
from astro_pipeline_tests.media.adverts.examples import (
    ARABIC,
    FRAMES,
    FRENCH,
    GREEK,
    LONGEST,
    PALETTE,
    REELS,
    SHORTEST,
    USUAL,
    photograph,
    sheet,
    subject,
    typed,
)

STYLES: tuple[Style, ...] = get_args(Style)


def _overlap(one: TextBox, other: TextBox) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 2 and down > 2


def _outside(box: TextBox, frame: tuple[int, int, Insets]) -> bool:
    width, height, safe = frame
    return (
        box.x < safe.left - 1
        or box.y < safe.top - 1
        or box.x + box.width > width - safe.right + 1
        or box.y + box.height > height - safe.bottom + 1
    )


def _faults(advert: Advert, frame: tuple[int, int, Insets]) -> list[str]:
    pairs = [f"{a.role} on {b.role}" for a, b in combinations(advert.boxes, 2) if _overlap(a, b)]
    outside = [f"{box.role} outside" for box in advert.boxes if _outside(box, frame)]
    pale = [f"{box.role} {box.contrast}" for box in advert.boxes if box.contrast < 3]
    tiny = [f"{box.role} {box.size_px} px" for box in advert.boxes if box.size_px < 9]
    return pairs + outside + pale + tiny


@pytest.mark.parametrize("words", [USUAL, ARABIC, FRENCH, GREEK, SHORTEST, LONGEST])
@pytest.mark.parametrize("style", STYLES)
def test_type_never_overlaps_leaves_its_frame_or_fades(words: Words, style: Style) -> None:
    for frame in FRAMES if words is USUAL else FRAMES[STYLES.index(style) :: 4]:
        advert = typed(words, frame, style)

        assert _faults(advert, frame) == [], frame


@pytest.mark.parametrize("style", STYLES)
def test_type_of_a_mirrored_look_keeps_its_place_too(style: Style) -> None:
    for words, frames in ((USUAL, FRAMES), (ARABIC, FRAMES[::2])):
        for frame in frames:
            assert _faults(typed(words, frame, style, mirrored=True), frame) == [], frame


@pytest.mark.parametrize("style", STYLES)
def test_every_frame_carries_brand_headline_and_button(style: Style) -> None:
    for frame in FRAMES:
        roles = {box.role for box in typed(USUAL, frame, style).boxes}

        assert {"logo", "headline", "cta"} <= roles, frame


def test_a_box_that_overlaps_is_caught_by_this_suite() -> None:
    advert = set_advert(USUAL, sheet(FRAMES[2]))
    planted = TextBox("legal", "x", advert.boxes[0].x, advert.boxes[0].y, 50, 20, 2.0, 6)

    faults = _faults(Advert(advert.canvas, (*advert.boxes, planted), (), "", advert.layout), FRAMES[2])

    assert "logo on legal" in faults
    assert "legal 2.0" in faults
    assert "legal 6 px" in faults


def _on_the_object(layout: Layout) -> list[str]:
    hero = layout.hero
    if hero is None:
        return []
    found: list[str] = []
    for piece in layout.pieces:
        width = piece.area.width if piece.role == "cta" else piece.block.width
        indent = (piece.area.width - width) / 2 if piece.align == "center" else 0.0
        left = piece.area.left + indent
        across = min(left + width, hero.right) - max(left, hero.left)
        down = min(piece.area.bottom, hero.bottom) - max(piece.area.top, hero.top)
        if across > 1 and down > 1:
            found.append(piece.role)
    return found


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("object_ratio", [0.45, 1.4])
def test_the_object_does_not_stand_on_type(object_ratio: float, *, mirrored: bool) -> None:
    for style in STYLES:
        for frame in FRAMES:
            look = Look(style=style, mirrored=mirrored)
            layout = arrange(*frame, USUAL, look, object_ratio=object_ratio)

            assert layout.hero is not None or frame[1] == 50
            assert _on_the_object(layout) == [], (style, frame)


def test_type_on_the_object_is_caught_by_this_suite() -> None:
    layout = arrange(*FRAMES[2], USUAL, Look(style="bold"))
    assert layout.hero is not None

    legal = layout.pieces[-1]
    planted = replace(legal, area=replace(legal.area, left=layout.hero.left, top=layout.hero.top + 5))

    assert _on_the_object(replace(layout, pieces=(planted,))) == [legal.role]


def _edges(advert: Advert, *, rtl: bool) -> set[int]:
    """Where the texts begin that belong to one column; the button counts with its shape."""
    layout = advert.layout
    button = [p.area.right if rtl else p.area.left for p in layout.pieces if p.role == "cta"]
    others = [box.x + box.width if rtl else box.x for box in advert.boxes if box.role != "cta"]
    return {round(edge) for edge in (*button, *others)}


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("style", STYLES)
def test_all_type_of_a_column_begins_at_one_edge(style: Style, *, mirrored: bool) -> None:
    for words in (USUAL, ARABIC):
        for frame in [f for f in FRAMES if f[0] < 2.6 * f[1]][:: 1 if words is USUAL else 2]:
            advert = typed(words, frame, style, mirrored=mirrored)

            edges = _edges(advert, rtl=words.rtl)
            centred = {piece.align for piece in advert.layout.pieces} == {"center"}
            assert centred or max(edges) - min(edges) <= 2, (frame, words.language, edges)


def test_a_button_at_another_edge_is_caught_by_this_suite() -> None:
    advert = set_advert(USUAL, sheet(FRAMES[2]))
    pieces = tuple(
        replace(p, area=replace(p.area, left=p.area.left + 40)) if p.role == "cta" else p
        for p in advert.layout.pieces
    )

    edges = _edges(replace(advert, layout=replace(advert.layout, pieces=pieces)), rtl=False)

    assert max(edges) - min(edges) >= 39


@pytest.mark.parametrize("style", STYLES)
def test_a_mirrored_look_has_the_object_on_the_other_side(style: Style) -> None:
    for frame in (FRAMES[3], FRAMES[7], FRAMES[9]):
        usual, other = (
            arrange(*frame, USUAL, Look(style=style, mirrored=mirrored)) for mirrored in (False, True)
        )

        assert usual.hero is not None
        assert other.hero is not None
        assert usual.hero.left + usual.hero.width / 2 > frame[0] / 2
        assert other.hero.left + other.hero.width / 2 < frame[0] / 2


@pytest.mark.parametrize("style", STYLES)
def test_support_is_at_least_a_quarter_of_the_headline(style: Style) -> None:
    for words in (USUAL, FRENCH.model_copy(update={"support": "Sans sucre."})):
        for frame in FRAMES:
            pieces = arrange(*frame, words, Look(style=style)).pieces
            size = {piece.role: piece.block.size for piece in pieces}

            assert size.get("support", size["headline"]) * 4 >= size["headline"], frame


@pytest.mark.parametrize("style", STYLES)
def test_the_legal_line_is_read_at_full_size(style: Style) -> None:
    for frame in ((1080, 1080, Insets()), (1080, 1350, Insets()), (1920, 1080, Insets())):
        sizes = {piece.role: piece.block.size for piece in arrange(*frame, USUAL, Look(style=style)).pieces}

        assert sizes["legal"] >= 18


def test_arabic_is_the_mirror_image_of_the_arrangement() -> None:
    frame = FRAMES[3]
    english, arabic = (set_advert(words, sheet(frame)).layout for words in (USUAL, ARABIC))

    assert english.hero is not None
    assert arabic.hero is not None
    assert english.hero.left > frame[0] / 2
    assert arabic.hero.right < frame[0] / 2
    assert arabic.logo.area.right > frame[0] * 0.9


def test_arabic_keeps_free_what_a_rail_takes_on_either_side() -> None:
    insets = Insets(right=160)

    boxes = set_advert(ARABIC, sheet((540, 960, insets))).boxes

    assert all(box.x >= 159 for box in boxes)
    assert all(box.x + box.width <= 540 - 159 for box in boxes)


def test_what_has_no_room_is_left_out_and_named() -> None:
    words = USUAL.model_copy(update={"short": "Donaudampfschifffahrtsgesellschaft"})

    advert = set_advert(words, sheet((160, 600, Insets())))

    assert "headline" not in {box.role for box in advert.boxes}
    assert any("headline left out" in note for note in advert.notes)
    assert set_advert(USUAL, sheet((160, 600, Insets()))).notes == ()


def test_a_glyph_no_font_draws_is_reported_and_not_drawn_as_a_box() -> None:
    advert = set_advert(USUAL.model_copy(update={"headline": "Hot \U000f0001 now"}), sheet(FRAMES[2]))

    assert advert.missing_glyphs == "\U000f0001"
    assert any("\\U000f0001" in note for note in advert.notes)
    assert set_advert(USUAL, sheet(FRAMES[2])).missing_glyphs == ""


def test_four_styles_are_four_pictures() -> None:
    pictures = [set_advert(USUAL, sheet(FRAMES[2], style)).canvas.pixels for style in STYLES]

    for one, other in combinations(pictures, 2):
        assert float(np.abs(one - other).mean()) > 0.03


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "change", [{"ground": 1}, {"motif": 1}, {"mirrored": True}, {"light": -0.6}, {"calm": True}]
)
def test_each_choice_of_a_look_shows(style: Style, change: dict[str, object]) -> None:
    frame = (300, 300, Insets())

    usual, other = (set_advert(USUAL, sheet(frame, style, **look)).canvas.pixels for look in ({}, change))

    assert float(np.abs(usual - other).mean()) > 0.001


def test_every_motif_of_the_bold_style_is_a_picture_of_its_own() -> None:
    pictures = [
        set_advert(USUAL, sheet((300, 300, Insets()), "bold", motif=n)).canvas.pixels for n in range(5)
    ]

    for one, other in combinations(pictures, 2):
        assert float(np.abs(one - other).mean()) > 0.005


def test_the_same_sheet_gives_the_same_pixels() -> None:
    one, again = (set_advert(USUAL, sheet(FRAMES[2], "pattern")).canvas.bytes() for _ in range(2))

    assert one.tobytes() == again.tobytes()


def test_a_photograph_fills_its_panel() -> None:
    made = sheet(FRAMES[3], "editorial")

    advert = set_advert(USUAL, Sheet(made.width, made.height, made.insets, made.look, PALETTE, photograph()))

    panel = advert.layout.panel
    part = advert.canvas.pixels[:, round(panel.left) + 4 : round(panel.right) - 4]
    assert float(part.std()) > 0.1
    assert _faults(advert, FRAMES[3]) == []


def _logo(colour: tuple[int, int, int]) -> Image.Image:
    image = Image.new("RGBA", (200, 80))
    ImageDraw.Draw(image).rounded_rectangle((0, 0, 199, 79), 30, fill=(*colour, 255))
    return image


@pytest.mark.parametrize("colour", [(251, 241, 227), (10, 20, 20)])
def test_a_logo_is_seen_on_any_ground(colour: tuple[int, int, int]) -> None:
    logo = np.asarray(_logo(colour), np.float32) / np.float32(255)

    for style in STYLES:
        made = sheet(FRAMES[2], style)
        advert = set_advert(
            USUAL, Sheet(made.width, made.height, made.insets, made.look, PALETTE, subject(), logo)
        )

        assert advert.boxes[0].role == "logo"
        assert advert.boxes[0].contrast > 1.6


def test_bigger_logo_and_headline_are_bigger() -> None:
    usual = {box.role: box for box in set_advert(SHORTEST, sheet(FRAMES[2], "minimal")).boxes}
    big = {
        box.role: box
        for box in set_advert(SHORTEST, sheet(FRAMES[2], "minimal", logo=1.5, headline=1.5)).boxes
    }

    assert big["logo"].height > usual["logo"].height * 1.3
    assert big["headline"].size_px > usual["headline"].size_px * 1.2


def test_a_lying_object_keeps_its_foot_in_the_frame() -> None:
    look = Look(style="bold")

    upright = arrange(1080, 1080, Insets(), USUAL, look).hero
    lying = arrange(1080, 1080, Insets(), USUAL, look, object_ratio=1.4).hero

    assert upright is not None
    assert lying is not None
    assert upright.bottom > 1080 > lying.bottom


def test_an_upright_object_leaves_a_wide_frame_to_the_headline() -> None:
    narrow, broad = (
        arrange(1200, 628, Insets(), USUAL, Look(style="bold"), object_ratio=ratio) for ratio in (0.4, 1.4)
    )

    sizes = [next(p.block.size for p in each.pieces if p.role == "headline") for each in (narrow, broad)]
    assert sizes[0] > sizes[1]


def test_what_is_left_out_is_named_by_role_and_a_terse_frame_lacks_nothing() -> None:
    long = USUAL.model_copy(update={"short": "Donaudampfschifffahrtsgesellschaft"})

    assert set_advert(USUAL, sheet(FRAMES[2])).left_out == ()
    assert set_advert(USUAL, sheet((300, 250, Insets()))).left_out == ()
    assert set_advert(USUAL, sheet((728, 90, Insets()))).left_out == ("legal",)
    assert set_advert(long, sheet((160, 600, Insets()))).left_out == ("headline",)


def test_an_arch_does_not_run_under_type() -> None:
    """In a skyscraper the button stands below the object: the motif must be another."""
    advert = set_advert(USUAL, sheet((160, 600, Insets()), "bold", motif=1))
    button = next(piece for piece in advert.layout.pieces if piece.role == "cta")

    beside = advert.canvas.pixels[round(button.area.top) + 4, round(button.area.right) + 8]
    ground = advert.canvas.pixels[4, 4]
    assert float(np.abs(beside - ground).max()) < 0.1


def _flat(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> float:
    """The share of pixels that begin a run of eight equal ones: steps of a gradient are such runs."""
    still = np.diff(pixels[..., 1].astype(np.int16), axis=1) == 0
    runs = np.lib.stride_tricks.sliding_window_view(still, 7, axis=1)
    return float(runs.all(axis=2).mean())


def test_grain_keeps_a_soft_ground_from_banding() -> None:
    plain = set_advert(USUAL, sheet((600, 314, Insets()), "editorial")).canvas
    smooth = Canvas(600, 314, WHITE)
    smooth.pixels[:] = np.linspace(0.3, 0.4, 600, dtype=np.float32)[None, :, None]

    assert _flat(smooth.bytes()) > 0.7
    assert _flat(plain.bytes()) < 0.1


def test_a_platform_that_covers_the_foot_leaves_the_object_in_sight() -> None:
    layout = arrange(1080, 1920, REELS, USUAL, Look(style="bold"), object_ratio=0.5)

    assert layout.hero is not None
    seen = 1920 - REELS.bottom - layout.hero.top
    assert seen > 0.45 * layout.hero.height


def test_a_lying_object_has_the_width_of_a_mirrored_square() -> None:
    layout = arrange(1080, 1080, Insets(), USUAL, Look(style="minimal", mirrored=True), object_ratio=1.45)

    assert layout.arrangement == "shelf"
    assert layout.hero is not None
    assert layout.hero.width > 900
    button = next(piece for piece in layout.pieces if piece.role == "cta")
    assert button.area.left > 540


@pytest.mark.parametrize("least", [9, 20, 30])
def test_no_type_is_smaller_than_the_placement_asks(least: int) -> None:
    for style in STYLES:
        boxes = set_advert(USUAL, replace(sheet((1200, 628, Insets()), style), min_type_px=least)).boxes

        assert min(box.size_px for box in boxes) >= least


def test_a_long_name_is_set_on_two_lines_and_one_too_long_is_left_out_and_named() -> None:
    two = USUAL.model_copy(update={"brand": "The Northern Brewing Company of Huila"})
    none = USUAL.model_copy(update={"brand": "Donaudampfschifffahrtsgesellschaftskapitänswitwe"})
    frame = (160, 600, Insets())

    logo = set_advert(two, sheet(frame)).layout.logo
    without = set_advert(none, sheet(frame))

    assert logo.block is not None
    assert len(logo.block.lines) == 2
    assert without.left_out == ("logo",)
    assert any("brand name left out" in note for note in without.notes)


def test_empty_words_are_not_missed() -> None:
    empty = Words(language="en", brand="", headline="", short="", call_to_action="")

    advert = set_advert(empty, sheet(FRAMES[2]))

    assert advert.boxes == ()
    assert advert.notes == ()
    assert advert.left_out == ()
