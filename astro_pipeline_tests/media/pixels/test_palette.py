from typing import get_args

import pytest

from astro_pipeline.media.pixels.colour import contrast, lightness, oklab, to_hex
from astro_pipeline.media.pixels.palette import Style, roles

PALETTES = [
    ("#0F3D3E", "#F2643D", "#F7B538", "#FBF1E3"),
    ("#4B3BFF",),
    ("#FFFFFF",),
    ("#000000",),
    ("#777777", "#888888"),
    ("#FFE600", "#00FFB0"),
    (),
]


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("style", get_args(Style))
@pytest.mark.parametrize("choice", [0, 1, 2])
def test_type_and_button_are_legible_on_every_ground(
    palette: tuple[str, ...], style: Style, choice: int
) -> None:
    found = roles(palette, style, choice=choice, warmth=0, light=0)

    assert contrast(found.ink, found.ground) >= 4.5
    assert contrast(found.cta, found.ground) >= 3
    assert contrast(found.cta_ink, found.cta) >= 4.5


def test_a_reviewer_gets_a_lighter_and_a_warmer_ground() -> None:
    usual = roles(PALETTES[0], "editorial", choice=0, warmth=0, light=0)
    lighter = roles(PALETTES[0], "editorial", choice=0, warmth=0, light=0.6)
    warmer = roles(PALETTES[0], "editorial", choice=0, warmth=0.6, light=0)

    assert lightness(lighter.ground) > lightness(usual.ground) + 0.05
    assert oklab(warmer.ground)[2] > oklab(usual.ground)[2]


def test_a_ground_that_is_given_is_the_ground() -> None:
    assert to_hex(roles((), "bold", choice=0, warmth=0, light=0, ground="#123456").ground) == "#123456"
