import numpy as np

from astro_pipeline.media.aac import through_aac
from astro_pipeline.media.loudness import integrated_lufs, true_peak_dbtp
from astro_pipeline.media.mix import AFTER_AAC_DBTP, LOUDNESS_LUFS, limited, master
from astro_pipeline.media.sound import RATE, Samples, gain


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
        plain = limited(plain * np.float32(gain(LOUDNESS_LUFS - integrated_lufs(plain, RATE))))
    assert true_peak_dbtp(through_aac(plain)) > AFTER_AAC_DBTP, "the planted sound must overshoot"

    done = master(sound)

    assert true_peak_dbtp(through_aac(done)) <= AFTER_AAC_DBTP
