"""The graph run inside the command: the same job, the same instance, so Dagster's UI shows it."""

import time
from collections.abc import Sequence
from functools import cache

import dagster as dg

from astro_pipeline.definitions import defs
from astro_pipeline.defs.resources import FRESH_TAG, PARTITION_TAG

_UNFINISHED = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]

_INTERRUPTED = dg.DagsterExecutionInterruptedError.__name__


def run_assets(campaign: str, assets: Sequence[str], *, fresh: bool = False) -> dict[str, str]:
    """Run these assets of the campaign and their checks; what failed, by step, with its cause.

    `fresh` uses no answer of a vendor from before now.
    The caller holds the campaign's lock, so an unfinished run of it is a dead one and is closed.
    Raises: KeyboardInterrupt on Ctrl-C, with the run closed as canceled.
    """
    with dg.DagsterInstance.get() as instance:
        _close_dead(instance, campaign)
        instance.add_dynamic_partitions("campaigns", [campaign])
        _remember_partition(instance)
        done = defs.resolve_job_def("run_campaign").execute_in_process(
            instance=instance,
            partition_key=campaign,
            asset_selection=[dg.AssetKey(asset) for asset in assets],
            tags={
                "astro/campaign": campaign,
                "astro/by": "cli",
                **({FRESH_TAG: repr(time.time())} if fresh else {}),
            },
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
        )
        failed = {event.step_key or "run": _cause(event) for event in done.all_events if event.is_failure}
        if any(_INTERRUPTED in cause for cause in failed.values()):
            # Dagster calls Ctrl-C a failure of the step it fell on: say what it was.
            instance.report_run_canceled(done.dagster_run, "interrupted on the command line")
            raise KeyboardInterrupt
    return failed


def _remember_partition(instance: dg.DagsterInstance) -> None:
    """Ask storage once whether a partition is there, not for every event of every check.

    Dagster 1.13.27 asks 490 times in a run, each time with a connection of its own.
    """
    instance.has_dynamic_partition = cache(instance.has_dynamic_partition)


def _cause(event: dg.DagsterEvent) -> str:
    data = event.event_specific_data
    error = getattr(data, "error", None)
    if error is None:
        return event.message or "the run failed"
    while error.cause is not None:
        error = error.cause
    return str(error.message).strip()


def _close_dead(instance: dg.DagsterInstance, campaign: str) -> None:
    for run in instance.get_runs(dg.RunsFilter(tags={PARTITION_TAG: campaign}, statuses=_UNFINISHED)):
        if run.status is not dg.DagsterRunStatus.QUEUED:
            instance.report_run_failed(run, "its process is gone")
