import numpy as np
import pytest

from astro_pipeline.media.reading.recognising import Picture
from astro_pipeline.quality.palette import check_palette

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


def test_another_colour_and_the_palettes_greys_do_not_count() -> None:
    assert check_palette(_card((200, 30, 120), 0.04), "ad.png", BRAND).verdict == "fail"
    assert check_palette(_card((247, 233, 208), 0.04), "ad.png", ("#0E4D45", "#F7E9F0")).verdict == "fail"


def test_a_palette_of_greys_is_met_by_its_greys() -> None:
    assert check_palette(_card((10, 10, 10), 0.04), "ad.png", ("#0A0A0A",)).verdict == "pass"
    assert check_palette(_card((200, 30, 120), 0.04), "ad.png", ("#0A0A0A",)).verdict == "fail"
