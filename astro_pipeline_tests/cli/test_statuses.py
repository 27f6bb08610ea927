"""Every error an asset may end with, and the exit status that says so."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from astro_pipeline.campaigns.status import note_stop, stop_of
from astro_pipeline.cli.run import exit_of
from astro_pipeline.errors import (
    AstroError,
    BudgetExceeded,
    InvalidBrief,
    InvalidSetting,
    OpenQuestions,
    ProviderError,
    UnknownPrice,
)

_MADE: dict[type[AstroError], AstroError] = {
    BudgetExceeded: BudgetExceeded("spring", spent=Decimal(4), asked=Decimal(2), ceiling=Decimal(5)),
    InvalidBrief: InvalidBrief("language", "xx", "name one that is spoken"),
    InvalidSetting: InvalidSetting("ASTRO_PROVIDERS", "image:nobody", "name a provider"),
    OpenQuestions: OpenQuestions("brief.md", ("What is sold?",), ""),
    UnknownPrice: UnknownPrice("acme/film", "a second"),
}


def tree(root: type[AstroError]) -> Iterator[type[AstroError]]:
    yield root
    for child in root.__subclasses__():
        yield from tree(child)


def made(kind: type[AstroError]) -> AstroError:
    if issubclass(kind, ProviderError):
        return kind("no; ask another", provider="acme")
    return _MADE.get(kind) or kind("no")


@pytest.mark.parametrize("kind", tuple(tree(AstroError)), ids=lambda kind: kind.__name__)
def test_an_asset_that_ends_with_it_gives_its_exit_status(kind: type[AstroError], tmp_path: Path) -> None:
    error = made(kind)

    note_stop(tmp_path, asset="image_variants", error=error)

    stop = stop_of(tmp_path)
    assert stop is not None
    assert exit_of(stop.state) == (5 if kind is BudgetExceeded else 1)
    assert (stop.error, stop.message) == (kind.__name__, str(error))
