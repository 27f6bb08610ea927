"""Where a vendor is reached and with what: the two things an adapter is given beside its model."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from astro_pipeline.domain.base import digest
from astro_pipeline.provider import Kind, Provider
from astro_pipeline.providers.catalog import Model

Blob = Callable[[str], Path]
"""Where the bytes of a digest lie: stills, sounds and pictures a request only names."""


@dataclass(frozen=True, slots=True)
class Account:
    """One vendor's address and keys. Its printed form shows no key."""

    vendor: str
    base_url: str
    """Without a slash at its end; with or without the version, as the vendor's row in the catalog says."""
    keys: tuple[str, ...] = field(default=(), repr=False)
    """In the order of the catalog's groups; empty for a service that needs none."""
    allowed_hosts: frozenset[str] = frozenset()
    """Self-hosted servers the operator allows ("127.0.0.1:4200"), beside public ones."""

    @property
    def key(self) -> str:
        """The only key of a vendor that has one; "" where none is needed."""
        return self.keys[0] if self.keys else ""

    @property
    def fingerprint(self) -> str:
        """Names the key without showing it: limits are per vendor and key."""
        return digest("\n".join((self.vendor, self.base_url, *self.keys)).encode())[:16]


class Adapt(Protocol):
    """Makes a provider of one model: what every adapter's module offers per kind."""

    def __call__(self, model: Model, account: Account, *, kind: Kind, blob: Blob) -> Provider:
        """Bound to the model, its price and limits; opens no connection."""
        ...
