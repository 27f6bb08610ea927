import numpy as np
import pytest

from astro_pipeline.domain.grade import Grade
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.footage.cube import read_cube
from astro_pipeline.media.footage.grade import Grader
from astro_pipeline_tests.media.cubes import cube_text
from astro_pipeline_tests.media.reels import Pixels

Rgb = tuple[int, int, int]


def graded(grade: Grade, colour: Rgb, cube: str | None = None) -> list[int]:
    patch: Pixels = np.full((16, 16, 3), colour, np.uint8)
    return Grader(grade, read_cube(cube) if cube else None).apply(patch)[8, 8].tolist()


@pytest.mark.parametrize(
    ("grade", "colour", "expected"),
    [
        (Grade(), (10, 128, 250), [10, 128, 250]),
        (Grade(lift=0.1), (0, 0, 0), [26, 26, 26]),  # 0.1 × 255
        (Grade(lift=0.1), (255, 255, 255), [255, 255, 255]),
        (Grade(gain=1.2), (100, 100, 100), [120, 120, 120]),
        (Grade(gain=1.2), (0, 250, 0), [0, 255, 0]),
        (Grade(gamma=2.0), (64, 64, 64), [128, 128, 128]),  # (64 / 255) ** 0.5
        (Grade(gamma=2.0), (0, 255, 0), [0, 255, 0]),
        (Grade(saturation=0), (255, 0, 0), [54, 54, 54]),  # 0.2126 × 255
        (Grade(saturation=0), (0, 0, 255), [18, 18, 18]),  # 0.0722 × 255
        (Grade(saturation=2), (120, 120, 120), [120, 120, 120]),
        (Grade(saturation=2), (140, 120, 100), [157, 117, 77]),  # twice as far from luma 122.8
    ],
)
def test_a_grade_does_what_its_numbers_say(grade: Grade, colour: Rgb, expected: list[int]) -> None:
    assert graded(grade, colour) == pytest.approx(expected, abs=1)


def test_temperature_moves_red_against_blue_and_keeps_a_greys_luma() -> None:
    warm, cold = graded(Grade(temperature=1), (128, 128, 128)), graded(Grade(temperature=-1), (128, 128, 128))

    assert warm[0] - warm[2] > 30
    assert cold[2] - cold[0] > 30
    assert np.dot(warm, (0.2126, 0.7152, 0.0722)) == pytest.approx(128, abs=1)


def test_a_lut_that_changes_nothing_changes_nothing() -> None:
    rng = np.random.default_rng(7)
    picture = rng.integers(0, 256, (64, 80, 3), dtype=np.uint8)

    assert np.array_equal(Grader(Grade(), read_cube(cube_text(33))).apply(picture), picture)


def test_a_lut_is_put_on_after_the_rest_with_red_running_fastest() -> None:
    swapped = cube_text(9, lambda r, g, b: (b, g, r))

    assert graded(Grade(), (200, 100, 40), swapped) == [40, 100, 200]
    assert graded(Grade(gain=0.5), (200, 100, 40), swapped) == [20, 50, 100]


def test_between_its_entries_a_lut_is_interpolated() -> None:
    assert graded(Grade(), (64, 128, 192), cube_text(2, lambda r, g, b: (1 - r, 1 - g, 1 - b))) == [
        191,
        127,
        63,
    ]


@pytest.mark.parametrize("line", ["DOMAIN_MIN 0 0 0\nDOMAIN_MAX 2 2 2", "LUT_3D_INPUT_RANGE 0 2"])
def test_a_domain_is_kept_to(line: str) -> None:
    wide = cube_text(5).replace("LUT_3D_SIZE 5", f"LUT_3D_SIZE 5\n{line}")

    assert graded(Grade(), (200, 100, 40), wide) == [100, 50, 20]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no LUT_3D_SIZE"),
        ("LUT_1D_SIZE 4\n", "line 1: it is a 1D LUT"),
        ("LUT_3D_SIZE\n", "line 1: write LUT_3D_SIZE"),
        ("LUT_3D_SIZE 1\n", "from 2 to 65"),
        ("LUT_3D_SIZE 999999999\n", "from 2 to 65"),
        ("LUT_3D_SIZE -2\n", "from 2 to 65"),
        ("LUT_3D_SIZE 2\n0 0\n", "line 2: write 3 numbers"),
        ("LUT_3D_SIZE 2\n0 0 red\n", "line 2: '0 0 red'"),
        ("LUT_3D_SIZE 2\n0 0 nan\n", "line 2: write 3 numbers"),
        ("LUT_3D_SIZE 2\n0 0 inf\n", "line 2: write 3 numbers"),
        ("LUT_3D_SIZE 2\n" + "0 0 0\n" * 7, "7 colours and needs 8"),
        ("LUT_3D_SIZE 2\n" + "0 0 0\n" * 9, "line 10: more colours"),
        ("DOMAIN_MAX 1 0 1\n" + cube_text(2), "domain"),
        ("LUT_3D_INPUT_RANGE 1 0\n" + cube_text(2), "domain"),
        ("<html>\n", "line 1: '<html>'"),
    ],
)
def test_a_lut_that_is_none_is_refused_with_its_line(text: str, why: str) -> None:
    with pytest.raises(MediaUnreadable, match=why.replace("(", "\\(")):
        read_cube(text)
