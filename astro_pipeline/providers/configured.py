"""The candidates for every kind of call, from the environment: keys, addresses, who serves what.

An adapter is imported when its vendor is to be used, so that starting without a key loads none.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from astro_pipeline.errors import InvalidSetting
from astro_pipeline.provider import Candidate, Kind, Provider
from astro_pipeline.providers.account import Account
from astro_pipeline.providers.binding import Adapt, Binding, Blob
from astro_pipeline.providers.catalog import Vendor, load_catalog
from astro_pipeline.providers.wanted import KINDS, Wanted, fault, wanted

HOSTS_VARIABLE: Final = "ASTRO_ALLOW_HOSTS"

_VERSION = re.compile(r"/v\d+\w*$")
_HOST = re.compile(r"[^\s:/@]+(:\d{1,5})?")


def candidates(
    environment: Mapping[str, str], *, blob: Blob, today: date
) -> dict[Kind, tuple[Candidate, ...]]:
    """Who may be asked for each kind, best first; empty where nobody makes it.

    `blob` says where the bytes of a digest lie. Raises: InvalidSetting or UnknownPrice for what
    $ASTRO_PROVIDERS names and cannot be used, and for addresses that cannot be read.
    """
    asked = wanted(environment)
    hosts = allowed_hosts(environment)
    return {kind: _serving(kind, asked[kind], environment, hosts, blob, today) for kind in KINDS}


def account(vendor: Vendor, environment: Mapping[str, str], hosts: frozenset[str] = frozenset()) -> Account:
    """Where the vendor is reached and with what."""
    keys = tuple(
        next((environment[name] for name in group if environment.get(name)), "") for group in vendor.keys
    )
    return Account(vendor.name, base_url(vendor, environment), keys, hosts)


def base_url(vendor: Vendor, environment: Mapping[str, str]) -> str:
    """The vendor's address, or the one that its variable gives instead.

    Raises: InvalidSetting when that is no address, or has the version where it must not.
    """
    given = environment.get(vendor.base_url_variable, "").strip().rstrip("/")
    if not given:
        return vendor.base_url
    parts = urlsplit(given)
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
        raise InvalidSetting(
            vendor.base_url_variable, _shown(given), f"write an address like {vendor.base_url}"
        )
    if vendor.base_url_holds_version and not parts.path:
        raise InvalidSetting(
            vendor.base_url_variable, given, f"write it up to and including the version: {vendor.base_url}"
        )
    if not vendor.base_url_holds_version and _VERSION.search(parts.path):
        raise InvalidSetting(vendor.base_url_variable, given, "leave the version out")
    return given


def allowed_hosts(environment: Mapping[str, str]) -> frozenset[str]:
    """Self-hosted servers whose files may be fetched, as host or host:port.

    Raises: InvalidSetting for anything else.
    """
    text = environment.get(HOSTS_VARIABLE, "")
    hosts = frozenset(host.strip() for host in text.split(",") if host.strip())
    for host in sorted(hosts):
        if not _HOST.fullmatch(host):
            raise InvalidSetting(HOSTS_VARIABLE, host, "write host or host:port, joined by commas")
    return hosts


def _serving(
    kind: Kind,
    asked: tuple[Wanted, ...],
    environment: Mapping[str, str],
    hosts: frozenset[str],
    blob: Blob,
    today: date,
) -> tuple[Candidate, ...]:
    found: list[Candidate] = []
    for each in asked:
        wrong = fault(each, environment, today)
        if wrong is not None and each.named:
            raise wrong
        if wrong is None:
            found.append(_candidate(each, environment, hosts, blob))
    return tuple(found) or _embedded(kind, environment, blob)


def _candidate(asked: Wanted, environment: Mapping[str, str], hosts: frozenset[str], blob: Blob) -> Candidate:
    model, vendor = asked.model, load_catalog().vendors[asked.model.vendor]
    reached = account(vendor, environment, hosts)
    return Candidate(
        name=model.name,
        kind=asked.kind,
        provider=adapter(vendor, asked.kind)(Binding(model, reached, asked.kind, blob)),
        vendor=vendor.name,
        account=reached.fingerprint,
        tier=model.tier,
        retires=model.retires.day if model.retires else None,
        requests_per_minute=model.limits.requests_per_minute or vendor.requests_per_minute,
        concurrency=model.limits.concurrency or vendor.concurrency,
    )


def adapter(vendor: Vendor, kind: Kind) -> Adapt:
    """The factory that speaks to the vendor, loaded now."""
    module, _, name = vendor.adapters[kind].partition(":")
    return getattr(import_module(f"astro_pipeline.providers.{module}"), name)


def _embedded(kind: Kind, environment: Mapping[str, str], blob: Blob) -> tuple[Candidate, ...]:
    maker = _OFFLINE.get(kind)
    if maker is None:
        return ()
    provider = maker(environment, blob)
    return (Candidate(name=provider.name, kind=kind, provider=provider, vendor="embedded"),)


def _offline(place: str, _environment: Mapping[str, str], _blob: Blob) -> Provider:
    module, _, name = place.partition(":")
    return getattr(import_module(f"astro_pipeline.providers.embedded.{module}"), name)()


def _offline_painter(_environment: Mapping[str, str], blob: Blob) -> Provider:
    from astro_pipeline.providers.embedded.painter import OfflinePainter  # noqa: PLC0415 -- loads the paint shop

    return OfflinePainter(blob)


def _offline_voice(environment: Mapping[str, str], _blob: Blob) -> Provider:
    from astro_pipeline.media.voice.voices import Voices  # noqa: PLC0415 -- loads the voice
    from astro_pipeline.providers.embedded.voice import OfflineVoice  # noqa: PLC0415

    folder = environment.get("ASTRO_VOICES")
    return OfflineVoice(Voices(Path(folder) if folder else None, environment.get("PATH")))


_OFFLINE: Final = {
    "text": partial(_offline, "writer:OfflineWriter"),
    "image": _offline_painter,
    "speech": _offline_voice,
    "music": partial(_offline, "composer:OfflineComposer"),
    "sfx": partial(_offline, "foley:OfflineFoley"),
}


OFFLINE_KINDS: Final = frozenset(_OFFLINE)
"""What the offline studio makes."""


def _shown(address: str) -> str:
    """The address without what may be a password in it."""
    return re.sub(r"//[^/@]*@", "//…@", address)
