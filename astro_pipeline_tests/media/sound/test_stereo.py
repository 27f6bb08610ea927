import numpy as np
import pytest

from astro_pipeline.media.sound.stereo import Samples, balance_db, correlation, offset


def sides(left: float, right: float, *, turned: bool = False) -> Samples:
    wave = np.sin(np.arange(48_000) * 0.05)
    return np.stack([left * wave, (-right if turned else right) * wave], axis=1).astype(np.float32)


@pytest.mark.parametrize(("left", "right", "measured"), [(1, 1, 0.0), (1, 0.5, -6.02), (0.5, 1, 6.02)])
def test_balance_is_the_right_side_over_the_left(left: float, right: float, measured: float) -> None:
    assert balance_db(sides(left, right)) == pytest.approx(measured, abs=0.01)


def test_one_silent_side_is_far_away_and_silence_is_even() -> None:
    assert balance_db(sides(1, 0)) == pytest.approx(-120)
    assert balance_db(sides(0, 0)) == 0.0
    assert balance_db(np.zeros((0, 2), np.float32)) == 0.0


def test_sides_that_cancel_are_found() -> None:
    noise = np.random.default_rng(1).standard_normal((48_000, 2)).astype(np.float32)

    assert correlation(sides(1, 1)) == pytest.approx(1.0)
    assert correlation(sides(1, 1, turned=True)) == pytest.approx(-1.0)
    assert correlation(noise) == pytest.approx(0.0, abs=0.03)
    assert correlation(sides(1, 0)) == 1.0


def test_a_wave_that_does_not_rest_at_zero_is_found() -> None:
    assert offset(sides(1, 1) + np.float32(0.02)) == pytest.approx(0.02, abs=1e-3)
    assert offset(sides(1, 1)[:, 0]) < 1e-3
    assert offset(np.zeros((0, 2), np.float32)) == 0.0
