"""Reconciling: every open row is looked after once, without waiting for its job."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from astro_pipeline.domain.base import Frozen
from astro_pipeline.errors import ProviderError
from astro_pipeline.provider import Candidate, Kind
from astro_pipeline.spend.call import Call, State
from astro_pipeline.spend.job import Clerk
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.owner import is_alive, new_owner
from astro_pipeline.spend.summary import Drift, drift

DRIFT_DAYS = 30


class Looked(Frozen):
    """What became of one open row."""

    id: int
    campaign: str
    item: str
    candidate: str
    state: State
    why: str


class Reconciled(Frozen):
    """What a reconciliation found."""

    rows: tuple[Looked, ...]
    still_open: int
    drift: tuple[Drift, ...]


def reconcile(clerk: Clerk, candidates: Mapping[Kind, Sequence[Candidate]]) -> Reconciled:
    """Poll or find every open row that nobody is at work on; say what is still open, and the drift.

    What is found done is kept, so that the campaign's next run uses it without a call.
    """
    ledger = clerk.ledger
    if not ledger.begun:
        return Reconciled(rows=(), still_open=0, drift=())
    at_once = replace(clerk, patience=replace(clerk.patience, jobs={}, job=0.0))
    known = {each.name: each for row in candidates.values() for each in row}
    rows = tuple(_looked(at_once, call, known.get(call.candidate)) for call in ledger.open_calls())
    since = ledger.clock() - DRIFT_DAYS * 86400
    return Reconciled(rows=rows, still_open=len(ledger.open_calls()), drift=drift(ledger, since=since))


def _looked(clerk: Clerk, call: Call, candidate: Candidate | None) -> Looked:
    why = _why_not(clerk.ledger, call, candidate)
    if candidate is not None and not why:
        owner = new_owner()
        if clerk.ledger.take_over(call, owner=owner):
            why = _resumed(clerk, replace(call, owner=owner), candidate)
    now = clerk.ledger.call(call.id) or call
    return Looked(
        id=call.id,
        campaign=call.campaign,
        item=call.item,
        candidate=call.candidate,
        state=now.state,
        why=why or now.why,
    )


def _why_not(ledger: Ledger, call: Call, candidate: Candidate | None) -> str:
    if is_alive(call.owner, lease_until=call.lease_until, now=ledger.clock()):
        return "a run is at work on it"
    return "" if candidate is not None else f"{call.candidate} is not configured any more"


def _resumed(clerk: Clerk, call: Call, candidate: Candidate) -> str:
    try:
        clerk.resume(call, candidate)
    except ProviderError as exc:  # written down in the row already; the others are looked at all the same
        return str(exc)
    return ""
