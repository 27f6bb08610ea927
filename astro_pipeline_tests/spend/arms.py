"""Candidates that cost what they are told to, and calls of theirs in a ledger."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from astro_pipeline.errors import Rejected
from astro_pipeline.provider import (
    Candidate,
    Done,
    ImageRequest,
    Kind,
    Pending,
    Quote,
    Request,
    Search,
    SpeechRequest,
)

PICTURE = ImageRequest(craft="test", version="1", prompt="a can", width=1080, height=1920)
LINE = SpeechRequest(craft="test", version="1", text="Hello.", language="en")


@dataclass
class Arm:
    """A provider that is only ever asked for its price."""

    name: str
    usd: Decimal
    takes: bool = True
    kinds: frozenset[Kind] = field(default=frozenset({"image", "speech"}))

    def quote(self, request: Request) -> Quote:
        if not self.takes:
            raise Rejected(f"no {request.kind} of that size", provider=self.name)
        return Quote(usd=self.usd, source="a test", checked=date(2026, 11, 21))

    def submit(self, request: Request, key: str) -> Pending | Done:
        raise AssertionError(f"an arm is only asked what it costs: {request.kind} {key}")

    def poll(self, job_id: str) -> Pending | Done:
        raise AssertionError(f"an arm is only asked what it costs: {job_id}")

    def cancel(self, job_id: str) -> bool:
        raise AssertionError(f"an arm is only asked what it costs: {job_id}")

    def find(self, key: str) -> Search:
        raise AssertionError(f"an arm is only asked what it costs: {key}")


def arm(
    name: str,
    usd: str = "0.04",
    *,
    takes: bool = True,
    retires: date | None = None,
    kind: Kind = "image",
    requests_per_minute: int | None = None,
    concurrency: int | None = None,
) -> Candidate:
    """A candidate of the vendor before the slash."""
    vendor = name.partition("/")[0]
    return Candidate(
        name=name,
        kind=kind,
        provider=Arm(vendor, Decimal(usd), takes=takes),
        vendor=vendor,
        account="k",
        retires=retires,
        requests_per_minute=requests_per_minute,
        concurrency=concurrency,
    )
