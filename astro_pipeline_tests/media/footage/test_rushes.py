from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.footage.rushes import Rushes
from astro_pipeline_tests.media.reels import Pixels, Reel, number_of, shoot

PATCHES = (
    (247, 181, 56), (200, 30, 40), (30, 160, 40), (20, 40, 180), (128, 128, 128), (255, 255, 255), (0, 0, 0),
    (230, 120, 200),
)  # fmt: skip
EVEN = Reel()
UNEVEN = Reel(frames=8, times=(0, 40, 200, 210, 300, 340, 500, 540))


def opened(folder: Path, reel: Reel, picture: Pixels | None = None) -> Rushes:
    path = folder / "clip"
    path.write_bytes(shoot(reel, None if picture is None else lambda _: picture))
    return Rushes(path)


def patches(width: int, height: int) -> Pixels:
    row = np.repeat(np.array(PATCHES, np.uint8), width // len(PATCHES), axis=0)
    return np.repeat(row[None], height, axis=0)


def delta_e(one: Pixels, other: tuple[int, int, int]) -> float:
    """CIE 1976 distance: never smaller by much than ΔE00, so a limit on it holds both."""
    pair = np.array([[one, other]], np.float32) / 255
    lab = np.asarray(cv2.cvtColor(pair, cv2.COLOR_RGB2LAB))
    return float(np.linalg.norm(lab[0, 0] - lab[0, 1]))


@pytest.mark.parametrize(
    ("reel", "second", "number"),
    [
        (EVEN, 0.0, 0), (EVEN, 0.035, 0), (EVEN, 0.04, 1), (EVEN, 1.0, 25), (EVEN, 99, 49),
        (Reel(rate=Fraction(24_000, 1001)), 10 * 1001 / 24_000, 10),
        (Reel(rate=Fraction(60), frames=60), 0.5, 30),
        (UNEVEN, 0.1, 1), (UNEVEN, 0.205, 2), (UNEVEN, 0.215, 3), (UNEVEN, 0.45, 5), (UNEVEN, 0.5, 6),
        (Reel(form="webm", codec="libvpx-vp9"), 0.4, 10), (Reel(pixels="yuv420p10le"), 0.4, 10),
    ],
)  # fmt: skip
def test_the_frame_that_is_shown_then_is_read(tmp_path: Path, reel: Reel, second: float, number: int) -> None:
    assert number_of(opened(tmp_path, reel).at(second)[..., 1]) == number


def test_frames_may_be_read_in_any_order(tmp_path: Path) -> None:
    rushes = opened(tmp_path, Reel(frames=150))

    read = [number_of(rushes.at(n / 25)[..., 1]) for n in (120, 3, 149, 0, 77, 78, 40)]

    assert read == [120, 3, 149, 0, 77, 78, 40]


@pytest.mark.parametrize(
    "reel",
    [
        Reel(frames=3), Reel(frames=3, matrix=5), Reel(frames=3, full_range=True),
        Reel(frames=3, matrix=5, full_range=True), Reel(frames=3, matrix=5, said=2),
        Reel(frames=3, width=1280, height=720, said=2), Reel(frames=3, pixels="yuv420p10le"),
        Reel(frames=3, pixels="yuv422p10le"),
    ],
)  # fmt: skip
def test_colours_are_read_by_the_matrix_and_range_they_were_stored_with(tmp_path: Path, reel: Reel) -> None:
    rgb = opened(tmp_path, reel, patches(reel.width, reel.height)).at(0.05)

    wide = reel.width // len(PATCHES)
    seen = [rgb[reel.height // 2, n * wide + wide // 2] for n in range(len(PATCHES))]
    assert max(delta_e(one, other) for one, other in zip(seen, PATCHES, strict=True)) <= 2


def test_a_turned_film_is_read_upright(tmp_path: Path) -> None:
    corner = np.zeros((144, 256, 3), np.uint8)
    corner[:48, :48] = 255

    rgb = opened(tmp_path, Reel(turned=90, frames=3), corner).at(0)

    assert rgb.shape == (256, 144, 3)
    assert rgb[-20:, :20].mean() > 240  # a quarter to the left: the top left goes to the bottom left
    assert rgb[:20].mean() < 15


def test_pixels_that_are_not_square_are_made_so(tmp_path: Path) -> None:
    rgb = opened(tmp_path, Reel(pixel_aspect=Fraction(4, 3))).at(0.4)

    assert rgb.shape == (144, 341, 3)
    assert number_of(rgb[..., 1]) == 10


def test_a_film_that_breaks_off_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cut.mp4"
    path.write_bytes(b"\0\0\0\x18ftypmp42" + b"\0" * 200)

    with pytest.raises(MediaUnreadable, match=r"cut\.mp4"):
        Rushes(path)
