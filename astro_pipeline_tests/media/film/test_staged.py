import io
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.domain.staging import Ground, Motif, Prop, Staging
from astro_pipeline.domain.timeline import Scene, Timeline, Transition
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.film.entries import bands, push
from astro_pipeline.media.film.frames import FilmFrames
from astro_pipeline.media.film.scenes import Canvas, courses
from astro_pipeline.media.pixels.yuv import Frame
from astro_pipeline_tests.media.filmset import Shelf

BLUE, RED = "#14285A", "#C8281E"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def _object(shelf: Shelf) -> str:
    """A white bar that stands alone on nothing."""
    pixels = np.zeros((200, 100, 4), np.uint8)
    pixels[20:180, 20:80] = 255
    content = io.BytesIO()
    Image.fromarray(pixels).save(content, "PNG")
    return shelf.put(content.getvalue())


def _staging(
    picture: str, colour: str = BLUE, *, motif: Motif | None = None, x: float = 0.5, height: float = 0.4
) -> Staging:
    hero = Prop(picture=picture, x=x, y=0.55, height=height, shadow="#101010", lifted=True)
    return Staging(ground=Ground(colour=colour), motifs=(motif,) if motif else (), props=(hero,))


def _film(first: Staging, second: Staging, entry: Transition, *, mirrored: bool = False) -> Timeline:
    return Timeline(
        width=270,
        height=480,
        seconds=4,
        scenes=(
            Scene(picture="0" * 64, start=0, seconds=2, stage=first),
            Scene(
                picture="0" * 64,
                start=2,
                seconds=2,
                stage=second,
                entry=entry,
                entry_seconds=0.6,
                colours=("#F7B538", "#FFFFFF"),
                mirrored=mirrored,
            ),
        ),
    )


def _where(rgb: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> tuple[float, float, int]:
    """The middle and the height of what is white."""
    rows, columns = np.nonzero(rgb.min(axis=2) > 200)
    return float(columns.mean()), float(rows.mean()), int(np.ptp(rows)) + 1


def test_the_object_is_seen_whole_in_the_first_frame(shelf: Shelf) -> None:
    staging = _staging(_object(shelf))

    x, y, high = _where(FilmFrames(_film(staging, staging, "cut"), shelf).still(0))

    assert (x, y) == pytest.approx((135, 0.58 * 480), abs=3)
    assert high == pytest.approx(0.4 * 480 * 0.93, abs=3)


def test_the_object_moves_in_every_frame_of_a_scene_and_never_jumps(shelf: Shelf) -> None:
    staging = _staging(_object(shelf))
    frames = FilmFrames(_film(staging, staging, "cut"), shelf)
    canvas = Canvas.of(frames.timeline)

    lumas = [frames.draw(number, canvas).planes[0].astype(int) for number in range(58)]
    changes = [float(np.abs(one - other).mean()) for one, other in pairwise(lumas)]

    assert min(changes) > 0
    assert max(changes) < 4


@pytest.mark.parametrize(("moved", "stays"), [(0.5, True), (0.3, False)])
def test_an_object_stays_in_place_through_a_match_and_only_where_it_stands_alike(
    shelf: Shelf, moved: float, *, stays: bool
) -> None:
    picture = _object(shelf)
    film = _film(_staging(picture), _staging(picture, RED, x=moved), "match")
    frames = FilmFrames(film, shelf)

    seen = [_where(frames.still(second)) for second in (1.95, 2.6)]
    ground = [frames.still(second)[5, 5].astype(int) for second in (1.95, 2.65)]

    assert (abs(seen[0][0] - seen[1][0]) < 2) is stays
    assert abs(seen[0][2] - seen[1][2]) <= 8
    assert np.abs(ground[0] - (0x14, 0x28, 0x5A)).max() < 12
    assert np.abs(ground[1] - (0xC8, 0x28, 0x1E)).max() < 12


def test_the_course_of_an_object_goes_on_through_a_match(shelf: Shelf) -> None:
    picture = _object(shelf)
    alike = _film(_staging(picture), _staging(picture, RED), "match").scenes
    apart = _film(_staging(picture), _staging(picture, RED), "bands").scenes

    assert [course.since for course in courses(alike)] == [0, 2]
    assert courses(alike)[1].seconds == 4
    assert [course.since for course in courses(apart)] == [0, 0]
    assert courses(apart)[1].arrival == "below"


def test_a_scene_read_from_the_right_comes_in_from_the_left(shelf: Shelf) -> None:
    picture = _object(shelf)
    other = _staging(picture, RED)

    middles = [
        FilmFrames(_film(_staging(picture), other, "push", mirrored=mirrored), shelf).still(2.3)[20]
        for mirrored in (False, True)
    ]

    assert middles[0][-2, 0] > 150 > middles[0][2, 0]
    assert middles[1][2, 0] > 150 > middles[1][-2, 0]


def test_a_disc_grows_and_rays_turn(shelf: Shelf) -> None:
    picture = _object(shelf)
    disc = Motif(kind="disc", colour=RED, x=0.5, y=0.55, radius=0.25)
    rays = disc.model_copy(update={"kind": "rays"})
    film = _film(_staging(picture), _staging(picture, motif=disc), "cut")
    frames = FilmFrames(film, shelf)
    turning = FilmFrames(_film(_staging(picture, motif=rays), _staging(picture), "cut"), shelf)

    red = [int((frames.still(second)[..., 0] > 150).sum()) for second in (2.05, 3.5)]
    early, late = (turning.still(second).astype(int) for second in (1.2, 1.9))

    assert red[0] <= red[1]
    assert np.abs(early - late)[20:100].max() > 50


def test_bands_lead_from_one_frame_to_the_other_through_their_colours() -> None:
    first, other = Frame(64, 128), Frame(64, 128)
    shown: list[set[int]] = []
    for share in (0.0, 0.5, 1.0):
        first.planes[0][:] = 40
        other.planes[0][:] = 90
        bands(first, other, share, ("#FFFFFF", "#F7B538"), mirrored=False)
        shown.append({int(value) for value in np.unique(first.planes[0])})

    assert shown[0] == {40}
    assert {40, 90, 235} <= shown[1]
    assert shown[2] == {90}


def test_a_push_ends_with_nothing_of_the_old_frame_left() -> None:
    for mirrored in (False, True):
        first, other = Frame(64, 32), Frame(64, 32)
        other.planes[0][:] = np.arange(64, dtype=np.uint8)

        push(first, other, 1.0, mirrored=mirrored)

        assert np.array_equal(first.planes[0], other.planes[0])


def test_a_picture_with_no_object_in_it_cannot_be_staged(shelf: Shelf) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (80, 60, 3), np.uint8)
    content = io.BytesIO()
    Image.fromarray(noise).save(content, "PNG")
    staging = _staging(shelf.put(content.getvalue()))
    frames = FilmFrames(_film(staging, staging, "cut"), shelf)

    with pytest.raises(MediaUnreadable, match="draw its scene anew"):
        frames.still(0)
