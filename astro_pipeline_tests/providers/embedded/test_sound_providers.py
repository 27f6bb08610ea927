from pathlib import Path

import pytest

from astro_pipeline.errors import Gone, Rejected
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.samples import RATE
from astro_pipeline.media.voice.voices import Voices
from astro_pipeline.provider import Done, EffectRequest, MusicRequest, Provider, Request, SpeechRequest
from astro_pipeline.providers.embedded.composer import OfflineComposer
from astro_pipeline.providers.embedded.foley import OfflineFoley
from astro_pipeline.providers.embedded.voice import OfflineVoice

SPEECH = SpeechRequest(craft="narrator", version="1", seed=3, text="Order today.", language="en")
MUSIC = MusicRequest(craft="composer", version="1", seed=3, mood="calm", energy=0.4, seconds=6, beats=(3.0,))
EFFECT = EffectRequest(craft="composer", version="1", seed=3, effect="pop")
OFFERED: tuple[tuple[Provider, Request], ...] = (
    (OfflineVoice(), SPEECH),
    (OfflineComposer(), MUSIC),
    (OfflineFoley(), EFFECT),
)


def answered(provider: Provider, request: Request) -> Done:
    done = provider.submit(request, "key")
    assert isinstance(done, Done)
    return done


@pytest.mark.parametrize(("provider", "request_"), OFFERED)
def test_an_offline_provider_costs_nothing_and_answers_at_once(provider: Provider, request_: Request) -> None:
    done = answered(provider, request_)

    assert provider.quote(request_).usd == done.cost_usd == 0
    assert request_.kind in provider.kinds
    assert len(listen(done.content)) > RATE // 10
    assert (done.media_type, done.source_type) == ("audio/wav", "algorithmicMedia")
    assert done.licence.name == "generated-here"


@pytest.mark.parametrize(("provider", "request_"), OFFERED)
def test_equal_requests_give_equal_bytes(provider: Provider, request_: Request) -> None:
    assert answered(provider, request_).content == answered(provider, request_).content


@pytest.mark.parametrize(("provider", "request_"), OFFERED[1:])
def test_another_take_is_another_sound(provider: Provider, request_: Request) -> None:
    again = request_.model_copy(update={"take": 1})

    assert answered(provider, again).content != answered(provider, request_).content


@pytest.mark.parametrize("place", range(3))
def test_another_kind_of_request_is_rejected(place: int) -> None:
    provider, other = OFFERED[place][0], OFFERED[place - 1][1]

    with pytest.raises(Rejected, match=f"{other.kind} is not made here"):
        provider.submit(other, "key")


@pytest.mark.parametrize(("provider", "request_"), OFFERED)
def test_there_are_no_jobs_to_poll(provider: Provider, request_: Request) -> None:
    with pytest.raises(Gone, match="answered at once"):
        provider.poll(request_.kind)


@pytest.mark.parametrize(
    ("provider", "wrong", "said"),
    [
        (OfflineVoice(), SPEECH.model_copy(update={"language": "ja"}), "no voice for language 'ja'"),
        (OfflineVoice(), SPEECH.model_copy(update={"text": ""}), "give words"),
        (OfflineComposer(), MUSIC.model_copy(update={"mood": "grumpy"}), "'grumpy' is not known"),
        (OfflineFoley(), EFFECT.model_copy(update={"effect": "bang"}), "'bang' is not known"),
    ],
)
def test_what_cannot_be_made_is_rejected_with_the_reason(
    provider: Provider, wrong: Request, said: str
) -> None:
    with pytest.raises(Rejected, match=said):
        provider.submit(wrong, "key")


def test_the_voice_is_a_draft_with_word_times_and_the_composer_tells_its_tempo() -> None:
    speech, music = answered(*OFFERED[0]), answered(*OFFERED[1])

    assert speech.draft
    assert "GPL" in speech.licence.source
    assert [word.text for word in speech.words] == ["Order", "today."]
    assert not music.draft
    assert music.facts["hit"] == 3.0
    assert isinstance(music.facts["sections"], list)


def test_the_voice_that_speaks_is_the_one_that_was_named() -> None:
    provider = OfflineVoice()
    named = SPEECH.model_copy(update={"voice": provider.voice("en")})

    done = answered(provider, named)

    assert done.content == answered(provider, SPEECH).content
    assert done.model == done.facts["voice"] == named.voice
    assert provider.voice("ja") == ""


def test_a_voice_that_is_not_here_is_rejected_with_those_that_are() -> None:
    gone = SPEECH.model_copy(update={"voice": "piper/en@123"})

    with pytest.raises(
        Rejected, match=r"voice 'piper/en@123' is not on this machine; it has espeak-ng/en-us"
    ):
        OfflineVoice().submit(gone, "key")


def test_a_folder_of_voices_that_is_not_there_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="no such folder of voices"):
        OfflineVoice(Voices(tmp_path / "nowhere")).submit(SPEECH, "key")
