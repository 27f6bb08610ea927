"""Every media vendor, everything that can go wrong: nothing is paid twice, nothing lost, nothing waits on."""

import time
from pathlib import Path

import pytest

from astro_pipeline_tests.providers.faults import FAULTS, befalls, desk_in, expected, happens
from astro_pipeline_tests.providers.offers import OFFERS, Offer
from astro_pipeline_tests.vendors.server import VendorServer

_CELL_SECONDS = 20.0
"""No cell of the matrix may take longer, on a machine that is busy with others."""


@pytest.mark.parametrize("offer", OFFERS, ids=str)
def test_each_fault_ends_as_it_should(offer: Offer, tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    with VendorServer() as vendors:
        for fault in (each for each in FAULTS if happens(offer, each)):
            begun = time.monotonic()
            outcome = befalls(offer, fault, vendors, desk)
            seconds = time.monotonic() - begun

            error, state, billed, again = expected(offer, fault)
            assert (outcome.error, outcome.state) == (error, state), fault
            assert outcome.status == (1 if error else 0), fault
            assert outcome.billed == (offer.usd if billed else 0), fault
            assert outcome.again == (offer.usd if again else 0), fault
            if state == "ambiguous":
                assert outcome.booked >= offer.usd, f"{fault}: the reservation stands"
            else:
                assert outcome.booked == outcome.billed, fault
            assert seconds < _CELL_SECONDS, fault
