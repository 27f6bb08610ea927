import io
import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.sound.loudness import integrated_lufs
from astro_pipeline.media.sound.samples import RATE, Samples
from astro_pipeline.media.voice import espeak
from astro_pipeline.media.voice.directing import FASTEST
from astro_pipeline.media.voice.espeak import Espeak
from astro_pipeline.media.voice.recording import Manner, Voice
from astro_pipeline.media.voice.speaking import serve
from astro_pipeline.media.voice.speech import Speech, speak
from astro_pipeline.media.voice.tongues import espeak_name
from astro_pipeline.media.voice.voicing import levels_db, trimmed

LINE = "Meet Northbrew. Only $24.90, 20% off – order at northbrew.com now!"


def said(
    text: str = LINE,
    language: str = "en",
    *,
    emotion: str = "warm",
    pace: str = "even",
    pronunciation: dict[str, str] | None = None,
    fit_seconds: float | None = None,
    closing: bool = False,
    voice: Voice | None = None,
) -> Speech:
    return speak(
        text,
        language,
        emotion=emotion,
        pace=pace,
        pronunciation=pronunciation or {},
        fit_seconds=fit_seconds,
        closing=closing,
        voice=voice,
    )


@pytest.fixture(scope="module")
def spoken_line() -> Speech:
    return said()


def seconds(sound: Samples) -> float:
    return len(sound) / RATE


def rising(words: Sequence[SpokenWord]) -> bool:
    return all(one.start < two.start and one.end <= two.start for one, two in pairwise(words))


def test_every_displayed_token_has_its_time(spoken_line: Speech) -> None:
    assert [word.text for word in spoken_line.words] == LINE.split()


def test_word_times_rise_strictly_and_cover_the_segment(spoken_line: Speech) -> None:
    words = spoken_line.words

    assert rising(words)
    assert words[0].start == 0
    assert words[-1].end == pytest.approx(seconds(spoken_line.sound), abs=0.15)
    assert all(word.start < word.end for word in words)


def test_each_word_is_loud_while_it_is_said_and_pauses_lie_between(spoken_line: Speech) -> None:
    level = levels_db(spoken_line.sound.mean(axis=1))
    brand, only = spoken_line.words[1], spoken_line.words[2]

    heard = level[int(brand.start * 400) : int(brand.end * 400)].max()
    pause = level[int((brand.end + 0.08) * 400) : int((only.start - 0.05) * 400)].mean()

    assert heard - pause > 20


def test_the_voice_is_stereo_below_full_scale_and_trimmed(spoken_line: Speech) -> None:
    level = levels_db(spoken_line.sound.mean(axis=1))
    loud = np.flatnonzero(level > level.max() - 40) / 400

    assert spoken_line.sound.shape[1] == 2
    assert np.abs(spoken_line.sound).max() < 0.85
    assert loud[0] < 0.12
    assert seconds(spoken_line.sound) - loud[-1] < 0.2


def test_the_same_line_gives_the_same_sound(spoken_line: Speech) -> None:
    assert np.array_equal(said().sound, spoken_line.sound)


def test_a_brisk_voice_is_shorter_than_a_slow_one() -> None:
    assert seconds(said("Order it today.", pace="brisk").sound) < seconds(
        said("Order it today.", pace="slow").sound
    )


def test_a_voice_goes_faster_to_fit(spoken_line: Speech) -> None:
    wanted = seconds(spoken_line.sound) * 0.92

    fitted = said(fit_seconds=wanted)

    assert seconds(fitted.sound) <= wanted
    assert spoken_line.words_a_minute < fitted.words_a_minute <= FASTEST
    assert fitted.notes == ()


def test_what_cannot_fit_is_spoken_at_the_limit_and_noted() -> None:
    fitted = said(fit_seconds=1.0)

    assert fitted.words_a_minute == FASTEST
    assert "shorten it" in fitted.notes[0]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'été à Paris : 24,90 €, c'est déjà là !"),
        ("de", "Kalter Kaffee für 5,50 € heute."),
        ("pt-BR", "Peça já."),
    ],
)
def test_other_languages_are_timed_as_they_are_written(language: str, text: str) -> None:
    speech_ = said(text, language)

    assert [word.text for word in speech_.words] == text.split()
    assert rising(speech_.words)


@pytest.mark.parametrize("closing", [False, True])
def test_a_breath_is_taken_before_the_call_to_action(*, closing: bool) -> None:
    words = said("Never bitter. It is cold. Order today!", closing=closing).words
    first, last = words[2].start - words[1].end, words[5].start - words[4].end

    assert (last > first + 0.1) is closing


def test_commas_dashes_and_stops_are_pauses_that_grow() -> None:
    words = said("We steep, cold – for hours. You drink.").words
    gaps = {one.text: two.start - one.end for one, two in pairwise(words)}

    assert 0.05 < gaps["steep,"] < gaps["–"] < gaps["hours."]
    assert gaps["We"] < 0.05


@pytest.mark.parametrize(("emotion", "language"), [("calm", "en"), ("excited", "fr"), ("serious", "de")])
def test_every_narration_is_as_loud_and_free_of_clicks_and_offset(emotion: str, language: str) -> None:
    sound = said("Radio, piano, cinema. Café!", language, emotion=emotion).sound

    assert integrated_lufs(sound, RATE) == pytest.approx(-20, abs=0.3)
    assert np.abs(sound[[0, -1]]).max() < 1e-4
    assert np.abs(np.diff(sound[: RATE // 100], axis=0)).max() < 0.01
    assert abs(sound.mean()) < 1e-3


PHRASE = (
    "Meet Northbrew steeped for eighteen hours from single origin beans and delivered to your door on Monday"
)
"""Eighteen words of one and a half syllables, as English has them."""


@pytest.mark.parametrize(
    ("emotion", "pace", "rate"),
    [("calm", "slow", 128), ("warm", "even", 154), ("confident", "brisk", 176), ("serious", "even", 146)],
)
def test_the_rate_is_the_words_a_minute_that_are_stated(emotion: str, pace: str, rate: int) -> None:
    speech_ = said(PHRASE, emotion=emotion, pace=pace)
    spoken = seconds(speech_.sound) - 0.12

    assert speech_.words_a_minute == pytest.approx(rate, abs=1)
    assert len(PHRASE.split()) / spoken * 60 == pytest.approx(rate, rel=0.06)


def pitch_hz(sound: Samples) -> float:
    """The median pitch of what is voiced, by autocorrelation."""
    mono = sound.mean(axis=1) if sound.ndim == 2 else sound
    found: list[float] = []
    for start in range(0, len(mono) - RATE // 20, RATE // 50):
        frame = mono[start : start + RATE // 20] * np.hanning(RATE // 20)
        alike = np.fft.irfft(np.abs(np.fft.rfft(frame, 8192)) ** 2)[: RATE // 60]
        lag = RATE // 300 + int(np.argmax(alike[RATE // 300 :]))
        if alike[0] > 1 and alike[lag] > 0.4 * alike[0]:
            found.append(RATE / lag)
    return float(np.median(found))


def test_feelings_are_heard_in_the_pitch() -> None:
    serious, warm, excited = (
        pitch_hz(said(PHRASE, emotion=emotion).sound) for emotion in ("serious", "warm", "excited")
    )

    assert warm / serious > 2 ** (1 / 12)
    assert excited / warm > 2 ** (1.5 / 12)


def test_a_question_rises_where_a_statement_falls() -> None:
    asked, told = Espeak("en-us").say(["Is it in the morning?", "It is in the morning."], Manner(150))
    ends = [trimmed(each.sound, margin=0.0)[0][-RATE * 3 // 20 :] for each in (asked, told)]

    assert pitch_hz(ends[0]) > pitch_hz(ends[1]) * 1.1


def test_a_hint_changes_what_is_heard_and_not_what_is_shown() -> None:
    plain = said("Try Xylq now.")

    hinted = said("Try Xylq now.", pronunciation={"Xylq": "zylick the great"})

    assert [word.text for word in hinted.words] == ["Try", "Xylq", "now."]
    assert seconds(hinted.sound) > seconds(plain.sound) + 0.2


@pytest.mark.parametrize("language", ["ja", "zh", "zh-TW", "th", "ar", "he", "fa", "xx"])
def test_a_language_without_a_voice_is_refused_with_a_cure(language: str) -> None:
    assert espeak_name(language) is None
    with pytest.raises(MediaUnreadable, match=r"there is no voice.*; configure a speech provider"):
        said("hello", language)


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(MediaUnreadable, match="give words"):
        said(" ")


def test_a_voice_the_child_does_not_have_is_a_clear_error() -> None:
    with pytest.raises(MediaUnreadable, match="no voice 'nobody'"):
        said("Hello.", "en", voice=Espeak("nobody"))


def test_a_child_that_dies_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(MediaUnreadable, match="ended with code 1"):
        said("Hello.")


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "_PATIENCE", 0.01)

    with pytest.raises(MediaUnreadable, match="did not answer"):
        said("Hello.")


def test_the_library_is_never_loaded_in_our_own_process() -> None:
    program = (
        "import sys; from astro_pipeline.media.voice.speech import speak;"
        "speak('Hi.', 'en', emotion='warm', pace='even', pronunciation={});"
        "print('espeakng_loader' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_the_child_answers_every_line_in_order() -> None:
    asked = {"text": "One two", "voice": "en-us", "rate": 150, "pitch": 45, "range": 50, "gap": 0}
    lines = "".join(
        json.dumps({**asked, **change}) + "\n" for change in ({}, {"voice": "nobody"}, {"rate": 190})
    )
    answers = io.StringIO()

    serve(io.StringIO(lines), answers)

    first, second, third = (json.loads(line) for line in answers.getvalue().splitlines())
    assert [place for place, _ in first["words"]] == [0, 4]
    assert "no voice" in second["error"]
    assert len(third["wav"]) < len(first["wav"])
