"""Prints what becomes of a paid call under every fault: the ledger's state, POSTs, bill, exit status.

Run: .venv/bin/python benchmarks/faults.py
"""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from astro_pipeline_tests.providers.faults import EVERYTHING, FAULTS, Outcome, matrix_of
from astro_pipeline_tests.providers.offers import Offer
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.server import VendorServer

LEGEND = """
A cell: the row's state in the ledger, requests sent, USD billed, exit status of the campaign; then, after
+, what asking once more sends and bills. "–" cannot befall it (what answers at once has no job and no
address, text no media); ! is not as it should be.
"""


def main() -> None:
    """Print the table. Exits with 1 where a cell is not as it should be."""
    print("| | " + " | ".join(FAULTS) + " |")
    print("|---" * (len(FAULTS) + 1) + "|")
    states: Counter[str] = Counter()
    wrong: list[str] = []
    for offer in EVERYTHING:
        row, amiss = _row(offer)
        print(
            f"| {offer} | " + " | ".join(_cell(row.get(fault), amiss.get(fault)) for fault in FAULTS) + " |",
            flush=True,
        )
        states.update(outcome.state for outcome in row.values())
        wrong += [f"{offer}, {fault}: {why}" for fault, why in amiss.items()]
    print(LEGEND)
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    print(f"{len(EVERYTHING)} offers, {len(FAULTS)} faults, {states.total()} cells: {told}")
    if wrong:
        raise SystemExit("not as it should be:\n" + "\n".join(wrong))


def _row(offer: Offer) -> tuple[dict[Scenario, Outcome], dict[Scenario, str]]:
    with TemporaryDirectory() as folder, VendorServer() as vendors:
        cells = list(matrix_of(offer, vendors, Path(folder)))
    return {fault: outcome for fault, outcome, _ in cells}, {
        fault: wrong for fault, _, wrong in cells if wrong
    }


def _cell(outcome: Outcome | None, wrong: str | None) -> str:
    if outcome is None:
        return "–"
    told = (
        f"{'! ' if wrong else ''}{outcome.state} {outcome.posts}× {_usd(outcome.billed)} → {outcome.status}"
    )
    return f"{told} +{outcome.posts_again}× {_usd(outcome.again)}" if outcome.posts_again else told


def _usd(amount: Decimal) -> str:
    return f"{amount:.6f}".rstrip("0").rstrip(".")


if __name__ == "__main__":
    main()
