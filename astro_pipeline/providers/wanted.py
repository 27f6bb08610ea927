"""Who is to make what: `serving.yaml`, with $ASTRO_TIER and $ASTRO_PROVIDERS over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, get_args

import yaml

from astro_pipeline.errors import InvalidSetting, UnknownPrice
from astro_pipeline.provider import Kind
from astro_pipeline.providers.catalog import Model, Tier, Vendor, load_catalog
from astro_pipeline.providers.prices import known_price, priced

VARIABLE: Final = "ASTRO_PROVIDERS"
TIER_VARIABLE: Final = "ASTRO_TIER"
EMBEDDED: Final = "embedded"
"""The offline studio's name in the variable."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
STANDARD: Final[Tier] = "standard"
_BY_NAME: Final[Mapping[str, Kind]] = {kind: kind for kind in KINDS}
_TIERS: Final[Mapping[str, Tier]] = {tier: tier for tier in get_args(Tier)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One model that is to serve a kind."""

    kind: Kind
    model: Model
    named: bool
    """By the variable; the file's models serve only where their key is set."""


def wanted(environment: Mapping[str, str]) -> dict[Kind, tuple[Wanted, ...]]:
    """The models for every kind, best first; none means the offline studio.

    Raises: InvalidSetting for a variable that cannot be read or names what is not sold.
    """
    named = _named(environment.get(VARIABLE, ""))
    tiers = _tiers(environment.get(TIER_VARIABLE, ""))
    return {
        kind: tuple(_chosen(kind, each, tiers[kind]) for each in named[kind])
        if kind in named
        else _of_the_file(kind, tiers[kind], environment)
        for kind in KINDS
    }


def fault(asked: Wanted, environment: Mapping[str, str], today: date) -> InvalidSetting | UnknownPrice | None:
    """Why the model cannot be used as things stand; None when it can."""
    model, setting = asked.model, f"{asked.kind}:{asked.model.name}"
    vendor = load_catalog().vendors[model.vendor]
    if model.retires is not None and model.retired(today):
        instead = f"name {model.retires.replaced_by}" if model.retires.replaced_by else "name another model"
        gone = f"{model.vendor} no longer serves it since {model.retires.day}"
        return InvalidSetting(VARIABLE if asked.named else "serving.yaml", setting, f"{gone}; {instead}")
    if asked.kind not in model.kinds or asked.kind not in vendor.adapters:
        return InvalidSetting(VARIABLE, setting, f"it makes {', '.join(model.kinds)}; name another model")
    missing = missing_keys(vendor, environment)
    if missing:
        return InvalidSetting(VARIABLE, setting, f"set {' and '.join(missing)}, or name another provider")
    return _unpriced(model)


def missing_keys(vendor: Vendor, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The variables that are still to be set, alternatives joined by "or"."""
    return tuple(
        " or ".join(group) for group in vendor.keys if not any(environment.get(name) for name in group)
    )


def _unpriced(model: Model) -> UnknownPrice | None:
    try:
        price = known_price(model)
        if price.library:
            priced(model, input_tokens=1000, output_tokens=1000)
    except UnknownPrice as exc:
        return exc
    return None


def _of_the_file(kind: Kind, tier: Tier, environment: Mapping[str, str]) -> tuple[Wanted, ...]:
    catalog = load_catalog()
    for names in (serving(kind, tier), serving(kind, STANDARD)):
        found = tuple(
            Wanted(kind, model, named=False)
            for model in map(catalog.model, names)
            if not missing_keys(catalog.vendors[model.vendor], environment)
        )
        if found:
            return found
    return ()


def _tiers(text: str) -> dict[Kind, Tier]:
    """Each kind's tier: one word for all of them, or kind:tier for some."""
    found: dict[Kind, Tier] = dict.fromkeys(KINDS, STANDARD)
    for part in (each.strip() for each in text.split(",") if each.strip()):
        before, _, word = part.rpartition(":")
        tier = _TIERS.get(word.strip())
        kind = _BY_NAME.get(before.strip())
        if tier is None or (before and kind is None):
            raise InvalidSetting(
                TIER_VARIABLE, part, f"write {', '.join(_TIERS)}, or kind:tier for some of {', '.join(KINDS)}"
            )
        for each in (kind,) if kind else KINDS:
            found[each] = tier
    return found


def _named(text: str) -> dict[Kind, tuple[str, ...]]:
    """What the variable says of each kind it names: no choice is the offline studio."""
    if not text.strip():
        return {}
    if text.strip() == EMBEDDED:
        return dict.fromkeys(KINDS, ())
    found: dict[Kind, tuple[str, ...]] = {}
    for part in text.split(","):
        word, colon, choices = part.partition(":")
        kind = _BY_NAME.get(word.strip())
        if not colon or kind is None or kind in found:
            raise InvalidSetting(
                VARIABLE, part.strip(), f"write kind:provider once for each of {', '.join(KINDS)}"
            )
        found[kind] = _choices(part, choices)
    return found


def _choices(part: str, choices: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in choices.split("|"))
    if names == (EMBEDDED,):
        return ()
    if not all(names) or EMBEDDED in names or len(set(names)) < len(names):
        raise InvalidSetting(
            VARIABLE, part.strip(), "name different providers, joined by |, or embedded alone"
        )
    return names


def _chosen(kind: Kind, name: str, tier: Tier) -> Wanted:
    """The model that is meant: a vendor's name stands for its model in the file."""
    catalog = load_catalog()
    if "/" in name:
        return Wanted(kind, catalog.model(name), named=True)
    listed = (*serving(kind, tier), *serving(kind, STANDARD))
    own = [each for each in listed if each.startswith(f"{name}/")]
    if own:
        return Wanted(kind, catalog.model(own[0]), named=True)
    vendor = catalog.vendors.get(name)
    if vendor is not None and kind in vendor.adapters:
        raise InvalidSetting(VARIABLE, f"{kind}:{name}", f"name the model as well: {kind}:{name}/…")
    able = ", ".join(vendor.name for vendor in catalog.vendors.values() if kind in vendor.adapters)
    raise InvalidSetting(
        VARIABLE, f"{kind}:{name}", f"name who makes {kind}: {able or 'nobody does'}, or embedded"
    )


def serving(kind: Kind, tier: Tier) -> tuple[str, ...]:
    """The models of `serving.yaml` for a kind and tier, best first."""
    return _listed().get(kind, {}).get(tier, ())


@cache
def _listed() -> dict[Kind, dict[Tier, tuple[str, ...]]]:
    rows = yaml.safe_load(
        files("astro_pipeline.providers").joinpath("serving.yaml").read_text(encoding="utf-8")
    )
    return {kind: {tier: tuple(names) for tier, names in tiers.items()} for kind, tiers in rows.items()}
