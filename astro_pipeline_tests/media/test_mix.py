import numpy as np
import pytest

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.effects import make
from astro_pipeline.media.loudness import integrated_lufs, true_peak_dbtp
from astro_pipeline.media.mix import CEILING_DBTP, Balance, Mixed, Placed, limited, mix
from astro_pipeline.media.music import compose
from astro_pipeline.media.sound import RATE, Samples, band, clock, count, shaped, silence
from astro_pipeline.media.speech import speak


@pytest.fixture(scope="module")
def music() -> Samples:
    return compose("driving", energy=0.8, seconds=6, beats=(2.2, 4.0), seed=7).sound


@pytest.fixture(scope="module")
def voice() -> Samples:
    text = "Smooth, and never bitter."
    return speak(text, "en", emotion="warm", pace="even", pronunciation={}).sound


def mixed(voice: Samples, music: Samples | None, *, balance: Balance | None = None, at: float = 1.5) -> Mixed:
    effects = [Placed(make("whoosh", seed=1), 0.9), Placed(make("impact", seed=1), 4.0)]
    return mix(6, voice=[Placed(voice, at)], music=music, effects=effects, balance=balance or Balance())


def test_a_mix_has_the_loudness_and_peak_of_streaming(voice: Samples, music: Samples) -> None:
    sound = mixed(voice, music).sound

    assert sound.shape == (6 * RATE, 2)
    assert integrated_lufs(sound, RATE) == pytest.approx(-14.0, abs=0.3)
    assert true_peak_dbtp(sound) <= CEILING_DBTP


@pytest.mark.parametrize("silent", ["voice", "music"])
def test_a_silent_stem_does_not_spoil_the_mix(voice: Samples, music: Samples, silent: str) -> None:
    empty = silence(1.0)

    result = mixed(empty if silent == "voice" else voice, empty if silent == "music" else music)

    assert integrated_lufs(result.sound, RATE) == pytest.approx(-14.0, abs=0.3)
    assert result.speech_over_music_lu is None


def test_without_a_voice_the_music_is_as_loud(music: Samples) -> None:
    alone = mix(6, voice=(), music=music, effects=(), balance=Balance())

    assert integrated_lufs(alone.sound, RATE) == pytest.approx(-14.0, abs=0.3)
    assert true_peak_dbtp(alone.sound) <= CEILING_DBTP
    assert alone.speech_over_music_lu is None


def test_speech_stands_ten_units_over_the_music(voice: Samples, music: Samples) -> None:
    gap = mixed(voice, music).speech_over_music_lu

    assert gap is not None
    assert 10 <= gap <= 18


def test_music_wished_louder_still_leaves_the_voice_in_front(voice: Samples, music: Samples) -> None:
    gap = mixed(voice, music, balance=Balance(music_db=12)).speech_over_music_lu

    assert gap is not None
    assert gap >= 10


def steady(frequency: float, seconds: float) -> Samples:
    wave = 0.3 * np.sin(2 * np.pi * frequency * clock(count(seconds)) + 1)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def test_music_gives_way_before_the_first_word_and_comes_back() -> None:
    low, high = steady(220, 6), steady(3000, 1)

    sound = mix(6, voice=[Placed(high, 2.0)], music=low, effects=(), balance=Balance()).sound

    music = shaped(sound, band(120, 400, order=4))
    level = 20 * np.log10(np.sqrt((music**2).mean(axis=1).reshape(-1, RATE // 20).mean(axis=1)))
    before, ahead, after = level[10:28].mean(), level[39], level[-20:-2].mean()
    assert before - ahead > 9
    assert after == pytest.approx(before, abs=0.5)
    assert np.abs(np.diff(level[1:-1])).max() < 4


def test_music_stays_down_in_a_short_pause_and_returns_in_a_long_one() -> None:
    low, high = steady(220, 6), steady(3000, 0.6)

    sound = mix(
        6, voice=[Placed(high, at) for at in (0.2, 1.4, 4.6)], music=low, effects=(), balance=Balance()
    ).sound

    music = shaped(sound, band(120, 400, order=4))
    short, long, voice = (
        float(np.sqrt((music[count(at) : count(at + 0.2)] ** 2).mean())) for at in (1.0, 3.2, 0.4)
    )
    assert short == pytest.approx(voice, rel=0.1)
    assert long > 2.5 * voice


def test_no_join_clicks() -> None:
    """A tone cut off hard, used as a voice, adds no step larger than its own."""
    sound = mix(4, voice=[Placed(steady(100, 1), 1.0)], music=None, effects=(), balance=Balance()).sound

    assert np.abs(np.diff(sound, axis=0)).max() < 0.05
    assert np.abs(sound[[0, -1]]).max() < 1e-3


def test_the_limiter_holds_true_peaks_and_leaves_what_is_below() -> None:
    burst = silence(1.0)
    burst[RATE // 2 : RATE // 2 + 480] = np.float32(2.0) * np.sin(np.arange(480) * 1.57 + 0.8)[:, None]
    burst[: RATE // 4] = np.float32(0.1)

    held = limited(burst)

    assert true_peak_dbtp(burst) > 3
    assert true_peak_dbtp(held) <= CEILING_DBTP
    assert np.allclose(held[: RATE // 4], burst[: RATE // 4])


def test_the_same_stems_give_the_same_mix(voice: Samples, music: Samples) -> None:
    assert np.array_equal(mixed(voice, music).sound, mixed(voice, music).sound)


def test_narration_beyond_the_film_is_cut_and_the_mix_keeps_its_length(
    voice: Samples, music: Samples
) -> None:
    assert mixed(voice, music, at=5.5).sound.shape == (6 * RATE, 2)


def test_nothing_to_hear_is_refused() -> None:
    with pytest.raises(MediaUnreadable, match="every stem is silent"):
        mix(6, voice=(), music=None, effects=(), balance=Balance())
