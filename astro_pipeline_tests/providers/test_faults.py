"""Every vendor, everything that can go wrong: nothing is paid twice, nothing lost, nothing waits on."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from astro_pipeline_tests.providers.faults import EVERYTHING, Outcome, amiss, matrix_of, wanted
from astro_pipeline_tests.providers.offers import OFFERS, Offer
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.server import VendorServer


@pytest.mark.parametrize("offer", EVERYTHING, ids=str)
def test_each_fault_ends_as_it_should(offer: Offer, tmp_path: Path) -> None:
    with VendorServer() as vendors:
        cells = list(matrix_of(offer, vendors, tmp_path))

    assert len(cells) >= 12
    assert {fault: wrong for fault, _, wrong in cells if wrong} == {}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": "stored"}, "state is stored"),
        ({"status": 0}, "status is 0"),
        ({"posts": 2}, "posts is 2, not 1"),
        ({"billed": Decimal(0)}, "0 billed, not 0.04"),
        ({"posts_again": 1, "again": Decimal("0.04")}, "0.04 billed for asking again"),
        ({"booked": Decimal(0)}, "stays reserved"),
        ({"seconds": 60.0}, "it took 60 s"),
    ],
)
def test_a_cell_that_is_not_as_it_should_be_is_told(change: dict[str, object], said: str) -> None:
    offer = replace(OFFERS[0], found=False)
    should = wanted(offer, Scenario.CUT)
    outcome = Outcome(
        should.error, should.status, should.state, should.posts, should.billed, should.billed, seconds=1.0
    )

    assert amiss(offer, Scenario.CUT, outcome) == ""
    assert said in amiss(offer, Scenario.CUT, replace(outcome, **change))
