"""`astro-pipeline estimate`: what a brief can cost, before anything is made."""

import json
import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Column, Table

from astro_pipeline.campaigns.estimate import EstimateLine, estimate_brief, total_usd
from astro_pipeline.campaigns.intake import read_brief, written_as_prose
from astro_pipeline.cli.console import HomeOption, JsonOption, actor, console, home_path, open_home
from astro_pipeline.cli.reading import received
from astro_pipeline.defs.prose import free_reader, prose_reader, reads_prose
from astro_pipeline.defs.resources import candidates, ledger_of, today
from astro_pipeline.domain.brief import Brief
from astro_pipeline.spend.actuals import learned
from astro_pipeline.spend.settings import database

ReadOption = Annotated[
    bool, typer.Option("--read", help="Have a brief in prose read by the model; that is paid, once.")
]


def estimate(
    brief: Path, as_json: JsonOption = False, home: HomeOption = None, read: ReadOption = False
) -> int:
    """Say what a brief's campaign can cost, per asset and provider.

    Nothing is made for it, and nothing is paid, but for reading prose where --read says so.
    """
    taken = _taken(brief, home, read=read)
    asked = candidates()
    names = [each.name for kind in asked.values() for each in kind]
    lines = estimate_brief(taken, asked, _actuals(home, names))
    least, most = total_usd(lines)
    if as_json:
        print(
            json.dumps(
                {
                    "campaign": taken.id,
                    "least_usd": str(least),
                    "most_usd": str(most),
                    "lines": [line.model_dump(mode="json") for line in lines],
                },
                indent=1,
            )
        )
        return 0
    console.print(_table(lines))
    for provider, source in {line.provider: line.source for line in lines}.items():
        console.print(f"{provider}: {source}", markup=False, highlight=False, soft_wrap=True)
    console.print(f"at least {least:.2f}, at most {most:.2f} USD", highlight=False)
    return 0


def _taken(path: Path, home: Path | None, *, read: bool) -> Brief:
    if not (written_as_prose(path) and reads_prose()):
        return read_brief(path, today=today()).brief
    desk = open_home(home)
    reader = prose_reader if read else free_reader
    return received(desk, path, reader(desk, actor(None))).brief


def _actuals(home: Path | None, names: Sequence[str]) -> Mapping[str, tuple[Decimal, int]]:
    """What earlier calls came to; a home without a ledger has made none, and is not made for asking."""
    url = database(os.environ)
    if not url and not (home_path(home) / "spend.db").exists():
        return {}
    return learned(ledger_of(open_home(home)).url, names)


def _table(lines: Sequence[EstimateLine]) -> Table:
    learning = any(line.usual_usd is not None for line in lines)
    table = Table("asset", Column("provider", overflow="fold"), "calls", "least USD", "most USD", box=None)
    if learning:
        table.add_column("usually USD")
    for line in lines:
        table.add_row(
            line.asset,
            line.provider,
            _calls(line),
            _usd(line.least_usd),
            _usd(line.most_usd),
            *((_usual(line),) if learning else ()),
        )
    return table


def _calls(line: EstimateLine) -> str:
    return str(line.calls) if line.fewest_calls == line.calls else f"{line.fewest_calls} to {line.calls}"


def _usual(line: EstimateLine) -> str:
    if line.usual_usd is None:
        return ""
    return f"{_usd(line.usual_usd)} ({line.learned_from} call{'' if line.learned_from == 1 else 's'})"


def _usd(amount: Decimal) -> str:
    """Cents, and more digits where there are no whole cents: 0.004 is not 0.00."""
    return f"{amount:.4f}" if 0 < amount < Decimal("0.01") else f"{amount:.2f}"
