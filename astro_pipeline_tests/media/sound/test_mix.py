import numpy as np
import pytest

from astro_pipeline.domain.placements import SoundTarget
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.music import compose
from astro_pipeline.media.sound.aac import through_aac
from astro_pipeline.media.sound.effects import make
from astro_pipeline.media.sound.loudness import integrated_lufs, true_peak_dbtp
from astro_pipeline.media.sound.mix import Balance, Mixed, Placed, mix
from astro_pipeline.media.sound.samples import RATE, Samples, add, band, clock, count, shaped, silence
from astro_pipeline.media.voice.speech import speak


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
    assert true_peak_dbtp(sound) <= -1.5


@pytest.mark.parametrize("silent", ["voice", "music"])
def test_a_silent_stem_does_not_spoil_the_mix(voice: Samples, music: Samples, silent: str) -> None:
    empty = silence(1.0)

    result = mixed(empty if silent == "voice" else voice, empty if silent == "music" else music)

    assert integrated_lufs(result.sound, RATE) == pytest.approx(-14.0, abs=0.3)
    assert result.speech_over_music_lu is None


def test_without_a_voice_the_music_is_as_loud(music: Samples) -> None:
    alone = mix(6, voice=(), music=music, effects=(), balance=Balance())

    assert integrated_lufs(alone.sound, RATE) == pytest.approx(-14.0, abs=0.3)
    assert true_peak_dbtp(alone.sound) <= -1.5
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


@pytest.mark.parametrize(("seconds", "spoken"), [(6, True), (6, False), (15, True), (30, True), (60, False)])
def test_every_length_comes_back_from_aac_as_loud_as_asked(
    voice: Samples, music: Samples, seconds: int, spoken: bool
) -> None:
    bed = np.tile(music, (seconds // 6 + 1, 1))[: seconds * RATE]
    said = [Placed(voice, 0.4 + 4 * turn) for turn in range(seconds // 4)] if spoken else []

    result = mix(seconds, voice=said, music=bed, effects=(), balance=Balance())

    decoded = through_aac(result.sound)
    assert integrated_lufs(decoded, RATE) == pytest.approx(-14.0, abs=0.5)
    assert true_peak_dbtp(decoded) <= -1.0
    assert np.abs(decoded).max() < 1.0


@pytest.mark.parametrize(("lufs", "peak"), [(-23.0, -1.0), (-24.0, -2.0), (-16.0, -1.0)])
def test_a_placement_may_want_another_loudness(
    voice: Samples, music: Samples, lufs: float, peak: float
) -> None:
    target = SoundTarget(loudness_lufs=lufs, true_peak_dbtp=peak)

    result = mix(6, voice=[Placed(voice, 1)], music=music, effects=(), balance=Balance(), target=target)

    decoded = through_aac(result.sound)
    assert integrated_lufs(decoded, RATE) == pytest.approx(lufs, abs=0.3)
    assert true_peak_dbtp(decoded) <= peak


def test_the_limiter_is_not_heard(voice: Samples, music: Samples) -> None:
    made = mixed(voice, music).master

    assert made.reduced_db < 6
    assert made.reduced_share < 0.02


def test_every_phrase_stands_in_front_even_where_the_music_swells(voice: Samples) -> None:
    swelling = steady(1200, 12) * np.linspace(0.05, 1, 12 * RATE, dtype=np.float32)[:, None]
    said = [Placed(voice * np.float32(level), at) for level, at in ((1.0, 0.5), (0.25, 5.0), (0.5, 9.0))]

    result = mix(12, voice=said, music=swelling, effects=(), balance=Balance())

    assert len(result.spans) == 3
    assert result.speech_over_music_lu is not None
    assert result.speech_over_music_lu >= 10


def test_an_effect_at_the_films_end_sinks_to_silence() -> None:
    sound = mix(
        3, voice=(), music=steady(300, 3), effects=[Placed(steady(2000, 2), 2.0)], balance=Balance()
    ).sound

    high = np.abs(shaped(sound, band(1500, None, order=4))).max(axis=1)
    assert high[count(2.98) :].max() < 0.05 * high[count(2.2) : count(2.6)].max()


def test_an_effect_that_began_before_the_film_enters_without_a_click() -> None:
    sound = mix(3, voice=(), music=None, effects=[Placed(steady(100, 2), -0.7)], balance=Balance()).sound

    assert np.abs(np.diff(sound, axis=0)).max() < 0.05
    assert np.abs(sound[: RATE // 4]).max() > 0.01


def test_what_is_too_sparse_stays_below_its_loudness_instead_of_being_crushed() -> None:
    click = silence(6)
    add(click, make("click", seed=1), at=3.0)

    made = mix(6, voice=(), music=None, effects=[Placed(click, 0)], balance=Balance()).master

    assert made.lufs < -14.5
    assert true_peak_dbtp(made.sound) <= -1.0


def test_the_same_stems_give_the_same_mix(voice: Samples, music: Samples) -> None:
    assert np.array_equal(mixed(voice, music).sound, mixed(voice, music).sound)


def test_narration_beyond_the_film_is_cut_and_the_mix_keeps_its_length(
    voice: Samples, music: Samples
) -> None:
    assert mixed(voice, music, at=5.5).sound.shape == (6 * RATE, 2)


def test_nothing_to_hear_is_refused() -> None:
    with pytest.raises(MediaUnreadable, match="every stem is silent"):
        mix(6, voice=(), music=None, effects=(), balance=Balance())
