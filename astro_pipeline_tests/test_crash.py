"""A run killed or interrupted at moments that hurt; the same command goes on and remakes nothing."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import pytest

from astro_pipeline.campaigns.bench import made_counts
from astro_pipeline_tests.briefs import write_brief

CAMPAIGN = "fernweh-spring"
PATIENCE_SECONDS = 120
MOMENTS = (
    (".records/brief.json", signal.SIGKILL, -9),
    (".records/receipts/*.json", signal.SIGKILL, -9),
    ("music/*", signal.SIGINT, 130),
    (".work/*/*16x9*", signal.SIGKILL, -9),
)
"""The first record, the first file, the first sound, and while a film is written; how each run ends."""


def start(home: Path, brief: Path) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "astro_pipeline.cli", "run", str(brief), "--home", str(home), "--json"]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for(run: "subprocess.Popen[bytes]", folder: Path, pattern: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not any(folder.glob(pattern)):
        assert run.poll() is None, f"the run ended before {pattern} was there"
        assert time.monotonic() < until, f"{pattern} never came"
        time.sleep(0.005)


def test_a_run_stopped_again_and_again_goes_on_and_remakes_no_finished_file(tmp_path: Path) -> None:
    home, brief = tmp_path / "home", write_brief(tmp_path / "brief.json")
    folder = home / "campaigns" / CAMPAIGN
    finished: dict[str, int] = {}

    for moment, stop, status in MOMENTS:
        assert not any(folder.glob(moment)), "this moment is still to come"
        with start(home, brief) as run:
            wait_for(run, folder, moment)
            run.send_signal(stop)
            assert run.wait(PATIENCE_SECONDS) == status
        assert (newest_run(home) is dg.DagsterRunStatus.CANCELED) == (stop is signal.SIGINT)
        counts = made_counts(folder)
        assert {path: counts[path] for path in finished} == finished
        finished = counts
    with start(home, brief) as again:
        assert again.wait(PATIENCE_SECONDS) == 0

    counts = made_counts(folder)
    assert {path: counts[path] for path in finished} == finished
    assert set(counts.values()) == {1}
    assert (folder / "delivery" / "manifest.json").exists()


def newest_run(home: Path) -> dg.DagsterRunStatus:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(home / "dagster"))
        with dg.DagsterInstance.get() as instance:
            return instance.get_runs(limit=1)[0].status
