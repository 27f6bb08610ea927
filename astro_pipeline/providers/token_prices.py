"""What tokens cost: genai-prices' table as it is installed, and how many tokens a picture takes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from genai_prices import Usage, calc_price
from genai_prices.data_snapshot import get_snapshot

from astro_pipeline.errors import UnknownPrice
from astro_pipeline.providers.catalog import Model

_SELLERS: Mapping[str, str] = {"gemini": "google"}
"""Its names for our vendors, where they differ."""

_AXIS = {"low": 16, "medium": 48, "high": 96}
"""Patches on the long side of a picture of gpt-image-2."""


def token_cost(model: Model, used: Mapping[str, Decimal | int]) -> Decimal:
    """What those tokens cost, USD: tiers by the length of a prompt are taken into account.

    Raises: UnknownPrice when the library does not know the model, or knows no price for it.
    """
    seller, reference = _sold_as(model)
    try:
        found = calc_price(Usage(**used), reference, provider_id=seller)
    except LookupError as exc:
        raise UnknownPrice(model.name, f"tokens: genai-prices does not know {seller}'s {reference}") from exc
    if found.total_price == 0 and any(used.values()):
        raise UnknownPrice(model.name, f"{', '.join(used)}: genai-prices has no price for these")
    return found.total_price


def picture_tokens(quality: Literal["low", "medium", "high"], width: int, height: int) -> int:
    """Output tokens of a picture by gpt-image-2 and 2.5.

    Source: community.openai.com/t/1382699 (2026-06-05), read 2026-11-21; it gives 7024 for a high
    1024x1024 and 5488 for a high 1536x1024, as OpenAI's own calculator does.
    """
    long, short = max(width, height), min(width, height)
    axis = _AXIS[quality]
    across = (2 * axis * short + long) // (2 * long)
    return -(-axis * across * (2_000_000 + width * height) // 4_000_000)


def _sold_as(model: Model) -> tuple[str, str]:
    """The library's names of who sells the model, and of the model."""
    if model.vendor != "hf":
        return _SELLERS.get(model.vendor, model.vendor), model.vendor_id
    name, _, host = model.vendor_id.partition(":")
    seller = f"huggingface_{host}"
    if not host or all(each.id != seller for each in get_snapshot().providers):
        raise UnknownPrice(
            model.name, "tokens: name the host behind a colon, e.g. openai/gpt-oss-120b:together"
        )
    return seller, name
