"""A look before the flight: keys, addresses, who makes what, and what in the catalog has aged.

No key is ever shown, and nothing is called.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from astro_pipeline.domain.base import Frozen
from astro_pipeline.errors import InvalidSetting
from astro_pipeline.provider import Kind
from astro_pipeline.providers.catalog import Model, Vendor, load_catalog
from astro_pipeline.providers.configured import OFFLINE_KINDS, base_url
from astro_pipeline.providers.wanted import KINDS, VARIABLE, Wanted, fault, missing_keys, wanted

SOON: Final = timedelta(days=60)
"""A retirement nearer than this is told."""
OLD: Final = timedelta(days=90)
"""A price that nobody has looked at for longer is told."""

What = Literal["unusable", "retired", "retires soon", "no price", "old price"]


class VendorLine(Frozen):
    """One vendor: is it opened, and where."""

    vendor: str
    keys: tuple[str, ...]
    """Environment variables, alternatives joined by "or"; never their values."""
    state: Literal["set", "not set", "needs none"]
    missing: tuple[str, ...] = ()
    """Of a pair, the one that is still to be set."""
    base_url: str
    overridden_by: str = ""
    """The variable that gives the address."""


class KindLine(Frozen):
    """Who makes a kind."""

    kind: Kind
    made_by: tuple[str, ...]
    """Models, best first; the offline studio where none; nobody where it makes none."""
    why: Literal["ASTRO_PROVIDERS", "keys", "offline studio", "nobody"]


class Note(Frozen):
    """Something about a model that needs a look."""

    model: str
    what: What
    says: str
    configured: bool
    """It is to be used as things stand."""

    @property
    def stops(self) -> bool:
        """Whether what is configured cannot be used."""
        return self.configured and self.what in {"unusable", "retired", "no price"}


class Preflight(Frozen):
    """All of it."""

    vendors: tuple[VendorLine, ...]
    kinds: tuple[KindLine, ...]
    notes: tuple[Note, ...]

    @property
    def clear(self) -> bool:
        """Whether everything configured can be used."""
        return not any(note.stops for note in self.notes)


@dataclass(frozen=True, slots=True)
class _Today:
    environment: Mapping[str, str]
    day: date


def look(environment: Mapping[str, str], today: date) -> Preflight:
    """The state of things that day. Raises: InvalidSetting for a variable that cannot be read."""
    catalog = load_catalog()
    asked = wanted(environment)
    at = _Today(environment, today)
    used = {each.model.name: each.model for kind in KINDS for each in asked[kind]}
    named = tuple(note for kind in KINDS for each in asked[kind] for note in _unusable(each, at))
    return Preflight(
        vendors=tuple(_vendor(vendor, environment) for vendor in catalog.vendors.values()),
        kinds=tuple(_kind(kind, asked[kind], at) for kind in KINDS),
        notes=(
            *dict.fromkeys(named),
            *(
                note
                for model in {**catalog.models, **used}.values()
                for note in _aged(model, today, configured=model.name in used)
            ),
        ),
    )


def _vendor(vendor: Vendor, environment: Mapping[str, str]) -> VendorLine:
    missing = missing_keys(vendor, environment)
    half = missing if len(missing) < len(vendor.keys) else ()
    opened = "not set" if missing else "set"
    return VendorLine(
        vendor=vendor.name,
        keys=tuple(" or ".join(group) for group in vendor.keys),
        state=opened if vendor.keys else "needs none",
        missing=half,
        base_url=base_url(vendor, environment),
        overridden_by=vendor.base_url_variable if environment.get(vendor.base_url_variable) else "",
    )


def _kind(kind: Kind, asked: tuple[Wanted, ...], at: _Today) -> KindLine:
    able = tuple(each for each in asked if fault(each, at.environment, at.day) is None)
    if able:
        by_name = any(each.named for each in able)
        return KindLine(
            kind=kind,
            made_by=tuple(each.model.name for each in able),
            why="ASTRO_PROVIDERS" if by_name else "keys",
        )
    if kind in OFFLINE_KINDS and not any(each.named for each in asked):
        return KindLine(kind=kind, made_by=("offline studio",), why="offline studio")
    return KindLine(kind=kind, made_by=(), why="nobody")


def _unusable(asked: Wanted, at: _Today) -> Iterator[Note]:
    wrong = fault(asked, at.environment, at.day)
    gone = asked.model.retired(at.day)
    if isinstance(wrong, InvalidSetting) and not gone:
        yield Note(model=asked.model.name, what="unusable", says=str(wrong), configured=True)
    elif wrong is not None and not gone and asked.model.price != "unknown":
        yield Note(model=asked.model.name, what="no price", says=str(wrong), configured=True)


def _aged(model: Model, today: date, *, configured: bool) -> Iterator[Note]:
    """Its retirement, and its price while it still serves."""
    ends = model.retires
    if ends is not None and ends.day <= today + SOON:
        instead = f"; {ends.replaced_by} takes its place" if ends.replaced_by else ""
        what: What = "retired" if model.retired(today) else "retires soon"
        yield Note(
            model=model.name, what=what, says=f"{ends.day} ({ends.source}){instead}", configured=configured
        )
    if model.retired(today):
        return
    if isinstance(model.price, str):
        says = f"nobody found one; it cannot be named in {VARIABLE}"
        yield Note(model=model.name, what="no price", says=says, configured=configured)
    elif model.price.checked < today - OLD:
        says = f"looked up {model.price.checked}: {model.price.source}"
        yield Note(model=model.name, what="old price", says=says, configured=configured)
