"""A run killed without warning, at moments that hurt; the same command goes on and remakes nothing."""

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


def start(home: Path, brief: Path) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "astro_pipeline.cli", "run", str(brief), "--home", str(home), "--json"]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for(run: "subprocess.Popen[bytes]", folder: Path, pattern: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not any(folder.glob(pattern)):
        assert run.poll() is None, f"the run ended before {pattern} was there"
        assert time.monotonic() < until, f"{pattern} never came"
        time.sleep(0.005)


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(".records/brief.json", id="first record"),
        pytest.param(".records/receipts/*.json", id="first file"),
        pytest.param(".work/*/*16x9*", id="writing a film"),
    ],
)
def test_a_killed_run_goes_on_and_remakes_no_finished_file(tmp_path: Path, moment: str) -> None:
    home, brief = tmp_path / "home", write_brief(tmp_path / "brief.json")
    folder = home / "campaigns" / CAMPAIGN
    with start(home, brief) as run:
        wait_for(run, folder, moment)
        run.kill()
    finished = made_counts(folder)

    with start(home, brief) as again:
        assert again.wait(PATIENCE_SECONDS) == 0

    counts = made_counts(folder)
    assert {path: counts[path] for path in finished} == finished
    assert set(counts.values()) == {1}
    assert (folder / "delivery" / "manifest.json").exists()


def test_an_interrupted_run_says_so_and_goes_on(tmp_path: Path) -> None:
    home, brief = tmp_path / "home", write_brief(tmp_path / "brief.json")
    with start(home, brief) as run:
        wait_for(run, home / "campaigns" / CAMPAIGN, ".records/receipts/*.json")
        run.send_signal(signal.SIGINT)

        assert run.wait(PATIENCE_SECONDS) == 130
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        assert [run.status for run in instance.get_runs()] == [dg.DagsterRunStatus.CANCELED]

    with start(home, brief) as again:
        assert again.wait(PATIENCE_SECONDS) == 0
