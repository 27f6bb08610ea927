from math import isinf

import numpy as np
import pytest

from astro_pipeline.media.sound.loudness import Samples, integrated_lufs, true_peak_dbtp


def _sine(seconds: float, *, pitch: float, decibels: float, rate: int, phase: float = 0.0) -> Samples:
    clock = np.arange(round(seconds * rate)) / rate
    return (10 ** (decibels / 20) * np.sin(2 * np.pi * pitch * clock + phase)).astype(np.float32)


@pytest.mark.parametrize("rate", [44_100, 48_000, 22_050])
def test_a_full_scale_sine_of_997_hz_in_one_channel_is_minus_3_01_lufs(rate: int) -> None:
    assert integrated_lufs(_sine(5, pitch=997, decibels=0, rate=rate), rate) == pytest.approx(-3.01, abs=0.05)


def test_the_same_in_two_channels_is_3_lu_louder() -> None:
    mono = _sine(5, pitch=997, decibels=-23, rate=48_000)

    assert integrated_lufs(np.stack([mono, mono], axis=1), 48_000) == pytest.approx(-23.0, abs=0.02)


def test_what_is_10_lu_quieter_than_the_rest_does_not_count() -> None:
    # EBU Tech 3341 case 3: 10 s at -36, 60 s at -23, 10 s at -36; here a tenth as long
    parts = [
        _sine(length, pitch=1000, decibels=level, rate=48_000)
        for length, level in ((2, -36), (12, -23), (2, -36))
    ]
    mono = np.concatenate(parts)

    assert integrated_lufs(np.stack([mono, mono], axis=1), 48_000) == pytest.approx(-23.0, abs=0.1)


def test_low_notes_weigh_less_than_high_ones() -> None:
    low, high = (integrated_lufs(_sine(3, pitch=p, decibels=-20, rate=48_000), 48_000) for p in (40, 4000))

    assert high - low > 6


def test_a_sound_shorter_than_a_block_is_measured_as_one() -> None:
    assert integrated_lufs(_sine(0.2, pitch=997, decibels=0, rate=48_000), 48_000) == pytest.approx(
        -3.0, abs=0.3
    )


@pytest.mark.parametrize("samples", [np.zeros((48_000, 2), np.float32), np.zeros((0, 2), np.float32)])
def test_silence_has_no_loudness_and_no_peak(samples: Samples) -> None:
    assert isinf(integrated_lufs(samples, 48_000))
    assert isinf(true_peak_dbtp(samples))


def test_the_true_peak_lies_between_the_samples() -> None:
    # a quarter of the rate at 45 degrees: every sample is 3 dB below the crest (BS.1770-5, annex 2)
    sound = _sine(1, pitch=12_000, decibels=-6, rate=48_000, phase=np.pi / 4)
    sound *= np.hanning(len(sound)).astype(np.float32)

    assert 20 * np.log10(np.abs(sound).max()) == pytest.approx(-9.01, abs=0.02)
    assert true_peak_dbtp(sound[:, None]) == pytest.approx(-6.0, abs=0.05)


def test_the_louder_channel_gives_the_true_peak() -> None:
    left, right = (_sine(0.5, pitch=440, decibels=level, rate=48_000) for level in (-20, -3))

    assert true_peak_dbtp(np.stack([left, right], axis=1)) == pytest.approx(-3.0, abs=0.05)
