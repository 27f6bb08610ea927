# pyright: basic
# OpenCV's stubs leave its results half typed.
import cv2
import numpy as np
import pytest

from astro_pipeline.media.pixels.premultiplied import Cutout
from astro_pipeline.media.pixels.yuv import Frame, Layer


def _disc(side: int = 120) -> np.ndarray:
    """A soft-edged disc of many colours, straight RGBA from 0 to 1, clear and white around it."""
    rows, columns = np.mgrid[0:side, 0:side].astype(np.float32) + 0.5
    image = np.ones((side, side, 4), np.float32)
    image[..., 0], image[..., 1] = columns / side, rows / side
    image[..., 2] = 0.5 + 0.5 * np.sin(columns / 9)
    away = np.hypot(columns - side / 2, rows - side / 2)
    image[..., 3] = np.clip((side * 0.4 - away) / 12 + 0.5, 0, 1)
    image[image[..., 3] == 0] = (1, 1, 1, 0)
    return image


def _weighted(image: np.ndarray) -> np.ndarray:
    """Exactly: colour times alpha, 0 to 255, not rounded."""
    exact = image * 255
    exact[..., :3] *= image[..., 3:]
    return exact


def _within_its_alpha(cutout: Cutout) -> bool:
    return bool((cutout.rgba[..., :3] <= cutout.rgba[..., 3:]).all())


def test_colour_is_weighted_by_what_it_covers() -> None:
    image = _disc()

    cutout = Cutout.of(image)

    assert np.abs(cutout.rgba - _weighted(image)).max() <= 0.5 + 1e-3
    assert cutout.rgba[0, 0].tolist() == [0, 0, 0, 0]
    assert _within_its_alpha(cutout)


@pytest.mark.parametrize(("width", "height"), [(60, 60), (83, 41), (240, 240)])
def test_another_size_is_what_exact_colours_give(width: int, height: int) -> None:
    image = _disc()
    how = cv2.INTER_AREA if width * height < 120 * 120 else cv2.INTER_CUBIC
    exact = np.clip(cv2.resize(_weighted(image), (width, height), interpolation=how), 0, 255)
    exact[..., :3] = np.minimum(exact[..., :3], exact[..., 3:])

    cutout = Cutout.of(image).resized(width, height)

    assert (cutout.width, cutout.height) == (width, height)
    assert np.abs(cutout.rgba - exact).max() <= 2
    assert _within_its_alpha(cutout)


def test_turned_it_lies_whole_in_its_frame() -> None:
    image = _disc()
    image[40:80, :, :] = (1, 0, 0, 1)  # a bar that the disc's frame just holds

    cutout = Cutout.of(image).turned(30)

    assert cutout.alpha.sum() == pytest.approx(Cutout.of(image).alpha.sum(), rel=0.005)
    for edge in (cutout.alpha[0], cutout.alpha[-1], cutout.alpha[:, 0], cutout.alpha[:, -1]):
        assert edge.max() < 40
    assert _within_its_alpha(cutout)


def test_turned_it_is_turned_anticlockwise() -> None:
    image = np.zeros((101, 101, 4), np.float32)
    image[45:56, 80:100] = 1  # to the right of the middle

    alpha = Cutout.of(image).turned(90).alpha

    rows, columns = np.nonzero(alpha > 128)
    assert rows.mean() < 20
    assert abs(columns.mean() - alpha.shape[1] / 2) < 2


def test_a_veil_shows_where_the_object_lets_it_through() -> None:
    image = _disc(40)
    veil = np.full((60, 60), 128, np.uint8)
    share = image[..., 3]

    laid = Cutout.of(image).over(veil, (200, 100, 0), left=10, top=10).rgba.astype(np.float32)

    assert laid[0, 0].tolist() == [100, 50, 0, 128]
    inner = laid[10:50, 10:50]
    assert np.abs(inner[..., 3] - (share * 255 + 128 * (1 - share))).max() <= 2
    red = _weighted(image)[..., 0] + 200 * (128 / 255) * (1 - share)
    assert np.abs(inner[..., 0] - red).max() <= 2


def test_trimmed_nothing_that_is_seen_goes() -> None:
    rgba = np.zeros((50, 60, 4), np.uint8)
    rgba[13:31, 9:44] = 200
    rgba[5, 5] = 2  # too faint

    cutout, (left, top) = Cutout(rgba).trimmed(3)

    assert (left, top) == (8, 12)
    assert cutout.rgba.shape == (31 - 12, 44 - 8, 4)
    assert cutout.rgba[1, 1, 3] == 200


def test_on_a_frame_it_looks_as_straight_colours_do() -> None:
    image = _disc()
    straight, weighted = Frame(160, 160), Frame(160, 160)
    for frame in (straight, weighted):
        for plane, tone in zip(frame.planes, (90, 140, 110), strict=True):
            plane[:] = tone

    straight.put(Layer.of((image * 255 + 0.5).astype(np.uint8)), 20, 20)
    weighted.put(Layer.weighted(Cutout.of(image).rgba), 20, 20)

    for one, other in zip(straight.planes, weighted.planes, strict=True):
        assert np.abs(one.astype(int) - other).max() <= 3
        assert np.abs(one.astype(int) - other).mean() < 0.3
