from pathlib import Path

import pytest
from pydantic import JsonValue

from astro_pipeline.agents.narrator import NarrationOrder, assemble_voiceover, order_narration, speak
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import BrandKit
from astro_pipeline.domain.media import Made
from astro_pipeline.domain.review import Feedback
from astro_pipeline.errors import Refused
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.provider import Done, Request, SpeechRequest
from astro_pipeline.providers.embedded.voice import OfflineVoice
from astro_pipeline_tests.agents.sound_sample import BRIEF, SILENT, STORYBOARD, Studio, feedback


def orders(said: Feedback = SILENT) -> tuple[NarrationOrder, ...]:
    return order_narration(BRIEF, STORYBOARD, feedback=said)


def rows(made: Made) -> list[list[JsonValue]]:
    words = made.facts["words"]
    assert isinstance(words, list)
    return [row for row in words if isinstance(row, list)]


def test_each_scene_of_a_cut_with_narration_is_ordered_once_per_language() -> None:
    assert [order.path for order in orders()] == ["voiceover/hook.en.wav", "voiceover/call.en.wav"]


def test_narration_has_the_shortest_shot_less_a_breath() -> None:
    assert {order.fit_seconds for order in orders()} == {2.75}


def test_the_brand_kits_pronunciation_reaches_the_voice(tmp_path: Path) -> None:
    brief = BRIEF.model_copy(update={"brand": BrandKit(pronunciation={"Northbrew": "north brew"})})
    studio = Studio(tmp_path)
    order = order_narration(brief, STORYBOARD, feedback=SILENT)[0]

    speak(order, studio.path(order), ask=studio.ask)

    assert isinstance(studio.asked[0], SpeechRequest)
    assert studio.asked[0].pronunciation == {"Northbrew": "north brew"}


@pytest.mark.parametrize(
    ("comments", "pace", "emotion"),
    [
        ((), "even", "warm"),
        (("slower please",), "slow", "warm"),
        (("trop vite", "plus lent encore", "slower"), "very slow", "warm"),
        (("plus dynamique et plus vite",), "brisk", "excited"),
        (("calmer",), "even", "calm"),
        (("livelier", "more serious"), "even", "serious"),
    ],
)
def test_comments_change_pace_and_feeling(comments: tuple[str, ...], pace: str, emotion: str) -> None:
    order = orders(feedback(*comments))[0]

    assert (order.pace, order.emotion, order.take) == (pace, emotion, len(comments))


def test_a_comment_on_one_scene_leaves_the_others() -> None:
    hook, call = orders(feedback("slower", items=("voiceover/hook.*",)))

    assert hook.pace == "slow"
    assert call == orders()[1]


def test_a_spoken_scene_is_written_with_its_word_times(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    order = orders(feedback("make it pop"))[0]

    made = speak(order, studio.path(order), ask=studio.ask)
    voiceover = assemble_voiceover([(order, studio.keep(order, made), made.facts, made.notes)])

    segment = voiceover.segment("hook", "en")
    assert segment is not None
    assert [word.text for word in segment.words] == ["Meet", "Northbrew."]
    assert made.draft
    assert made.seconds == pytest.approx(len(listen(studio.path(order))) / 48_000, abs=1e-3)
    assert "“make it pop”" in voiceover.notes[0]


def test_a_language_nobody_speaks_is_left_out_and_noted(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    order = orders()[0].model_copy(update={"language": "ja", "text": "冷たいコーヒー"})

    made = speak(order, studio.path(order), ask=studio.ask)
    voiceover = assemble_voiceover([(order, studio.keep(order, made), made.facts, made.notes)])

    assert voiceover.segments == ()
    assert voiceover.notes[0].startswith("no narration in ja: offline-voice: there is no voice")


def test_a_refusal_names_the_scene(tmp_path: Path) -> None:
    def refuse(request: Request, *, item: str) -> Done:
        raise Refused(f"{item} breaks a rule", provider=request.kind)

    order = orders()[0]

    made = speak(order, Studio(tmp_path).path(order), ask=refuse)

    assert made.notes[0].startswith("no narration in en for scene hook: speech: voiceover/hook.en.wav")


def test_another_voice_is_another_order_and_is_the_one_asked_for(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    voice = OfflineVoice().voice
    order = order_narration(BRIEF, STORYBOARD, feedback=SILENT, voice=voice)[0]

    made = speak(order, studio.path(order), ask=studio.ask)

    assert order.voice == voice("en") == made.model == made.facts["voice"]
    assert digest(order) != digest(orders()[0])
    assert isinstance(studio.asked[0], SpeechRequest)
    assert studio.asked[0].voice == order.voice


def test_only_the_call_to_action_is_asked_with_a_breath() -> None:
    assert [order.closing for order in orders()] == [False, True]


def test_a_voice_without_word_times_gets_those_that_are_heard(tmp_path: Path) -> None:
    studio = Studio(tmp_path)

    def untimed(request: Request, *, item: str) -> Done:
        return studio.ask(request, item=item).model_copy(update={"words": (), "media_type": "audio/mpeg"})

    order = orders()[0]

    made = speak(order, studio.path(order), ask=untimed)

    assert "gave no word times; they were found in the sound" in made.notes[0]
    assert [row[0] for row in rows(made)] == order.text.split()
    assert listen(studio.path(order)).any()
