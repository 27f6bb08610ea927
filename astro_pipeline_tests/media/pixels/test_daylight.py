import numpy as np
import pytest

from astro_pipeline.media.pixels.daylight import apart, evened, moved
from astro_pipeline.media.pixels.raster import Pixels

GREY = np.full(3, 0.7, np.float32)
WARM = np.array([0.74, 0.7, 0.66], np.float32)


def _product(level: float) -> Pixels:
    rows, columns = np.mgrid[0:40, 0:40].astype(np.float32) / 40
    picture = np.empty((40, 40, 4), np.float32)
    picture[..., :3] = np.array([0.9, 0.5, 0.4]) * level * (0.7 + 0.3 * columns)[..., None]
    picture[..., 3] = rows > 0.1
    return picture


# Pairs 1, 5, 9, 17, 25 of the published test data.
@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.1848, -84.8006), (50, 0, -82.7485), 1.0000),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_colour_difference_agrees_with_the_published_pairs(
    one: tuple[float, ...], other: tuple[float, ...], difference: float
) -> None:
    assert float(apart(np.array(one), np.array(other))) == pytest.approx(difference, abs=1e-3)


@pytest.mark.parametrize("ground", [None, GREY, WARM, np.array([0.2, 0.6, 0.9], np.float32)])
@pytest.mark.parametrize("level", [0.15, 0.5, 1.0])
def test_a_product_keeps_its_colour(level: float, ground: Pixels | None) -> None:
    product = _product(level)

    even = evened(product, ground)

    solid = product[..., 3] > 0.9
    assert moved(product[solid][:, :3], even[solid][:, :3]) <= 3
    assert np.array_equal(even[..., 3], product[..., 3])


def test_a_dark_picture_is_lifted_and_a_bright_one_left() -> None:
    dark, bright = _product(0.5), _product(1.0)

    assert float(evened(dark, None)[..., :3].mean()) > float(dark[..., :3].mean())
    assert float(np.abs(evened(bright, None) - bright).max()) < 0.06


def test_the_cast_of_a_grey_ground_is_taken_from_the_product() -> None:
    product = _product(0.8)

    even = evened(product, WARM)

    def warmth(picture: Pixels) -> float:
        return float((picture[..., 0] / picture[..., 2])[product[..., 3] > 0].mean())

    assert warmth(even) < warmth(product)


def test_nothing_solid_is_nothing_to_light() -> None:
    clear = np.zeros((8, 8, 4), np.float32)

    assert evened(clear, None) is clear
