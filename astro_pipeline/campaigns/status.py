"""How far a campaign is, in words a person and a script can use."""

from pathlib import Path
from typing import Literal

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.due import due, rule
from astro_pipeline.campaigns.graph import GATES, GRAPH
from astro_pipeline.campaigns.home import is_held, write_atomically
from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import Governance
from astro_pipeline.errors import AstroError, BudgetExceeded

State = Literal["delivered", "waiting", "closed", "running", "incomplete", "stopped", "unfinished"]


class Stop(Frozen):
    """Why the last run ended before its time."""

    asset: str
    error: str
    message: str
    over_budget: bool = False

    @property
    def state(self) -> State:
        """How its campaign stands until a run goes further."""
        return "incomplete" if self.over_budget else "stopped"


class Status(Frozen):
    """Where a campaign stands."""

    campaign: str
    name: str
    company: str
    state: State
    stage: str
    """The asset or gate that comes next; "delivery" once delivered."""
    percent: int
    """Of the graph's assets that are done."""
    why: str = ""
    digest: str | None = None
    """Of the subject, at a gate."""
    edition: int = 1


def status(desk: Desk, campaign: str, *, minimum: Governance = Governance.FULL_AUTO) -> Status:
    """Where the campaign stands now. Raises: UnknownCampaign."""
    brief = desk.brief(campaign)
    late = due(desk, campaign)
    stage = late[0] if late else "delivery"
    state, why = _state(desk, campaign, late, minimum=minimum)
    return Status(
        campaign=campaign,
        name=brief.name,
        company=brief.company.name,
        state=state,
        stage=stage,
        percent=round(100 * (len(GRAPH) - len(late)) / len(GRAPH)),
        why=why,
        digest=desk.subject(campaign, stage) if state in {"waiting", "closed"} else None,
        edition=brief.edition,
    )


def note_stop(folder: Path, *, asset: str, error: AstroError) -> None:
    """Write down why a run could not go on, for whoever asks next."""
    stop = Stop(
        asset=asset,
        error=type(error).__name__,
        message=str(error),
        over_budget=isinstance(error, BudgetExceeded),
    )
    write_atomically(folder / ".records" / "stop.json", stop.model_dump_json(indent=1).encode())


def note_crash(folder: Path, *, asset: str, message: str) -> None:
    """Write down that a run failed in a way no asset reported."""
    stop = Stop(asset=asset, error="RunFailed", message=message)
    write_atomically(folder / ".records" / "stop.json", stop.model_dump_json(indent=1).encode())


def note_unheard(desk: Desk, campaign: str, message: str) -> None:
    """Write down a run's failure unless the campaign is at work, is done, or said why itself."""
    folder = desk.home.campaign(campaign)
    if not is_held(folder) and stop_of(folder) is None and due(desk, campaign):
        note_crash(folder, asset="run", message=message)


def clear_stop(folder: Path) -> None:
    """A new run begins: the last one's stop is history."""
    (folder / ".records" / "stop.json").unlink(missing_ok=True)


def stop_of(folder: Path) -> Stop | None:
    """Why the last run stopped, or None where it did not."""
    path = folder / ".records" / "stop.json"
    return Stop.model_validate_json(path.read_bytes()) if path.exists() else None


def _state(desk: Desk, campaign: str, late: tuple[str, ...], *, minimum: Governance) -> tuple[State, str]:
    folder = desk.home.campaign(campaign)
    if not late:
        return "delivered", f"see {folder / 'delivery' / 'index.html'}"
    if is_held(folder):
        return "running", f"making {late[0]}"
    if late[0] in GATES:
        ruling = rule(desk, campaign, late[0], minimum=minimum)
        if ruling.state == "open":
            return "unfinished", f"{late[0]} is open; run it on"
        return ("closed" if ruling.state == "closed" else "waiting"), ruling.why
    stop = stop_of(folder)
    if stop:
        return stop.state, f"{stop.asset}: {stop.message}"
    return "unfinished", f"{late[0]} is due"
