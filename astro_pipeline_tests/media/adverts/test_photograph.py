from dataclasses import replace

import numpy as np
import pytest

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.adverts.advert import Advert, Sheet, set_advert
from astro_pipeline.media.adverts.look import Look, Words
from astro_pipeline.media.adverts.stage import Subject
from astro_pipeline.media.pixels.area import Area
from astro_pipeline.media.pixels.palette import Style
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.pixels.saliency import best_crop, saliency
from astro_pipeline_tests.media.adverts.examples import ARABIC, PALETTE, USUAL

WIDE = (600, 314)


def _scene(x: float, *, wide: int = 240, high: int = 160, light: float = 0.7) -> Subject:
    """A plain wall with one busy thing on it, `x` of the way across."""
    rng = np.random.default_rng(3)
    picture = np.full((high, wide, 4), light, np.float32)
    picture[..., 3] = 1
    left, top, size = round(x * wide) - 20, high // 2 - 30, 40
    picture[top : top + 60, left : left + size, :3] = rng.random((60, size, 1)) > 0.5
    picture[..., :3] += rng.normal(0, 0.01, (high, wide, 1)).astype(np.float32)
    return Subject(picture, photograph=True)


def _ad(subject: Subject, style: Style, words: Words = USUAL, size: tuple[int, int] = WIDE) -> Advert:
    return set_advert(words, Sheet(*size, Insets(), Look(style=style), PALETTE, subject))


def _middle(advert: Advert) -> float:
    """Where the headline stands, as a share of the width."""
    box = next(box for box in advert.boxes if box.role == "headline")
    return (box.x + box.width / 2) / advert.canvas.width


def test_the_eye_is_drawn_to_the_busy_thing() -> None:
    interest = saliency(_scene(0.75).image)

    half = interest.shape[1] // 2
    assert float(interest[:, half:].sum()) > 0.75
    assert float(interest.sum()) == pytest.approx(1, abs=1e-4)


def test_a_crop_keeps_the_busy_thing_and_keeps_it_from_under_type() -> None:
    interest = saliency(_scene(0.75).image)

    whole = best_crop(interest, 1.5, 100, 100, ())
    aside = best_crop(interest, 1.5, 150, 100, (Area(90, 0, 60, 100),))

    assert whole.focus[0] > 0.5
    assert aside.covered > 0.4
    assert best_crop(interest, 1.5, 150, 100, (Area(0, 0, 60, 100),)).covered < 0.15


@pytest.mark.parametrize("style", ["bold", "editorial"])
@pytest.mark.parametrize(("x", "type_at_the_right"), [(0.25, True), (0.78, False)])
def test_type_stands_on_the_calm_side_of_a_full_photograph(
    style: Style, x: float, *, type_at_the_right: bool
) -> None:
    advert = _ad(_scene(x), style)

    assert advert.layout.arrangement.startswith("poster-")
    assert (_middle(advert) > 0.5) is type_at_the_right
    assert all(box.contrast >= 4.5 for box in advert.boxes if box.text)


def test_a_photograph_without_a_calm_side_gets_a_side_of_its_own() -> None:
    busy = np.random.default_rng(1).random((80, 120, 4)).astype(np.float32)
    busy[..., 3] = 1

    advert = _ad(Subject(busy, photograph=True), "bold")

    assert not advert.layout.arrangement.startswith("poster-")


def test_arabic_type_is_set_from_the_right_and_the_photograph_is_not_mirrored() -> None:
    advert = _ad(_scene(0.25), "bold", ARABIC)

    texts = [box for box in advert.boxes if box.role != "cta"]
    edges = [box.x + box.width for box in texts]
    assert _middle(advert) > 0.5
    assert max(edges) - min(edges) <= 2
    assert saliency_side(advert.canvas.pixels) < 0.5


def saliency_side(pixels: Pixels) -> float:
    """The share of strong edges in the left half, taken from one."""
    edges = np.abs(np.diff(pixels[::2, :, 1], axis=1)) > 0.5
    return 1 - float(edges[:, : edges.shape[1] // 2].mean() / max(edges.mean(), 1e-9)) / 2


@pytest.mark.parametrize("light", [0.05, 0.5, 0.95])
def test_a_scrim_makes_type_legible_on_any_photograph(light: float) -> None:
    advert = _ad(_scene(0.78, light=light), "bold")

    assert all(box.contrast >= 4.5 for box in advert.boxes if box.text)


def test_four_styles_place_one_photograph_in_four_ways() -> None:
    ads = [_ad(_scene(0.78), style) for style in ("bold", "editorial", "minimal", "pattern")]

    pixels = [ad.canvas.pixels for ad in ads]
    apart = [float(np.abs(a - b).mean()) for n, a in enumerate(pixels) for b in pixels[n + 1 :]]
    assert min(apart) > 0.02
    assert {ad.layout.arrangement for ad in ads} >= {"columns", "poster-start"}


def test_a_poster_that_loses_words_gives_way_to_an_arrangement_that_keeps_them() -> None:
    long = USUAL.model_copy(update={"headline": "A headline that goes on, and on, " * 4})

    advert = _ad(_scene(0.78), "bold", long, (540, 540))

    assert "headline" in {box.role for box in advert.boxes}


def test_the_same_photograph_gives_the_same_pixels() -> None:
    one, again = (_ad(_scene(0.25), "editorial").canvas.bytes() for _ in range(2))

    assert one.tobytes() == again.tobytes()
    other = replace(_scene(0.25), image=_scene(0.25).image[:, ::-1])
    assert _ad(other, "editorial").canvas.bytes().tobytes() != one.tobytes()
