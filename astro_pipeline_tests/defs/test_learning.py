import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.intake import parse_brief
from astro_pipeline.defs.learning import learn_from_decisions, learn_from_findings
from astro_pipeline.domain.review import Finding
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.call import Asked
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.rewards import Rewards
from astro_pipeline.spend.routing import Choice, Tally
from astro_pipeline_tests.briefs import small_brief
from astro_pipeline_tests.spend.arms import arm

CAMPAIGN = "fernweh-spring"
KEY = "images/A/key.png"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk.of(Home(tmp_path))
    brief = parse_brief(json.dumps(small_brief()), today=date(2026, 11, 21)).brief
    desk.submit(brief, {}, actor="ada", today=date(2026, 11, 21))
    return desk


def buy(desk: Desk, name: str) -> Ledger:
    ledger = Ledger.of(desk.home.path)
    call = ledger.intend(
        Asked(campaign=CAMPAIGN, item=KEY, kind="image", customer="fernweh", user="ada", request=name),
        arm(name),
        take=0,
        quoted=Decimal("0.1"),
        choice=Choice(name, (), "a test"),
        ceilings=Ceilings(),
        owner="me",
    )
    assert call
    ledger.stored(call, sha256="", done="{}", cost=Decimal("0.1"), basis="metered", posts=1)
    return ledger


def decide(desk: Desk, verdict: str, *items: str) -> None:
    with desk.log.writing() as log:
        log.append(
            CAMPAIGN,
            "decision",
            actor="ada",
            body={
                "gate": "creative_approval",
                "verdict": verdict,
                "comment": "no",
                "digest": "d",
                "variant": None,
                "assets": [],
                "items": list(items),
                "authenticated": False,
            },
        )


def tallies(ledger: Ledger) -> dict[str, Tally]:
    return Rewards(ledger.url).tallies("fernweh", "image", now=ledger.clock())


def test_a_rejected_picture_counts_against_who_painted_it_and_not_against_who_paints_it_next(
    desk: Desk,
) -> None:
    ledger = buy(desk, "a/one")
    decide(desk, "reject", "images/A/display.300x250.en.png")
    learn_from_decisions(ledger, desk, CAMPAIGN)
    buy(desk, "b/two")

    learn_from_decisions(ledger, desk, CAMPAIGN)

    assert tallies(ledger) == {"a/one": Tally(calls=1, judged=1, worth=0.0), "b/two": Tally(calls=1)}


def test_a_decision_learned_late_is_still_about_what_lay_there(desk: Desk) -> None:
    ledger = buy(desk, "a/one")
    decide(desk, "approve")
    buy(desk, "b/two")

    learn_from_decisions(ledger, desk, CAMPAIGN)

    assert tallies(ledger)["a/one"].worth == 1.0
    assert tallies(ledger)["b/two"].judged == 0


def test_findings_judge_what_they_were_measured_on(desk: Desk) -> None:
    ledger = buy(desk, "a/one")
    findings = [
        Finding(rule="technical.size", verdict="pass", file=KEY),
        Finding(rule="technical.contrast", verdict="fail", file="images/A/display.300x250.en.png"),
    ]

    learn_from_findings(ledger, CAMPAIGN, findings)

    assert tallies(ledger)["a/one"] == Tally(calls=1, judged=1, worth=0.5)


def test_offline_nothing_is_written_down(desk: Desk) -> None:
    ledger = Ledger.of(desk.home.path)
    decide(desk, "approve")

    learn_from_findings(ledger, CAMPAIGN, [Finding(rule="technical.size", verdict="pass", file=KEY)])
    learn_from_decisions(ledger, desk, CAMPAIGN)

    assert not (desk.home.path / "spend.db").exists()
