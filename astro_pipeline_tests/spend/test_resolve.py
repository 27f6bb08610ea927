from dataclasses import replace
from decimal import Decimal

import pytest

from astro_pipeline.errors import Ambiguous, InvalidRequest, JobFailed, Refused
from astro_pipeline.spend.resolve import resolve
from astro_pipeline_tests.spend.shop import PICTURE, Desk, Shop


@pytest.fixture
def stuck(desk: Desk) -> Desk:
    """A ledger whose row 1 may have been accepted, and cannot be found."""
    with pytest.raises(Ambiguous):
        desk.client(Shop(loses_answers=True, lists=False))(PICTURE, item="x")
    return desk


def test_what_is_given_up_keeps_its_reservation_as_its_cost(stuck: Desk) -> None:
    call = resolve(stuck.ledger, 1, again=False, paid=None, by="ada", why="nobody knows")

    assert (call.state, call.cost_usd, call.again) == ("failed", Decimal("2.00"), False)
    assert call.why == "given up by ada: nobody knows"
    with pytest.raises(JobFailed, match="given up by ada"):
        stuck.client(Shop())(PICTURE, item="x")


def test_what_the_bill_does_not_show_costs_nothing(stuck: Desk) -> None:
    resolve(stuck.ledger, 1, again=False, paid=Decimal(0), by="ada", why="not on the bill")

    assert stuck.ledger.spent("spring") == Decimal(0)


def test_what_a_person_lets_through_is_bought_as_a_further_take(stuck: Desk) -> None:
    resolve(stuck.ledger, 1, again=True, paid=Decimal("1.50"), by="ada", why="billed, and lost")

    stuck.client(Shop())(PICTURE, item="x")

    assert [(call.take, call.state, call.cost_usd) for call in stuck.ledger.calls()] == [
        (0, "failed", Decimal("1.50")),
        (1, "stored", Decimal("1.50")),
    ]


def test_what_was_refused_may_be_asked_anew_when_a_person_says_so(desk: Desk) -> None:
    shop = Shop(fails=[Refused("policy", provider="shop"), None])
    with pytest.raises(Refused):
        desk.client(shop)(PICTURE, item="x")

    resolve(desk.ledger, 1, again=True, paid=None, by="ada", why="the vendor changed its mind")

    assert desk.client(shop)(PICTURE, item="x").content


@pytest.mark.parametrize(
    ("number", "again", "paid", "why", "told"),
    [
        (7, True, None, "so", "there is none"),
        (1, True, None, " ", "--why is needed"),
        (1, True, Decimal(-1), "so", "--paid"),
    ],
    ids=["no row", "no reason", "less than nothing"],
)
def test_a_decision_that_cannot_be_taken_says_why(
    stuck: Desk, number: int, *, again: bool, paid: Decimal | None, why: str, told: str
) -> None:
    with pytest.raises(InvalidRequest, match=told):
        resolve(stuck.ledger, number, again=again, paid=paid, by="ada", why=why)

    assert stuck.ledger.open_calls()


@pytest.mark.parametrize("again", [True, False])
def test_what_needs_nobody_is_left_alone(desk: Desk, *, again: bool) -> None:
    desk.client(Shop())(PICTURE, item="x")

    with pytest.raises(InvalidRequest, match="it is stored and needs no decision"):
        resolve(desk.ledger, 1, again=again, paid=None, by="ada", why="so")


def test_a_row_that_changes_meanwhile_is_not_decided_on(stuck: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(*_: object, **__: object) -> bool:
        return False

    monkeypatch.setattr(type(stuck.ledger), "ended", changed)

    with pytest.raises(InvalidRequest, match="just changed"):
        resolve(stuck.ledger, 1, again=True, paid=None, by="ada", why="so")


def test_a_row_somebody_is_at_work_on_is_not_decided_on(desk: Desk) -> None:
    def decide(_seconds: float) -> None:
        with pytest.raises(InvalidRequest, match="a run is at work on it"):
            resolve(desk.ledger, 1, again=False, paid=None, by="ada", why="so")

    client = desk.client(Shop(polls=2))
    client = replace(client, clerk=replace(client.clerk, sleep=decide))

    assert client(PICTURE, item="x").content
