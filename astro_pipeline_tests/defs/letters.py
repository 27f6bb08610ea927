"""A small graph that writes letters into a home, and what a person is then shown."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
from sqlalchemy import Pool
from sqlalchemy.event import listen, remove

LETTERS = dg.DynamicPartitionsDefinition(name="letters")


@dg.asset(partitions_def=LETTERS)
def first() -> dg.MaterializeResult[Any]:
    return dg.MaterializeResult(metadata={"words": 3})


@dg.asset(partitions_def=LETTERS, deps=[first])
def second(context: dg.AssetExecutionContext) -> dg.MaterializeResult[Any]:
    if context.partition_key == "bad":
        raise dg.Failure("as asked")
    return dg.MaterializeResult(metadata={"words": 4})


@dg.asset_check(asset=first)
def first_has_words() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=True)


DEFINITIONS = dg.Definitions(
    assets=[first, second],
    asset_checks=[first_has_words],
    jobs=[dg.define_asset_job("write", executor_def=dg.in_process_executor)],
)


def kept(_home: Path) -> dg.DagsterInstance:
    return dg.DagsterInstance.get()


def dagsters_own(home: Path) -> dg.DagsterInstance:
    return dg.DagsterInstance.from_config(str(home), "plain.yaml")


def write(instance: dg.DagsterInstance, letter: str) -> str:
    """The id of a run that wrote this letter."""
    instance.add_dynamic_partitions("letters", [letter])
    job = DEFINITIONS.resolve_job_def("write")
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    done = job.execute_in_process(
        instance=instance, partition_key=letter, run_config=quiet, raise_on_error=False
    )
    return done.run_id


def begin(instance: dg.DagsterInstance) -> dg.DagsterRun:
    return instance.create_run_for_job(DEFINITIONS.resolve_job_def("write"))


def say(instance: dg.DagsterInstance, run: dg.DagsterRun, words: str = "well") -> None:
    instance.report_engine_event(words, run)


def told(instance: dg.DagsterInstance) -> object:
    """What a person is shown of these runs and their assets."""
    keys = [dg.AssetKey("first"), dg.AssetKey("second")]
    records = instance.get_asset_records(keys)
    newest = [record.asset_entry.last_materialization for record in records]
    checks = instance.event_log_storage.get_asset_check_execution_history(
        dg.AssetCheckKey(keys[0], "first_has_words"), limit=9
    )
    return (
        [(run.status, dict(run.tags)) for run in instance.get_runs()],
        [
            [(log.dagster_event_type, log.step_key) for log in instance.all_logs(run.run_id)]
            for run in instance.get_runs()
        ],
        [one and one.asset_materialization and one.asset_materialization.metadata for one in newest],
        [sorted(instance.get_materialized_partitions(key)) for key in keys],
        sorted(instance.get_dynamic_partitions("letters")),
        [(check.status, check.partition) for check in checks],
        instance.get_status_by_partition(keys[1], ["a", "bad"], LETTERS),
    )


@contextmanager
def openings() -> Generator[list[object]]:
    """Every connection that is opened meanwhile."""
    seen: list[object] = []

    def note(connection: object, _record: object) -> None:
        seen.append(connection)

    listen(Pool, "connect", note)
    yield seen
    remove(Pool, "connect", note)
