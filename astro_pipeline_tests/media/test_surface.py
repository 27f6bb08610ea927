import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from astro_pipeline.media.surface import surface

Grey = NDArray[np.uint8]


def card(size: int = 240) -> Grey:
    """Blocks of several greys with hard edges."""
    blocks = np.random.default_rng(3).integers(20, 235, (size // 24, size // 24), np.uint8)
    return np.kron(blocks, np.ones((24, 24), np.uint8))


def slope(banded: float, *, step: int, size: int = 400) -> Grey:
    """A flat picture of which that part is a gradient in steps of so many greys, each 20 pixels wide."""
    steps = np.arange(size) // 20 * step + 20
    picture = np.full((size, size), 20, np.uint8)
    picture[: round(banded * size)] = np.clip(steps, 0, 255).astype(np.uint8)
    return picture


def test_a_hard_edge_is_sharp_and_a_flat_picture_has_none() -> None:
    assert surface(card()).softness_px < 1
    assert surface(np.full((40, 40), 90, np.uint8)).softness_px == 99


def test_a_large_picture_whose_only_edges_lie_between_the_strips_is_sharp() -> None:
    sparse = np.full((1345, 1080), 240, np.uint8)  # whose last strip is one row high
    sparse[70:120, 100:400] = sparse[666:700, 100:400] = 20

    assert surface(sparse).softness_px < 1
    assert surface(cv2.GaussianBlur(sparse, (0, 0), 3).astype(np.uint8)).softness_px == pytest.approx(
        3, rel=0.15
    )


@pytest.mark.parametrize("blur", [1.6, 2.0, 2.4])
def test_softness_is_the_blur_that_was_planted(blur: float) -> None:
    blurred = cv2.GaussianBlur(card(), (0, 0), blur).astype(np.uint8)

    assert surface(blurred).softness_px == pytest.approx(blur, rel=0.15)


@pytest.mark.parametrize("part", [0.2, 0.5, 1.0])
def test_the_banded_part_is_measured_with_the_height_of_its_steps(part: float) -> None:
    found = surface(slope(part, step=3))

    assert found.banded == pytest.approx(part, abs=0.06)
    assert found.step == pytest.approx(3, abs=0.1)


def test_bands_are_found_from_top_to_bottom_too() -> None:
    assert surface(np.ascontiguousarray(slope(1.0, step=2).T)).banded > 0.9


def test_grain_dissolves_the_bands() -> None:
    even = np.tile(np.linspace(30, 90, 400), (400, 1))
    grain = np.random.default_rng(0).normal(0, 1.2, even.shape)

    assert surface((even + 0.5).astype(np.uint8)).banded > 0.9
    assert surface((even + grain + 0.5).astype(np.uint8)).banded == 0


def test_hard_edges_are_no_bands() -> None:
    assert surface(card()).banded < 0.01


def test_what_stands_out_from_the_ground_is_drawn() -> None:
    picture = np.full((100, 100), 240, np.uint8)
    picture[:10, :10] = 20

    assert surface(picture).drawn == pytest.approx(0.01)


def test_a_picture_of_one_pixel_is_measured_too() -> None:
    found = surface(np.zeros((1, 1), np.uint8))

    assert (found.banded, found.drawn, found.softness_px) == (0, 0, 99)
