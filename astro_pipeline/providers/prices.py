"""What so much of a model costs, by the catalog's price of it."""

from collections.abc import Mapping
from decimal import Decimal

from astro_pipeline.errors import UnknownPrice
from astro_pipeline.provider import Quote
from astro_pipeline.providers.catalog import EVERY, Model, Price, Unit

_MEASURED_IN: Mapping[Unit, tuple[str, Decimal]] = {
    "image": ("images", Decimal(1)),
    "second": ("seconds", Decimal(1)),
    "1k characters": ("characters", Decimal(1000)),
    "minute": ("seconds", Decimal(60)),
    "call": ("calls", Decimal(1)),
}
"""What `priced` must be told for a unit, and how many of it the unit holds."""


def priced(model: Model, *, variant: str = EVERY, **used: Decimal | int) -> Decimal:
    """What that much of the model costs, USD.

    `used` is in the price's own measure: images, seconds, characters or calls; for tokens by kind
    (input_tokens=…, output_tokens=…). `variant` is what the price varies with ("720p").
    Raises: UnknownPrice for a model, variant or measure whose price is not known: never zero.
    """
    price = known_price(model)
    if price.unit == "free":
        return Decimal(0)
    if price.unit == "million tokens":
        return _tokens(model, price, used)
    measure, per = _MEASURED_IN[price.unit]
    if set(used) != {measure}:
        raise UnknownPrice(model.name, f"{', '.join(used) or 'nothing'} for a price by {measure}")
    rate = price.usd.get(variant, price.usd.get(EVERY))
    if rate is None:
        raise UnknownPrice(model.name, f"{variant}; the catalog has {', '.join(price.usd)}")
    return rate * used[measure] / per


def quoted(
    model: Model,
    *,
    most: Mapping[str, Decimal | int],
    least: Mapping[str, Decimal | int] | None = None,
    variant: str = EVERY,
) -> Quote:
    """A quote: what the most costs, and the least where the two differ."""
    price = known_price(model)
    top = priced(model, variant=variant, **most)
    bottom = top if least is None else priced(model, variant=variant, **least)
    return Quote(usd=top, least_usd=bottom, source=price.source, checked=price.checked)


def known_price(model: Model) -> Price:
    """The model's price. Raises: UnknownPrice when it has none."""
    if isinstance(model.price, str):
        raise UnknownPrice(model.name, "any use")
    return model.price


def _tokens(model: Model, price: Price, used: Mapping[str, Decimal | int]) -> Decimal:
    if not used:
        raise UnknownPrice(model.name, "nothing for a price by tokens")
    if price.library:
        from astro_pipeline.providers.token_prices import token_cost  # noqa: PLC0415 -- its table takes 0.1 s

        return token_cost(model, used)
    missing = sorted(set(used) - set(price.usd))
    if missing:
        raise UnknownPrice(model.name, f"{', '.join(missing)}; the catalog has {', '.join(price.usd)}")
    return sum((price.usd[kind] * count for kind, count in used.items()), Decimal(0)) / 1_000_000
