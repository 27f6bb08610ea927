from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.cutouts import Cutter, Spot
from astro_pipeline.media.footage.rushes import Rushes
from astro_pipeline.media.watching import watch
from astro_pipeline_tests.quality.planted import film_of

BLUE, RED = (30, 60, 200), (200, 40, 40)


def _patched() -> Iterator[np.ndarray]:
    """Half a second of blue with a red patch, then the patch stands elsewhere."""
    for left, top in ((16, 24), (61, 70)):
        frame = np.full((128, 128, 3), BLUE, np.uint8)
        frame[top : top + 20, left : left + 30] = RED
        yield from [frame] * 15


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film_of(tmp_path_factory.mktemp("films") / "film.mp4", _patched())


def test_a_spot_is_cut_out_as_it_is_shown_at_its_moment(film: Path) -> None:
    early, late = Spot(0.2, 20, 28, 20, 12), Spot(0.8, 65, 74, 20, 12)
    too_early = Spot(0.2, 65, 74, 20, 12)

    cuts = watch(film, spots=[late, early, too_early]).cuts

    assert cuts[early].shape == (12, 20, 3)
    for spot, colour in ((early, RED), (late, RED), (too_early, BLUE)):
        assert np.abs(cuts[spot].mean(axis=(0, 1)) - colour).max() < 8


def test_cut_out_is_what_a_player_shows_to_the_pixel(film: Path) -> None:
    spot = Spot(0.2, 11, 19, 41, 33)

    cut = watch(film, spots=[spot]).cuts[spot]

    rushes = Rushes(film)
    whole = rushes.at(0.2).astype(int)
    rushes.close()
    apart = {
        (x, y): np.abs(cut - whole[19 + y : 52 + y, 11 + x : 52 + x]).mean()
        for x in (-1, 0, 1)
        for y in (-1, 0, 1)
    }
    assert min(apart, key=lambda place: apart[place]) == (0, 0)
    # chroma is brought to size in two ways
    assert apart[0, 0] < 6


def test_a_spot_over_the_edge_is_cut_at_the_edge_and_one_outside_is_not_there(film: Path) -> None:
    over, outside, after = Spot(0.2, -10, -4, 30, 20), Spot(0.2, 128, 0, 10, 10), Spot(9.0, 0, 0, 10, 10)

    cuts = watch(film, spots=[over, outside, after]).cuts

    assert set(cuts) == {over}
    assert cuts[over].shape == (16, 20, 3)


@pytest.mark.parametrize("full", [True, False])
def test_range_and_size_of_the_chromas_are_taken_as_they_are(full: bool) -> None:
    black, white = (0, 255) if full else (16, 235)
    luma = np.full((10, 12), black, np.uint8)
    luma[:, 6:] = white
    spot = Spot(0.0, 0, 0, 12, 10)

    for high, wide in ((5, 6), (10, 12)):
        cutter = Cutter([spot])
        cutter.feed(0.0, [luma, *(np.full((high, wide), 128, np.uint8) for _ in "uv")], full=full)

        assert cutter.cuts[spot][5, 0].tolist() == [0, 0, 0]
        assert cutter.cuts[spot][5, 11].tolist() == [255, 255, 255]


def test_nothing_is_cut_out_of_what_is_no_film(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"no film")

    with pytest.raises(MediaUnreadable):
        watch(tmp_path / "film.mp4", spots=[Spot(0.0, 0, 0, 2, 2)])
