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
from astro_pipeline.media import speech
from astro_pipeline.media.sound import RATE, Samples
from astro_pipeline.media.speaking import serve
from astro_pipeline.media.speech import FASTEST, Speech, speak, voice_for
from astro_pipeline.media.voicing import levels_db

LINE = "Meet Northbrew. Only $24.90, 20% off – order at northbrew.com now!"


def said(
    text: str = LINE,
    language: str = "en",
    *,
    pace: str = "even",
    pronunciation: dict[str, str] | None = None,
    fit_seconds: float | None = None,
) -> Speech:
    return speak(
        text, language, emotion="warm", pace=pace, pronunciation=pronunciation or {}, fit_seconds=fit_seconds
    )


@pytest.fixture(scope="module")
def spoken_line() -> Speech:
    return said()


def nobody(language: str) -> str:
    return f"nobody-{language}"


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
    assert np.abs(spoken_line.sound).max() == pytest.approx(10 ** (-3 / 20), abs=1e-3)
    assert loud[0] < 0.12
    assert seconds(spoken_line.sound) - loud[-1] < 0.2


def test_the_same_line_gives_the_same_sound(spoken_line: Speech) -> None:
    assert np.array_equal(said().sound, spoken_line.sound)


def test_a_brisk_voice_is_shorter_than_a_slow_one() -> None:
    assert seconds(said("Order it today.", pace="brisk").sound) < seconds(
        said("Order it today.", pace="slow").sound
    )


def test_a_voice_goes_faster_to_fit(spoken_line: Speech) -> None:
    wanted = seconds(spoken_line.sound) * 0.9

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


def test_a_hint_changes_what_is_heard_and_not_what_is_shown() -> None:
    plain = said("Try Xylq now.")

    hinted = said("Try Xylq now.", pronunciation={"Xylq": "zylick the great"})

    assert [word.text for word in hinted.words] == ["Try", "Xylq", "now."]
    assert seconds(hinted.sound) > seconds(plain.sound) + 0.2


@pytest.mark.parametrize("language", ["ja", "zh", "ar", "xx"])
def test_a_language_without_a_voice_is_refused(language: str) -> None:
    assert voice_for(language) is None
    with pytest.raises(MediaUnreadable, match="cannot be spoken"):
        said("hello", language)


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(MediaUnreadable, match="give words"):
        said(" ")


def test_a_voice_the_child_does_not_have_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "voice_for", nobody)

    with pytest.raises(MediaUnreadable, match="no voice 'nobody-en'"):
        said("Hello.", "en")


def test_a_child_that_dies_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(MediaUnreadable, match="ended with code 1"):
        said("Hello.")


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "_PATIENCE", 0.01)

    with pytest.raises(MediaUnreadable, match="did not answer"):
        said("Hello.")


def test_the_library_is_never_loaded_in_our_own_process() -> None:
    program = (
        "import sys; from astro_pipeline.media.speech import speak;"
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
