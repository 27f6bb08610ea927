import numpy as np
import pytest

from astro_pipeline.media.pixels.features import find_cutout, learnt
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.pixels.sighting import Codes, Sighting, free_around, kept_small, sighted

BLUE = (20, 60, 160)
BOX = (40, 30, 120, 60)


def _block(width: int = 120, height: int = 60) -> Pixels:
    cutout = np.ones((height, width, 4), np.float32)
    cutout[..., :3] = np.array(BLUE, np.float32) / 255
    return cutout


def _pictured(box: tuple[int, int, int, int] = BOX, size: tuple[int, int] = (260, 160)) -> Codes:
    picture = np.full((size[1], size[0], 3), 235, np.uint8)
    left, top, width, height = box
    picture[top : top + height, left : left + width] = BLUE
    return picture


def test_a_block_is_seen_where_it_lies() -> None:
    assert sighted(_pictured(), _block(), BOX) == Sighting(1.0, 1.0, 1.0, 0.0)


@pytest.mark.parametrize("box", [(400, 30, 120, 60), (-200, -200, 120, 60), (40, 500, 120, 60)])
def test_nothing_is_seen_beyond_the_picture(box: tuple[int, int, int, int]) -> None:
    assert sighted(_pictured(), _block(), box).seen == 0.0
    assert free_around(_pictured(), box, reach=12) is None


def test_what_lies_half_beyond_the_picture_is_half_seen() -> None:
    picture = _pictured((200, 30, 60, 60))

    assert sighted(picture, _block(), (200, 30, 120, 60)).seen == pytest.approx(0.5, abs=0.03)


def test_a_cut_out_without_a_solid_pixel_is_not_seen() -> None:
    clear = _block()
    clear[..., 3] = 0.2

    assert sighted(_pictured(), clear, BOX) == Sighting(0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("times", [1, 4])
def test_the_nearest_edge_is_found_at_any_size(times: int) -> None:
    box = (40 * times, 30 * times, 120 * times, 60 * times)
    picture = _pictured(box, (260 * times, 160 * times))
    gap = 8 * times
    assert free_around(picture, box, reach=12 * times) is None

    picture[40 * times : 80 * times, box[0] + box[2] + gap :][:, : 20 * times] = 10

    assert free_around(picture, box, reach=12 * times) == pytest.approx(gap, abs=1.5 * times)
    assert free_around(picture, box, reach=5 * times) is None


def test_a_cut_out_is_kept_no_larger_than_it_is_compared() -> None:
    assert kept_small(_block(1200, 300)).shape == (140, 560, 4)
    assert kept_small(_block()).shape == (60, 120, 4)


def test_in_an_empty_picture_nothing_is_found_and_of_a_block_nothing_is_telling() -> None:
    block = learnt(_block())

    assert block.telling < 30
    assert find_cutout(np.full((1400, 900, 3), 128, np.uint8), block) is None
