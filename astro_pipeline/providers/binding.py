"""One model of one vendor, bound for one kind of call: what every adapter is made with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from astro_pipeline.provider import Kind, Provider
from astro_pipeline.providers.account import Account
from astro_pipeline.providers.catalog import Model

Blob = Callable[[str], Path]
"""Where the bytes of a digest lie: stills, sounds and pictures a request only names."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds; nothing is waited for without end."""

    connect: float = 10.0
    post: float = 180.0
    """From the first byte sent until the whole answer is here; pictures are made while it lasts."""
    get: float = 30.0
    """One look."""
    looking: float = 90.0
    """A look with its repetitions."""


PATIENT: Final = Patience()


@dataclass(frozen=True, slots=True)
class Binding:
    """Which model makes what, where it is reached and with what; opens no connection."""

    model: Model
    account: Account
    kind: Kind
    blob: Blob = field(repr=False)
    patience: Patience = PATIENT

    @property
    def name(self) -> str:
        """The model's, as the catalog has it."""
        return self.model.name

    @property
    def kinds(self) -> frozenset[Kind]:
        """The one kind, as a provider says what it makes."""
        return frozenset({self.kind})

    @property
    def vendor(self) -> str:
        """Whose account it is."""
        return self.account.vendor


Adapt = Callable[[Binding], Provider]
"""Makes a provider of a binding: what an adapter's module offers."""
