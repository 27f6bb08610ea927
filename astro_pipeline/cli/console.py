"""Where the command line writes, and what every command needs to know of its surroundings."""

import getpass
import os
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.home import Home, write_atomically
from astro_pipeline.domain.brief import Governance

console = Console()
errors = Console(stderr=True)

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Folder of the home; $ASTRO_HOME, else .astro.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
ByOption = Annotated[
    str | None, typer.Option("--by", help="Who decides; the system's user otherwise.", show_default=False)
]


def home_path(home: Path | None) -> Path:
    """Where the home is, or would be."""
    return (home or Path(os.environ.get("ASTRO_HOME") or ".astro")).resolve()


def open_home(home: Path | None) -> Desk:
    """The desk of the home; Dagster is told where that home keeps its storage."""
    path = home_path(home)
    os.environ["ASTRO_HOME"] = str(path)
    os.environ["DAGSTER_HOME"] = str(path / "dagster")
    settings = path / "dagster" / "dagster.yaml"
    if not settings.exists():
        write_atomically(settings, _dagster_settings())
    return Desk.of(Home(path))


def minimum_governance() -> Governance:
    """No brief may be freer than this ($ASTRO_MIN_GOVERNANCE)."""
    return Governance(os.environ.get("ASTRO_MIN_GOVERNANCE", Governance.FULL_AUTO))


def actor(by: str | None) -> str:
    """Who acts; a name given on the command line proves nothing, so it is recorded as unauthenticated."""
    return by or getpass.getuser()


def _dagster_settings() -> bytes:
    packaged = files("astro_pipeline").joinpath("dagster.yaml")
    if packaged.is_file():
        return packaged.read_bytes()
    return (Path(__file__).parents[2] / "dagster.yaml").read_bytes()
