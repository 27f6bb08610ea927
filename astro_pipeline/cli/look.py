"""`astro-pipeline status | estimate | qa | serve`: looking, without changing anything."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.estimate import estimate_brief
from astro_pipeline.campaigns.graph import GATES, GRAPH
from astro_pipeline.campaigns.intake import read_brief
from astro_pipeline.campaigns.status import Status
from astro_pipeline.campaigns.status import status as status_of
from astro_pipeline.cli.console import HomeOption, JsonOption, console, minimum_governance, open_home
from astro_pipeline.defs.resources import providers, today
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import StaleInput
from astro_pipeline.quality.report import report
from astro_pipeline.spend.ledger import Ledger

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


def estimate(brief: Path, as_json: JsonOption = False) -> int:
    """Say what a brief's campaign can cost at most.

    Nothing is made for it.
    """
    received = read_brief(brief, today=today()).brief
    lines = estimate_brief(received, providers())
    total = sum((line.most_usd for line in lines), start=type(lines[0].most_usd)(0))
    if as_json:
        print(
            json.dumps(
                {
                    "campaign": received.id,
                    "most_usd": str(total),
                    "lines": [line.model_dump(mode="json") for line in lines],
                },
                indent=1,
            )
        )
        return 0
    table = Table("what", "provider", "calls", "at most USD", "price from", box=None)
    for line in lines:
        table.add_row(line.kind, line.provider, str(line.calls), f"{line.most_usd:.2f}", line.source)
    console.print(table)
    console.print(f"at most {total:.2f} USD", highlight=False)
    return 0


def qa(campaign: str, as_json: JsonOption = False, home: HomeOption = None) -> int:
    """Show every finding so far.

    Exit 4 when one fails, 3 when a required one was not checked.
    """
    desk = open_home(home)
    desk.brief(campaign)
    assets = [asset for asset in GRAPH if asset not in {*GATES, "qa_report"}]
    findings = desk.findings(campaign, *assets)
    if not findings:
        raise StaleInput(f"{campaign}: nothing has been measured yet; run it first")
    result = report(findings, desk.waivers(campaign))
    if as_json:
        print(result.model_dump_json(indent=1))
    else:
        for found in sorted(result.findings, key=lambda f: _WORST_FIRST.index(f.verdict)):
            if found.verdict != "pass":
                console.print(_line(found), markup=False, highlight=False, soft_wrap=True)
        console.print(f"{result.verdict}: {len(result.findings)} findings on {len(result.files)} files")
    return {"pass": 0, "fail": 4, "not_checked": 3}[result.verdict]


def _line(finding: Finding) -> str:
    verdict = f"{finding.verdict} (advice)" if finding.advisory else finding.verdict
    unit = f" {finding.unit}" if finding.unit else ""
    measured = (
        "" if finding.measured is None else f"measured {finding.measured}{unit}, limit {finding.limit}; "
    )
    return f"{verdict:<16}{finding.rule:<24}{finding.file}: {finding.why or measured}{finding.cure}"


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
    calls = Ledger.of(desk.home.path).calls(found.campaign)
    brief = desk.brief(found.campaign)
    return {
        **found.model_dump(mode="json"),
        "cost_usd": str(sum(call.cost_usd for call in calls)),
        "estimate_usd": str(sum(line.most_usd for line in estimate_brief(brief, providers()))),
        "calls": len(calls),
    }
