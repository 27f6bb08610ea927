from datetime import date

import pytest

from astro_pipeline.errors import InvalidSetting
from astro_pipeline.providers.preflight import Note, Preflight, look

TODAY = date(2026, 11, 21)


def told(found: Preflight, model: str) -> dict[str, Note]:
    return {note.what: note for note in found.notes if note.model == model}


def test_offline_everything_is_clear() -> None:
    found = look({}, TODAY)

    assert found.clear
    assert {line.state for line in found.vendors} == {"not set", "needs none"}
    assert {line.kind: line.why for line in found.kinds} == {
        "text": "offline studio",
        "image": "offline studio",
        "speech": "offline studio",
        "music": "offline studio",
        "sfx": "offline studio",
        "video": "nobody",
        "vision": "nobody",
        "transcript": "nobody",
    }


def test_a_key_is_told_by_its_variable_and_never_by_its_value() -> None:
    found = look({"OPENAI_API_KEY": "sk-hidden", "GOOGLE_API_KEY": "AIza-hidden"}, TODAY)

    states = {line.vendor: line.state for line in found.vendors}
    assert (states["openai"], states["gemini"], states["fal"]) == ("set", "set", "not set")
    assert "hidden" not in found.model_dump_json()


def test_half_a_pair_of_keys_is_told() -> None:
    found = look({"KLING_ACCESS_KEY": "k"}, TODAY)

    kling = next(line for line in found.vendors if line.vendor == "kling")
    assert (kling.state, kling.missing) == ("not set", ("KLING_SECRET_KEY",))


def test_an_address_put_elsewhere_is_told_with_its_variable() -> None:
    found = look({"ASTRO_FAL_BASE_URL": "http://127.0.0.1:4200"}, TODAY)

    fal = next(line for line in found.vendors if line.vendor == "fal")
    assert (fal.base_url, fal.overridden_by) == ("http://127.0.0.1:4200", "ASTRO_FAL_BASE_URL")


def test_who_makes_what_is_told_with_the_reason() -> None:
    environment = {
        "OPENAI_API_KEY": "k",
        "ASTRO_PROVIDERS": "image:openai/gpt-image-2.5-flare,speech:embedded",
    }

    kinds = {line.kind: line for line in look(environment, TODAY).kinds}

    assert (kinds["text"].made_by, kinds["text"].why) == (("openai/gpt-6.1-terra",), "keys")
    assert kinds["image"].made_by == ("openai/gpt-image-2.5-flare",)
    assert kinds["image"].why == "ASTRO_PROVIDERS"
    assert kinds["speech"].made_by == ("offline studio",)


def test_a_retired_model_is_told_and_stops_only_where_it_is_configured() -> None:
    alone = look({}, TODAY)
    named = look({"OPENAI_API_KEY": "k", "ASTRO_PROVIDERS": "video:openai/sora-2"}, TODAY)

    assert alone.clear
    assert "gemini/gemini-omni-1.1-flash takes its place" in told(alone, "openai/sora-2")["retired"].says
    assert not named.clear
    assert [note.model for note in named.notes if note.stops] == ["openai/sora-2"]


def test_a_model_of_the_file_that_retired_stops_too() -> None:
    later = look({"OPENAI_API_KEY": "k"}, date(2027, 1, 6))

    assert told(later, "openai/gpt-4o-mini-tts")["retired"].stops


@pytest.mark.parametrize(("day", "says"), [(date(2026, 11, 6), False), (date(2026, 11, 7), True)])
def test_a_retirement_is_told_sixty_days_before(day: date, says: bool) -> None:
    assert ("retires soon" in told(look({}, day), "openai/tts-1")) is says


@pytest.mark.parametrize(("day", "says"), [(date(2026, 9, 29), False), (date(2026, 9, 30), True)])
def test_a_price_is_old_after_ninety_days(day: date, says: bool) -> None:
    assert ("old price" in told(look({}, day), "replicate/bytedance/seedance-2.0")) is says


def test_old_and_soon_do_not_stop() -> None:
    found = look({"REPLICATE_API_TOKEN": "k", "OPENAI_API_KEY": "k"}, TODAY)

    assert told(found, "replicate/bytedance/seedance-2.0")["old price"].configured
    assert told(found, "openai/gpt-4o-mini-tts")["retires soon"].configured
    assert found.clear


@pytest.mark.parametrize(
    ("named", "model"),
    [
        ("music:elevenlabs/music_v2", "elevenlabs/music_v2"),
        ("text:openrouter/nobody/knows", "openrouter/nobody/knows"),
    ],
)
def test_a_configured_model_without_a_price_stops(named: str, model: str) -> None:
    keys = {"ELEVENLABS_API_KEY": "k", "OPENROUTER_API_KEY": "k"}

    found = look({**keys, "ASTRO_PROVIDERS": named}, TODAY)

    assert [(note.model, note.what) for note in found.notes if note.stops] == [(model, "no price")]


def test_a_named_model_without_its_key_stops() -> None:
    found = look({"ASTRO_PROVIDERS": "image:fal"}, TODAY)

    assert "set FAL_KEY" in told(found, "fal/fal-ai/flux-pro/v1.1")["unusable"].says
    assert not found.clear


def test_a_variable_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(InvalidSetting, match="ASTRO_PROVIDERS"):
        look({"ASTRO_PROVIDERS": "picture:openai"}, TODAY)
