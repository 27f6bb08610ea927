# pyright: basic
# PyAV's and OpenCV's stubs leave their results half typed.
"""What a decoded film measures: its colour, its clock, its sound beside its picture, its calm."""

import io
import wave
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from PIL import Image

from astro_pipeline.domain.timeline import Scene, Timeline
from astro_pipeline.media.film.frames import FilmFrames
from astro_pipeline.media.film.render import render
from astro_pipeline.media.film.scenes import Canvas
from astro_pipeline.media.sound.listening import listen
from astro_pipeline_tests.media.difference import ciede2000, delta_e
from astro_pipeline_tests.media.filmset import Shelf, timeline

_RATE = 48_000


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "blobs").mkdir()
    return Shelf(tmp_path / "blobs")


# Pairs 1, 7, 13, 17 and 20 of the paper's own table. Source: Sharma, Wu, Dalal (2005), table 1.
@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, -0.001, 2.49), (50.0, 0.0009, -2.49), 4.8045),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
    ],
)
def test_the_meter_of_colour_agrees_with_its_paper(
    one: tuple[float, ...], other: tuple[float, ...], difference: float
) -> None:
    assert ciede2000(np.array(one), np.array(other)) == pytest.approx(difference, abs=1e-4)


@pytest.mark.parametrize("colour", [(247, 181, 56), (15, 61, 62), (200, 30, 60), (40, 70, 220)])
def test_a_brand_colour_comes_out_of_the_file_as_it_went_in(
    shelf: Shelf, tmp_path: Path, colour: tuple[int, int, int]
) -> None:
    still = Scene(picture=shelf.picture(colour, size=(160, 160), spot=False), start=0, seconds=1)
    film = Timeline(width=128, height=128, seconds=0.5, scenes=(still,))

    render(film, tmp_path / "film.mp4", blob=shelf)

    with av.open(str(tmp_path / "film.mp4")) as container:
        shown = list(container.decode(video=0))[-1].to_ndarray(format="rgb24")
    patch = shown[32:96, 32:96].reshape(-1, 3).mean(axis=0)
    assert delta_e(colour, tuple(patch)) <= 2


@pytest.mark.parametrize("height", [96, 98, 100, 102])
def test_colour_reaches_every_edge_whatever_the_height(shelf: Shelf, tmp_path: Path, height: int) -> None:
    still = Scene(picture=shelf.picture((230, 160, 40), size=(160, 160), spot=False), start=0, seconds=1)
    film = Timeline(width=128, height=height, seconds=1, scenes=(still,))

    render(film, tmp_path / "film.mp4", blob=shelf)

    with av.open(str(tmp_path / "film.mp4")) as container:
        shown = next(container.decode(video=0)).to_rgb().to_ndarray().astype(int)
    assert np.abs(shown - shown[height // 2, 64]).max() < 12


@pytest.mark.parametrize(("fps", "step"), [("30000/1001", Fraction(1001, 30000)), ("25", Fraction(1, 25))])
def test_frames_come_at_one_pace_and_all_of_them(
    shelf: Shelf, tmp_path: Path, fps: str, step: Fraction
) -> None:
    film = timeline(shelf, size=(128, 96)).model_copy(update={"fps": fps, "audio": shelf.sound(2)})

    render(film, tmp_path / "film.mp4", blob=shelf)

    with av.open(str(tmp_path / "film.mp4")) as container:
        stream = container.streams.video[0]
        tick = stream.time_base or Fraction(0)
        frames = [(frame.pts or 0) * tick for frame in container.decode(stream)]
        assert stream.average_rate == Fraction(fps)
        assert (stream.duration or 0) * tick == film.frames * step
    assert len(frames) == film.frames == (59 if step < Fraction(1, 27) else 50)
    assert frames[0] == 0
    assert {b - a for a, b in pairwise(frames)} == {step}


def test_a_flash_and_its_click_are_heard_and_seen_together(shelf: Shelf, tmp_path: Path) -> None:
    dark = shelf.picture((10, 10, 10), size=(80, 80), spot=False)
    light = shelf.picture((240, 240, 240), size=(80, 80), spot=False)
    scenes = (Scene(picture=dark, start=0, seconds=1.001), Scene(picture=light, start=1.001, seconds=1))
    film = Timeline(width=64, height=64, seconds=2, scenes=scenes, audio=shelf.put(_click(at=1.001)))

    render(film, tmp_path / "film.mp4", blob=shelf)

    with av.open(str(tmp_path / "film.mp4")) as container:
        seen = next(
            float(frame.time or 0)
            for frame in container.decode(video=0)
            if frame.to_ndarray(format="gray").mean() > 128
        )
    heard = int(np.argmax(np.abs(listen(tmp_path / "film.mp4")[:, 0]))) / _RATE
    assert abs(seen - heard) <= 0.04


def test_a_slow_move_does_not_shake(shelf: Shelf) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (621, 621), np.uint8)
    soft = np.asarray(cv2.GaussianBlur(noise, (0, 0), 3), np.float32)
    texture = ((soft - soft.min()) * (255 / np.ptp(soft))).astype(np.uint8)
    content = io.BytesIO()
    Image.fromarray(texture).convert("RGB").save(content, "PNG")
    scene = Scene(picture=shelf.put(content.getvalue()), start=0, seconds=3.5, move="push_in")
    film = Timeline(width=540, height=540, seconds=3.5, scenes=(scene,))

    tracks = _tracked(FilmFrames(film, shelf), range(10, 86))

    numbers = np.linspace(-1, 1, len(tracks))
    shaking = []
    for axis in (0, 1):
        common = np.median(tracks[:, :, axis] - tracks[0, :, axis], axis=1)
        shaking.append(common - np.polyval(np.polyfit(numbers, common, 3), numbers))
    assert np.sqrt(np.mean(np.square(shaking))) <= 0.03
    own = tracks - np.median(tracks, axis=1, keepdims=True)
    jerk = np.abs(np.diff(own, n=2, axis=0)).mean()
    assert jerk <= 0.06


def _tracked(frames: FilmFrames, numbers: range) -> np.ndarray:
    """Where features of the first of these frames are in all of them, px."""
    canvas = Canvas.of(frames.timeline)
    before = frames.draw(numbers[0], canvas).planes[0].copy()
    points = cv2.goodFeaturesToTrack(before[60:-60, 60:-60], 140, 0.01, 14) + 60
    first, found = before, [points]
    for number in numbers[1:]:
        luma = frames.draw(number, canvas).planes[0].copy()
        moved, status, _ = cv2.calcOpticalFlowPyrLK(
            first, luma, points, found[-1].copy(), winSize=(25, 25), flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
            criteria=(cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 60, 1e-4),
        )  # fmt: skip
        assert status.all()
        found.append(moved)
    return np.array(found)[:, :, 0, :]


def _click(*, at: float) -> bytes:
    samples = np.zeros((2 * _RATE, 2), "<i2")
    samples[round(at * _RATE)] = 30_000
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(samples.tobytes())
    return content.getvalue()
