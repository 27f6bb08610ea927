from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from astro_pipeline.media.pixels.cutting import clean_edges, cut_out, isolated
from astro_pipeline.media.pixels.daylight import moved
from astro_pipeline.media.pixels.raster import Pixels, blurred, resized

SIDE = 260
RED = (0.75, 0.2, 0.15)

Shape = Callable[[Pixels, Pixels], NDArray[np.bool_]]


def _bottle(x: Pixels, y: Pixels) -> NDArray[np.bool_]:
    body = (abs(x - 0.5) < 0.13) & (y > 0.35) & (y < 0.85)
    return body | ((abs(x - 0.5) < 0.05) & (y > 0.15) & (y <= 0.35))


def _mug(x: Pixels, y: Pixels) -> NDArray[np.bool_]:
    body = (abs(x - 0.4) < 0.18) & (y > 0.3) & (y < 0.8)
    away = np.hypot(x - 0.6, y - 0.52)
    return body | ((away < 0.16) & (away > 0.09) & (x > 0.57))


def _mask(shape: Shape) -> Pixels:
    rows, columns = np.mgrid[0 : 3 * SIDE, 0 : 3 * SIDE].astype(np.float32) / (3 * SIDE)
    return resized(shape(columns, rows).astype(np.float32), SIDE, SIDE)


def _studio(
    shape: Shape,
    *,
    ground: tuple[float, float, float] = (0.96, 0.96, 0.96),
    colour: tuple[float, float, float] = RED,
    shadow: float = 0.0,
    slope: float = 0.0,
    grain: float = 0.006,
) -> tuple[Pixels, Pixels]:
    """A product before a studio's ground, and its true mask."""
    mask = _mask(shape)[..., None]
    rows, columns = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE
    behind = np.array(ground, np.float32) - slope * (rows + 0.3 * (columns - 0.5) ** 2)[..., None]
    fall = np.exp(-(((columns - 0.5) / 0.22) ** 2 + ((rows - 0.84) / 0.04) ** 2))
    behind = behind * (1 - shadow * blurred(fall.astype(np.float32), SIDE / 60))[..., None]
    lit = np.array(colour, np.float32) * (1.15 - 0.7 * abs(columns - 0.42))[..., None]
    noise = np.random.default_rng(0).normal(0, grain, (SIDE, SIDE, 3))
    picture = np.clip(lit * mask + behind * (1 - mask) + noise, 0, 1)
    return np.dstack([picture, np.ones((SIDE, SIDE))]).astype(np.float32), mask[..., 0]


def _overlap(picture: Pixels, mask: Pixels) -> float:
    """Intersection over union of what is cut out with the true mask."""
    found = isolated(picture)
    assert found is not None
    return float(np.minimum(found[..., 3], mask).sum() / np.maximum(found[..., 3], mask).sum())


@pytest.mark.parametrize(
    "ground",
    [(0.97, 0.97, 0.97), (0.55, 0.56, 0.57), (0.05, 0.05, 0.05), (0.95, 0.8, 0.82), (0.4, 0.6, 0.85)],
)
def test_an_object_is_cut_off_any_plain_ground(ground: tuple[float, float, float]) -> None:
    picture, mask = _studio(_bottle, ground=ground)

    assert _overlap(picture, mask) >= 0.97


@pytest.mark.parametrize(
    ("shadow", "slope", "grain"), [(0.45, 0.0, 0.006), (0.0, 0.25, 0.006), (0.35, 0.15, 0.012), (0, 0, 0.02)]
)
def test_soft_shadows_gradients_and_grain_belong_to_the_ground(
    shadow: float, slope: float, grain: float
) -> None:
    picture, mask = _studio(_bottle, shadow=shadow, slope=slope, grain=grain)

    assert _overlap(picture, mask) >= 0.97


def test_a_handles_eye_is_open() -> None:
    picture, mask = _studio(_mug)

    assert _overlap(picture, mask) >= 0.97


def test_a_white_label_with_type_on_it_is_not_a_hole() -> None:
    picture, mask = _studio(_bottle, grain=0.003)
    picture[120:200, 105:155, :3] = 0.965
    picture[150:158, 112:148, :3] = 0.2
    picture[168:174, 112:148, :3] = 0.2

    assert _overlap(picture, mask) >= 0.97


def test_the_edge_has_nothing_of_the_ground_in_it() -> None:
    picture, _ = _studio(_bottle, ground=(0.3, 0.9, 0.3), grain=0)

    found = cut_out(picture)

    assert found is not None
    edge = found[(found[..., 3] > 0.2) & (found[..., 3] < 0.95)][:, :3]
    assert edge.size
    assert float((edge[:, 1] > edge[:, 0]).mean()) < 0.02


def _fog() -> Pixels:
    field = np.random.default_rng(3).random((SIDE, SIDE, 3), dtype=np.float32)
    field = blurred(field, 6)
    return (field - field.min()) / np.ptp(field)


@pytest.mark.parametrize(
    "picture", [_fog(), np.full((SIDE, SIDE, 3), 0.9, np.float32), np.ones((3, 3, 3), np.float32)]
)
def test_what_has_no_plain_ground_or_no_object_stays_a_photograph(picture: Pixels) -> None:
    whole = np.dstack([picture, np.ones(picture.shape[:2])]).astype(np.float32)

    assert cut_out(whole) is None


def test_white_on_white_is_refused_rather_than_torn() -> None:
    white, _ = _studio(_bottle, colour=(0.9, 0.9, 0.9))
    twin, mask = _studio(_bottle, colour=(0.5, 0.5, 0.5))

    assert cut_out(white) is None
    assert _overlap(twin, mask) >= 0.97


def test_a_shadow_as_dark_as_the_object_never_tears_it() -> None:
    picture, mask = _studio(_bottle, colour=(0.6, 0.6, 0.6), shadow=0.45)

    assert cut_out(picture) is None or _overlap(picture, mask) > 0.95


def test_a_white_fringe_is_taken_from_a_cut_out() -> None:
    alpha = blurred(_mask(_bottle), 1.0)
    ringed = np.empty((SIDE, SIDE, 4), np.float32)
    ringed[..., :3] = np.where((alpha > 0.98)[..., None], np.array(RED), 1.0)
    ringed[..., 3] = alpha

    clean = clean_edges(ringed)

    fringe = (alpha > 0.05) & (alpha < 0.95)
    assert moved(clean[fringe][:, :3], np.broadcast_to(np.array(RED, np.float32), (int(fringe.sum()), 3))) < 1
    assert np.array_equal(clean[..., 3], ringed[..., 3])


def test_glass_that_is_half_clear_keeps_its_colour() -> None:
    glass = np.zeros((60, 60, 4), np.float32)
    glass[10:50, 10:50] = (0.2, 0.6, 0.9, 0.5)
    glass[25:35, 25:35] = (0.9, 0.1, 0.1, 1.0)

    clean = clean_edges(glass)

    assert np.array_equal(clean, glass)
    assert cut_out(glass) is not None


def test_no_solid_pixel_leaves_a_cut_out_as_it_is() -> None:
    faint = np.full((20, 20, 4), 0.3, np.float32)

    assert clean_edges(faint) is faint
