# pyright: basic
# OpenCV's stubs leave its results half typed.
import cv2
import numpy as np
import pytest

from astro_pipeline.media.pixels.lens import View


def _texture(width: int = 400, height: int = 300) -> np.ndarray:
    noise = np.random.default_rng(1).integers(0, 255, (height, width), np.uint8)
    soft = np.asarray(cv2.GaussianBlur(noise, (0, 0), 2), np.float32)
    return ((soft - soft.min()) * (255 / np.ptp(soft))).astype(np.uint8)


def _see(source: np.ndarray, target: np.ndarray, *, scale: float, left: float, top: float) -> None:
    View.of(source.shape, target.shape, scale=scale, left=left, top=top).show(source, target)


def _exact(source: np.ndarray, *, scale: float, left: float, top: float) -> np.ndarray:
    """What should be seen, looked up pixel by pixel and not rounded."""
    matrix = np.array([[scale, 0, left], [0, scale, top]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    plane = source.astype(np.float32)
    return np.asarray(cv2.warpAffine(plane, matrix, (320, 240), flags=flags, borderMode=cv2.BORDER_REPLICATE))


@pytest.mark.parametrize(
    ("scale", "left", "top"),
    [
        (1.06, 31.37, 13.21),
        (1.127, 12.5, 20.25),
        (1.036, 60.11, 40.7),
        (1.0, 20.3, 33.3),
        (1.06, 0.0, 0.0),
        (1.125, 10.0, 10.3),
        (0.8, 5.5, 60.2),
        (1.06, -3.4, -2.2),
        (1.06, 70.0, 60.0),
    ],
)
def test_a_view_is_where_it_should_be_to_a_fiftieth_of_a_pixel(scale: float, left: float, top: float) -> None:
    source, seen = _texture(), np.empty((240, 320), np.uint8)

    _see(source, seen, scale=scale, left=left, top=top)

    exact = _exact(source, scale=scale, left=left, top=top)
    for axis in (0, 1):
        for part in (np.s_[:, :], np.s_[:40, :40], np.s_[-40:, -40:]):
            slope = np.gradient(exact, axis=axis)[part]
            shift = float(((seen[part] - exact[part]) * slope).sum() / (slope**2).sum())
            assert abs(shift) < 0.02
    assert np.abs(seen - exact).mean() < 0.5


def test_what_was_seen_before_does_not_show() -> None:
    source, first, again = _texture(), np.empty((240, 320), np.uint8), np.full((240, 320), 7, np.uint8)
    _see(source, first, scale=1.06, left=31.37, top=13.21)
    _see(_texture(500, 400), np.empty((240, 320), np.uint8), scale=1.1, left=9.1, top=3.3)

    _see(source, again, scale=1.06, left=31.37, top=13.21)

    assert np.array_equal(first, again)
