import numpy as np
import pytest

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.sound.effects import EFFECTS, make
from astro_pipeline.media.sound.samples import RATE


@pytest.mark.parametrize("effect", EFFECTS)
def test_an_effect_starts_and_ends_in_silence_at_minus_6(effect: str) -> None:
    sound = make(effect, seed=3)

    assert sound.shape[1] == 2
    assert np.abs(sound).max() == pytest.approx(0.5012, abs=1e-3)
    assert np.abs(sound[[0, -1]]).max() < 0.01


@pytest.mark.parametrize("effect", EFFECTS)
def test_a_seed_repeats_and_another_differs(effect: str) -> None:
    first, again, other = make(effect, seed=3), make(effect, seed=3), make(effect, seed=4)

    assert np.array_equal(first, again)
    assert first.shape != other.shape or not np.array_equal(first, other)


def centre(effect: str) -> float:
    power = np.abs(np.fft.rfft(make(effect, seed=3).mean(axis=1))) ** 2
    return float((power * np.fft.rfftfreq(len(make(effect, seed=3)), 1 / RATE)).sum() / power.sum())


def test_an_impact_is_low_and_a_shimmer_high() -> None:
    assert centre("impact") < 200
    assert centre("shimmer") > 1500


def test_a_riser_climbs_to_its_end() -> None:
    sound = np.abs(make("riser", seed=3)).max(axis=1)

    assert sound[: len(sound) // 4].max() < 0.2 * sound[-len(sound) // 4 :].max()


def test_an_unknown_effect_is_refused_with_the_known_ones() -> None:
    with pytest.raises(MediaUnreadable, match="'bang' is not known; choose one of whoosh"):
        make("bang", seed=1)
