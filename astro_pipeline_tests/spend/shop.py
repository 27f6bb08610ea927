"""A vendor for the tests of spending: it charges, answers late, loses answers, or says no, as told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.store import Store
from astro_pipeline.domain.media import Licence
from astro_pipeline.errors import Ambiguous
from astro_pipeline.provider import (
    Candidate,
    Done,
    Found,
    ImageRequest,
    Kind,
    Pending,
    Quote,
    Request,
    Search,
    TextRequest,
)
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.cache import Cache
from astro_pipeline.spend.client import Client
from astro_pipeline.spend.job import Clerk, Patience
from astro_pipeline.spend.ledger import Ledger

PICTURE = ImageRequest(craft="illustrator", version="1", prompt="a can", width=8, height=8)
OTHER = ImageRequest(craft="illustrator", version="1", prompt="a bottle", width=8, height=8)


def text(prompt: str, **inputs: Any) -> TextRequest:
    return TextRequest(
        craft="writer", version="1", prompt=prompt, inputs=inputs, output="Copy", output_schema={}
    )


class Clock:
    """Time that passes when somebody sleeps."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Shop:
    """A provider whose bill can be looked at."""

    name = "shop"
    kinds: frozenset[Kind] = frozenset({"image", "text"})

    def __init__(
        self,
        *,
        price: str = "1.50",
        quote: str | None = None,
        fails: Exception | Sequence[Exception | None] | None = None,
        polls: int = 0,
        lists: bool = True,
        loses_answers: bool = False,
    ) -> None:
        self.price = Decimal(price)
        self.quoted = Decimal(quote) if quote else self.price + Decimal("0.50")
        self.fails = [fails] * 99 if isinstance(fails, Exception) else list(fails or ())
        self.polls = polls
        self.lists = lists
        self.loses_answers = loses_answers
        self.fails_when_asked_for: Exception | None = None
        self.submitted: list[str] = []
        self.jobs: dict[str, str] = {}
        """By key: what it took on, and bills."""
        self.asked_for = 0

    @property
    def bill(self) -> Decimal:
        return self.price * len(self.jobs)

    def quote(self, request: Request) -> Quote:
        return Quote(usd=self.quoted, source=f"price list of {request.kind}", checked=date(2026, 11, 20))

    def submit(self, request: Request, key: str) -> Pending | Done:
        self.submitted.append(f"{key} {request.kind}")
        failure = self.fails.pop(0) if self.fails else None
        if failure is not None:
            raise failure
        assert key not in self.jobs, "paid twice"
        self.jobs[key] = f"job-{len(self.jobs) + 1}"
        if self.loses_answers:
            raise Ambiguous("cut off after it was accepted", provider=self.name)
        return Pending(job_id=self.jobs[key]) if self.polls else self.done(self.jobs[key])

    def poll(self, job_id: str) -> Pending | Done:
        self.asked_for += 1
        if self.fails_when_asked_for:
            raise self.fails_when_asked_for
        self.polls -= 1
        return Pending(job_id=job_id) if self.polls > 0 else self.done(job_id)

    def cancel(self, job_id: str) -> bool:
        return not job_id

    def find(self, key: str) -> Search:
        if not self.lists:
            return "unknown"
        return Found(self.jobs[key]) if key in self.jobs else "absent"

    def done(self, job_id: str) -> Done:
        return Done(
            content=f"picture of {job_id}".encode(),
            media_type="image/png",
            facts={"job": job_id},
            provider="shop",
            model="m",
            cost_usd=self.price,
            cost_basis="reported",
            licence=Licence(name="n", holder="h", source="s"),
            source_type="trainedAlgorithmicMedia",
        )


def offer(shop: Shop, name: str = "shop/m", kind: Kind = "image", *, vendor: str = "shop") -> Candidate:
    return Candidate(name=name, kind=kind, provider=shop, vendor=vendor)


@dataclass(frozen=True)
class Desk:
    """A home with a ledger, where clients are made from."""

    url: str
    path: Path
    clock: Clock

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.url, clock=self.clock)

    @property
    def clerk(self) -> Clerk:
        return Clerk(
            self.ledger,
            Store(Home(self.path)),
            patience=Patience(),
            sleep=self.clock.sleep,
            lot=lambda: 1.0,
        )

    def client(
        self, *shops: Shop | Candidate, campaign: str = "spring", customer: str = "fernweh", **changes: Any
    ) -> Client:
        """A client whose candidates are these, in this order."""
        offers = [each if isinstance(each, Candidate) else offer(each) for each in shops]
        kinds: dict[Kind, list[Candidate]] = {
            kind: [replace(each, kind=kind) for each in offers] for kind in ("image", "text")
        }
        made = Client(
            campaign=campaign,
            customer=customer,
            user="ada",
            candidates=kinds,
            clerk=self.clerk,
            cache=Cache(self.url, self.clerk.shelf),
            ceilings=Ceilings(),
        )
        return replace(made, **changes)


def dies(at: str) -> Callable[..., Any]:
    """Something that ends the process' work there, as a signal would."""

    def die(*_: object, **__: object) -> Any:
        raise KeyboardInterrupt(at)

    return die
