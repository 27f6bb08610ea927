# pyright: basic
# OpenCV's arrays are half typed.
from collections.abc import Iterator
from pathlib import Path

import cv2
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


def test_a_still_picture_stands_however_often_the_encoder_draws_it_anew(tmp_path: Path) -> None:
    still = ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-g", "30", "-b:v", "150k")
    card = "testsrc2=size=320x240:rate=30:duration=0.04,loop=-1:1,trim=duration=5"

    stands = watch(ffmpeg(tmp_path / "still.mp4", *still, source=f"{card},fps=30"))
    grained = watch(ffmpeg(tmp_path / "grain.mp4", *still, source=f"{card},fps=30,noise=alls=6:allf=t"))

    for found in (stands, grained):
        assert max((end - start for start, end in found.frozen), default=0.0) > 3.0


def test_a_push_in_that_is_barely_seen_moves(tmp_path: Path) -> None:
    picture = np.zeros((480, 480, 3), np.uint8)
    picture[::32] = picture[:, ::32] = 255
    picture = cv2.GaussianBlur(cv2.dilate(picture, np.ones((9, 9), np.uint8)), (0, 0), 1)

    def pushed(part: float) -> np.ndarray:
        matrix = cv2.getRotationMatrix2D((240, 240), 0, 1 + part)
        return np.asarray(cv2.warpAffine(picture, matrix, (480, 480), borderMode=cv2.BORDER_REPLICATE))

    found = watch(film_of(tmp_path / "film.mp4", (pushed(0.006 * n / 40) for n in range(41)), fps=10))

    assert max((end - start for start, end in found.frozen), default=0.0) < 3.0


@pytest.mark.parametrize(("bar", "seen"), [(0, 0.0), (32, 32 / 192), (48, 48 / 192)])
def test_black_bars_are_measured(tmp_path: Path, bar: int, seen: float) -> None:
    def barred(number: int) -> np.ndarray:
        frame = flat(90 + number, (128, 192))
        frame[:bar] = frame[192 - bar :] = 0
        return frame

    found = watch(film_of(tmp_path / "film.mp4", map(barred, range(10))))

    assert found.bars == (pytest.approx(seen, abs=0.01), 0.0, pytest.approx(seen, abs=0.01), 0.0)


def test_a_ground_that_falls_off_to_black_is_no_bar(tmp_path: Path) -> None:
    falling = 90 - np.abs(np.linspace(-110, 110, 1536)).clip(0, 90)
    frame = np.repeat(np.repeat(falling[:, None, None], 64, axis=1), 3, axis=2).astype(np.uint8)

    assert watch(film_of(tmp_path / "film.mp4", [frame] * 5)).bars == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("times", "steady"),
    [
        ("N", True),
        ("N+0.64*gt(N,0)", True),
        ("N+0.64*gt(N,4)", False),
        ("N+1.5*gt(N,0)", False),
        ("N*1.3-0.3*mod(N,2)", False),
    ],
)
def test_frames_that_stand_for_different_times_are_not_steady(
    tmp_path: Path, times: str, *, steady: bool
) -> None:
    changed = (
        "-vf",
        f"settb=1/15360,setpts='({times})/(30*TB)'",
        "-fps_mode",
        "passthrough",
        "-enc_time_base",
        "1/15360",
    )

    assert watch(ffmpeg(tmp_path / "film.mp4", *CLEAN, *changed)).steady is steady


def test_a_dark_ground_is_no_bar(tmp_path: Path) -> None:
    def centred(number: int) -> np.ndarray:
        frame = flat(0, (128, 192))
        frame[80:112, 40 + number : 72 + number] = 200
        return frame

    assert watch(film_of(tmp_path / "film.mp4", map(centred, range(10)))).bars == (0.0, 0.0, 0.0, 0.0)


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
