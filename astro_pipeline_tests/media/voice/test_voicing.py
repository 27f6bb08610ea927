import numpy as np
import pytest

from astro_pipeline.media.sound.samples import RATE, Samples, count
from astro_pipeline.media.voice.voicing import compressed, trimmed, voiced
from astro_pipeline_tests.media.sound.test_samples import level, tone


def test_compression_brings_loud_and_soft_nearer() -> None:
    loud, soft = tone(300, 1.0), tone(300, 1.0) * np.float32(0.05)

    even = compressed(np.concatenate([loud, soft]), threshold_db=-22, ratio=2.6, attack=0.006, release=0.09)

    before = level(loud) - level(soft)
    after = level(even[RATE // 2 : RATE]) - level(even[-RATE // 2 :])
    assert before == pytest.approx(26, abs=0.1)
    assert 13 < after < 16


def test_trimming_leaves_the_margin_and_says_what_went() -> None:
    sound = np.concatenate(
        [np.zeros(count(0.5), np.float32), tone(300, 1.0), np.zeros(count(0.7), np.float32)]
    )

    kept, cut = trimmed(sound, margin=0.06)

    assert cut == pytest.approx(0.44, abs=0.01)
    assert len(kept) / RATE == pytest.approx(1.12, abs=0.01)


def test_a_sound_trimmed_before_stays_as_it_is() -> None:
    sound = tone(300, 0.5)

    kept, cut = trimmed(sound, margin=0.06)

    assert (len(kept), cut) == (len(sound), 0.0)


def test_a_dull_voice_and_a_thin_one_are_brought_nearer() -> None:
    def brightness(sound: Samples) -> float:
        power = np.abs(np.fft.rfft(sound if sound.ndim == 1 else sound[:, 0])) ** 2
        edge = len(power) // 24
        return float(10 * np.log10(power[edge:].sum() / power[:edge].sum()))

    low, high = tone(250, 1.0), tone(2500, 1.0)
    dull, thin = low + high * np.float32(0.03), low + high * np.float32(0.6)

    before = brightness(thin) - brightness(dull)
    after = brightness(voiced(thin)) - brightness(voiced(dull))

    assert before == pytest.approx(26, abs=0.5)
    assert after < before - 6


def test_rumble_and_offset_are_gone_and_the_ends_are_silent() -> None:
    voice = tone(300, 1.0) + np.float32(0.2) + tone(20, 1.0)

    sound = voiced(voice)

    spectrum = np.abs(np.fft.rfft(sound[:, 0]))
    assert spectrum[20] < spectrum[300] / 40
    assert abs(sound.mean()) < 1e-3
    assert np.abs(sound[[0, -1]]).max() < 1e-4
