"""`astro-pipeline spend`: what was paid, reserved and saved, and what to do about calls left open."""

from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer
from rich.table import Table

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.cli.console import ByOption, HomeOption, JsonOption, actor, console, open_home
from astro_pipeline.defs.resources import ledger_of
from astro_pipeline.errors import InvalidRequest
from astro_pipeline.spend.resolve import resolve
from astro_pipeline.spend.summary import Account, account

AbandonOption = Annotated[
    int | None, typer.Option(metavar="ROW", help="Give this call up: nothing more is asked for it.")
]
ResubmitOption = Annotated[
    int | None, typer.Option(metavar="ROW", help="Let the next run buy this call anew.")
]
PaidOption = Annotated[
    str | None,
    typer.Option(metavar="USD", help="What the vendor's bill shows for it; else the whole reservation."),
]


def spend(
    campaign: Annotated[str | None, typer.Argument(show_default=False)] = None,
    as_json: JsonOption = False,
    abandon: AbandonOption = None,
    resubmit: ResubmitOption = None,
    paid: PaidOption = None,
    why: Annotated[str, typer.Option(help="Why; it stands in the ledger.", show_default=False)] = "",
    by: ByOption = None,
    home: HomeOption = None,
) -> int:
    """Say what was spent, reserved and saved; decide on calls left open."""
    desk = open_home(home)
    if campaign is not None:
        desk.brief(campaign)
    if abandon is not None or resubmit is not None:
        return _decide(desk, abandon=abandon, resubmit=resubmit, paid=paid, why=why, by=actor(by))
    found = account(ledger_of(desk), campaign)
    if as_json:
        print(found.model_dump_json(indent=1))
    else:
        _show(found)
    return 0


def _decide(
    desk: Desk, *, abandon: int | None, resubmit: int | None, paid: str | None, why: str, by: str
) -> int:
    if abandon is not None and resubmit is not None:
        raise InvalidRequest("--abandon and --resubmit: choose one")
    number = abandon if abandon is not None else resubmit
    call = resolve(
        ledger_of(desk),
        number or 0,
        again=resubmit is not None,
        paid=_usd(paid),
        by=by,
        why=why,
    )
    after = f"`astro-pipeline run {call.campaign}` buys it anew" if call.again else "it is not asked again"
    console.print(
        f"row {call.id} of {call.campaign}: {call.state} at {call.cost_usd} USD; {after}",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    return 0


def _usd(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation as exc:
        raise InvalidRequest(f"--paid: {text} is no number; write e.g. 0.40") from exc
    if not amount.is_finite():
        raise InvalidRequest(f"--paid: {text} cannot be used; write e.g. 0.40")
    return amount


def _show(found: Account) -> None:
    if found.rows:
        table = Table("row", "campaign", "item", "candidate", "state", "quoted", "cost", "posts", box=None)
        for row in found.rows:
            cost = "" if row.state in {"intent", "submitted", "ambiguous"} else f"{row.cost_usd:.4f}"
            cells = (str(row.id), row.campaign, row.item, row.candidate, row.state)
            table.add_row(*cells, f"{row.quoted_usd:.4f}", cost, str(row.posts))
        console.print(table, markup=False, highlight=False)
    spent = f"{found.total_usd:.4f} USD spent, {found.reserved_usd:.4f} reserved"
    lines = [
        f"{spent}, {found.estimated_usd:.4f} quoted, {found.saved_usd:.4f} saved",
        f"{found.calls} requests accepted, {found.cache_hits} answers used again, {found.open} left open",
    ]
    lines += [
        f"{each.scope} {each.name}: {each.committed_usd} of {each.ceiling_usd} USD" for each in found.warnings
    ]
    lines += [f"row {row.id}: {row.why}" for row in found.rows if row.state == "ambiguous"]
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
