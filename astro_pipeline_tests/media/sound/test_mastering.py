import numpy as np
import pytest

from astro_pipeline.domain.placements import SoundTarget
from astro_pipeline.media.sound.loudness import integrated_lufs, true_peak_dbtp
from astro_pipeline.media.sound.mastering import limited, master, reduction
from astro_pipeline.media.sound.samples import RATE, Samples, silence


def noise(seconds: float = 4.0) -> Samples:
    return (0.1 * np.random.default_rng(3).standard_normal((int(seconds * RATE), 2))).astype(np.float32)


def test_the_limiter_holds_true_peaks_and_leaves_what_is_below() -> None:
    burst = silence(1.0)
    burst[RATE // 2 : RATE // 2 + 480] = np.float32(2.0) * np.sin(np.arange(480) * 1.57 + 0.8)[:, None]
    burst[: RATE // 4] = np.float32(0.1)

    held = limited(burst, -1.5)

    assert true_peak_dbtp(burst) > 3
    assert true_peak_dbtp(held) <= -1.5
    assert np.allclose(held[: RATE // 4], burst[: RATE // 4])


def test_the_limiter_moves_smoothly() -> None:
    kept = reduction(noise() * np.float32(6), -1.5)

    assert kept.min() < 0.6
    assert np.abs(np.diff(kept)).max() < 0.01


def test_a_master_tells_what_it_measured() -> None:
    made = master(noise(), SoundTarget(loudness_lufs=-23.0))

    assert made.lufs == pytest.approx(integrated_lufs(made.sound.astype(np.float32), RATE), abs=1e-3)
    assert made.lufs == pytest.approx(-23.0, abs=0.05)
    assert made.reduced_db == 0.0
