import numpy as np
import pytest

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.music import compose
from astro_pipeline.media.music.pulse import onsets
from astro_pipeline.media.music.recording import fit_recording
from astro_pipeline.media.sound.samples import RATE, Samples, clock, count, silence


@pytest.fixture(scope="module")
def track() -> Samples:
    """A recording of 20 s with half a second of silence before it."""
    sound = compose("driving", energy=0.7, seconds=20, beats=(), seed=3).sound
    return np.concatenate([silence(0.5), sound])


@pytest.mark.parametrize(("seconds", "logo"), [(6, 4.0), (15, 11.6), (30, 26.1), (60, 55.0)])
def test_a_recording_becomes_as_long_as_the_film_with_a_beat_on_the_logo(
    track: Samples, seconds: int, logo: float
) -> None:
    fitted = fit_recording(track, seconds=seconds, logo=logo)

    heard = onsets(fitted.sound, least=0.08)
    assert fitted.sound.shape == (seconds * RATE, 2)
    assert np.abs(heard - logo).min() < 0.04
    assert fitted.loops == max(0, -(-(seconds - 20) // 16))
    assert fitted.bpm == pytest.approx(126, abs=8)


def test_a_loop_adds_no_click_and_keeps_its_level(track: Samples) -> None:
    fitted = fit_recording(track, seconds=60, logo=None)

    steps = np.abs(np.diff(fitted.sound, axis=0)).max()
    own = np.abs(np.diff(track, axis=0)).max() * np.abs(fitted.sound).max() / np.abs(track).max()
    assert steps <= 1.05 * own
    seconds = np.sqrt((fitted.sound[: 56 * RATE].astype(np.float64) ** 2).reshape(56, -1).mean(axis=1))
    assert seconds.min() > 0.02


def test_the_end_sinks_to_silence_and_the_beginning_does_not_click(track: Samples) -> None:
    sound = fit_recording(track, seconds=15, logo=11.6).sound

    last = sound[-count(0.05) :].astype(np.float64)
    assert 10 * np.log10((last**2).mean()) < -60
    assert np.abs(sound[0]).max() < 1e-3
    assert np.abs(sound).max() <= 10 ** (-2.5 / 20) + 1e-3


def test_a_recording_cut_for_the_film_is_left_whole(track: Samples) -> None:
    fitted = fit_recording(track, seconds=20.6, logo=15.0)

    assert (fitted.start, fitted.loops) == (0.0, 0)
    scale = 10 ** (-2.5 / 20) / np.abs(track).max()
    inner = slice(RATE, 19 * RATE)
    assert np.allclose(fitted.sound[inner], track[inner] * scale, atol=1e-5)


def test_a_recording_without_a_beat_is_looped_softly() -> None:
    swell = np.sin(2 * np.pi * 220 * clock(count(5))) * np.sin(np.pi * clock(count(5)) / 5)
    tone = np.repeat(swell[:, None], 2, axis=1).astype(np.float32) * np.float32(0.4)

    fitted = fit_recording(tone, seconds=15, logo=11.0)

    assert fitted.sound.shape == (15 * RATE, 2)
    assert fitted.loops >= 2
    assert np.abs(np.diff(fitted.sound, axis=0)).max() < 0.05


@pytest.mark.parametrize("seconds", [3.0, 3.4])
def test_a_very_short_recording_is_repeated(seconds: float) -> None:
    tone = 0.3 * np.sin(2 * np.pi * 220 * clock(count(seconds)))[:, None] * np.ones(2)

    fitted = fit_recording(tone.astype(np.float32), seconds=30, logo=None)

    assert fitted.sound.shape == (30 * RATE, 2)
    assert np.abs(fitted.sound[: 28 * RATE]).reshape(28, -1).max(axis=1).min() > 0.1


def test_a_silent_recording_is_refused() -> None:
    with pytest.raises(MediaUnreadable, match="the recording is silent"):
        fit_recording(silence(20), seconds=15, logo=None)


def test_equal_recordings_give_equal_music(track: Samples) -> None:
    first, again = (fit_recording(track, seconds=30, logo=26.1).sound for _ in range(2))

    assert np.array_equal(first, again)
