from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.domain.grade import Grade
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.footage.edit import Edited, Take, edit, shared_out
from astro_pipeline.media.footage.grade import Grader
from astro_pipeline.media.footage.rushes import Rushes
from astro_pipeline.media.probe import probe_film
from astro_pipeline_tests.media.reels import Pixels, Reel, number_of, numbered, shoot

RATE = Fraction(30_000, 1001)
PLAIN = Grader(Grade())


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    (tmp_path / "clip.mp4").write_bytes(shoot(Reel(frames=100, sound=True)))
    return tmp_path / "clip.mp4"


def made(takes: list[Take], path: Path, *, seconds: float, size: tuple[int, int] = (256, 144)) -> Edited:
    return edit(takes, path, size=size, seconds=seconds, rate=RATE, grader=PLAIN)


def numbers(path: Path, frames: int) -> list[int]:
    rushes = Rushes(path)
    return [number_of(rushes.at(float(n / RATE))[..., 1]) for n in range(frames)]


def test_a_take_is_trimmed_to_the_frame_and_put_at_the_films_rate(clip: Path, tmp_path: Path) -> None:
    made([Take(clip, start=1.0)], tmp_path / "out.mp4", seconds=2)

    assert numbers(tmp_path / "out.mp4", 60) == [25 + int(n / RATE * 25) for n in range(60)]


def test_a_take_runs_at_its_speed(clip: Path, tmp_path: Path) -> None:
    made([Take(clip, start=1.0, speed=2.0)], tmp_path / "out.mp4", seconds=1)

    assert numbers(tmp_path / "out.mp4", 30) == [25 + int(n / RATE * 50) for n in range(30)]


def test_takes_are_joined_in_equal_parts(clip: Path, tmp_path: Path) -> None:
    made([Take(clip), Take(clip, start=2.0), Take(clip, start=1.0)], tmp_path / "out.mp4", seconds=3)

    seen = numbers(tmp_path / "out.mp4", 90)
    assert (seen[0], seen[29], seen[30], seen[59], seen[60], seen[89]) == (0, 24, 50, 74, 25, 49)


def test_a_take_that_is_too_short_runs_slower_and_then_stands(clip: Path, tmp_path: Path) -> None:
    edited = made([Take(clip, start=1.0, end=1.4)], tmp_path / "out.mp4", seconds=1)

    seen = numbers(tmp_path / "out.mp4", 30)
    assert (edited.slowed, edited.held) == (0.5, 0.2)
    assert seen[:24] == [25 + int(n / RATE * 12.5) for n in range(24)]
    assert set(seen[24:]) == {34}


@pytest.mark.parametrize(
    ("lasting", "seconds", "shares"),
    [
        ([10], 4, (4,)), ([10, 10], 4, (2, 2)), ([1, 10], 4, (1, 3)), ([1, 1, 10], 4, (1, 1, 2)),
        ([2], 3, (3,)), ([1, 1], 3, (1.5, 1.5)), ([1], 3, (2,)),
    ],
)  # fmt: skip
def test_time_is_shared_out_equally_as_far_as_takes_last(
    lasting: list[float], seconds: float, shares: tuple[float, ...]
) -> None:
    assert shared_out(lasting, seconds) == pytest.approx(shares)


def test_what_is_written_is_what_the_renderer_takes(clip: Path, tmp_path: Path) -> None:
    made([Take(clip)], tmp_path / "out.mp4", seconds=1)

    facts = probe_film(tmp_path / "out.mp4")
    assert (facts.width, facts.height, facts.rate, facts.pixel_format) == (256, 144, RATE, "yuv420p")
    assert (facts.colours, facts.faststart, facts.edit_list) == ((1, 1, 1), True, False)
    assert (facts.sound_codec, facts.watched.frames, facts.watched.steady) == (None, 30, True)


@pytest.mark.parametrize(
    ("reel", "size"),
    [
        (Reel(frames=25, matrix=5), (256, 144)), (Reel(frames=25, full_range=True), (256, 144)),
        (Reel(frames=25, pixels="yuv420p10le"), (256, 144)),
        (Reel(frames=25, width=250, height=142), (256, 144)),
    ],
)  # fmt: skip
def test_the_colour_of_what_was_shot_is_kept(tmp_path: Path, reel: Reel, size: tuple[int, int]) -> None:
    colour = (200, 30, 40)
    flat = np.full((reel.height, reel.width, 3), colour, np.uint8)
    (tmp_path / "clip").write_bytes(shoot(reel, lambda _: flat))

    made([Take(tmp_path / "clip")], tmp_path / "out.mp4", seconds=0.5, size=size)

    assert np.abs(Rushes(tmp_path / "out.mp4").at(0.2)[72, 128].astype(int) - colour).max() <= 3


def test_the_crop_follows_the_focus_and_is_the_same_in_every_frame(clip: Path, tmp_path: Path) -> None:
    left = made([Take(clip, focus=(0.0, 0.5))], tmp_path / "left.mp4", seconds=1, size=(72, 128))
    right = made([Take(clip, focus=(1.0, 0.5))], tmp_path / "right.mp4", seconds=1, size=(72, 128))

    assert left.crops == ((0, 0, 81, 144),)
    assert right.crops == ((175, 0, 81, 144),)


@pytest.mark.parametrize("place", [30, 190])
def test_the_crop_looks_for_what_moves(tmp_path: Path, place: int) -> None:
    def ball(number: int) -> Pixels:
        rgb = np.full((144, 256, 3), (90, 120, 90), np.uint8)
        rgb[::16] = 100
        top = 20 + 3 * number
        rgb[top : top + 30, place : place + 30] = (240, 200, 40)
        return rgb

    (tmp_path / "clip").write_bytes(shoot(Reel(frames=25), ball))

    edited = made([Take(tmp_path / "clip")], tmp_path / "out.mp4", seconds=1, size=(72, 128))

    left, _, width, _ = edited.crops[0]
    assert left <= place
    assert left + width >= place + 30


def test_an_upright_film_fills_a_wide_one(tmp_path: Path) -> None:
    (tmp_path / "clip").write_bytes(shoot(Reel(frames=25, turned=90)))

    edited = made([Take(tmp_path / "clip", focus=(0.5, 0.5))], tmp_path / "out.mp4", seconds=0.5)

    assert edited.crops == ((0, 88, 144, 81),)
    assert edited.enlarged == pytest.approx(256 / 144, abs=0.01)


def test_equal_orders_give_equal_bytes(clip: Path, tmp_path: Path) -> None:
    made([Take(clip)], tmp_path / "one.mp4", seconds=0.5)
    made([Take(clip)], tmp_path / "two.mp4", seconds=0.5)

    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def test_a_take_that_starts_after_the_end_is_refused(clip: Path, tmp_path: Path) -> None:
    with pytest.raises(MediaUnreadable, match="start earlier"):
        made([Take(clip, start=9.0)], tmp_path / "out.mp4", seconds=1)


def test_a_number_is_drawn_as_it_is_read() -> None:
    assert [number_of(numbered(n, 256, 144)[..., 0]) for n in (0, 1, 100, 255)] == [0, 1, 100, 255]
