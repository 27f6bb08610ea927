import numpy as np
import pytest

from astro_pipeline.media.sound.cueing import landing, on_cue, varied
from astro_pipeline.media.sound.effects import EFFECTS, SWELLING, make
from astro_pipeline.media.sound.samples import RATE, Samples, add, count, silence


def loudest(sound: Samples, at: float) -> float:
    """When the loudest 20 ms of an effect laid on a bed are heard."""
    bed = silence(6)
    add(bed, sound, at=at)
    power = (bed.astype(np.float64) ** 2).sum(axis=1).reshape(-1, RATE // 200).sum(axis=1)
    return (float(np.argmax(np.convolve(power, np.ones(4), "same"))) + 0.5) / 200


@pytest.mark.parametrize("turn", [0, 1, 2])
@pytest.mark.parametrize("effect", sorted(SWELLING))
def test_what_swells_is_loudest_on_its_cue(effect: str, turn: int) -> None:
    placed = on_cue(make(effect, seed=3), effect, cue=3.0, turn=turn)

    assert loudest(placed.sound, placed.at) == pytest.approx(3.0, abs=0.02)


@pytest.mark.parametrize("effect", sorted(set(EFFECTS) - SWELLING))
@pytest.mark.parametrize("silent", [0.0, 0.25])
def test_what_strikes_strikes_on_its_cue_whatever_silence_it_came_with(effect: str, silent: float) -> None:
    sound = np.pad(make(effect, seed=3), ((count(silent), 0), (0, 0)))

    placed = on_cue(sound, effect, cue=2.0, turn=0)

    bed = silence(6)
    add(bed, placed.sound, at=placed.at)
    level = np.abs(bed).max(axis=1)
    strike = float(np.argmax(level > 0.25 * level.max())) / RATE
    assert strike == pytest.approx(2.0, abs=0.01)


def test_an_effect_comes_a_little_different_every_time() -> None:
    sound = make("whoosh", seed=3)

    turns = [varied(sound, turn) for turn in range(4)]

    assert turns[0] is sound
    lengths = {len(each) for each in turns}
    assert len(lengths) == 4
    assert all(abs(len(each) / len(sound) - 1) < 0.08 for each in turns)
    assert np.array_equal(varied(sound, 1), turns[1])


def test_silence_lands_where_it_begins() -> None:
    assert landing(silence(0.5), swells=True) == 0.0
