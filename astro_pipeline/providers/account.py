"""Where a vendor is reached, and with what."""

from dataclasses import dataclass, field

from astro_pipeline.domain.base import digest


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
