import numpy as np
import pytest
from PIL import Image, ImageDraw

from astro_pipeline.media.adverts.emblem import is_outline, place_emblem, swallowed
from astro_pipeline.media.pixels.area import Area
from astro_pipeline.media.pixels.canvas import Canvas
from astro_pipeline.media.pixels.colour import parse
from astro_pipeline.media.pixels.palette import Roles, roles
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline_tests.media.adverts.examples import PALETTE

YELLOW = "#F6C65B"
NAVY = "#1F2A5A"
AREA = Area(40, 40, 120, 40)


def _roles(ground: str) -> Roles:
    return roles(PALETTE, "bold", choice=0, warmth=0, light=0, ground=ground)


def _logo(ink: str, *, spot: str | None = None, filled: str | None = None) -> Pixels:
    """Bars of an ink like a wordmark's, on a filled box or none, with or without a spot on them."""
    image = Image.new("RGBA", (240, 80), filled or (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    for n in range(6):
        pen.rectangle((40 * n + 8, 10, 40 * n + 26, 70), fill=ink)
        if spot:
            pen.ellipse((40 * n + 11, 20, 40 * n + 23, 60), fill=spot)
    return np.asarray(image, np.float32) / np.float32(255)


def _placed(
    logo: Pixels, ground: str, *, rtl: bool = False, below: bool = True
) -> tuple[Canvas, Area, float]:
    canvas = Canvas(240, 140, parse(ground))
    area, ratio, _ = place_emblem(canvas, AREA, logo, _roles(ground), rtl=rtl, room_below=below)
    return canvas, area, ratio


def _corner(canvas: Canvas, area: Area) -> Pixels:
    return canvas.pixels[round(area.top) + 3, round(area.left + area.width / 2)]


def test_a_dark_wordmark_on_yellow_is_left_as_it_is() -> None:
    canvas, area, ratio = _placed(_logo("#0E4D4A"), YELLOW)

    assert area == AREA
    assert ratio > 4
    assert np.allclose(canvas.pixels[39, 60], parse(YELLOW), atol=0.01)
    dark = np.abs(canvas.pixels - parse("#0E4D4A")).max(axis=2) < 0.02
    assert dark.sum() > 800


def test_a_wordmark_its_ground_swallows_is_drawn_in_one_ink_without_a_plate() -> None:
    canvas, area, ratio = _placed(_logo(NAVY), "#22306A")

    assert area == AREA
    assert ratio > 4.5
    assert np.allclose(canvas.pixels[39, 100], parse("#22306A"), atol=0.01)


@pytest.mark.parametrize(
    "logo", [_logo(NAVY, filled="#22306A"), _logo("#22306A", spot="#8A2432")], ids=["box", "colours in it"]
)
def test_a_logo_that_is_more_than_its_outline_gets_a_plate_within_the_columns_edge(logo: Pixels) -> None:
    canvas, area, ratio = _placed(logo, "#22306A")

    assert area.left == AREA.left
    assert area.top == AREA.top
    assert area.width <= AREA.width + 1
    assert area.height <= AREA.height * 1.25 + 1
    assert ratio > 1.6
    assert float(np.abs(_corner(canvas, area) - parse("#22306A")).max()) > 0.3


@pytest.mark.parametrize(
    ("logo", "ground", "manner"),
    [
        (_logo("#0E4D4A"), YELLOW, "own"),
        (_logo(NAVY), "#22306A", "ink"),
        (_logo(NAVY, filled="#22306A"), "#22306A", "plate"),
    ],
)
def test_a_logo_lies_where_it_is_said_to_and_as_it_is_said_to_be(
    logo: Pixels, ground: str, manner: str
) -> None:
    canvas = Canvas(240, 140, parse(ground))

    emblem = place_emblem(canvas, AREA, logo, _roles(ground), rtl=False, room_below=True).emblem

    assert emblem.manner == manner
    assert (emblem.colour is None) is (manner == "own")
    # the first bar's middle
    x, y = emblem.x + round(17 / 240 * emblem.width), emblem.y + emblem.height // 2
    drawn = parse(emblem.colour) if manner == "ink" and emblem.colour else logo[40, 17, :3]
    assert np.allclose(canvas.pixels[y, x], drawn, atol=0.02)


def test_the_plate_of_a_language_read_from_the_right_ends_at_the_right_edge() -> None:
    _, area, _ = _placed(_logo(NAVY, filled="#22306A"), "#22306A", rtl=True, below=False)

    assert area.right == pytest.approx(AREA.right)
    assert area.height <= AREA.height + 0.01


def test_how_much_a_ground_swallows_is_counted_in_solid_pixels() -> None:
    assert swallowed(_logo(NAVY), parse(NAVY)) == 1.0
    assert swallowed(_logo(NAVY), parse("#FFFFFF")) == 0.0
    assert swallowed(np.zeros((4, 4, 4), np.float32), parse(NAVY)) == 0.0


def test_an_outline_is_told_from_a_box_and_from_colours_on_each_other() -> None:
    assert is_outline(_logo(NAVY))
    assert not is_outline(_logo(NAVY, filled="#FFFFFF"))
    assert not is_outline(_logo(NAVY, spot="#FF8A5B"))
    assert not is_outline(np.zeros((4, 4, 4), np.float32))
