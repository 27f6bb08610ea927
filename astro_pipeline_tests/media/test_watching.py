from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.media.watching import watch
from astro_pipeline_tests.quality.planted import CLEAN, ffmpeg, film_of, flat, remuxed


def test_another_shot_is_seen_when_it_begins(tmp_path: Path) -> None:
    shades = [60] * 20 + [150] * 20 + [80] * 20

    found = watch(film_of(tmp_path / "film.mp4", (flat(shade) for shade in shades)))

    assert found.shots == (pytest.approx(20 / 30, abs=0.05), pytest.approx(40 / 30, abs=0.05))
    assert found.opening == pytest.approx((150 - 60) * 219 / 255, abs=3)


def test_a_brands_word_on_black_is_no_black_film(tmp_path: Path) -> None:
    def branded() -> Iterator[np.ndarray]:
        frame = flat(0, (128, 128))
        frame[60:70, 40:80] = 200
        yield from [frame] * 20

    assert watch(film_of(tmp_path / "word.mp4", branded())).black == ()
    assert len(watch(film_of(tmp_path / "black.mp4", [flat(0, (128, 128))] * 20)).black) == 1


def test_colours_are_seen_as_they_are_shown(tmp_path: Path) -> None:
    reds = [flat((255, 0, 0)) if number % 4 < 2 else flat((127, 127, 127)) for number in range(30)]

    found = watch(film_of(tmp_path / "film.mp4", reds))

    assert found.red_flashes.most > 3
    assert found.flashes.most == 0


def test_two_half_pictures_and_a_turned_one_are_noticed(tmp_path: Path) -> None:
    plain = ffmpeg(tmp_path / "plain.mp4", *CLEAN)
    combed = ffmpeg(tmp_path / "combed.mp4", *CLEAN, "-vf", "setfield=tff", "-flags", "+ilme+ildct")
    turned = remuxed(tmp_path / "turned.mp4", plain, before=("-display_rotation", "90"))

    assert (watch(plain).interlaced, watch(plain).rotation) == (False, 0)
    assert watch(combed).interlaced
    assert watch(turned).rotation in {90, 270}
