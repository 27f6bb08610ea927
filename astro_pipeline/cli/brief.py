"""`astro-pipeline brief`: the schema of a brief, and whether a file is one."""

import json
from pathlib import Path

import typer

from astro_pipeline.campaigns.intake import brief_schema, read_brief
from astro_pipeline.cli.console import JsonOption, console
from astro_pipeline.defs.resources import today

brief_app = typer.Typer(no_args_is_help=True)


@brief_app.command()
def schema() -> None:
    """Print the JSON Schema of a brief."""
    print(json.dumps(brief_schema(), indent=2, ensure_ascii=False))


@brief_app.command()
def check(file: Path, as_json: JsonOption = False) -> None:
    """Say whether FILE (a file, folder or zip) is a brief, and what would be assumed. Exit 0 or 2."""
    brief = read_brief(file, today=today()).brief
    if as_json:
        print(brief.model_dump_json(indent=2))
        return
    console.print(
        f"[green]good[/green]: campaign [bold]{brief.id}[/bold] of {brief.company.name}",
        highlight=False,
        soft_wrap=True,
    )
    console.print(
        f"  {', '.join(brief.placements)} in {', '.join(brief.languages)}, {brief.governance}",
        highlight=False,
        soft_wrap=True,
    )
    for assumed in brief.assumptions:
        console.print(
            f"  assumed {assumed.field} = {assumed.value}: {assumed.reason}",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
