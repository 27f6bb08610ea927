import numpy as np
import pytest

from astro_pipeline.media.pixels.colour import (
    BLACK,
    WHITE,
    chroma,
    contrast,
    contrast_on,
    from_oklab,
    mix,
    most_legible,
    oklab,
    opposed,
    parse,
    shade,
    to_hex,
    with_lightness,
)


@pytest.mark.parametrize("colour", ["#000000", "#FFFFFF", "#F2643D", "#0F3D3E", "#7A7A7A"])
def test_a_colour_survives_the_way_to_oklab_and_back(colour: str) -> None:
    assert to_hex(from_oklab(oklab(parse(colour)))) == colour


def test_black_on_white_has_the_highest_contrast_there_is() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)


def test_contrast_on_pixels_is_that_of_the_worst_twentieth() -> None:
    ground = np.ones((10, 10, 3), np.float32)
    ground[:1] = 0

    assert contrast_on(BLACK, ground) < 1.1
    assert contrast_on(BLACK, ground[1:]) == pytest.approx(21)


def test_an_ink_that_cannot_be_read_is_not_taken() -> None:
    ground = parse("#F2643D")

    assert contrast(most_legible((parse("#F77F5C"),), ground), ground) >= 4.5
    assert to_hex(most_legible((parse("#10201F"),), ground)) == "#10201F"


def test_mixing_keeps_to_the_two_colours_at_its_ends() -> None:
    one, other = parse("#4B3BFF"), parse("#F7B538")

    assert to_hex(mix(one, other, 0)) == "#4B3BFF"
    assert to_hex(mix(one, other, 1)) == "#F7B538"


def test_shading_changes_lightness_and_not_hue() -> None:
    colour = parse("#0F6D6E")

    assert oklab(shade(colour, 0.1))[0] == pytest.approx(oklab(colour)[0] + 0.1, abs=0.01)
    assert chroma(with_lightness(colour, 0.5, 0.0)) < 0.01


def test_opposite_hues_are_told_from_neighbours_and_from_grey() -> None:
    assert opposed(parse("#0F3D3E"), parse("#F2643D"))
    assert not opposed(parse("#4B3BFF"), parse("#8A5CFF"))
    assert not opposed(parse("#777777"), parse("#F2643D"))
