"""A vendor that many processes share: its jobs and its bill are lines in a file. And those processes."""

import fcntl
import json
import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.store import Store
from astro_pipeline.domain.media import Licence
from astro_pipeline.errors import BudgetExceeded
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
)
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.cache import Cache
from astro_pipeline.spend.client import Client
from astro_pipeline.spend.job import Clerk, Patience
from astro_pipeline.spend.ledger import Ledger

DIES_AT = "ASTRO_TEST_DIES_AT"
"""The step at which the asking process kills itself."""


def dies_at(step: str) -> None:
    """Ends the process here, as `kill -9` does, when that is what it is for."""
    if os.environ.get(DIES_AT) == step:
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Vendor:
    """Takes jobs, bills each when it takes it, and lists what it took."""

    folder: Path
    name: str = "vendor"
    kinds: frozenset[Kind] = frozenset({"image"})
    price: Decimal = Decimal("0.40")
    quoted: Decimal = Decimal("0.50")
    seconds: float = 0.0

    def jobs(self) -> list[str]:
        """The keys of every job it took, each paid."""
        path = self.folder / "jobs.jsonl"
        return [json.loads(line)["key"] for line in path.read_text().splitlines()] if path.exists() else []

    def quote(self, request: Request) -> Quote:
        return Quote(usd=self.quoted, source=f"list for {request.kind}", checked=date(2026, 11, 20))

    def submit(self, request: Request, key: str) -> Pending | Done:
        dies_at("before the post")
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "jobs.jsonl").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(json.dumps({"key": key, "kind": request.kind}) + "\n")
        dies_at("after the post")
        return Pending(job_id=key, retry_after=self.seconds)

    def poll(self, job_id: str) -> Pending | Done:
        dies_at("after the job's id")
        return Done(
            content=f"picture {job_id}".encode(),
            media_type="image/png",
            provider=self.name,
            model="m",
            cost_usd=self.price,
            cost_basis="metered",
            licence=Licence(name="n", holder="h", source="s"),
            source_type="trainedAlgorithmicMedia",
        )

    def cancel(self, job_id: str) -> bool:
        return not job_id

    def find(self, key: str) -> Search:
        return Found(key) if key in self.jobs() else "absent"


@dataclass(frozen=True)
class DyingShelf:
    """The home's blobs; the process may die before and after it puts bytes there."""

    store: Store

    def put(self, data: bytes) -> str:
        dies_at("before the bytes")
        sha256 = self.store.put(data)
        dies_at("before the row is stored")
        return sha256

    def blob(self, sha256: str) -> Path:
        return self.store.blob(sha256)


def client_for(url: str, folder: Path, *, campaign: str, ceilings: Ceilings | None = None) -> Client:
    """A client of its own process, at a vendor in `folder`."""
    clerk = Clerk(
        Ledger(url), DyingShelf(Store(Home(folder / "home"))), patience=Patience(grace=0.2, pause=0.05)
    )
    candidate = Candidate(name="vendor/m", kind="image", provider=Vendor(folder), vendor="vendor")
    return Client(
        campaign=campaign,
        customer=campaign,
        user="ada",
        candidates={"image": (candidate,)},
        clerk=clerk,
        cache=Cache(url, clerk.shelf),
        ceilings=ceilings or Ceilings(),
    )


def picture(number: int) -> ImageRequest:
    return ImageRequest(craft="illustrator", version="1", prompt=f"can {number}", width=8, height=8)


def ask_once(url: str, folder: Path, dies: str = "") -> None:
    """One process of a race: asks for one thing as soon as FOLDER/go is there."""
    os.environ[DIES_AT] = dies
    ask = client_for(url, folder, campaign="spring")
    while not (folder / "go").exists():
        time.sleep(0.005)
    _say(folder, ask(picture(0), item="images/A/key.png").content.decode())


def spend(url: str, folder: Path, day: Decimal, campaigns: list[str]) -> None:
    """One process of many that share a day's ceiling: three pictures for each campaign."""
    made = 0
    for campaign in campaigns:
        ask = client_for(url, folder, campaign=campaign, ceilings=Ceilings(day=day))
        for number in range(3):
            with suppress(BudgetExceeded):
                ask(picture(number), item=f"images/{number}.png")
                made += 1
    _say(folder, str(made))


def _say(folder: Path, what: str) -> None:
    (folder / f"{os.getpid()}.said").write_text(what)
