"""The command itself, killed while it buys: it goes on where it stopped, and the bill is one campaign's."""

import json
import os
import random
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from astro_pipeline_tests.briefs import write_brief
from astro_pipeline_tests.fire.errand import SEARCHED
from astro_pipeline_tests.vendors.server import VendorServer

CAMPAIGN = "fernweh-spring"
KILLS = 6
PATIENCE_SECONDS = 300
UNASKED_SECONDS = 20.0
"""A run that asks no vendor for so long is killed at whatever else it does."""


@pytest.mark.torture
def test_a_run_killed_while_it_buys_goes_on_and_pays_once(tmp_path: Path) -> None:
    brief, home, lot = write_brief(tmp_path / "brief.json"), tmp_path / "home", random.Random(6)
    with VendorServer(job_seconds=45) as vendors:
        environment = {
            **os.environ,
            **vendors.environment("replicate", "ark"),
            **SEARCHED,
            "ASTRO_FIND_GRACE_SECONDS": "1",
        }

        def start(*words: str) -> "subprocess.Popen[bytes]":
            command = [sys.executable, "-m", "astro_pipeline.cli", *words, "--home", str(home), "--json"]
            return subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )

        for _ in range(KILLS):
            with start("run", str(brief)) as run:
                wait_for_a_request(vendors, run)
                time.sleep(lot.uniform(0, 3))
                assert run.poll() is None, "it came to its end before it could be killed"
                run.kill()
        with start("run", str(brief)) as run:
            run.communicate(timeout=PATIENCE_SECONDS)
            assert run.returncode == 0
        with start("spend", CAMPAIGN) as told:
            spent = json.loads(told.communicate(timeout=PATIENCE_SECONDS)[0])

        assert sorted(row["state"] for row in spent["rows"]) == ["stored", "stored"]
        assert (spent["calls"], vendors.bill.calls, spent["open"]) == (2, 2, 0)
        assert round(Decimal(spent["total_usd"]) - vendors.bill.total, 9) == 0


def wait_for_a_request(vendors: VendorServer, run: "subprocess.Popen[bytes]") -> None:
    before, until = len(vendors.requests), time.monotonic() + UNASKED_SECONDS
    while len(vendors.requests) == before and run.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
