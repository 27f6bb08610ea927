"""Prints what becomes of a paid call under every fault: error, exit status, the ledger's state, the bill.

Run: .venv/bin/python benchmarks/faults.py
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from astro_pipeline_tests.providers.faults import FAULTS, befalls, desk_in, expected, happens
from astro_pipeline_tests.providers.offers import OFFERS, Offer
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.server import VendorServer


def main() -> None:
    """Print the table; fails where a cell is not as it should be."""
    print("| fault | " + " | ".join(str(offer) for offer in OFFERS) + " |")
    print("|---" * (len(OFFERS) + 1) + "|")
    columns = [_column(offer) for offer in OFFERS]
    for fault in FAULTS:
        print(f"| {fault} | " + " | ".join(column.get(fault, "–") for column in columns) + " |")
    print("\nexit status, state, billed / kept in the ledger, USD; ! where it is not as it should be")
    assert not any("!" in cell for column in columns for cell in column.values())


def _column(offer: Offer) -> dict[Scenario, str]:
    with TemporaryDirectory() as folder, VendorServer() as vendors:
        desk = desk_in(Path(folder))
        column: dict[Scenario, str] = {}
        for fault in FAULTS:
            if happens(offer, fault):
                outcome = befalls(offer, fault, vendors, desk)
                error, state, billed, again = expected(offer, fault)
                wanted = (error, 1 if error else 0, state, offer.usd * billed, offer.usd * again)
                came = (outcome.error, outcome.status, outcome.state, outcome.billed, outcome.again)
                cell = (
                    f"{outcome.error or 'answer'}: {outcome.status}, {outcome.state}, "
                    f"{outcome.billed}/{outcome.booked}"
                )
                column[fault] = cell if came == wanted else f"! {cell}"
        return column


if __name__ == "__main__":
    main()
