"""`astro-pipeline status | qa | serve`: looking, without changing anything."""

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.due import due
from astro_pipeline.campaigns.estimate import estimate_brief, total_usd
from astro_pipeline.campaigns.graph import GATES, GRAPH, before
from astro_pipeline.campaigns.status import Status
from astro_pipeline.campaigns.status import status as status_of
from astro_pipeline.cli.console import HomeOption, JsonOption, console, minimum_governance, open_home
from astro_pipeline.defs.resources import candidates, ledger_of
from astro_pipeline.domain.review import Finding, QaReport
from astro_pipeline.errors import StaleInput
from astro_pipeline.quality.report import judged_again, report
from astro_pipeline.spend.summary import account

_WORST_FIRST = ("fail", "not_checked", "pass")


def status(
    campaign: Annotated[str | None, typer.Argument(show_default=False)] = None,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> int:
    """Say how far a campaign is, or all of them."""
    desk = open_home(home)
    chosen = (campaign,) if campaign else desk.campaigns()
    found = [_with_money(desk, status_of(desk, each, minimum=minimum_governance())) for each in chosen]
    if as_json:
        print(json.dumps(found[0] if campaign else found, indent=1, ensure_ascii=False))
        return 0
    if not found:
        console.print("no campaigns yet; `astro-pipeline run BRIEF` makes one")
    for row in found:
        money = f"{row['cost_usd']} of at most {row['estimate_usd']} USD"
        console.print(
            f"{row['campaign']}: {row['state']}, {row['percent']} %, {row['stage']}, {money}\n  {row['why']}",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    return 0


def qa(campaign: str, as_json: JsonOption = False, home: HomeOption = None) -> int:
    """Show every finding so far.

    Exit 4 when one fails, 3 when a required one was not checked.
    """
    desk = open_home(home)
    desk.brief(campaign)
    result = _measured(desk, campaign)
    if as_json:
        print(result.model_dump_json(indent=1))
    else:
        for found in sorted(result.findings, key=lambda f: _WORST_FIRST.index(f.verdict)):
            if found.verdict != "pass":
                console.print(_line(found), markup=False, highlight=False, soft_wrap=True)
        for line in _beside(result):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        console.print(f"{result.verdict}: {len(result.findings)} findings on {len(result.files)} files")
    return {"pass": 0, "fail": 4, "not_checked": 3}[result.verdict]


def _measured(desk: Desk, campaign: str) -> QaReport:
    """The report as its page shows it, with the waivers of now; before there is one, what there is."""
    waivers = desk.waivers(campaign)
    if not due(desk, campaign, (*before("qa_report"), "qa_report")):
        return judged_again(desk.store.value(campaign, "qa_report", QaReport), waivers)
    findings = desk.findings(campaign, *(asset for asset in GRAPH if asset not in {*GATES, "qa_report"}))
    if not findings:
        raise StaleInput(f"{campaign}: nothing has been measured yet; run it first")
    return report(findings, waivers, brief=desk.brief(campaign))


def _beside(result: QaReport) -> Iterator[str]:
    """What was waived, what was mended, and what is to be declared."""
    for waiver in result.waivers:
        on = f" on {waiver.day}" if waiver.day else ""
        yield _row("waived", waiver.rule, waiver.file, f"by {waiver.actor}{on}: {waiver.reason}")
    for each in result.repairs:
        measured = f"{each.before:g} → {each.after:g} {each.unit}"
        yield _row("mended", each.rule, each.file, f"{each.what}: {measured}")
    for each in result.declarations:
        yield _row(
            "to declare", each.title, each.placement, f"{each.question or each.why} {each.tick}".strip()
        )


def _line(finding: Finding) -> str:
    verdict = f"{finding.verdict} (advice)" if finding.advisory else finding.verdict
    said = (_amounts(finding), finding.why, finding.cure)
    return _row(verdict, finding.rule, finding.file, " ".join(part for part in said if part))


def _amounts(finding: Finding) -> str:
    """The value and its limit, as far as there are any."""
    if finding.measured is None:
        return ""
    unit = f" {finding.unit}" if finding.unit else ""
    limit = "" if finding.limit is None else f", limit {finding.limit}"
    return f"measured {finding.measured}{unit}{limit};"


def _row(verdict: str, rule: str, file: str, said: str) -> str:
    return f"{verdict:<21}{rule:<28} {file}: {said}"


def serve(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 3001, home: HomeOption = None
) -> int:
    """Serve review pages, deliveries and media on 127.0.0.1."""
    from astro_pipeline.gateway.app import serve as serve_home  # noqa: PLC0415 -- the server is not every command's

    desk = open_home(home)
    console.print(f"http://127.0.0.1:{port}/ shows {desk.home.path}", highlight=False)
    serve_home(desk.home.path, port=port)
    return 0


def _with_money(desk: Desk, found: Status) -> dict[str, object]:
    spent = account(ledger_of(desk), found.campaign)
    brief = desk.brief(found.campaign)
    return {
        **found.model_dump(mode="json"),
        "cost_usd": str(spent.total_usd),
        "estimate_usd": str(total_usd(estimate_brief(brief, candidates()))[1]),
        "calls": spent.calls,
    }
