"""`astro-pipeline spend`, and the night's look after what was left open."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.store import Store
from astro_pipeline.cli import exit_status
from astro_pipeline.defs import jobs
from astro_pipeline.defs.jobs import reconcile_spend
from astro_pipeline.defs.resources import Studio
from astro_pipeline.errors import Ambiguous
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline_tests.briefs import write_brief
from astro_pipeline_tests.spend.shop import OTHER, PICTURE, Clock, Desk, Shop, offer

CAMPAIGN = "fernweh-spring"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a campaign that paid for one picture; of another nobody knows."""
    home = tmp_path / "home"
    brief = write_brief(tmp_path / "brief.json")
    assert exit_status(["submit", str(brief), "--by", "ada", "--home", str(home)]) == 0
    desk = Desk(f"sqlite:///{home / 'spend.db'}", home, Clock())
    desk.client(Shop(), campaign=CAMPAIGN)(PICTURE, item="images/A/key.png")
    with pytest.raises(Ambiguous):
        desk.client(Shop(loses_answers=True, lists=False), campaign=CAMPAIGN)(OTHER, item="images/B/key.png")
    return home


def said(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert exit_status(["spend", *words, "--json", "--home", str(home)]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("words", [(), (CAMPAIGN,)], ids=["all", "one"])
def test_spend_says_what_was_paid_and_what_is_open(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    found = said(home, capsys, *words)

    assert (found["total_usd"], found["reserved_usd"], found["estimated_usd"]) == ("1.50", "2.00", "4.00")
    assert (found["calls"], found["cache_hits"], found["saved_usd"], found["open"]) == (1, 0, "0", 1)
    assert [row["state"] for row in found["rows"]] == ["stored", "ambiguous"]


def test_spend_tells_a_person_what_to_do(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["spend", CAMPAIGN, "--home", str(home)]) == 0

    shown = capsys.readouterr().out
    assert "1.5000 USD spent, 2.0000 reserved" in shown
    assert re.search(r"row 2: .*spend --resubmit 2 --why", shown)


def test_a_person_lets_a_call_be_bought_anew(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["spend", "--resubmit", "2", "--paid", "0", "--why", "not on the bill", "--by", "ada"]
    assert exit_status([*words, "--home", str(home)]) == 0

    row = said(home, capsys)["rows"][1]
    assert (row["state"], row["cost_usd"]) == ("failed", "0")
    assert row["why"] == "to be asked anew by ada: not on the bill"


@pytest.mark.parametrize(
    "words",
    [
        ("--abandon", "2"),
        ("--abandon", "2", "--resubmit", "2", "--why", "so"),
        ("--abandon", "2", "--why", "so", "--paid", "much"),
        ("--abandon", "2", "--why", "so", "--paid", "NaN"),
        ("--abandon", "1", "--why", "so"),
        ("--abandon", "99", "--why", "so"),
    ],
)
def test_a_decision_that_cannot_be_taken_is_a_matter_of_usage(home: Path, words: tuple[str, ...]) -> None:
    assert exit_status(["spend", *words, "--home", str(home)]) == 64

    assert len(Ledger.of(home).open_calls()) == 1


def test_an_unknown_campaign_has_no_account(home: Path) -> None:
    assert exit_status(["spend", "nobodys", "--home", str(home)]) == 1


def test_where_nothing_was_ever_paid_there_is_an_empty_account_and_no_ledger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = said(tmp_path, capsys)

    assert (found["total_usd"], found["rows"]) == ("0", [])
    assert not (tmp_path / "spend.db").exists()


def test_the_night_finds_what_was_left_open(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = Ledger.of(home).open_calls()
    shop = Shop()
    shop.jobs[row.key] = "job-7"

    def serving(_blob: object) -> object:
        return {"image": (offer(shop),)}

    monkeypatch.setattr(jobs, "candidates", serving)
    with dg.DagsterInstance.ephemeral() as instance:
        done = reconcile_spend.execute_in_process(
            resources={"studio": Studio(home=str(home))}, instance=instance
        )

    assert done.output_for_node("look_after_calls") == 0
    call = Ledger.of(home).call(row.id)
    assert call is not None
    assert (call.state, call.cost_usd) == ("stored", Decimal("1.50"))
    assert Store(Home(home)).blob(call.sha256).read_bytes() == b"picture of job-7"
