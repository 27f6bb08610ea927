"""By what right a file is used, and what it says itself of how it was made."""

from typing import Literal

from astro_pipeline.domain.base import Frozen


class Licence(Frozen):
    """By what right a file is used."""

    name: str
    """e.g. customer-supplied, generated-here, a provider's terms."""
    holder: str
    source: str
    """Where the terms stand, or how it was made."""


class Origin(Frozen):
    """What a file from elsewhere says itself of how it was made: content credentials, or plain IPTC."""

    source_type: str = ""
    """IPTC's code as it stands there; it may be one that is never written here."""
    credentials: Literal["trusted", "valid", "invalid", "none"] = "none"
    """Its C2PA manifest: signed by one on a trust list, by anyone, or changed since; or there is none."""
    generator: str = ""
    """What made it, as its manifest says."""


class Used(Frozen):
    """What a file was made with: by what right, and what it says of its own origin."""

    kind: Literal["typeface", "picture", "film", "sound"]
    name: str
    sha256: str
    licence: Licence
    origin: Origin | None = None


def supplied(name: str, licence: str | None) -> Licence:
    """The licence of a file that came with the brief: as the brief declares it, or without a name."""
    return Licence(name=licence or "", holder="the customer", source=f"{name}, sent with the brief")
