"""Language models, pictures, sound and transcripts: everything that can go wrong, by error, row and bill."""

import time
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from astro_pipeline.provider import Candidate, Provider, Request, TextRequest
from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline.providers.http import Patience
from astro_pipeline.providers.language import Language
from astro_pipeline_tests.providers.faults import FAULTS, befalls, desk_in, expected
from astro_pipeline_tests.providers.offers import Offer
from astro_pipeline_tests.providers.requests import HASTY as UNHURRIED
from astro_pipeline_tests.providers.sounds import CASES, HASTY, IMPATIENT, maker
from astro_pipeline_tests.vendors.scenario import DELIVERY, Scenario
from astro_pipeline_tests.vendors.server import VendorServer

_CELL_SECONDS = 20.0
_TALK = TextRequest(
    craft="copywriter", version="1", prompt="One line.", inputs={}, output="Slogan",
    output_schema={"type": "object", "properties": {"line": {"type": "string"}}, "required": ["line"]},
)  # fmt: skip
_TALKERS = (
    "openai/gpt-6.1-terra",
    "anthropic/claude-sonnet-5-5",
    "gemini/gemini-3.8-flash",
    "hf/openai/gpt-oss-120b",
    "openrouter/anthropic/claude-sonnet-5.5",
)
_BILLED_REFUSALS = frozenset({*_TALKERS, "gemini image"})
"""Who reads a prompt and bills for having read it, before it declines."""


@dataclass(frozen=True, slots=True)
class Asking(Offer):
    """An offer with a request of its own."""

    case: str = ""

    @property
    def request(self) -> Request:
        return CASES[self.case][2] if self.case in CASES else _TALK

    def provider(self, vendors: VendorServer, folder: Path, *, patience: Patience = UNHURRIED) -> Provider:
        hurried = patience != UNHURRIED
        if self.case in CASES:
            return maker(vendors, self.case, folder, patience=IMPATIENT if hurried else HASTY)
        seconds = 1.5 if hurried else 20.0
        return Language(self.model, vendors.account(self.vendor), lambda _: folder, seconds=seconds)

    def __str__(self) -> str:
        return self.case


def _asking(case: str) -> Asking:
    name = CASES[case][0] if case in CASES else case
    kind = CASES[case][1] if case in CASES else "text"
    return Asking(
        Language, load_catalog().model(name), kind, Decimal(0), job=case == "gemini video", case=case
    )


ASKINGS = tuple(_asking(case) for case in (*_TALKERS, *CASES))


def happens(asking: Asking, fault: Scenario) -> bool:
    """Whether the fault can befall it."""
    if asking.job:
        return True
    if fault in {Scenario.JOB_FAILED, Scenario.JOB_LOST, Scenario.PRIVATE, Scenario.EXPIRED}:
        return False
    delivers = asking.kind in {"image", "speech", "music", "sfx"}
    # A body of any form is taken for a sound by its bytes alone, so these two are one fault there.
    spoiled_inside = fault in {Scenario.HTML, Scenario.SCHEMA} and asking.case in {
        "openai speech", "openai speech by the character", "elevenlabs music", "elevenlabs effect",
    }  # fmt: skip
    return not spoiled_inside and (delivers or fault not in DELIVERY)


def billed_for(asking: Asking, vendors: VendorServer, folder: Path) -> Decimal:
    """What the vendor bills for it when all goes well."""
    before = vendors.bill.total
    provider = asking.provider(vendors, folder)
    candidate = Candidate(name=asking.model.name, kind=asking.kind, provider=provider, vendor=asking.vendor)
    desk_in(folder).client(campaign="good", candidates={asking.kind: [candidate]})(
        asking.request, item="images/A/key.png"
    )
    return vendors.bill.total - before


@pytest.mark.parametrize("asking", ASKINGS, ids=str)
def test_each_fault_ends_as_it_should(asking: Asking, tmp_path: Path) -> None:
    with VendorServer() as vendors:
        known = replace(asking, usd=billed_for(asking, vendors, tmp_path))
        desk = desk_in(tmp_path)
        for fault in (each for each in FAULTS if happens(known, each)):
            begun = time.monotonic()
            outcome = befalls(known, fault, vendors, desk)
            seconds = time.monotonic() - begun

            error, state, billed, again = expected(known, fault)
            assert (outcome.error, outcome.state) == (error, state), fault
            assert outcome.status == (1 if error else 0), fault
            if fault is Scenario.REFUSAL and known.case in _BILLED_REFUSALS:
                assert outcome.billed > 0, fault
                assert round(outcome.booked - outcome.billed, 9) == 0, fault
            else:
                assert round(outcome.billed - (known.usd if billed else 0), 9) == 0, fault
            assert round(outcome.again - (known.usd if again else 0), 9) == 0, fault
            if state == "ambiguous" or (fault in DELIVERY and known.case == "openai speech"):
                # how long a sound is that cannot be decoded is not known: the most it can be is booked
                assert outcome.booked - known.usd > Decimal("-1e-9"), f"{fault}: the reservation stands"
            else:
                assert round(outcome.booked - outcome.billed, 9) == 0, fault
            assert seconds < _CELL_SECONDS, fault
