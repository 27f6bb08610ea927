from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.media.film.render import render
from astro_pipeline.media.sound.aac import DELAY_SAMPLES, through_aac
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.loudness import integrated_lufs, true_peak_dbtp
from astro_pipeline.media.sound.mastering import AFTER_AAC_DB, limited, master
from astro_pipeline.media.sound.samples import RATE, Samples, gain, wav
from astro_pipeline_tests.media.filmset import Shelf, timeline


def clicks(seconds: float = 4.0) -> Samples:
    """Short loud noise over a quiet tone: what AAC overshoots most."""
    rng = np.random.default_rng(2)
    time = np.arange(int(seconds * RATE)) / RATE
    noise = rng.standard_normal((len(time), 2)) * ((time * 4 % 1) < 0.01)[:, None]
    return (noise + 0.05 * np.sin(2 * np.pi * 200 * time)[:, None]).astype(np.float32)


def test_aac_gives_back_the_sound_it_was_given() -> None:
    tone = (0.25 * np.sin(2 * np.pi * 440 * np.arange(RATE * 2) / RATE)[:, None] * np.ones(2)).astype(
        np.float32
    )

    back = through_aac(tone)

    assert abs(integrated_lufs(back, RATE) - integrated_lufs(tone, RATE)) < 0.2


def test_a_master_that_aac_would_overshoot_is_made_again_below_a_lower_ceiling() -> None:
    sound = clicks()
    plain = sound
    for _ in range(4):
        plain = limited(plain * np.float32(gain(-14.0 - integrated_lufs(plain, RATE))), -1.5)
    assert true_peak_dbtp(through_aac(plain)) > -1.0 - AFTER_AAC_DB, "the planted sound must overshoot"

    done = master(sound).sound

    assert true_peak_dbtp(through_aac(done)) <= -1.0 - AFTER_AAC_DB


def test_a_film_sounds_as_its_mix_was_mastered(tmp_path: Path) -> None:
    (tmp_path / "blobs").mkdir()
    shelf = Shelf(tmp_path / "blobs")
    mix = master(clicks(3.0)).sound
    film = timeline(shelf, seconds=3.0).model_copy(update={"audio": shelf.put(wav(mix, seed=1))})
    render(film, tmp_path / "film.mp4", blob=shelf)

    heard = listen(tmp_path / "film.mp4")[DELAY_SAMPLES:]
    expected = through_aac(listen(wav(mix, seed=1)))

    same = len(heard) - RATE // 10  # they end on different frames
    np.testing.assert_array_equal(heard[:same], expected[:same])


@pytest.mark.parametrize("seed", [18, 53, 46, 37])
def test_an_impact_comes_back_from_aac_hardly_louder_than_it_went_in(seed: int) -> None:
    dice = np.random.default_rng(seed)
    since = ((np.arange(2 * RATE) / RATE) + 0.2) % 1
    tone, fall, snap_fall, snap_level = (dice.uniform(*r) for r in ((40, 90), (3, 12), (20, 200), (0.2, 2)))
    thump = np.exp(-fall * since) * np.sin(2 * np.pi * tone * np.arange(2 * RATE) / RATE)
    snap = np.exp(-snap_fall * since)[:, None] * dice.standard_normal((2 * RATE, 2))
    sound = limited((3 * (thump[:, None] + snap_level * snap)).astype(np.float32), -3.0)

    assert true_peak_dbtp(through_aac(sound)) - true_peak_dbtp(sound) < 0.6
