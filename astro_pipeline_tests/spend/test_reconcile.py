from dataclasses import replace
from decimal import Decimal

import pytest

from astro_pipeline.errors import Ambiguous, Unfinished
from astro_pipeline.provider import Candidate, Kind
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.owner import new_owner
from astro_pipeline.spend.reconcile import Reconciled, reconcile
from astro_pipeline.spend.summary import account
from astro_pipeline_tests.spend.shop import OTHER, PICTURE, Desk, Shop, offer


def looked(desk: Desk, *shops: Shop) -> Reconciled:
    offers: dict[Kind, tuple[Candidate, ...]] = {"image": tuple(offer(shop) for shop in shops)}
    return reconcile(desk.clerk, offers)


@pytest.fixture
def left(desk: Desk) -> Shop:
    """A shop whose job a run has given up waiting for."""
    shop = Shop(polls=10_000)
    with pytest.raises(Unfinished):
        desk.client(shop)(PICTURE, item="x")
    return shop


def test_a_job_that_has_ended_meanwhile_is_kept_and_used_without_a_call(desk: Desk, left: Shop) -> None:
    left.polls = 1

    found = looked(desk, left)

    assert [(row.id, row.state) for row in found.rows] == [(1, "stored")]
    assert found.still_open == 0
    assert desk.client(left)(PICTURE, item="x").cost_usd == Decimal("1.50")
    assert len(left.submitted) == 1


def test_a_job_still_at_work_is_not_waited_for(desk: Desk, left: Shop) -> None:
    before = desk.clock.now

    found = looked(desk, left)

    assert found.still_open == 1
    assert "is not done" in found.rows[0].why
    assert desk.clock.now == before


def test_what_can_be_found_by_now_is_found(desk: Desk) -> None:
    shop = Shop(loses_answers=True, lists=False)
    with pytest.raises(Ambiguous):
        desk.client(shop)(PICTURE, item="x")
    shop.lists = True

    assert [row.state for row in looked(desk, shop).rows] == ["stored"]
    assert desk.ledger.spent("spring") == shop.bill


def test_what_never_arrived_frees_its_reservation(desk: Desk) -> None:
    shop = Shop(lists=False, fails=[Ambiguous("cut", provider="shop")])
    with pytest.raises(Ambiguous):
        desk.client(shop)(PICTURE, item="x")
    shop.lists = True

    assert [row.state for row in looked(desk, shop).rows] == ["not_accepted"]
    assert desk.ledger.spent("spring") == Decimal(0)


def test_a_row_of_a_candidate_that_is_not_configured_is_told(desk: Desk, left: Shop) -> None:
    assert left.submitted

    found = looked(desk)

    assert found.rows[0].why == "shop/m is not configured any more"
    assert found.still_open == 1


def test_a_row_somebody_is_at_work_on_is_left_alone(desk: Desk, left: Shop) -> None:
    (row,) = desk.ledger.open_calls()
    assert desk.ledger.take_over(row, owner=new_owner())
    left.polls = 1

    assert [row.why for row in looked(desk, left).rows] == ["a run is at work on it"]


def test_drift_is_what_was_quoted_and_what_it_cost(desk: Desk) -> None:
    shop = Shop()
    for request in (PICTURE, OTHER):
        desk.client(shop)(request, item=request.prompt)

    (drift,) = looked(desk, shop).drift

    assert (drift.candidate, drift.calls) == ("shop/m", 2)
    assert (drift.quoted_usd, drift.cost_usd) == (Decimal("4.00"), Decimal("3.00"))


def test_an_account_counts_what_vendors_accepted(desk: Desk, left: Shop) -> None:
    assert left.submitted
    shop = Shop()
    desk.client(shop)(OTHER, item="y")
    desk.client(shop)(OTHER, item="y")

    found = account(desk.ledger, "spring")

    assert (found.total_usd, found.reserved_usd) == (Decimal("1.50"), Decimal("2.00"))
    assert (found.estimated_usd, found.saved_usd) == (Decimal("4.00"), Decimal("1.50"))
    assert (found.calls, found.cache_hits, found.cache_misses, found.open) == (2, 1, 2, 1)
    assert [row.state for row in found.rows] == ["submitted", "stored"]


def test_a_home_where_nothing_was_ever_asked_has_an_empty_account(desk: Desk) -> None:
    ledger = Ledger.of(desk.path)

    assert account(ledger).total_usd == 0
    assert reconcile(replace(desk.clerk, ledger=ledger), {}).still_open == 0
    assert not ledger.begun
