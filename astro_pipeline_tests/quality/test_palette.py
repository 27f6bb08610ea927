from datetime import date

import numpy as np
import pytest

from astro_pipeline.media.reading.recognising import Picture
from astro_pipeline.quality.palette import check_palette
from astro_pipeline.quality.sources import house

SOURCE = house("brand colours are seen in an ad", checked=date(2026, 11, 21))
BRAND = ("#0E4D45", "#F4A024", "#F7E9D0")


def _card(colour: tuple[int, int, int], share: float) -> Picture:
    """A grey card of which a part has a colour."""
    card = np.full((960, 960, 3), 128, np.uint8)
    card[: round(960 * share * 20), :48] = colour
    return card


@pytest.mark.parametrize(("share", "verdict"), [(0.8 * 0.004, "fail"), (1.2 * 0.004, "pass")])
def test_a_picture_wears_one_of_its_brands_colours_or_is_flagged(share: float, verdict: str) -> None:
    found = check_palette(_card((14, 77, 69), share), "ad.png", BRAND)

    assert (found.verdict, found.advisory) == (verdict, True)
    assert found.measured == pytest.approx(share, rel=0.15)


GREY = "#808080"


def _strip(colour: tuple[int, int, int], number: int) -> Picture:
    """A white strip as wide as pictures are measured, of which so many pixels have a colour."""
    strip = np.full((1000, 96, 3), 255, np.uint8)
    strip.reshape(-1, 3)[:number] = colour
    return strip


@pytest.mark.parametrize(("number", "measured", "verdict"), [(384, 0.004, "pass"), (383, 0.004, "fail")])
def test_the_least_share_is_enough_and_a_pixel_less_is_not(
    number: int, measured: float, verdict: str
) -> None:
    found = check_palette(_strip((14, 77, 69), number), "ad.png", BRAND)

    assert (found.rule, found.file, found.verdict) == ("technical.palette", "ad.png", verdict)
    assert (found.measured, found.limit) == (measured, 0.004)
    assert found.unit == "of the picture in the brand's colours"
    assert (found.source, found.checked) == (SOURCE.urls[0], SOURCE.checked)


@pytest.mark.parametrize(
    ("colour", "alike"),
    [((98, 119, 107), True), ((98, 134, 107), True), ((98, 131, 104), False), ((98, 116, 134), False)],
)
def test_a_colour_is_the_brands_up_to_six_hundredths(colour: tuple[int, int, int], *, alike: bool) -> None:
    found = check_palette(_strip(colour, 96_000), "ad.png", (GREY,))

    assert found.measured == (1.0 if alike else 0.0)


@pytest.mark.parametrize(
    ("colour", "telling"),
    [("#5A5A73", True), ("#5F647D", True), ("#64878C", False), ("#646982", False)],
)
def test_greys_of_a_palette_count_only_where_nothing_in_it_is_more_than_grey(
    colour: str, *, telling: bool
) -> None:
    found = check_palette(_strip((128, 128, 128), 96_000), "ad.png", (GREY, colour))

    assert found.measured == (0.0 if telling else 1.0)
    assert GREY in found.why or found.verdict == "pass"


def test_a_picture_of_one_row_is_measured_too() -> None:
    assert check_palette(_strip((14, 77, 69), 96)[:1].repeat(400, axis=1), "a", BRAND).measured == 1.0


def test_another_colour_and_the_palettes_greys_do_not_count() -> None:
    assert check_palette(_card((200, 30, 120), 0.04), "ad.png", BRAND).verdict == "fail"
    assert check_palette(_card((247, 233, 208), 0.04), "ad.png", ("#0E4D45", "#F7E9F0")).verdict == "fail"


def test_a_palette_of_greys_is_met_by_its_greys() -> None:
    assert check_palette(_card((10, 10, 10), 0.04), "ad.png", ("#0A0A0A",)).verdict == "pass"
    assert check_palette(_card((200, 30, 120), 0.04), "ad.png", ("#0A0A0A",)).verdict == "fail"
