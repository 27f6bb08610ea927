"""What a person decides about a call that cannot go on by itself."""

from decimal import Decimal

from astro_pipeline.errors import InvalidRequest
from astro_pipeline.spend.call import Call
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.owner import is_alive


def resolve(ledger: Ledger, number: int, *, again: bool, paid: Decimal | None, by: str, why: str) -> Call:
    """Close an open row, or let an ended one be asked for anew; the row as it stands then.

    `again` lets the next run buy it as a further take; else nothing is asked for it any more. `paid` is
    what the vendor's bill shows for it; without it the whole reservation stands as its cost.
    Raises: InvalidRequest when there is no such row, somebody is at work on it, or it needs nobody.
    """
    call = ledger.call(number)
    if call is None:
        raise InvalidRequest(f"row {number}: there is none; `astro-pipeline spend` lists them")
    if not why.strip():
        raise InvalidRequest(f"row {number}: --why is needed; it stands in the ledger")
    told = f"{'to be asked anew' if again else 'given up'} by {by}: {why.strip()}"
    if call.open:
        _close(ledger, call, again=again, paid=paid, told=told)
    elif not again or not ledger.allow(call, why=f"{call.why}; {told}"):
        raise InvalidRequest(f"row {number}: it is {call.state} and needs no decision")
    return ledger.call(number) or call


def _close(ledger: Ledger, call: Call, *, again: bool, paid: Decimal | None, told: str) -> None:
    if is_alive(call.owner, lease_until=call.lease_until, now=ledger.clock()):
        raise InvalidRequest(f"row {call.id}: a run is at work on it; wait for it to end")
    cost = call.quoted_usd if paid is None else paid
    if cost < 0:
        raise InvalidRequest(f"--paid: {cost} cannot be used; give USD from 0")
    if not ledger.ended(call, "failed", owner=call.owner, why=told, cost=cost, again=again):
        raise InvalidRequest(f"row {call.id}: it has just changed; look again")
