"""One offer, one fault: what a call comes to, by the error, the exit status, the ledger and the bill."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from astro_pipeline.campaigns.status import note_stop, stop_of
from astro_pipeline.cli.run import exit_of
from astro_pipeline.errors import ProviderError
from astro_pipeline.provider import Candidate
from astro_pipeline.providers.binding import Patience
from astro_pipeline.spend.client import Client
from astro_pipeline_tests.providers.askings import ASKINGS
from astro_pipeline_tests.providers.offers import OFFERS, Offer
from astro_pipeline_tests.providers.requests import HASTY
from astro_pipeline_tests.spend.shop import Clock, Desk
from astro_pipeline_tests.vendors.scenario import DELIVERY, SPOILED, Scenario
from astro_pipeline_tests.vendors.server import VendorServer

FAULTS: Final = tuple(each for each in Scenario if each is not Scenario.GOOD)
EVERYTHING: Final = (*OFFERS, *ASKINGS)
"""Every model of every vendor that the matrix runs over."""

_ITEM = "images/A/key.png"
_IMPATIENT = replace(HASTY, post=0.5)
_PROVES_ABSENCE = frozenset({"replicate video", "replicate image", "ark video"})
_MOST_SECONDS = 20.0
"""No cell may take longer, on a machine that is busy with others."""
_EXACT = Decimal("1e-9")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call came to."""

    error: str
    """The error's name, "" where there is an answer."""
    status: int
    """With which `astro-pipeline run` ends on it, were the campaign done otherwise."""
    state: str
    """Of the row in the ledger."""
    posts: int
    """Requests sent that could be billed."""
    billed: Decimal
    booked: Decimal
    """What the ledger counts: the cost, or the reservation that stands."""
    seconds: float
    posts_again: int = 0
    """Sent when it is asked for once more, and nothing is wrong any longer."""
    again: Decimal = Decimal(0)
    """What the vendor bills for that."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What it should come to."""

    error: str
    state: str
    posts: int
    billed: Decimal
    posts_again: int
    again: Decimal

    @property
    def status(self) -> int:
        return 1 if self.error else 0


def desk_in(folder: Path) -> Desk:
    """A ledger for any number of faults, with time that passes when somebody sleeps."""
    return Desk(f"sqlite:///{folder}/spend.db", folder, Clock())


def matrix_of(offer: Offer, vendors: VendorServer, folder: Path) -> Iterator[tuple[Scenario, Outcome, str]]:
    """Every fault that can befall it: what it came to, and what of that is not as it should be."""
    desk = desk_in(folder)
    known = replace(offer, usd=_billed_for(offer, vendors, desk))
    if offer.usd not in {Decimal(0), known.usd}:
        raise AssertionError(f"{offer}: {known.usd} billed, {offer.usd} said")
    for fault in FAULTS:
        if offer.suffers(fault):
            outcome = befalls(known, fault, vendors, desk)
            yield fault, outcome, amiss(known, fault, outcome)


def befalls(offer: Offer, fault: Scenario, vendors: VendorServer, desk: Desk) -> Outcome:
    """Make the call with the fault, for a campaign of its own, then once more without."""
    patience = _IMPATIENT if fault is Scenario.SILENT else HASTY
    client = _client(offer, fault.name, vendors, desk, patience=patience)
    vendors.play(fault, offer.vendor)
    begun, before, sent = time.monotonic(), vendors.bill.total, _posts(vendors)

    error = _asked(client, offer)
    seconds, billed, posts = time.monotonic() - begun, vendors.bill.total - before, _posts(vendors) - sent
    row = desk.ledger.calls(fault.name)[-1]
    outcome = Outcome(
        error=type(error).__name__ if error else "",
        status=_status(error, desk.path),
        state=row.state,
        posts=posts,
        billed=billed,
        booked=row.cost_usd if row.cost_usd or not row.open else row.quoted_usd,
        seconds=seconds,
    )
    _asked(client, offer)
    return replace(
        outcome,
        posts_again=_posts(vendors) - sent - posts,
        again=vendors.bill.total - before - billed,
    )


def wanted(offer: Offer, fault: Scenario) -> Wanted:
    """What the fault should come to: asked for again only where nothing can be bought twice."""
    good = ("", "stored", True, False)
    lost = ("Ambiguous", "ambiguous", fault is not Scenario.BROKEN, False)
    absent = fault is Scenario.BROKEN and str(offer) in _PROVES_ABSENCE
    table = {
        Scenario.TOO_MANY: good,
        Scenario.TOO_MANY_INSIDE: good,
        Scenario.NO_QUOTA: ("OutOfCredit", "not_accepted", False, True),
        Scenario.BROKEN: good if absent else lost,
        Scenario.REFUSAL: ("Refused", "refused", False, False),
        Scenario.RETIRED: ("Retired", "not_accepted", False, True),
        Scenario.JOB_FAILED: ("JobFailed", "failed", False, True),
        Scenario.JOB_LOST: ("Gone", "ambiguous", True, False),
        **dict.fromkeys(SPOILED, good if offer.found else lost),
        **dict.fromkeys(DELIVERY, ("JobFailed", "failed", True, False)),
        Scenario.EXPIRED: ("Gone", "ambiguous", True, False),
    }
    error, state, billed, again = table[fault]
    twice = absent or fault in {Scenario.TOO_MANY, Scenario.TOO_MANY_INSIDE}
    return Wanted(error, state, 2 if twice else 1, offer.usd * billed, int(again), offer.usd * again)


def amiss(offer: Offer, fault: Scenario, outcome: Outcome) -> str:
    """What is not as it should be; "" where all is."""
    should = wanted(offer, fault)
    names = ("error", "status", "state", "posts", "posts_again")
    pairs = {name: (getattr(outcome, name), getattr(should, name)) for name in names}
    wrong = [f"{name} is {came}, not {due}" for name, (came, due) in pairs.items() if came != due]
    if fault is Scenario.REFUSAL and offer.bills_refusals:
        wrong += [] if outcome.billed > 0 else ["the tokens of a refusal are not billed"]
    elif not _same(outcome.billed, should.billed):
        wrong.append(f"{outcome.billed} billed, not {should.billed}")
    if not _same(outcome.again, should.again):
        wrong.append(f"{outcome.again} billed for asking again, not {should.again}")
    if outcome.state == "ambiguous" or (fault in DELIVERY and offer.length_unknown):
        if outcome.booked < offer.usd - _EXACT:
            wrong.append(f"no more than {outcome.booked} of {offer.usd} stays reserved")
    elif not _same(outcome.booked, outcome.billed):
        wrong.append(f"{outcome.booked} booked, {outcome.billed} billed")
    if outcome.seconds > _MOST_SECONDS:
        wrong.append(f"it took {outcome.seconds:.0f} s")
    return "; ".join(wrong)


def _billed_for(offer: Offer, vendors: VendorServer, desk: Desk) -> Decimal:
    """What the vendor bills for it when all goes well."""
    before = vendors.bill.total
    _client(offer, "good", vendors, desk, patience=HASTY)(offer.request, item=_ITEM)
    return vendors.bill.total - before


def _client(offer: Offer, campaign: str, vendors: VendorServer, desk: Desk, *, patience: Patience) -> Client:
    provider = offer.provider(vendors, desk.path, patience=patience)
    candidate = Candidate(name=offer.model.name, kind=offer.kind, provider=provider, vendor=offer.vendor)
    return desk.client(campaign=campaign, candidates={offer.kind: [candidate]}, customer=campaign)


def _posts(vendors: VendorServer) -> int:
    return sum(asked.method == "POST" for asked in vendors.requests)


def _asked(client: Client, offer: Offer) -> ProviderError | None:
    try:
        client(offer.request, item=_ITEM)
    except ProviderError as exc:
        return exc
    return None


def _status(error: ProviderError | None, folder: Path) -> int:
    """By way of the note that an asset leaves of why it stopped."""
    if error is None:
        return exit_of("delivered")
    note_stop(folder, asset="image_variants", error=error)
    stop = stop_of(folder)
    assert stop is not None
    return exit_of(stop.state)


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) < _EXACT
