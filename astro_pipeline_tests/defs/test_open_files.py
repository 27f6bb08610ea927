"""Files of a home that stay open: what they hold, how many there are, who else may write."""

import sqlite3
import threading
from multiprocessing import get_context
from pathlib import Path

import dagster as dg
import pytest

from astro_pipeline.defs.storage import RunFile
from astro_pipeline_tests.defs.letters import begin, dagsters_own, kept, openings, say, told, write

PATIENCE_SECONDS = 60


def open_files(folder: Path) -> list[str]:
    links = tuple(Path("/proc/self/fd").iterdir())
    found = [str(link.readlink()) for link in links if link.is_symlink()]
    return [path for path in found if path.startswith(str(folder))]


def test_an_open_file_holds_nothing_between_uses(
    dagster_home: Path, kept_instance: dg.DagsterInstance
) -> None:
    run = write(kept_instance, "a")
    told(kept_instance)

    for name in ("runs.db", "runs/index.db", f"runs/{run}.db"):
        with sqlite3.connect(dagster_home / "history" / name) as other:
            busy, left, moved = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        other.close()
        assert (busy, left, moved) == (0, 0, 0), name


def words_of(instance: dg.DagsterInstance, run: dg.DagsterRun) -> list[str]:
    """What was said in the run, besides what Dagster says of its plan."""
    logs = instance.all_logs(run.run_id, of_type=dg.DagsterEventType.ENGINE_EVENT)
    return [log.message for log in logs]


def add(instance: dg.DagsterInstance, run: dg.DagsterRun, words: str) -> None:
    for number in range(20):
        say(instance, run, f"{words} {number}")
        instance.run_storage.set_cursor_values({f"{words} {number}": words})
        instance.add_dynamic_partitions("letters", [f"{words} {number}"])


def test_forked_processes_write_to_one_run_and_lose_nothing(
    dagster_home: Path, kept_instance: dg.DagsterInstance
) -> None:
    run = begin(kept_instance)
    say(kept_instance, run)
    fork = get_context("fork").Process

    children = [fork(target=add, args=(kept_instance, run, words)) for words in ("left", "right")]
    for child in children:
        child.start()
    add(kept_instance, run, "here")
    for child in children:
        child.join(PATIENCE_SECONDS)

    assert [child.exitcode for child in children] == [0, 0]
    assert len(set(words_of(kept_instance, run))) == 61
    assert len(kept_instance.get_dynamic_partitions("letters")) == 60
    names = {f"{words} {number}" for words in ("left", "right", "here") for number in range(20)}
    assert kept_instance.run_storage.get_cursor_values(names).keys() == names
    for path in dagster_home.rglob("*.db"):
        with sqlite3.connect(path) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",), path
        file.close()


def ask_anew(instance: dg.DagsterInstance) -> None:
    with openings() as opened:
        instance.get_runs()
        instance.get_dynamic_partitions("letters")
    assert len(opened) >= 2, "SQLite's files do not outlive a fork"


def test_a_forked_process_opens_files_of_its_own(kept_instance: dg.DagsterInstance) -> None:
    write(kept_instance, "a")

    child = get_context("fork").Process(target=ask_anew, args=(kept_instance,))
    child.start()
    child.join(PATIENCE_SECONDS)

    assert child.exitcode == 0
    with openings() as opened:
        assert len(kept_instance.get_runs()) == 1
    assert not opened, "the child leaves the parent's files open"


def test_threads_write_to_their_runs_at_once(kept_instance: dg.DagsterInstance) -> None:
    runs = [begin(kept_instance) for _ in range(4)]
    threads = [
        threading.Thread(target=add, args=(kept_instance, run, f"run {at}")) for at, run in enumerate(runs)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)

    assert [len(words_of(kept_instance, run)) for run in runs] == [20] * 4
    assert len(kept_instance.get_dynamic_partitions("letters")) == 80


def test_many_runs_leave_few_files_open(dagster_home: Path, kept_instance: dg.DagsterInstance) -> None:
    runs = [begin(kept_instance) for _ in range(12)]
    counts: list[int] = []
    for run in runs:
        say(kept_instance, run)
        counts.append(len(open_files(dagster_home)))

    assert max(counts) == counts[0] <= 12
    kept_instance.dispose()
    assert not open_files(dagster_home)
    assert words_of(kept_instance, runs[0]) == ["well"], "the next use opens it again"


def test_who_lets_go_of_a_storage_closes_its_files(dagster_home: Path) -> None:
    storage = RunFile.from_local(str(dagster_home / "history"))
    storage.get_runs()
    assert open_files(dagster_home)

    del storage

    assert not open_files(dagster_home)


def test_who_watches_a_run_hears_of_events_while_the_file_stays_open(
    dagster_home: Path, kept_instance: dg.DagsterInstance
) -> None:
    run = begin(kept_instance)
    say(kept_instance, run, "before")
    heard: list[str] = []
    rang = threading.Event()

    def hear(entry: dg.EventLogEntry, _cursor: str) -> None:
        heard.append(entry.message)
        rang.set()

    for watching in (kept(dagster_home), dagsters_own(dagster_home)):
        with watching:
            watching.event_log_storage.watch(run.run_id, None, hear)
            say(kept_instance, run, "after")
            assert rang.wait(PATIENCE_SECONDS), type(watching.event_log_storage).__name__
            rang.clear()

    assert "before" in heard
    assert open_files(dagster_home), "it was closed: that alone would have been heard"


def test_a_file_put_in_place_of_another_is_the_one_that_is_read(
    dagster_home: Path, kept_instance: dg.DagsterInstance, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write(kept_instance, "a")
    history, aside = dagster_home / "history", tmp_path_factory.mktemp("aside") / "history"
    history.rename(aside)
    with dagsters_own(dagster_home) as own:
        assert own.get_runs() == []
        run = write(own, "b")

        assert [found.run_id for found in kept_instance.get_runs()] == [run]
        assert kept_instance.get_materialized_partitions(dg.AssetKey("second")) == {"b"}
