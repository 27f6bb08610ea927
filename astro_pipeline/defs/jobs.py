"""The jobs: run a campaign, and the two things a person does without a shell."""

from typing import Literal

import dagster as dg
from pydantic import Field

from astro_pipeline.campaigns.intake import parse_brief
from astro_pipeline.defs.resources import Studio, candidates, clerk_of, failure, today
from astro_pipeline.errors import AstroError
from astro_pipeline.spend.reconcile import reconcile

run_campaign = dg.define_asset_job(
    "run_campaign",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="Makes a campaign, or a part of it, as far as its gates allow.",
)


class Submission(dg.Config):
    """A brief as text: YAML or JSON."""

    brief: str
    actor: str = "graphql"


class Ruling(dg.Config):
    """A person's decision at a gate."""

    campaign: str
    gate: str
    verdict: Literal["approve", "reject"]
    digest: str
    actor: str = "graphql"
    comment: str = ""
    variant: str = ""
    assets: list[str] = Field(default=[])
    items: list[str] = Field(default=[])


@dg.op(description="Reads the brief and lays it on the desk; the campaign's run follows by itself.")
def submit(context: dg.OpExecutionContext, config: Submission, studio: Studio) -> None:
    """Take a brief in. Raises: InvalidBrief, as a Failure that names field, value and cure."""
    try:
        received = parse_brief(config.brief, today=today())
        state, row = studio.desk().submit(received.brief, received.files, actor=config.actor, today=today())
    except AstroError as exc:
        raise failure(exc) from exc
    context.log.info("%s: %s, entry %s", received.brief.id, state, row)


@dg.op(description="Writes a decision down; the campaign goes on by itself.")
def record(context: dg.OpExecutionContext, config: Ruling, studio: Studio) -> None:
    """Decide at a gate. Raises: StaleDecision or InvalidRequest, as a Failure."""
    try:
        row = studio.desk().decide(
            config.campaign,
            config.gate,
            config.verdict,
            digest=config.digest,
            actor=config.actor,
            comment=config.comment,
            variant=config.variant or None,
            assets=config.assets,
            items=config.items,
        )
    except AstroError as exc:
        raise failure(exc) from exc
    context.log.info("%s: %s at %s, entry %s", config.campaign, config.verdict, config.gate, row)


@dg.op(description="Polls or finds every call whose outcome is not known, and says how far quotes are off.")
def look_after_calls(context: dg.OpExecutionContext, studio: Studio) -> dg.Output[int]:
    """Reconcile the ledger; how many rows are still open. Raises: our errors, as a Failure."""
    desk = studio.desk()
    try:
        found = reconcile(clerk_of(desk), candidates(desk.store.blob))
    except AstroError as exc:
        raise failure(exc) from exc
    for row in found.rows:
        context.log.info("row %s of %s, %s: %s %s", row.id, row.campaign, row.item, row.state, row.why)
    return dg.Output(
        found.still_open,
        metadata={
            "looked_at": len(found.rows),
            "still_open": found.still_open,
            "rows": dg.MetadataValue.json([row.model_dump(mode="json") for row in found.rows]),
            "drift": dg.MetadataValue.json([row.model_dump(mode="json") for row in found.drift]),
        },
    )


@dg.job(executor_def=dg.in_process_executor, description="Looks after paid calls that were left open.")
def reconcile_spend() -> None:
    """Reconcile the ledger with the vendors, by schedule or by hand."""
    look_after_calls()


@dg.job(executor_def=dg.in_process_executor, description="Submits a brief given as run config.")
def submit_brief() -> None:
    """Submit a brief by GraphQL or from the launchpad."""
    submit()


@dg.job(executor_def=dg.in_process_executor, description="Records a decision given as run config.")
def record_decision() -> None:
    """Decide by GraphQL or from the launchpad."""
    record()
