"""`astro-pipeline run | submit`: a brief becomes a campaign, as far as its gates allow."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.due import due
from astro_pipeline.campaigns.graph import GATES
from astro_pipeline.campaigns.home import writing
from astro_pipeline.campaigns.intake import written_as_prose
from astro_pipeline.campaigns.status import State, Status, note_crash, status, stop_of
from astro_pipeline.cli.console import (
    ByOption,
    HomeOption,
    JsonOption,
    actor,
    console,
    minimum_governance,
    open_home,
)
from astro_pipeline.cli.progress import shown
from astro_pipeline.cli.reading import received
from astro_pipeline.defs.pages import renew_page
from astro_pipeline.defs.prose import prose_reader
from astro_pipeline.defs.resources import ledger_of, today
from astro_pipeline.domain.brief import Governance
from astro_pipeline.errors import InvalidBrief
from astro_pipeline.spend.cache import use_all
from astro_pipeline.spend.summary import account

GovernanceOption = Annotated[
    Governance | None, typer.Option("--governance", help="In place of the brief's own.", show_default=False)
]
FreshOption = Annotated[
    bool, typer.Option("--fresh", help="Ask vendors anew where an earlier answer would do; it is paid anew.")
]
BriefArgument = Annotated[
    str, typer.Argument(help="A brief (file, folder or zip), or a known campaign's id.")
]

_EXIT: Mapping[State, int] = {"delivered": 0, "waiting": 3, "closed": 4, "incomplete": 5}


def run(
    brief: BriefArgument,
    home: HomeOption = None,
    governance: GovernanceOption = None,
    by: ByOption = None,
    fresh: FreshOption = False,
    as_json: JsonOption = False,
) -> int:
    """Make a campaign as far as its gates allow, or go on with one.

    It is made in this process.
    """
    desk = open_home(home)
    campaign = _submitted(desk, brief, governance, by=by)
    return go_on(desk, campaign, as_json=as_json, fresh=fresh)


def submit(
    brief: BriefArgument, home: HomeOption = None, governance: GovernanceOption = None, by: ByOption = None
) -> int:
    """Lay a brief on the desk; a running daemon makes it."""
    desk = open_home(home)
    campaign = _submitted(desk, brief, governance, by=by)
    console.print(f"{campaign}: submitted", highlight=False, soft_wrap=True)
    return 0


def go_on(desk: Desk, campaign: str, *, as_json: bool = False, fresh: bool = False) -> int:
    """Make what is due of the campaign, say how it stands, and give the exit status."""
    with writing(desk.home.campaign(campaign)), shown(quiet=as_json):
        _make(desk, campaign, fresh=fresh)
    found = status(desk, campaign, minimum=minimum_governance())
    if as_json:
        print(found.model_dump_json(indent=1))
    else:
        _say(desk, found)
    return exit_of(found.state)


def exit_of(state: State) -> int:
    """The exit status that says how a campaign stands."""
    return _EXIT.get(state, 1)


def _submitted(desk: Desk, brief: str, governance: Governance | None, *, by: str | None) -> str:
    path = Path(brief)
    if not path.exists() and brief in desk.campaigns():
        return brief
    if not path.exists():
        raise InvalidBrief("brief", brief, "there is no such file and no such campaign")
    reader = prose_reader(desk, actor(by)) if written_as_prose(path) else None
    given = received(desk, path, reader)
    taken = given.brief
    if governance is not None:
        taken = taken.model_copy(update={"governance": governance})
    state, _ = desk.submit(taken, given.files, actor=actor(by), today=today())
    if state == "revised":
        renew_page(desk, taken.id, minimum_governance())
    return taken.id


def _make(desk: Desk, campaign: str, *, fresh: bool) -> None:
    late = due(desk, campaign)
    if not late:
        use_all(ledger_of(desk), campaign)
        return
    from astro_pipeline.cli.graph import run_assets  # noqa: PLC0415 -- Dagster takes a second to import

    folder = desk.home.campaign(campaign)
    for step, cause in run_assets(campaign, late, fresh=fresh).items():
        if stop_of(folder) is None:  # an error of ours has written down why already
            note_crash(folder, asset=step, message=cause)


def _say(desk: Desk, found: Status) -> None:
    folder = desk.home.campaign(found.campaign)
    style = {"delivered": "green", "waiting": "yellow"}.get(found.state, "red")
    console.print(
        f"\n[{style}]{found.state}[/{style}] [bold]{found.campaign}[/bold]: {found.why}",
        highlight=False,
        soft_wrap=True,
    )
    spent = account(ledger_of(desk), found.campaign)
    if spent.rows:
        money = f"{spent.total_usd:.2f} USD spent, {spent.saved_usd:.2f} saved"
        console.print(f"  {money}: astro-pipeline spend {found.campaign}", highlight=False, soft_wrap=True)
    if found.state == "delivered":
        manifest = json.loads((folder / "delivery" / "manifest.json").read_bytes())
        console.print(
            f"  {len(manifest['files'])} files, publishable: {manifest['publishable']}", highlight=False
        )
        for reason in manifest["reasons"]:
            console.print(f"  {reason}", markup=False, highlight=False, soft_wrap=True)
        console.print(
            f"  look at  {folder / 'delivery' / 'index.html'}", markup=False, highlight=False, soft_wrap=True
        )
    elif found.stage in GATES:
        _say_how_to_decide(desk, found, folder)
    elif found.state in {"stopped", "incomplete"}:
        again = f"astro-pipeline run {found.campaign} --home {desk.home.path}   once that is mended"
        console.print(f"  go on    {again}", markup=False, highlight=False, soft_wrap=True)


def _say_how_to_decide(desk: Desk, found: Status, folder: Path) -> None:
    at = f"{found.campaign} {found.stage} --digest {found.digest} --home {desk.home.path} --continue"
    decide = f"astro-pipeline approve {at}"
    if found.state == "closed":
        decide = (
            f"astro-pipeline qa {found.campaign} --home {desk.home.path}   shows what fails; then reject, "
            f"edit the copy, or waive it with a reason:\n           astro-pipeline reject {at} --comment …"
        )
    console.print(f"  look at  {folder / 'review.html'}", markup=False, highlight=False, soft_wrap=True)
    console.print(f"  decide   {decide}", markup=False, highlight=False, soft_wrap=True)
