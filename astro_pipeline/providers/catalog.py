"""The catalog: models, prices, limits and retirement dates, as data with source and day.

What stands in `catalog.yaml` was looked up, never guessed: a model without a known price is listed as
such and cannot be used. A retired one is listed so that who names it is told what replaced it.
"""

from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal, Self

import yaml
from pydantic import Field, model_validator

from astro_pipeline.domain.base import Frozen
from astro_pipeline.errors import InvalidSetting
from astro_pipeline.provider import Kind

Tier = Literal["draft", "standard", "premium"]
Unit = Literal["image", "second", "1k characters", "minute", "million tokens", "call", "free"]

EVERY = "every"
"""The variant of a price that does not vary."""


class Price(Frozen):
    """What a unit costs, by what it varies with: resolution, size, kind of token."""

    unit: Unit
    usd: dict[str, Decimal] = Field(default={})
    """By variant, e.g. {"720p": 0.216}; {"every": 0.04} where it does not vary. For million tokens by
    kind of token: {"input_tokens": 5, "output_tokens": 30}."""
    library: Literal["", "genai-prices"] = ""
    """Token prices taken from that library as it is installed, in place of `usd`."""
    source: str
    checked: date


class Limits(Frozen):
    """What the vendor takes and gives; None or empty where it states nothing."""

    prompt_characters: int | None = None
    sizes: tuple[str, ...] = ()
    """Pixel sizes ("1024x1536") or names of them ("2K"), as the vendor writes them."""
    ratios: tuple[str, ...] = ()
    seconds: tuple[int, ...] = ()
    """The lengths it makes, where only some are possible."""
    least_seconds: Decimal | None = None
    most_seconds: Decimal | None = None
    output_tokens: int | None = None
    """The most one answer may hold; always asked for explicitly, it bounds the price."""
    requests_per_minute: int | None = None
    concurrency: int | None = None
    source: str = ""


class Retirement(Frozen):
    """From that day the vendor no longer serves the model."""

    day: date
    replaced_by: str = ""
    """A model of the catalog, e.g. openai/gpt-image-2; "" where nothing takes its place."""
    source: str


class Vendor(Frozen):
    """A service: where it is reached, what opens it, and which of our adapters speak to it."""

    name: str
    base_url: str
    base_url_variable: str
    base_url_holds_version: bool
    """Whether the address goes up to and including the version (…/v1)."""
    keys: tuple[tuple[str, ...], ...] = ()
    """Environment variables: one of each group must be set. Empty: it needs no key."""
    adapters: dict[Kind, str] = Field(default={})
    """By kind, "module:factory" in this package; a factory is an `Adapt`."""
    requests_per_minute: int | None = None
    """Kept by us, for a model that states none."""
    concurrency: int | None = None
    limits_source: str = ""


class Model(Frozen):
    """One model of one vendor."""

    name: str
    """vendor/model, e.g. openai/gpt-image-2; "ollama/*" is any of that vendor's models."""
    vendor: str
    id: str = ""
    """The vendor's own name for it; what stands behind the first slash of `name` otherwise."""
    kinds: tuple[Kind, ...]
    tier: Tier = "standard"
    price: Price | Literal["unknown"]
    limits: Limits = Limits()
    retires: Retirement | None = None
    tokens_per_picture: dict[str, int] = Field(default={})
    """Output tokens of a picture by quality and size ("medium 1024x1536"), where tokens are the unit."""
    note: str = ""

    @model_validator(mode="after")
    def _named_for_its_vendor(self) -> Self:
        if not self.name.startswith(f"{self.vendor}/"):
            raise ValueError(f"{self.name}: begin the name with {self.vendor}/")
        return self

    @property
    def vendor_id(self) -> str:
        """What the vendor calls it in a request."""
        return self.id or self.name.partition("/")[2]

    def retired(self, today: date) -> bool:
        """Whether the vendor no longer serves it on that day."""
        return self.retires is not None and self.retires.day <= today


class Catalog(Frozen):
    """All of it."""

    vendors: dict[str, Vendor]
    models: dict[str, Model]

    def model(self, name: str) -> Model:
        """The model of that name, or the vendor's open row ("ollama/*") made out to it.

        Raises: InvalidSetting when nobody sells it.
        """
        if name in self.models:
            return self.models[name]
        vendor, _, rest = name.partition("/")
        open_row = self.models.get(f"{vendor}/*")
        if open_row is None or not rest:
            known = (
                ", ".join(sorted(n for n in self.models if n.startswith(f"{vendor}/"))) or "no such vendor"
            )
            raise InvalidSetting("model", name, f"name one of the catalog: {known}")
        return open_row.model_copy(update={"name": name, "id": rest})


@cache
def load_catalog() -> Catalog:
    """The catalog that comes with this version."""
    text = files("astro_pipeline.providers").joinpath("catalog.yaml").read_text(encoding="utf-8")
    return read_catalog(text)


def read_catalog(text: str) -> Catalog:
    """A catalog from its YAML: lists of vendors and models, each named once."""
    rows = yaml.load(text, Loader=_ExactLoader)  # noqa: S506 -- a SafeLoader that keeps numbers as written
    vendors = [Vendor.model_validate(row) for row in rows["vendors"]]
    models = [Model.model_validate(row) for row in rows["models"]]
    for names in ([v.name for v in vendors], [m.name for m in models]):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise InvalidSetting("catalog.yaml", ", ".join(twice), "name each vendor and model once")
    return Catalog(vendors={v.name: v for v in vendors}, models={m.name: m for m in models})


class _ExactLoader(yaml.CSafeLoader):
    """YAML whose decimal numbers stay text: money never passes through a float."""


def _as_written(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


_ExactLoader.add_constructor("tag:yaml.org,2002:float", _as_written)
