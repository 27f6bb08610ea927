import numpy as np
import pytest
from numpy.typing import NDArray

from astro_pipeline.media.sound.alignment import LEVELS_HZ, Levels, align, levels

RATE = 48_000


def _spoken(seed: int, *, seconds: float = 5.0) -> NDArray[np.float32]:
    """Noise that comes and goes as words do, both sides."""
    dice = np.random.default_rng(seed)
    words = np.repeat(dice.uniform(0, 0.4, round(seconds * 8)), RATE // 8)
    wave = dice.standard_normal((len(words), 2)) * words[:, None]
    return wave.astype(np.float32)


def _levels(seed: int = 1) -> Levels:
    return levels(_spoken(seed), RATE)


def test_levels_are_those_of_each_hundredth_of_a_second() -> None:
    wave = np.concatenate([np.full((RATE // 2, 2), 0.5), np.zeros((RATE // 2, 2))]).astype(np.float32)

    found = levels(wave, RATE)

    assert len(found) == LEVELS_HZ
    assert found[:50] == pytest.approx(0.5)
    assert found[50:] == pytest.approx(0.0)


@pytest.mark.parametrize("late", [-1.2, -0.05, 0.0, 0.01, 0.13, 1.7])
def test_a_sound_is_found_however_late_or_early_it_comes(late: float) -> None:
    wave = _spoken(1)
    by = round(abs(late) * RATE)
    silence = np.zeros((by, 2), np.float32)
    heard = np.concatenate([silence, wave]) if late > 0 else wave[by:]

    found = align(levels(heard, RATE), _levels())

    assert found is not None
    assert found.late == pytest.approx(late, abs=0.006)
    assert found.likeness > 0.99


def test_how_loud_it_is_does_not_matter() -> None:
    found = align(levels(_spoken(1) * np.float32(0.25), RATE), _levels())

    assert found is not None
    assert (found.late, round(found.likeness, 4)) == (0.0, 1.0)


def test_another_sound_is_not_like_it() -> None:
    found = align(_levels(2), _levels(1))

    assert found is not None
    assert found.likeness < 0.6


def test_what_comes_again_and_again_is_where_it_should_be() -> None:
    beat = np.tile(np.repeat(np.array([0.4, 0.1], np.float32), 25), 10)

    found = align(beat, beat)

    assert found is not None
    assert found.late == 0.0


@pytest.mark.parametrize("silent", [np.zeros(500, np.float32), np.zeros(0, np.float32)])
def test_silence_is_not_aligned(silent: Levels) -> None:
    assert align(silent, _levels()) is None
    assert align(_levels(), silent) is None
