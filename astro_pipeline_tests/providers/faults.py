"""One offer, one fault: what a call comes to, by the error, the exit status, the ledger and the bill."""

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from astro_pipeline.campaigns.status import note_stop, stop_of
from astro_pipeline.cli.run import exit_of
from astro_pipeline.errors import ProviderError
from astro_pipeline.provider import Candidate
from astro_pipeline.spend.client import Client
from astro_pipeline_tests.providers.offers import Offer
from astro_pipeline_tests.providers.requests import HASTY
from astro_pipeline_tests.spend.shop import Clock, Desk
from astro_pipeline_tests.vendors.scenario import DELIVERY, SPOILED, Scenario
from astro_pipeline_tests.vendors.server import VendorServer

FAULTS = tuple(each for each in Scenario if each is not Scenario.GOOD)

_IMPATIENT = replace(HASTY, post=0.5)
_JOBS_ONLY = frozenset({Scenario.JOB_LOST, Scenario.PRIVATE, Scenario.EXPIRED})
_PROVES_ABSENCE = frozenset({"replicate video", "replicate image", "ark video"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call came to."""

    error: str
    """The error's name, "" where there is an answer."""
    status: int
    """With which `astro-pipeline run` ends on it, were the campaign done otherwise."""
    state: str
    """Of the row in the ledger."""
    billed: Decimal
    booked: Decimal
    """What the ledger counts: the cost, or the reservation that stands."""
    again: Decimal
    """What the vendor bills for asking once more."""


def happens(offer: Offer, fault: Scenario) -> bool:
    """Whether the fault can befall it: what answers at once loses no job and delivers by no address."""
    return offer.job or fault not in _JOBS_ONLY


def desk_in(folder: Path) -> Desk:
    """A ledger for any number of faults, with time that passes when somebody sleeps."""
    return Desk(f"sqlite:///{folder}/spend.db", folder, Clock())


def befalls(offer: Offer, fault: Scenario, vendors: VendorServer, desk: Desk) -> Outcome:
    """Make the call with the fault, for a campaign of its own, then once more without."""
    provider = offer.provider(vendors, desk.path, patience=_IMPATIENT if fault is Scenario.SILENT else HASTY)
    candidate = Candidate(name=offer.model.name, kind=offer.kind, provider=provider, vendor=offer.vendor)
    client = desk.client(campaign=fault.name, candidates={offer.kind: [candidate]}, customer=fault.name)
    before = vendors.bill.total
    vendors.play(fault, offer.vendor)

    error = _asked(client, offer)
    billed = vendors.bill.total - before
    row = desk.ledger.calls(fault.name)[-1]
    outcome = Outcome(
        error=type(error).__name__ if error else "",
        status=_status(error, desk.path),
        state=row.state,
        billed=billed,
        booked=row.cost_usd if row.cost_usd or not row.open else row.quoted_usd,
        again=Decimal(0),
    )
    _asked(client, offer)
    return replace(outcome, again=vendors.bill.total - before - billed)


def expected(offer: Offer, fault: Scenario) -> tuple[str, str, bool, bool]:
    """The error, the state, whether the vendor bills it, and whether asking once more is billed."""
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
    return table[fault]


def _asked(client: Client, offer: Offer) -> ProviderError | None:
    try:
        client(offer.request, item="images/A/key.png")
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
