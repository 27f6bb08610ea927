"""The defect suite, run for the kinds that need no campaign and take no time."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RUN = Path(__file__).parents[2] / "benchmarks" / "defects" / "run.py"
KINDS = (
    "headline too long for search",
    "Japanese caption too wide",
    "brand misspelt",
    "superlative without evidence",
    "number the brief does not have",
    "French alcohol law broken",
    "hidden comment",
    "caption too fast to read",
)


def run(*asked: str) -> tuple[int, list[dict[str, Any]]]:
    done = subprocess.run(
        [sys.executable, str(RUN), "--json", *asked], capture_output=True, text=True, check=False
    )
    return done.returncode, json.loads(done.stdout)


@pytest.fixture(scope="module")
def outcomes() -> list[dict[str, Any]]:
    status, rows = run("--kinds", ",".join(KINDS))
    assert status == 0, [row for row in rows if not row["caught"]]
    return rows


def test_every_kind_is_planted_on_both_sides_and_caught(outcomes: list[dict[str, Any]]) -> None:
    sides = {(row["kind"], row["broken"]) for row in outcomes}

    assert sides == {(kind, broken) for kind in KINDS for broken in (True, False)}
    assert all(row["caught"] for row in outcomes)
    assert not [row["others"] for row in outcomes if row["others"]]


def test_the_strength_of_a_limit_is_drawn_on_both_sides_of_it(outcomes: list[dict[str, Any]]) -> None:
    drawn = {row["broken"]: row for row in outcomes if row["kind"] == KINDS[0]}

    assert 0.8 <= drawn[False]["strength"] < 1 < drawn[True]["strength"] <= 1.2
    assert drawn[False]["measured"] < 30 < drawn[True]["measured"]


def test_a_suite_of_no_kind_catches_nothing() -> None:
    assert run("--kinds", "no such kind") == (1, [])
