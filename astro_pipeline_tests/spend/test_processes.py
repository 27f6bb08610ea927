"""Many processes, one ledger: nothing is paid twice and no ceiling is passed."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

import pytest

from astro_pipeline.spend.database import close
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline_tests.spend.vendor import Vendor, ask_once, spend

STEPS = (
    "before the post",
    "after the post",
    "after the job's id",
    "before the bytes",
    "before the row is stored",
)


def start(work: Callable[..., None], url: str, folder: Path, *of: Any) -> ForkProcess:
    close(url)  # SQLite's locks do not survive a fork with an open file
    folder.mkdir(exist_ok=True)
    run = get_context("fork").Process(target=work, args=(url, folder, *of))
    run.start()
    return run


def ended(run: ForkProcess) -> int | None:
    run.join(300)
    return run.exitcode


def said(folder: Path) -> list[str]:
    return [path.read_text() for path in sorted(folder.glob("*.said"))]


def race(url: str, folder: Path, *, processes: int) -> None:
    """That many processes ask for the same thing at once."""
    Ledger(url).calls()  # makes the tables
    runs = [start(ask_once, url, folder) for _ in range(processes)]
    (folder / "go").touch()
    assert [ended(run) for run in runs] == [0] * processes

    (call,) = Ledger(url).calls()
    assert Vendor(folder).jobs() == [call.key]
    assert said(folder) == [f"picture {call.key}"] * processes
    assert (call.state, call.cost_usd) == ("stored", Decimal("0.40"))


def spend_side_by_side(url: str, folder: Path, *, processes: int, campaigns: int, day: Decimal) -> None:
    """Processes share a day's ceiling; it is used up and never passed."""
    Ledger(url).calls()
    names = [f"campaign-{number}" for number in range(campaigns)]
    runs = [start(spend, url, folder, day, names[number::processes]) for number in range(processes)]
    assert [ended(run) for run in runs] == [0] * processes

    calls, jobs = Ledger(url).calls(), Vendor(folder).jobs()
    bill = Decimal("0.40") * len(jobs)
    assert bill <= day
    assert day - bill < Decimal("0.50"), "what was left would have paid for another call"
    assert len(set(jobs)) == len(jobs) == sum(map(int, said(folder)))
    assert sum(call.committed_usd for call in calls) == bill
    assert Counter(call.state for call in calls) == {
        "stored": len(jobs),
        "over_budget": 3 * campaigns - len(jobs),
    }


def test_processes_racing_for_one_key_pay_once(url: str, tmp_path: Path) -> None:
    race(url, tmp_path / "vendor", processes=6)


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_process_is_gone_on_with_and_pays_once(url: str, tmp_path: Path, step: str) -> None:
    folder = tmp_path / "vendor"
    folder.mkdir()
    (folder / "go").touch()
    assert ended(start(ask_once, url, folder, step)) == -9

    race(url, folder, processes=1)


def test_no_ceiling_is_passed_by_processes_side_by_side(url: str, tmp_path: Path) -> None:
    spend_side_by_side(url, tmp_path / "vendor", processes=3, campaigns=9, day=Decimal("6.10"))


@pytest.mark.torture
def test_fifty_processes_racing_for_one_key_pay_once(url: str, tmp_path: Path) -> None:
    race(url, tmp_path / "vendor", processes=50)


@pytest.mark.torture
def test_a_hundred_campaigns_in_eight_processes_never_pass_a_days_ceiling(url: str, tmp_path: Path) -> None:
    spend_side_by_side(url, tmp_path / "vendor", processes=8, campaigns=100, day=Decimal(100))


@pytest.mark.torture
@pytest.mark.parametrize("round_", range(8))
@pytest.mark.parametrize("step", STEPS)
def test_killed_again_and_again_it_pays_once(url: str, tmp_path: Path, step: str, round_: int) -> None:
    folder = tmp_path / "vendor"
    folder.mkdir()
    (folder / "go").touch()
    for turn in range(1 + round_ % 3):
        later = STEPS[(STEPS.index(step) + turn) % len(STEPS)]
        ended(start(ask_once, url, folder, later))

    for path in folder.glob("*.said"):
        path.unlink()  # a run that had nothing left to die at
    race(url, folder, processes=2)
