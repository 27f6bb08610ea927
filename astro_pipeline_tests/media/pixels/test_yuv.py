import numpy as np
import pytest

from astro_pipeline.domain.review import Box
from astro_pipeline.media.pixels.yuv import Frame, Layer, Pixels, Window, planes_of, rgb_of, yuv_of


def _plain(colour: tuple[int, int, int], *, width: int = 64, height: int = 32) -> Pixels:
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[:] = colour
    return pixels


def _frame(colour: str) -> Frame:
    frame = Frame(64, 32)
    frame.fill(frame.window, yuv_of(colour))
    return frame


@pytest.mark.parametrize(
    ("colour", "expected"),
    [("#000000", (16, 128, 128)), ("#FFFFFF", (235, 128, 128)), ("#FF0000", (63, 102, 240))],
)
def test_colours_become_bt709_limited_range(colour: str, expected: tuple[int, int, int]) -> None:
    assert yuv_of(colour) == expected


def test_a_brand_colour_survives_the_way_there_and_back() -> None:
    back = rgb_of(planes_of(_plain((247, 181, 56))))

    assert np.abs(back.astype(int) - (247, 181, 56)).max() <= 2


def test_a_still_at_rest_fills_the_frame_with_itself() -> None:
    picture = _plain((10, 20, 30))
    picture[:, 32:] = (200, 100, 50)
    frame = Frame(64, 32)

    frame.look(planes_of(picture), zoom=1.0, centre=(0.5, 0.5))

    assert np.array_equal(frame.planes[0], planes_of(picture)[0])


def test_a_camera_moves_by_less_than_a_pixel_without_a_step() -> None:
    rows, columns = np.mgrid[:64, :128]
    spot = 220 * np.exp(-((columns - 64) ** 2 + (rows - 32) ** 2) / 200)
    still, frame = planes_of(np.repeat(spot.astype(np.uint8)[..., None], 3, axis=2)), Frame(64, 32)
    places: list[float] = []
    for n in range(12):
        frame.look(still, zoom=1.2, centre=(0.5 + 0.004 * n, 0.5))
        light = frame.planes[0].astype(float) - 16
        places.append(float((light.sum(axis=0) * np.arange(64)).sum() / light.sum()))

    steps = -np.diff(places)

    assert steps.mean() == pytest.approx(0.004 * (128 - 64 / 1.2 * 2) / (2 / 1.2), abs=0.03)
    assert steps.std() < 0.04


def test_a_dissolve_is_half_of_each_in_its_middle() -> None:
    frame = _frame("#000000")

    frame.dissolve(_frame("#FFFFFF"), 0.5)

    assert abs(int(frame.planes[0][5, 5]) - 126) <= 1


def test_a_wipe_has_uncovered_the_left_and_not_the_right() -> None:
    frame = _frame("#000000")

    frame.wipe(_frame("#FFFFFF"), 0.5)

    assert frame.planes[0][5, 2] == 235
    assert frame.planes[0][5, 60] == 16


@pytest.mark.parametrize("kind", ["wipe", "push"])
def test_a_finished_transition_leaves_nothing_of_the_old_picture(kind: str) -> None:
    frame, new = _frame("#000000"), _frame("#FFAA00")

    getattr(frame, kind)(new, 1.0)

    assert np.array_equal(frame.buffer, new.buffer)


def test_a_push_carries_the_new_picture_in_from_the_right() -> None:
    frame = _frame("#000000")

    frame.push(_frame("#FFFFFF"), 0.25)

    assert frame.planes[0][5, 47] == 16
    assert frame.planes[0][5, 48] == 235


def test_a_layer_at_half_opacity_lets_half_of_the_ground_through() -> None:
    white = np.full((8, 8, 4), 255, np.uint8)
    frame = _frame("#000000")

    frame.put(Layer.of(white), 10, 10, opacity=0.5)

    assert abs(int(frame.planes[0][14, 14]) - 126) <= 2
    assert frame.planes[0][2, 2] == 16


def test_a_layer_between_pixels_shares_its_edge_among_them() -> None:
    white = np.full((8, 8, 4), 255, np.uint8)
    frame = _frame("#000000")

    frame.put(Layer.of(white), 10.5, 10)

    assert 110 < frame.planes[0][14, 10] < 140
    assert frame.planes[0][14, 14] == 235


def test_a_layer_shows_only_inside_its_window_and_never_outside_the_frame() -> None:
    white = np.full((8, 8, 4), 255, np.uint8)
    frame = _frame("#000000")

    frame.put(Layer.of(white), 10, 10, window=Window(0, 0, 64, 14))
    frame.put(Layer.of(white), 100, 100)
    frame.put(Layer.of(white), 30, 10, opacity=0)

    assert frame.planes[0][12, 12] == 235
    assert frame.planes[0][15, 12] == 16
    assert frame.planes[0][12, 33] == 16


def test_a_card_covers_from_below() -> None:
    frame = _frame("#000000")

    frame.cover(_frame("#FFFFFF"), 16)

    assert frame.planes[0][15, 3] == 16
    assert frame.planes[0][16, 3] == 235


def test_a_part_is_what_lies_in_the_box_out_to_even_pixels() -> None:
    frame = _frame("#102030")
    frame.fill(Window(10, 4, 20, 12), yuv_of("#F7B538"))

    part = frame.part(Box(x=11, y=5, width=8, height=6))

    assert [plane.shape for plane in part] == [(8, 10), (4, 5), (4, 5)]
    assert np.abs(rgb_of(part).astype(int) - (247, 181, 56)).max() <= 2


def test_a_part_ends_where_the_frame_does() -> None:
    assert _frame("#102030").part(Box(x=60, y=-4, width=40, height=8))[0].shape == (4, 4)
