import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

from astro_pipeline.errors import InvalidSetting, UnknownPrice
from astro_pipeline.provider import Kind
from astro_pipeline.providers.catalog import Tier, load_catalog
from astro_pipeline.providers.configured import account, allowed_hosts, base_url, candidates
from astro_pipeline.providers.wanted import KINDS, fault, serving, wanted

TODAY = date(2026, 11, 21)
TIERS: tuple[Tier, ...] = get_args(Tier)
OFFLINE = {
    "text": ("offline-writer",),
    "image": ("offline-painter",),
    "speech": ("offline-voice",),
    "music": ("offline-composer",),
    "sfx": ("offline-foley",),
    "video": (),
    "vision": (),
    "transcript": (),
}


def blob(sha256: str) -> Path:
    return Path(sha256)


def names(environment: dict[str, str], today: date = TODAY) -> dict[Kind, tuple[str, ...]]:
    found = candidates(environment, blob=blob, today=today)
    return {kind: tuple(each.name for each in found[kind]) for kind in found}


def test_without_a_key_the_offline_studio_makes_everything_it_can() -> None:
    assert names({}) == OFFLINE


def test_an_empty_key_is_no_key() -> None:
    assert names({"OPENAI_API_KEY": "", "GEMINI_API_KEY": ""}) == OFFLINE


def test_a_key_is_used_for_all_that_its_vendor_makes() -> None:
    found = names({"ELEVENLABS_API_KEY": "k"})

    assert found["speech"] == ("elevenlabs/eleven_multilingual_v2",)
    assert found["music"] == ("elevenlabs/music_v1",)
    assert found["sfx"] == ("elevenlabs/eleven_text_to_sound_v2",)
    assert found["transcript"] == ("elevenlabs/scribe_v2",)
    assert found["text"] == OFFLINE["text"]


def test_two_keys_make_two_candidates_in_the_file_s_order() -> None:
    found = names({"OPENAI_API_KEY": "k", "ANTHROPIC_API_KEY": "k"})

    assert found["text"] == ("anthropic/claude-sonnet-5-5", "openai/gpt-6.1-terra")


def test_either_of_google_s_variables_will_do() -> None:
    for name in ("GEMINI_API_KEY", "GOOGLE_API_KEY"):
        assert names({name: "k"})["text"] == ("gemini/gemini-3.8-flash",)


def test_half_a_pair_of_keys_is_no_key_and_says_what_is_missing() -> None:
    half = {"KLING_ACCESS_KEY": "k"}

    assert names(half)["video"] == ()
    with pytest.raises(InvalidSetting, match="set KLING_SECRET_KEY"):
        names({**half, "ASTRO_PROVIDERS": "video:kling"})


def test_embedded_keeps_everything_at_home_whatever_keys_are_set() -> None:
    assert names({"OPENAI_API_KEY": "k", "ASTRO_PROVIDERS": " embedded "}) == OFFLINE


def test_the_variable_rules_the_kinds_it_names_and_leaves_the_others() -> None:
    found = names(
        {"OPENAI_API_KEY": "k", "ASTRO_PROVIDERS": "text:embedded, image:openai/gpt-image-2.5-flare"}
    )

    assert found["text"] == OFFLINE["text"]
    assert found["image"] == ("openai/gpt-image-2.5-flare",)
    assert found["speech"] == ("openai/gpt-4o-mini-tts",)


def test_several_candidates_are_joined_by_a_bar() -> None:
    keys = {"OPENAI_API_KEY": "k", "REPLICATE_API_TOKEN": "k"}

    found = names({**keys, "ASTRO_PROVIDERS": "image:replicate|openai/gpt-image-2"})

    assert found["image"] == ("replicate/black-forest-labs/flux-1.1-pro", "openai/gpt-image-2")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("image", "write kind:provider once"),
        ("picture:openai", "write kind:provider once"),
        ("image:openai,image:fal", "write kind:provider once"),
        ("image:", "name different providers"),
        ("image:openai|openai", "name different providers"),
        ("image:openai|embedded", "name different providers"),
        ("image:nobody", "name who makes image: openai, gemini"),
        ("music:openai", "name who makes music: elevenlabs"),
        ("text:ollama", r"name the model as well: text:ollama/…"),
        ("image:openai/gpt-99", "it makes text, vision"),
        ("speech:elevenlabs/music_v1", "it makes music"),
        ("image:openai", "set OPENAI_API_KEY"),
        ("text:gemini", "set GEMINI_API_KEY or GOOGLE_API_KEY"),
        ("video:openai/sora-2", r"since 2026-09-24; name gemini/gemini-omni-1.1-flash"),
        ("image:gemini/imagen-4.0-generate-001", r"since 2026-08-17; name gemini/gemini-3.1-flash-image"),
    ],
)
def test_a_bad_value_is_told_with_its_cure(value: str, said: str) -> None:
    with pytest.raises(InvalidSetting, match=said) as told:
        names({"ASTRO_PROVIDERS": value})

    assert told.value.field == "ASTRO_PROVIDERS"


def test_a_model_without_a_price_is_not_used() -> None:
    with pytest.raises(UnknownPrice, match="elevenlabs/music_v2"):
        names({"ELEVENLABS_API_KEY": "k", "ASTRO_PROVIDERS": "music:elevenlabs/music_v2"})


def test_a_server_of_one_s_own_needs_no_key_and_costs_nothing() -> None:
    found = candidates({"ASTRO_PROVIDERS": "text:ollama/qwen3.5"}, blob=blob, today=TODAY)["text"]

    assert [each.name for each in found] == ["ollama/qwen3.5"]


def test_a_model_of_the_file_that_has_retired_leaves_its_place_to_the_others() -> None:
    later = date(2027, 1, 6)

    assert names({"OPENAI_API_KEY": "k"}, today=later)["speech"] == OFFLINE["speech"]


def test_a_candidate_carries_its_vendor_s_limits_and_no_key() -> None:
    one, *_ = candidates({"REPLICATE_API_TOKEN": "r8_hidden"}, blob=blob, today=TODAY)["image"]

    assert (one.vendor, one.requests_per_minute, one.concurrency) == ("replicate", 600, 16)
    assert one.account
    assert "r8_hidden" not in f"{one!r}{one.account}"


def test_another_key_is_another_account() -> None:
    vendor = load_catalog().vendors["openai"]

    one, two = (account(vendor, {"OPENAI_API_KEY": key}).fingerprint for key in ("a", "b"))

    assert one != two


@pytest.mark.parametrize("vendor", [name for name in load_catalog().vendors if name != "local"])
def test_every_vendor_s_address_can_be_put_elsewhere(vendor: str) -> None:
    row = load_catalog().vendors[vendor]
    elsewhere = "http://127.0.0.1:4200/v1" if row.base_url_holds_version else "http://127.0.0.1:4200"

    assert row.base_url_variable == f"ASTRO_{vendor.upper()}_BASE_URL"
    assert base_url(row, {}) == row.base_url
    assert base_url(row, {row.base_url_variable: f"{elsewhere}/"}) == elsewhere


@pytest.mark.parametrize(
    ("vendor", "value", "said"),
    [
        ("openai", "api.openai.com/v1", "write an address like"),
        ("openai", "ftp://host/v1", "write an address like"),
        ("openai", "https://user:word@host/v1", "write an address like"),
        ("openai", "https://host", "up to and including the version"),
        ("gemini", "https://host/v1beta", "leave the version out"),
        ("fal", "https://host/v1", "leave the version out"),
    ],
)
def test_a_bad_address_is_told_with_its_cure(vendor: str, value: str, said: str) -> None:
    row = load_catalog().vendors[vendor]

    with pytest.raises(InvalidSetting, match=said) as told:
        base_url(row, {row.base_url_variable: value})

    assert "word" not in str(told.value)


def test_hosts_are_allowed_by_name() -> None:
    given = {"ASTRO_ALLOW_HOSTS": "127.0.0.1:4200, gpu-box:8000,nas"}

    assert allowed_hosts(given) == {"127.0.0.1:4200", "gpu-box:8000", "nas"}


@pytest.mark.parametrize("value", ["http://host", "host/path", "a b", "user@host", "host:port"])
def test_what_is_no_host_is_refused(value: str) -> None:
    with pytest.raises(InvalidSetting, match="write host or host:port"):
        allowed_hosts({"ASTRO_ALLOW_HOSTS": value})


def test_every_model_of_the_file_can_be_used_once_its_key_is_set() -> None:
    keys = {group[0]: "k" for vendor in load_catalog().vendors.values() for group in vendor.keys}

    for tier in TIERS:
        asked = wanted({**keys, "ASTRO_TIER": tier})
        assert {fault(each, keys, TODAY) for kind in KINDS for each in asked[kind]} == {None}
        for kind in KINDS:
            listed = serving(kind, tier) or serving(kind, "standard")
            assert tuple(each.model.name for each in asked[kind]) == listed


@pytest.mark.parametrize("tier", TIERS)
def test_a_model_is_listed_under_the_tier_it_has(tier: Tier) -> None:
    named = {name for kind in KINDS for name in serving(kind, tier)}

    assert {load_catalog().models[name].tier for name in named} == {tier}


def test_a_tier_is_chosen_for_all_kinds_or_for_some() -> None:
    keys = {"OPENAI_API_KEY": "k"}

    for value, text, image in (
        ("draft", "openai/gpt-6-luna", "openai/gpt-image-2.5-flare"),
        ("image:premium", "openai/gpt-6.1-terra", "openai/gpt-image-2.5-sunburst"),
        ("draft, image:standard", "openai/gpt-6-luna", "openai/gpt-image-2"),
    ):
        found = names({**keys, "ASTRO_TIER": value})
        assert (found["text"], found["image"]) == ((text,), (image,))


def test_a_kind_without_a_model_of_the_tier_keeps_its_standard_one() -> None:
    found = names({"ELEVENLABS_API_KEY": "k", "OPENROUTER_API_KEY": "k", "ASTRO_TIER": "draft"})

    assert found["music"] == ("elevenlabs/music_v1",)
    assert found["text"] == ("openrouter/anthropic/claude-sonnet-5.5",)


def test_a_vendor_s_name_stands_for_its_model_of_the_tier() -> None:
    keys = {"OPENAI_API_KEY": "k", "ASTRO_TIER": "premium", "ASTRO_PROVIDERS": "image:openai"}

    assert names(keys)["image"] == ("openai/gpt-image-2.5-sunburst",)


@pytest.mark.parametrize("value", ["cheap", "image:cheap", "picture:draft", "image=draft"])
def test_a_tier_that_is_none_is_told_with_its_cure(value: str) -> None:
    with pytest.raises(InvalidSetting, match="write draft, standard, premium") as told:
        names({"ASTRO_TIER": value})

    assert told.value.field == "ASTRO_TIER"


@pytest.mark.parametrize(
    "place",
    sorted({place for vendor in load_catalog().vendors.values() for place in vendor.adapters.values()}),
)
def test_every_adapter_of_the_catalog_stands(place: str) -> None:
    module, _, factory = place.partition(":")

    assert callable(getattr(import_module(f"astro_pipeline.providers.{module}"), factory))


def test_offline_loads_no_vendor_s_adapter() -> None:
    start = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from astro_pipeline.providers.configured import candidates\n"
        "candidates({}, blob=Path, today=date(2026, 11, 21))\n"
        "print([m for m in sys.modules if m in ('httpx', 'pydantic_ai', 'genai_prices') "
        "or m.startswith('astro_pipeline.providers.language')])"
    )

    said = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=True).stdout

    assert said.strip().splitlines()[-1] == "[]"
