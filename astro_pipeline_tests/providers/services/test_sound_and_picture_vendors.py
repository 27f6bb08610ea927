from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from astro_pipeline.errors import Rejected
from astro_pipeline.media.kind import kind_of_head
from astro_pipeline.provider import Done, Pending, SpeechRequest
from astro_pipeline.providers.calling.sounding import direction, words_of
from astro_pipeline_tests.providers.requests import outcome
from astro_pipeline_tests.providers.sounds import (
    CASES,
    CLIP,
    EFFECT,
    PICTURE,
    SPEECH,
    maker,
    mentions_terms,
)
from astro_pipeline_tests.vendors.server import VendorServer


@pytest.fixture(scope="module")
def house() -> Iterator[VendorServer]:
    with VendorServer() as vendors:
        yield vendors


def made(house: VendorServer, case: str, folder: Path) -> Done:
    return outcome(maker(house, case, folder), CASES[case][2])


@pytest.mark.parametrize("case", CASES)
def test_what_is_made_costs_what_is_billed_and_no_more_than_was_quoted(
    house: VendorServer, case: str, tmp_path: Path
) -> None:
    before, calls = house.bill.total, house.bill.calls
    provider = maker(house, case, tmp_path)
    quote = provider.quote(CASES[case][2])

    done = outcome(provider, CASES[case][2])

    assert house.bill.calls - calls == 1
    assert round(done.cost_usd, 6) == round(house.bill.total - before, 6) > 0
    assert done.cost_usd <= quote.usd
    assert quote.least_usd is not None
    assert quote.least_usd <= done.cost_usd
    assert mentions_terms(done.licence)
    assert not done.draft


def test_a_picture_is_asked_for_in_a_size_the_model_makes(house: VendorServer, tmp_path: Path) -> None:
    odd = PICTURE.model_copy(update={"width": 500, "height": 2001})

    maker(house, "openai image", tmp_path).submit(odd, "key")

    width, height = (int(side) for side in house.requests[-1].json()["size"].split("x"))
    assert width % 16 == height % 16 == 0
    assert 2.5 < height / width <= 3


def test_a_jpeg_is_known_by_its_bytes(house: VendorServer, tmp_path: Path) -> None:
    done = made(house, "gemini image", tmp_path)

    assert done.media_type == "image/jpeg"
    assert kind_of_head(done.content[:64], "picture").form == "jpg"


def test_speech_with_times_tells_when_each_word_is_said(house: VendorServer, tmp_path: Path) -> None:
    words = made(house, "elevenlabs speech", tmp_path).words

    assert [word.text for word in words] == SPEECH.text.split()
    assert all(one.end <= two.start for one, two in pairwise(words))


def test_a_name_spoken_by_its_hint_leaves_the_word_times_to_be_found(
    house: VendorServer, tmp_path: Path
) -> None:
    hinted = SPEECH.model_copy(update={"pronunciation": {"Twelve": "Tuelve"}})

    done = outcome(maker(house, "elevenlabs speech", tmp_path), hinted)

    assert "Tuelve" in house.requests[-1].json()["text"]
    assert done.words == ()


def test_a_voice_of_another_house_is_not_asked_for(house: VendorServer, tmp_path: Path) -> None:
    foreign = SPEECH.model_copy(update={"voice": "espeak-ng/en"})

    for case in ("openai speech", "elevenlabs speech"):
        done = outcome(maker(house, case, tmp_path), foreign)

        assert "espeak-ng" not in house.requests[-1].path + house.requests[-1].body.decode()
        assert "espeak-ng/en is none of" in done.notes[0]


def test_how_to_speak_is_said_in_words() -> None:
    said = direction(SPEECH.model_copy(update={"feedback": ("too fast",), "pronunciation": {"Nuun": "noon"}}))

    for part in ("English", "calm", "slow", "4 seconds", "breath", "Say Nuun as noon", "too fast"):
        assert part in said


def test_a_known_text_is_aligned_and_an_unknown_one_heard(house: VendorServer, tmp_path: Path) -> None:
    aligned = made(house, "elevenlabs alignment", tmp_path)
    heard = made(house, "elevenlabs transcript", tmp_path)

    assert [word.text for word in aligned.words] == ["Guten", "Morgen,", "Graz."]
    assert heard.value == "Guten Morgen."
    assert [word.text for word in heard.words] == ["Guten", "Morgen."]


def test_word_times_come_from_the_model_that_has_them(house: VendorServer, tmp_path: Path) -> None:
    assert made(house, "openai transcript", tmp_path).words == ()
    assert [word.text for word in made(house, "openai transcript with words", tmp_path).words] == [
        "good",
        "morning",
    ]


def test_a_film_is_a_job_that_can_be_stopped_and_cannot_be_found_by_key(
    house: VendorServer, tmp_path: Path
) -> None:
    provider = maker(house, "gemini video", tmp_path)
    begun = provider.submit(CLIP, "spring/clips/1")

    assert isinstance(begun, Pending)
    assert house.requests[-1].json()["response_format"]["duration"] == "6s"
    assert "spring" not in str(house.requests[-1].json()["labels"])
    assert provider.cancel(begun.job_id)
    assert provider.find("spring/clips/1") == "unknown"


def test_another_kind_is_rejected_before_anything_is_sent(house: VendorServer, tmp_path: Path) -> None:
    sent = len(house.requests)

    for case, (_, _, request) in CASES.items():
        other = EFFECT if not isinstance(request, type(EFFECT)) else SPEECH
        with pytest.raises(Rejected):
            maker(house, case, tmp_path).submit(other, "key")
        with pytest.raises(Rejected):
            maker(house, case, tmp_path).quote(other)

    assert len(house.requests) == sent


@pytest.mark.parametrize("case", ["openai speech", "elevenlabs speech"])
def test_a_text_too_long_for_one_take_is_rejected_before_anything_is_sent(
    house: VendorServer, case: str, tmp_path: Path
) -> None:
    sent = len(house.requests)

    with pytest.raises(Rejected, match="shorten the narration"):
        maker(house, case, tmp_path).submit(SPEECH.model_copy(update={"text": "word " * 3000}), "key")

    assert len(house.requests) == sent


def test_music_is_asked_for_by_mood_length_and_moments_without_a_seed(
    house: VendorServer, tmp_path: Path
) -> None:
    made(house, "elevenlabs music", tmp_path)

    sent = house.requests[-1].json()
    assert sent["music_length_ms"] == 6000
    assert "seed" not in sent
    assert "4.5 s, where the logo arrives" in sent["prompt"]


def test_word_times_need_the_very_text() -> None:
    assert words_of("ab c", [0, 1, 2, 3], [1, 2, 3, 4], list("ab c"))[1].start == 3
    assert words_of("ab c", [0, 1, 2], [1, 2, 3], list("abc")) == ()


def test_the_bound_of_speech_covers_the_slowest_voice(house: VendorServer, tmp_path: Path) -> None:
    japanese = SpeechRequest(craft="narrator", version="1", text="今日も、すっきり。" * 4, language="ja")

    quote = maker(house, "openai speech", tmp_path).quote(japanese)

    assert quote.usd >= Decimal("0.00026") * 18
