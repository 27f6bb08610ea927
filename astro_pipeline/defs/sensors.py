"""The sensors: briefs come in, campaigns go on, failures are written down.

A tick of the first two waits up to a few seconds for something to happen. Dagster's sensor
loop turns every five seconds; a tick that ends at once would leave a dropped brief lying for
half of that, and its decision for as long again.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import dagster as dg

from astro_pipeline.campaigns.due import due, rule
from astro_pipeline.campaigns.graph import GATES
from astro_pipeline.campaigns.home import Home, is_held
from astro_pipeline.campaigns.inbox import refuse
from astro_pipeline.campaigns.intake import written_as_prose
from astro_pipeline.campaigns.reception import settled_briefs, take_in
from astro_pipeline.campaigns.status import note_crash, note_unheard
from astro_pipeline.defs.jobs import run_campaign
from astro_pipeline.defs.pages import renew_page
from astro_pipeline.defs.prose import DROP_TAG, drop_of, read_brief
from astro_pipeline.defs.resources import PARTITION_TAG, Studio, today
from astro_pipeline.errors import JobFailed

Result = TypeVar("Result")

_WATCH_SECONDS = 4.0
_LOOK_EVERY_SECONDS = 0.2

_WAITING = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
_SLOW_START = timedelta(seconds=30)
"""A run that was launched this long ago and holds no lock never came to life."""
_JUST_STARTED = timedelta(seconds=5)
"""A run that started this recently may not have taken its lock yet."""
_MOST_REVIVALS = 3
"""How often a campaign, or a brief, whose runs die is taken up again before a person must look."""


@dg.sensor(
    job_name=read_brief.name, minimum_interval_seconds=1, default_status=dg.DefaultSensorStatus.RUNNING
)
def receive_briefs(context: dg.SensorEvaluationContext, studio: Studio) -> dg.SensorResult | dg.SkipReason:
    """Takes briefs from the inbox to the desk, prose by a run of its own; bad ones go to rejected/."""
    return _watch(lambda: _received(context.instance, studio)) or dg.SkipReason("the inbox is empty")


@dg.sensor(job=run_campaign, minimum_interval_seconds=1, default_status=dg.DefaultSensorStatus.RUNNING)
def advance_campaigns(context: dg.SensorEvaluationContext, studio: Studio) -> dg.SensorResult | dg.SkipReason:
    """Asks for a run for whatever is new in the log, and for campaigns whose run died."""
    cursor = int(context.cursor or 0)
    result = _watch(lambda: _requests(context.instance, studio, cursor))
    return result or dg.SkipReason("nothing new in the log")


@dg.run_failure_sensor(
    monitored_jobs=[run_campaign], minimum_interval_seconds=5, default_status=dg.DefaultSensorStatus.RUNNING
)
def note_failures(context: dg.RunFailureSensorContext, studio: Studio) -> None:
    """Writes down why a run failed, where the campaign's status and pages find it."""
    campaign = context.dagster_run.tags.get(PARTITION_TAG)
    if campaign is not None:
        note_unheard(studio.desk(), campaign, context.failure_event.message or "the run failed")


def _watch(look: Callable[[], Result | None]) -> Result | None:
    until = time.monotonic() + _WATCH_SECONDS
    while True:
        seen = look()
        if seen or time.monotonic() > until:
            return seen
        time.sleep(_LOOK_EVERY_SECONDS)


def _received(instance: dg.DagsterInstance, studio: Studio) -> dg.SensorResult | dg.SkipReason | None:
    home = studio.where()
    taken = take_in(home, studio.desk(), today=today(), leave=written_as_prose)
    if taken:
        return dg.SkipReason("; ".join(taken))
    prose = [path for path in settled_briefs(home) if written_as_prose(path)]
    requests = [request for path in prose for request in _reading(instance, home, path)]
    return dg.SensorResult(run_requests=requests) if requests else None


def _reading(instance: dg.DagsterInstance, home: Home, path: Path) -> list[dg.RunRequest]:
    """A run to read the brief, where none is at it; after too many that failed the brief goes back."""
    try:
        drop = drop_of(path)
    except FileNotFoundError:  # its run has just taken it
        return []
    records = instance.get_run_records(dg.RunsFilter(job_name=read_brief.name, tags={DROP_TAG: drop}))
    for record in records:
        if record.dagster_run.status in _WAITING:
            if not _is_dead(record, home.reading(drop)):
                return []
            instance.report_run_failed(record.dagster_run, "its process is gone")
    cancelled = any(each.dagster_run.status is dg.DagsterRunStatus.CANCELED for each in records)
    if cancelled or len(records) > _MOST_REVIVALS:
        last = records[0].dagster_run.run_id
        why = (
            f"{path.name}: {len(records)} runs ended and did not read it; look at {last}, then drop it again"
        )
        refuse(path, home.rejected, JobFailed(why, provider="intake"))
        return []
    return [
        dg.RunRequest(
            run_key=f"read:{drop}:{len(records)}",
            run_config={"ops": {"read": {"config": {"brief": path.name}}}},
            tags={DROP_TAG: drop, "astro/brief": path.name, "dagster/priority": "1"},
        )
    ]


def _requests(instance: dg.DagsterInstance, studio: Studio, cursor: int) -> dg.SensorResult | None:
    desk = studio.desk()
    rows = desk.log.entries(after=cursor)
    newest = {row.campaign: row.id for row in rows}
    for campaign in newest:
        if not instance.has_dynamic_partition("campaigns", campaign):
            instance.add_dynamic_partitions("campaigns", [campaign])
    revived, busy = _look_after_runs(instance, studio)
    for campaign in newest.keys() - busy:
        renew_page(desk, campaign, studio.minimum_governance())
    requests = [
        request
        for campaign, row in newest.items()
        if campaign not in busy and campaign not in revived
        for request in _request(studio, campaign, key=f"entry:{row}", revivals=0)
    ]
    requests += [
        request
        for campaign, (run_id, revivals) in revived.items()
        for request in _request(studio, campaign, key=f"revive:{run_id}", revivals=revivals + 1)
    ]
    # A campaign at work is held: the cursor stops before its first row, and the next tick asks again.
    held = [row.id - 1 for row in rows if row.campaign in busy]
    reached = min(held, default=rows[-1].id if rows else cursor)
    if not requests and reached == cursor:
        return None
    return dg.SensorResult(run_requests=requests, cursor=str(reached))


def _request(studio: Studio, campaign: str, *, key: str, revivals: int) -> list[dg.RunRequest]:
    desk = studio.desk()
    late = due(desk, campaign)
    if not late:
        return []
    if late[0] in GATES and not _worth_a_run(studio, campaign, late[0]):
        return []
    return [
        dg.RunRequest(
            run_key=key,
            partition_key=campaign,
            asset_selection=[dg.AssetKey(asset) for asset in late],
            tags={"astro/campaign": campaign, "astro/revivals": str(revivals)},
        )
    ]


def _worth_a_run(studio: Studio, campaign: str, gate: str) -> bool:
    """A gate that would wait again needs no run: its page is written anew as it is."""
    return rule(studio.desk(), campaign, gate, minimum=studio.minimum_governance()).state == "open"


def _look_after_runs(
    instance: dg.DagsterInstance, studio: Studio
) -> tuple[dict[str, tuple[str, int]], set[str]]:
    """Campaigns whose run died, with its id and how often they were revived; and those at work."""
    revived: dict[str, tuple[str, int]] = {}
    busy: set[str] = set()
    for record in instance.get_run_records(dg.RunsFilter(job_name=run_campaign.name, statuses=_WAITING)):
        run = record.dagster_run
        campaign = run.tags.get(PARTITION_TAG)
        if campaign is None:
            continue
        if not _is_dead(record, studio.where().campaign(campaign)):
            busy.add(campaign)
            continue
        instance.report_run_failed(run, "its process is gone")
        revivals = int(run.tags.get("astro/revivals", "0"))
        if revivals < _MOST_REVIVALS:
            revived[campaign] = (run.run_id, revivals)
        else:
            note_crash(
                studio.where().campaign(campaign),
                asset="run",
                message=f"its runs died {revivals + 1} times; look at the last one, then submit again",
            )
    return {c: found for c, found in revived.items() if c not in busy}, busy


def _is_dead(record: dg.RunRecord, folder: Path) -> bool:
    status = record.dagster_run.status
    if status is dg.DagsterRunStatus.QUEUED or is_held(folder):
        return False
    age = datetime.now(UTC) - record.update_timestamp.replace(tzinfo=UTC)
    return age > (_JUST_STARTED if status is dg.DagsterRunStatus.STARTED else _SLOW_START)
