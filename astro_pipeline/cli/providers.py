"""`astro-pipeline providers`: who makes what, and what needs a look before money is spent."""

import os

from rich.table import Column, Table

from astro_pipeline.cli.console import JsonOption, console
from astro_pipeline.defs.resources import today
from astro_pipeline.providers.preflight import Preflight, VendorLine, look


def providers(as_json: JsonOption = False) -> int:
    """Say who makes what, and which keys, prices and models need a look.

    No key is shown and nobody is called. Exit 1 when a configured model is retired, has no price or
    cannot be used.
    """
    found = look(os.environ, today())
    if as_json:
        print(found.model_dump_json(indent=1))
    else:
        _show(found)
    return 0 if found.clear else 1


def _show(found: Preflight) -> None:
    console.print(_vendors(found))
    console.print()
    kinds = Table("kind", Column("made by", overflow="fold"), "because of", box=None)
    for line in found.kinds:
        kinds.add_row(line.kind, ", ".join(line.made_by) or "nobody", line.why)
    console.print(kinds)
    if found.notes:
        console.print()
    for note in sorted(found.notes, key=lambda each: (not each.stops, not each.configured)):
        used = "" if not note.configured else ", STOPS" if note.stops else ", configured"
        console.print(
            f"{note.what}{used}: {note.model}: {note.says}", markup=False, highlight=False, soft_wrap=True
        )


def _vendors(found: Preflight) -> Table:
    table = Table("vendor", "key", "in", Column("address", overflow="fold"), box=None)
    for line in found.vendors:
        table.add_row(line.vendor, _state(line), ", ".join(line.keys), _address(line))
    return table


def _state(line: VendorLine) -> str:
    return f"{', '.join(line.missing)} not set" if line.missing else line.state


def _address(line: VendorLine) -> str:
    return f"{line.base_url} ({line.overridden_by})" if line.overridden_by else line.base_url
