from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from astro_pipeline.errors import Ambiguous, JobFailed, NotAccepted, OutOfCredit, Refused, Rejected, Retired
from astro_pipeline.provider import EffectRequest, TextRequest, VisionRequest
from astro_pipeline.providers.account import Account
from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline.providers.language.model import RE_ASKS, Language
from astro_pipeline_tests.vendors import goods
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.server import VendorServer
from astro_pipeline_tests.vendors.talk import Spoken, Talker

SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Slogan",
    "properties": {"line": {"type": "string", "minLength": 3}, "syllables": {"type": "integer"}},
    "required": ["line", "syllables"],
    "additionalProperties": False,
}
GOOD: JsonValue = {"line": "Cold, slowly.", "syllables": 4}
MODELS = {
    "openai": "openai/gpt-6.1-terra",
    "anthropic": "anthropic/claude-sonnet-5-5",
    "gemini": "gemini/gemini-3.8-flash",
    "hf": "hf/openai/gpt-oss-120b",
    "openrouter": "openrouter/anthropic/claude-sonnet-5.5",
    "ollama": "ollama/qwen3:8b",
}
VENDORS = tuple(MODELS)
LARGE = tuple(name for name in VENDORS if name in {"openai", "anthropic", "gemini", "openrouter"})


@pytest.fixture(scope="module")
def house() -> Iterator[VendorServer]:
    with VendorServer() as vendors:
        yield vendors


def asked(prompt: str = "One line for a slow cold brew.") -> TextRequest:
    return TextRequest(
        craft="copywriter", version="1", prompt=prompt, inputs={}, output="Slogan", output_schema=SCHEMA
    )


def language(house: VendorServer, vendor: str, *, seconds: float = 20.0, blob: Path = Path()) -> Language:
    model = load_catalog().model(MODELS[vendor])
    return Language(model, house.account(vendor), lambda _: blob, seconds=seconds)


def talker(house: VendorServer, vendor: str) -> Talker:
    found = house.vendors[vendor]
    assert isinstance(found, Talker)
    return found


def posts(house: VendorServer, vendor: str) -> int:
    """Requests that reached the vendor so far."""
    part = {"gemini": ":generateContent", "anthropic": "/messages"}.get(vendor, "/chat/completions")
    key = {"gemini": "x-goog-api-key"}.get(vendor, "authorization")
    return sum(each.path.endswith(part) and key in each.headers for each in house.requests)


@pytest.mark.parametrize("vendor", VENDORS)
def test_an_answer_has_the_shape_and_costs_what_the_vendor_bills(house: VendorServer, vendor: str) -> None:
    talker(house, vendor).script(GOOD)
    before = house.bill.of(vendor)
    provider = language(house, vendor)

    done = provider.submit(asked(), "spring/copy")

    assert done.value == GOOD
    assert done.posts == 1
    assert done.cost_usd == house.bill.of(vendor) - before
    assert done.cost_usd <= provider.quote(asked()).usd
    assert done.cost_basis == {"ollama": "free", "openrouter": "reported"}.get(vendor, "metered")


@pytest.mark.parametrize("vendor", LARGE)
def test_a_wrong_shape_is_asked_for_again_and_both_answers_are_paid(house: VendorServer, vendor: str) -> None:
    talker(house, vendor).script({"line": "No"}, GOOD)
    before = house.bill.of(vendor)

    done = language(house, vendor).submit(asked(), "spring/copy")

    assert done.value == GOOD
    assert done.posts == 2
    assert done.cost_usd == house.bill.of(vendor) - before
    assert "line" in house.requests[-1].body.decode()
    assert "is too short" in house.requests[-1].body.decode()


@pytest.mark.parametrize("vendor", LARGE)
def test_re_asks_end_and_everything_paid_is_told(house: VendorServer, vendor: str) -> None:
    talker(house, vendor).script(*["not even JSON"] * (RE_ASKS + 1))
    before = house.bill.of(vendor)
    provider = language(house, vendor)

    with pytest.raises(JobFailed, match="no Slogan in 3 answers") as failed:
        provider.submit(asked(), "spring/copy")

    assert failed.value.posts == RE_ASKS + 1
    assert failed.value.cost_usd == house.bill.of(vendor) - before
    assert failed.value.cost_usd <= provider.quote(asked()).usd


@pytest.mark.parametrize("vendor", LARGE)
def test_a_refusal_is_refused_although_it_comes_with_text_and_is_billed(
    house: VendorServer, vendor: str
) -> None:
    house.play(Scenario.REFUSAL, vendor)
    before = house.bill.of(vendor)

    with pytest.raises(Refused) as refused:
        language(house, vendor).submit(asked(), "spring/copy")

    assert refused.value.posts == 1
    assert refused.value.cost_usd == house.bill.of(vendor) - before > 0


@pytest.mark.parametrize("vendor", LARGE)
def test_an_answer_cut_off_is_told_apart_with_its_cure(house: VendorServer, vendor: str) -> None:
    talker(house, vendor).script(Spoken('{"line": "Cold, slow', "length"))

    with pytest.raises(JobFailed, match="order fewer placements") as failed:
        language(house, vendor).submit(asked(), "spring/copy")

    assert failed.value.posts == 1
    assert failed.value.cost_usd > 0


@pytest.mark.parametrize("vendor", LARGE)
@pytest.mark.parametrize(
    ("fate", "error"),
    [
        (Scenario.TOO_MANY, NotAccepted),
        (Scenario.TOO_MANY_INSIDE, NotAccepted),
        (Scenario.NO_QUOTA, OutOfCredit),
        (Scenario.RETIRED, Retired),
        (Scenario.BROKEN, Ambiguous),
        (Scenario.BROKEN_AFTER, Ambiguous),
        (Scenario.CUT, Ambiguous),
        (Scenario.TRUNCATED, Ambiguous),
        (Scenario.HTML, Ambiguous),
        (Scenario.SCHEMA, Ambiguous),
        (Scenario.SILENT, Ambiguous),
    ],
)
def test_what_goes_wrong_is_one_post_and_the_error_that_says_what_may_be_done(
    house: VendorServer, vendor: str, fate: Scenario, error: type[Exception]
) -> None:
    house.play(fate, vendor)
    before = posts(house, vendor)
    seconds = 1.5 if fate is Scenario.SILENT else 20.0

    with pytest.raises(error) as raised:
        language(house, vendor, seconds=seconds).submit(asked(), "spring/copy")

    assert type(raised.value) is error
    assert posts(house, vendor) - before == 1
    assert Talker.key not in str(raised.value)


@pytest.mark.parametrize("vendor", LARGE)
def test_how_long_to_wait_is_heard(house: VendorServer, vendor: str) -> None:
    house.play(Scenario.TOO_MANY, vendor)

    with pytest.raises(NotAccepted) as raised:
        language(house, vendor).submit(asked(), "spring/copy")

    assert raised.value.retry_after == 1


@pytest.mark.parametrize("vendor", VENDORS)
def test_nobody_there_is_surely_not_accepted(house: VendorServer, vendor: str) -> None:
    there = house.account(vendor)
    closed = Account(vendor, there.base_url.replace(house.host, "127.0.0.1:1"), ("a-key",))
    provider = Language(load_catalog().model(MODELS[vendor]), closed, lambda _: Path())

    with pytest.raises(NotAccepted, match="not reached"):
        provider.submit(asked(), "spring/copy")


@pytest.mark.parametrize("vendor", LARGE)
def test_what_was_paid_before_a_lost_re_ask_is_not_forgotten(house: VendorServer, vendor: str) -> None:
    talker(house, vendor).script({"line": "No"}, GOOD)
    house.play(Scenario.GOOD, vendor)
    house.play(Scenario.CUT, vendor)
    before = house.bill.of(vendor)

    with pytest.raises(Ambiguous) as lost:
        language(house, vendor).submit(asked(), "spring/copy")

    assert lost.value.posts == 1
    assert 0 < lost.value.cost_usd < house.bill.of(vendor) - before


@pytest.mark.parametrize("vendor", LARGE)
def test_a_re_ask_turned_away_is_a_failed_job_since_the_first_answer_was_paid(
    house: VendorServer, vendor: str
) -> None:
    talker(house, vendor).script({"line": "No"})
    house.play(Scenario.GOOD, vendor)
    house.play(Scenario.TOO_MANY, vendor)
    before = house.bill.of(vendor)

    with pytest.raises(JobFailed) as failed:
        language(house, vendor).submit(asked(), "spring/copy")

    assert failed.value.cost_usd == house.bill.of(vendor) - before > 0
    talker(house, vendor).scripts.clear()


@pytest.mark.parametrize("vendor", LARGE)
def test_pictures_are_shown_and_counted_in_the_quote(
    house: VendorServer, vendor: str, tmp_path: Path
) -> None:
    picture = tmp_path / "key.bin"
    picture.write_bytes(goods.picture(form="JPEG"))
    look = VisionRequest(
        craft="judge", version="1", prompt="Does it show the can?", pictures=("0" * 64,),
        output="Slogan", output_schema=SCHEMA,
    )  # fmt: skip
    talker(house, vendor).script(GOOD)
    provider = language(house, vendor, blob=picture)

    done = provider.submit(look, "spring/qa")

    assert done.value == GOOD
    assert "image/jpeg" in house.requests[-1].body.decode()
    assert provider.quote(look).usd > provider.quote(asked(look.prompt)).usd
    assert done.cost_usd <= provider.quote(look).usd


@pytest.mark.parametrize("vendor", LARGE)
def test_a_limit_on_the_length_is_always_sent_and_never_a_sampling_parameter(
    house: VendorServer, vendor: str
) -> None:
    talker(house, vendor).script(GOOD)

    language(house, vendor).submit(asked(), "spring/copy")

    sent = house.requests[-1].body.decode()
    assert "16000" in sent
    assert not any(word in sent for word in ("temperature", "top_p", "topP", "top_k", "topK"))


def test_a_redirect_is_not_followed_with_the_key(house: VendorServer) -> None:
    elsewhere = Account("openai", f"{house.url}/files/nobody", ("a-key",))
    provider = Language(load_catalog().model(MODELS["openai"]), elsewhere, lambda _: Path())
    before = len(house.problems)

    with pytest.raises((Rejected, Retired, Ambiguous)):
        provider.submit(asked(), "spring/copy")

    del house.problems[before:]


def test_another_kind_is_rejected_before_anything_is_sent(house: VendorServer) -> None:
    effect = EffectRequest(craft="composer", version="1", effect="whoosh")

    with pytest.raises(Rejected, match="makes text, vision, not sfx"):
        language(house, "openai").submit(effect, "spring/effects")


def test_the_bound_grows_with_every_byte_asked(house: VendorServer) -> None:
    provider = language(house, "openai")

    short, long = provider.quote(asked("a")), provider.quote(asked("a" * 10_001))

    assert long.usd - short.usd >= Decimal("0.01")
    assert short.least_usd is not None
    assert short.least_usd <= short.usd


def test_answers_in_a_fence_are_read(house: VendorServer) -> None:
    talker(house, "ollama").script('```json\n{"line": "Cold, slowly.", "syllables": 4}\n```')

    assert language(house, "ollama").submit(asked(), "spring/copy").value == GOOD


@pytest.mark.parametrize("vendor", LARGE)
def test_a_map_per_language_comes_back_whole_from_everybody(house: VendorServer, vendor: str) -> None:
    per_language = {"type": "object", "additionalProperties": {"type": "string"}}
    schema = {"type": "object", "properties": {"promise": per_language}, "required": ["promise"]}
    promise: JsonValue = {"promise": {"en": "Cold, slowly.", "fr": "Froid, lentement."}}
    talker(house, vendor).script(promise)
    request = asked().model_copy(update={"output": "Promise", "output_schema": schema})

    done = language(house, vendor).submit(request, "spring/strategy")

    assert done.value == promise
    assert "output_config" not in house.requests[-1].json()  # it would close the map
    assert '"promise"' in house.requests[-1].body.decode().replace("\\", "")
