"""What calls came to against what they were quoted at: from it estimates learn."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import select

from astro_pipeline.spend.database import reading
from astro_pipeline.spend.tables import calls

NEWEST = 1000
"""So many calls of a candidate are looked at: prices and prompts move on."""


def learned(url: str, candidates: Iterable[str]) -> dict[str, tuple[Decimal, int]]:
    """Each candidate's cost as a share of its quotes, and how many paid calls that rests on."""
    with reading(url) as connection:
        found = {
            name: connection.execute(
                select(calls.c.quoted_usd, calls.c.cost_usd)
                .where(calls.c.candidate == name, calls.c.state == "stored", calls.c.basis != "quoted")
                .order_by(calls.c.id.desc())
                .limit(NEWEST)
            ).all()
            for name in candidates
        }
    quoted = {name: sum((row[0] for row in rows), Decimal(0)) for name, rows in found.items()}
    return {
        name: (sum((row[1] for row in rows), Decimal(0)) / quoted[name], len(rows))
        for name, rows in found.items()
        if quoted[name]
    }
