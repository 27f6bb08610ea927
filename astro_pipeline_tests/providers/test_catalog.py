from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from pydantic import ValidationError

from astro_pipeline.errors import InvalidSetting, UnknownPrice
from astro_pipeline.provider import Kind
from astro_pipeline.providers.catalog import Catalog, Model, Price, load_catalog, read_catalog
from astro_pipeline.providers.prices import priced, quoted
from astro_pipeline.providers.token_prices import picture_tokens

CATALOG = load_catalog()
LOOKED_UP = date(2026, 11, 21)
ROW = """
vendors:
  - name: acme
    base_url: https://acme.test
    base_url_variable: ASTRO_ACME_BASE_URL
    base_url_holds_version: false
models:
  - {name: acme/one, vendor: acme, kinds: [image], price: unknown}
"""


def model(usd: dict[str, str], unit: str, **more: object) -> Model:
    price = Price.model_validate({"unit": unit, "usd": usd, "source": "a page", "checked": LOOKED_UP})
    return Model.model_validate(
        {"name": "acme/one", "vendor": "acme", "kinds": ("video",), "price": price, **more}
    )


@pytest.mark.parametrize("name", CATALOG.models)
def test_every_price_says_where_it_stands_and_when_it_was_read(name: str) -> None:
    price = CATALOG.models[name].price

    if not isinstance(price, str):
        assert price.source
        assert date(2026, 1, 1) < price.checked <= LOOKED_UP
        assert price.usd or price.library or price.unit == "free"


@pytest.mark.parametrize("name", CATALOG.models)
def test_every_model_has_its_vendor_and_what_replaces_it_is_sold(name: str) -> None:
    model = CATALOG.models[name]

    assert model.vendor in CATALOG.vendors
    if model.retires is not None:
        assert model.retires.source
        if model.retires.replaced_by:
            assert not CATALOG.models[model.retires.replaced_by].retired(LOOKED_UP)


@pytest.mark.parametrize("name", [n for n, m in CATALOG.models.items() if not m.retired(LOOKED_UP)])
def test_every_model_in_service_is_spoken_to_by_an_adapter(name: str) -> None:
    model = CATALOG.models[name]

    assert set(model.kinds) <= set(CATALOG.vendors[model.vendor].adapters)


def test_every_kind_but_none_can_be_bought() -> None:
    sold = {
        kind
        for m in CATALOG.models.values()
        for kind in m.kinds
        if m.price != "unknown" and m.retires is None
    }

    assert sold == set(get_args(Kind))


@pytest.mark.parametrize(
    "name",
    [
        "openai/sora-2",
        "gemini/imagen-4.0-generate-001",
        "gemini/veo-3.1-generate-preview",
        "openai/gpt-image-1",
        "gemini/gemini-omni-flash-preview",
    ],
)
def test_what_the_vendors_switched_off_is_listed_as_retired(name: str) -> None:
    gone = CATALOG.model(name)

    assert gone.retired(LOOKED_UP)
    assert gone.retires
    assert gone.retires.replaced_by in CATALOG.models


def test_money_is_read_to_the_digit() -> None:
    price = CATALOG.model("ark/doubao-seedance-2-0-260128").price

    assert isinstance(price, Price)
    assert price.usd["720p"] == Decimal("0.141942857")


@pytest.mark.parametrize(
    ("usd", "unit", "variant", "used", "cost"),
    [
        ({"every": "0.04"}, "image", "1024x1024", {"images": 3}, "0.12"),
        ({"480p": "0.1", "720p": "0.2"}, "second", "720p", {"seconds": 6}, "1.2"),
        ({"every": "0.1"}, "1k characters", "every", {"characters": 250}, "0.025"),
        ({"every": "0.3"}, "minute", "every", {"seconds": 15}, "0.075"),
        ({"every": "0.12"}, "call", "every", {"calls": 2}, "0.24"),
        (
            {"input_tokens": "5", "output_tokens": "30"},
            "million tokens",
            "every",
            {"input_tokens": 1000, "output_tokens": 7024},
            "0.21572",
        ),
        ({}, "free", "every", {"input_tokens": 9}, "0"),
    ],
)
def test_use_is_priced_in_its_own_measure(
    usd: dict[str, str], unit: str, variant: str, used: dict[str, int], cost: str
) -> None:
    assert priced(model(usd, unit), variant=variant, **used) == Decimal(cost)


@pytest.mark.parametrize(
    ("usd", "unit", "variant", "used"),
    [
        ({"480p": "0.1"}, "second", "720p", {"seconds": 6}),
        ({"every": "0.1"}, "second", "every", {"images": 1}),
        ({"every": "0.1"}, "second", "every", {}),
        ({"input_tokens": "5"}, "million tokens", "every", {"output_tokens": 9}),
        ({"input_tokens": "5"}, "million tokens", "every", {}),
    ],
)
def test_a_price_nobody_knows_is_an_error_and_never_zero(
    usd: dict[str, str], unit: str, variant: str, used: dict[str, int]
) -> None:
    with pytest.raises(UnknownPrice, match="acme/one"):
        priced(model(usd, unit), variant=variant, **used)


def test_a_model_without_a_price_cannot_be_used() -> None:
    unpriced = read_catalog(ROW).model("acme/one")

    with pytest.raises(UnknownPrice, match=r"ASTRO_PROVIDERS or write its price"):
        priced(unpriced, images=1)


def test_a_quote_gives_the_most_and_the_least_with_the_price_s_source() -> None:
    found = quoted(
        model({"720p": "0.2"}, "second"), most={"seconds": 10}, least={"seconds": 4}, variant="720p"
    )

    assert (found.usd, found.least_usd) == (Decimal("2.0"), Decimal("0.8"))
    assert (found.source, found.checked) == ("a page", LOOKED_UP)


def test_a_fixed_price_is_least_and_most_at_once() -> None:
    found = quoted(model({"every": "0.04"}, "image"), most={"images": 1})

    assert found.usd == found.least_usd == Decimal("0.04")


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, row in CATALOG.models.items()
        if isinstance(row.price, Price) and row.price.library and not name.endswith("/*")
    ],
)
def test_every_listed_language_model_has_its_token_price(name: str) -> None:
    assert priced(CATALOG.model(name), input_tokens=1000, output_tokens=1000) > 0


@pytest.mark.parametrize("name", ["openai/gpt-99", "hf/org/model", "hf/org/model:nowhere"])
def test_a_language_model_the_library_does_not_know_has_no_price(name: str) -> None:
    with pytest.raises(UnknownPrice, match="tokens"):
        priced(CATALOG.model(name), input_tokens=1000, output_tokens=10)


def test_an_open_row_is_made_out_to_the_model_named() -> None:
    found = CATALOG.model("openrouter/openai/gpt-6-luna")

    assert (found.vendor, found.vendor_id) == ("openrouter", "openai/gpt-6-luna")


def test_a_name_nobody_sells_is_refused_with_what_is_sold() -> None:
    with pytest.raises(InvalidSetting, match=r"kling/kling-v3"):
        CATALOG.model("kling/kling-v9")


def test_a_model_of_another_vendor_s_name_is_refused() -> None:
    with pytest.raises(ValidationError, match="begin the name with acme/"):
        read_catalog(ROW.replace("acme/one", "other/one"))


def test_a_model_named_twice_is_refused() -> None:
    line = ROW.splitlines()[-1]

    with pytest.raises(InvalidSetting, match="acme/one"):
        read_catalog(f"{ROW}{line}\n")


def test_a_catalog_is_only_data() -> None:
    assert Catalog.model_validate(CATALOG.model_dump()) == CATALOG


@pytest.mark.parametrize(("width", "height", "tokens"), [(1024, 1024, 7024), (1536, 1024, 5488)])
def test_a_picture_takes_the_tokens_that_openai_s_own_calculator_gives(
    width: int, height: int, tokens: int
) -> None:
    assert picture_tokens("high", width, height) == picture_tokens("high", height, width) == tokens
