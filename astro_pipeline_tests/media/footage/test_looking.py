from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.domain.timeline import Scene, Timeline
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.film.frames import FilmFrames
from astro_pipeline.media.film.render import render
from astro_pipeline.media.footage.looking import Footage, filled, read_rgb
from astro_pipeline.media.pixels.yuv import Pixels
from astro_pipeline_tests.media.filmset import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "blobs").mkdir()
    return Shelf(tmp_path / "blobs")


@pytest.fixture
def clip(shelf: Shelf, tmp_path: Path) -> Path:
    """Half a second of green, then half a second of red, 16:9."""
    green = Scene(picture=shelf.picture((30, 160, 40), spot=False), start=0, seconds=0.5)
    red = Scene(picture=shelf.picture((200, 30, 40), spot=False), start=0.5, seconds=0.5)
    render(Timeline(width=256, height=144, seconds=1, scenes=(green, red)), tmp_path / "clip.mp4", blob=shelf)
    return tmp_path / "clip.mp4"


def test_footage_plays_in_its_own_time(shelf: Shelf, clip: Path) -> None:
    sha256 = shelf.put(clip.read_bytes())
    scene = Scene(picture=sha256, moving=True, start=0, seconds=1)
    frames = FilmFrames(Timeline(width=128, height=160, seconds=1, scenes=(scene,)), shelf)

    early, late = frames.still(0.2), frames.still(0.8)

    assert np.abs(early[80, 64].astype(int) - (30, 160, 40)).max() <= 6
    assert np.abs(late[80, 64].astype(int) - (200, 30, 40)).max() <= 6


def test_footage_that_is_too_short_stands_on_its_last_frame(clip: Path) -> None:
    footage = Footage(clip, size=(128, 72), seconds=3, rate=30)

    assert np.array_equal(footage.at(2.9)[0], footage.at(1.5)[0])
    assert not np.array_equal(footage.at(0.1)[0], footage.at(1.5)[0])


def test_footage_that_does_not_decode_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no film")

    with pytest.raises(MediaUnreadable, match="not an MP4, MOV or WebM"):
        Footage(broken, size=(128, 72), seconds=1, rate=30)


def test_a_picture_fills_the_film_and_is_cropped_about_its_middle() -> None:
    picture: Pixels = np.zeros((100, 400, 3), np.uint8)
    picture[:, 150:250] = 255

    assert filled(picture, (50, 50)).min() == 255


def test_a_picture_that_fits_is_left_alone() -> None:
    picture: Pixels = np.arange(300, dtype=np.uint8).reshape(10, 10, 3)

    assert np.array_equal(filled(picture, (10, 10)), picture)


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "still.png").write_bytes(b"no picture")

    with pytest.raises(MediaUnreadable, match="cannot be read"):
        read_rgb(tmp_path / "still.png")
