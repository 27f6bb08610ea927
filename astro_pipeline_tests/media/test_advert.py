from itertools import combinations
from typing import get_args

import numpy as np
import pytest
from PIL import Image, ImageDraw

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.advert import Advert, Sheet, TextBox, set_advert
from astro_pipeline.media.arrange import arrange
from astro_pipeline.media.look import Look, Words
from astro_pipeline.media.palette import Style
from astro_pipeline_tests.media.adverts import (
    ARABIC,
    FRAMES,
    FRENCH,
    GREEK,
    LONGEST,
    PALETTE,
    SHORTEST,
    USUAL,
    photograph,
    sheet,
    subject,
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
        advert = set_advert(words, sheet(frame, style))

        assert _faults(advert, frame) == [], frame


@pytest.mark.parametrize("style", STYLES)
def test_every_frame_carries_brand_headline_and_button(style: Style) -> None:
    for frame in FRAMES:
        roles = {box.role for box in set_advert(USUAL, sheet(frame, style)).boxes}

        assert {"logo", "headline", "cta"} <= roles, frame


def test_a_box_that_overlaps_is_caught_by_this_suite() -> None:
    advert = set_advert(USUAL, sheet(FRAMES[2]))
    planted = TextBox("legal", "x", advert.boxes[0].x, advert.boxes[0].y, 50, 20, 2.0, 6)

    faults = _faults(Advert(advert.canvas, (*advert.boxes, planted), (), "", advert.layout), FRAMES[2])

    assert "logo on legal" in faults
    assert "legal 2.0" in faults
    assert "legal 6 px" in faults


def test_the_object_does_not_stand_on_type() -> None:
    for style in STYLES:
        for frame in FRAMES:
            layout = arrange(*frame, USUAL, Look(style=style))
            hero = layout.hero
            assert hero is not None or frame[1] == 50

            for piece in layout.pieces if hero else ():
                right = piece.area.left + max(
                    piece.block.width, piece.area.width if piece.role == "cta" else 0
                )
                if layout.pieces and piece.align == "start" and hero:
                    apart = (
                        right <= hero.left + 1
                        or piece.area.left >= hero.right - 1
                        or piece.area.bottom <= hero.top + 1
                        or piece.area.top >= hero.bottom - 1
                    )
                    assert apart, (style, frame, piece.role)


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
    advert = set_advert(USUAL.model_copy(update={"headline": "Hot 😀 now"}), sheet(FRAMES[2]))

    assert advert.missing_glyphs == "😀"
    assert any("😀" in note for note in advert.notes)
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


def test_a_logo_of_the_grounds_own_colour_gets_a_plate() -> None:
    made = sheet(FRAMES[2], "bold", calm=True)
    bare = set_advert(SHORTEST, made).canvas.pixels[-1, -1]
    colours = [tuple(int(part * 255) for part in bare), (10, 10, 10)]

    plates: list[float] = []
    for colour in colours:
        logo = np.asarray(_logo((colour[0], colour[1], colour[2])), np.float32) / np.float32(255)
        advert = set_advert(
            SHORTEST, Sheet(made.width, made.height, made.insets, made.look, PALETTE, subject(), logo)
        )
        box = advert.boxes[0]
        above = advert.canvas.pixels[box.y - 3, box.x + box.width // 2]
        plates.append(float(np.abs(above - bare).max()))

    assert plates[0] > 0.2
    assert plates[1] < 0.1


def test_bigger_logo_and_headline_are_bigger() -> None:
    usual = {box.role: box for box in set_advert(SHORTEST, sheet(FRAMES[2], "minimal")).boxes}
    big = {
        box.role: box
        for box in set_advert(SHORTEST, sheet(FRAMES[2], "minimal", logo=1.5, headline=1.5)).boxes
    }

    assert big["logo"].height > usual["logo"].height * 1.3
    assert big["headline"].size_px > usual["headline"].size_px * 1.2


def test_a_broad_object_gets_a_broad_place() -> None:
    look = Look(style="bold")

    narrow = arrange(1080, 1080, Insets(), USUAL, look).hero
    broad = arrange(1080, 1080, Insets(), USUAL, look, broad=True).hero

    assert narrow is not None
    assert broad is not None
    assert broad.width > narrow.width * 1.5
