"""A home's storage: Dagster's files and answers, with fewer openings."""

from pathlib import Path

import dagster as dg
import pytest

from astro_pipeline.defs.storage import EventFiles, HomeStorage, RunFile
from astro_pipeline_tests.defs.letters import begin, dagsters_own, kept, openings, say, told, write


def test_a_home_is_given_this_storage(kept_instance: dg.DagsterInstance) -> None:
    assert isinstance(kept_instance.run_storage, RunFile)
    assert isinstance(kept_instance.event_log_storage, EventFiles)


def test_dagster_still_asks_by_the_names_it_rests_on(dagster_home: Path) -> None:
    with dagsters_own(dagster_home) as own, openings() as before:
        write(own, "a")
    with kept(dagster_home) as ours, openings() as after:
        write(ours, "b")

    assert len(before) > 3 * len(after), (
        "Dagster keeps its own connections: astro_pipeline/defs/storage.py may go"
    )
    assert len(after) < 30, "Dagster opens its files past astro_pipeline/defs/storage.py"
    assert ours.event_log_storage.is_run_sharded, "one file holds all runs: nobody watches a run's own"


def test_it_tells_what_dagsters_own_storage_tells(
    dagster_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "plain.yaml").write_bytes((dagster_home / "plain.yaml").read_bytes())

    with kept(dagster_home) as ours, dagsters_own(other) as own:
        for kept_instance in (ours, own):
            write(kept_instance, "a")
            write(kept_instance, "bad")
        assert told(ours) == told(own)
    layout = [
        {path.relative_to(folder).parent for path in folder.rglob("*.db")} for folder in (dagster_home, other)
    ]
    assert layout[0] == layout[1]


def test_a_home_goes_from_dagsters_own_to_this_and_back(dagster_home: Path) -> None:
    with dagsters_own(dagster_home) as own:
        write(own, "a")
        before = told(own)
    with kept(dagster_home) as ours:
        assert told(ours) == before
        write(ours, "bad")
        between = told(ours)
    with dagsters_own(dagster_home) as own:
        assert told(own) == between
        write(own, "c")
        assert own.get_materialized_partitions(dg.AssetKey("second")) == {"a", "c"}
    assert not list(dagster_home.rglob("*-wal")), "whoever closes a file leaves it whole"


def test_dagsters_own_reads_what_is_written_while_it_stays_open(
    dagster_home: Path, kept_instance: dg.DagsterInstance
) -> None:
    with dagsters_own(dagster_home) as own:
        write(kept_instance, "a")
        assert told(own) == told(kept_instance)
        write(own, "bad")
        assert told(own) == told(kept_instance)


def test_a_deleted_run_is_gone_and_others_stay(kept_instance: dg.DagsterInstance) -> None:
    first_run, last_run = write(kept_instance, "a"), write(kept_instance, "b")

    kept_instance.delete_run(last_run)

    assert kept_instance.get_run_by_id(last_run) is None
    assert kept_instance.all_logs(last_run) == []
    assert kept_instance.all_logs(first_run)
    assert write(kept_instance, "c") in {run.run_id for run in kept_instance.get_runs()}


def test_wiped_assets_and_runs_are_forgotten_and_can_be_written_anew(
    kept_instance: dg.DagsterInstance,
) -> None:
    write(kept_instance, "a")
    going_on = begin(kept_instance)
    say(kept_instance, going_on)
    kept_instance.wipe_assets([dg.AssetKey("first")])
    assert kept_instance.get_materialized_partitions(dg.AssetKey("first")) == set()
    assert kept_instance.get_materialized_partitions(dg.AssetKey("second")) == {"a"}

    kept_instance.wipe()
    assert kept_instance.get_runs() == []
    say(kept_instance, going_on)
    assert len(kept_instance.all_logs(going_on.run_id)) == 1

    write(kept_instance, "b")
    assert kept_instance.get_materialized_partitions(dg.AssetKey("second")) == {"b"}


def test_an_event_of_no_run_is_kept_with_its_asset(kept_instance: dg.DagsterInstance) -> None:
    kept_instance.report_runless_asset_event(dg.AssetMaterialization("first", partition="a"))

    assert kept_instance.get_materialized_partitions(dg.AssetKey("first")) == {"a"}


def test_an_upgrade_of_the_tables_goes_through_it(
    dagster_home: Path, kept_instance: dg.DagsterInstance
) -> None:
    run = write(kept_instance, "a")
    before = told(kept_instance)

    kept_instance.upgrade()

    assert told(kept_instance) == before
    assert kept_instance.all_logs(run)
    versions = HomeStorage.from_config_value(None, {"base_dir": str(dagster_home)})
    for storage in (versions.run_storage, versions.event_log_storage, versions.schedule_storage):
        version = storage.alembic_version()
        assert version
        assert version[0] == version[1]
