"""`astro-pipeline approve | reject | edit | waive`: what a person says of a campaign."""

import sys
from pathlib import Path
from typing import Annotated

import typer
import yaml
from pydantic import TypeAdapter, ValidationError

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.graph import SUBJECTS
from astro_pipeline.cli.console import (
    ByOption,
    HomeOption,
    actor,
    console,
    minimum_governance,
    open_home,
)
from astro_pipeline.cli.run import go_on
from astro_pipeline.defs.pages import renew_page
from astro_pipeline.errors import InvalidRequest

DigestOption = Annotated[
    str | None,
    typer.Option("--digest", help="Of what you looked at; shown on the review page.", show_default=False),
]
ListOption = Annotated[str, typer.Option(help="Comma-separated.", show_default=False)]
ContinueOption = Annotated[bool, typer.Option("--continue", help="Run the campaign on at once.")]

_TEXTS = TypeAdapter(dict[str, str])


def approve(
    campaign: str,
    gate: str,
    digest: DigestOption = None,
    variant: Annotated[str | None, typer.Option(help="The variant that leads (creative_approval).")] = None,
    comment: str = "",
    by: ByOption = None,
    home: HomeOption = None,
    go: ContinueOption = False,
) -> int:
    """Approve what waits at GATE."""
    desk = open_home(home)
    desk.decide(
        campaign,
        gate,
        "approve",
        digest=_seen(desk, campaign, gate, digest),
        actor=actor(by),
        comment=comment,
        variant=variant,
    )
    renew_page(desk, campaign, minimum_governance())
    console.print(f"{campaign}: approved at {gate}", highlight=False)
    return go_on(desk, campaign) if go else 0


def reject(
    campaign: str,
    gate: str,
    comment: Annotated[str, typer.Option(help="What should change; the crafts are told.")],
    digest: DigestOption = None,
    assets: ListOption = "",
    items: ListOption = "",
    by: ByOption = None,
    home: HomeOption = None,
    go: ContinueOption = False,
) -> int:
    """Send what waits at GATE back, whole or in part, with a comment."""
    desk = open_home(home)
    desk.decide(
        campaign,
        gate,
        "reject",
        digest=_seen(desk, campaign, gate, digest),
        actor=actor(by),
        comment=comment,
        assets=_listed(assets),
        items=_listed(items),
    )
    renew_page(desk, campaign, minimum_governance())
    console.print(f"{campaign}: rejected at {gate}", highlight=False)
    return go_on(desk, campaign) if go else 0


def edit(
    campaign: str,
    what: Annotated[str, typer.Argument(help="copy")],
    file: Annotated[Path, typer.Argument(help="YAML or JSON: {key: text}, keys as in the copy.")],
    by: ByOption = None,
    home: HomeOption = None,
    go: ContinueOption = False,
) -> int:
    """Put your own words in place of lines of the copy."""
    if what != "copy":
        raise InvalidRequest(f"edit: only copy can be edited, not {what}")
    desk = open_home(home)
    row = desk.edit_copy(campaign, _texts(file), actor=actor(by))
    renew_page(desk, campaign, minimum_governance())
    console.print(f"{campaign}: copy edited (entry {row})", highlight=False)
    return go_on(desk, campaign) if go else 0


def waive(
    campaign: str,
    rule: str,
    file: str,
    reason: Annotated[str, typer.Option(help="Why it may pass; it stands in the report.")],
    by: ByOption = None,
    home: HomeOption = None,
    go: ContinueOption = False,
) -> int:
    """Let one failing finding pass, for these bytes only.

    Never for budget or rights.
    """
    desk = open_home(home)
    row = desk.waive(campaign, rule, file, reason=reason, actor=actor(by))
    renew_page(desk, campaign, minimum_governance())
    console.print(f"{campaign}: {rule} waived on {file} (entry {row})", highlight=False)
    return go_on(desk, campaign) if go else 0


def _seen(desk: Desk, campaign: str, gate: str, digest: str | None) -> str:
    if digest is not None:
        return digest
    desk.brief(campaign)
    if gate not in SUBJECTS:
        raise InvalidRequest(f"gate: {gate} is none; they are {', '.join(SUBJECTS)}")
    current = desk.subject(campaign, gate)
    if not sys.stdin.isatty():
        raise InvalidRequest(f"--digest: say what you looked at; {gate} is {current} now")
    page = desk.home.campaign(campaign) / "review.html"
    console.print(f"{gate} of {campaign} is {current}\nlook at {page}", highlight=False)
    if not typer.confirm("Is this what you looked at?"):
        raise typer.Abort
    return current


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _texts(file: Path) -> dict[str, str]:
    try:
        return _TEXTS.validate_python(yaml.safe_load(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as exc:
        raise InvalidRequest(f"{file}: not a file of key: text lines ({exc})") from exc
