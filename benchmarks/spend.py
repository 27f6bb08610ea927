"""What ledger and cache add to a call, how fast an answer is found, whether jobs run side by side.

Run by `make bench`. Exits 1 where a limit is passed. Limits hold by the clock, what the disk needs to
make a write durable included; its share is measured in the same run, and shown.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.store import Store
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.media import Licence
from astro_pipeline.provider import Candidate, Done, ImageRequest, Kind, Pending, Quote, Request, Search
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.cache import Cache
from astro_pipeline.spend.call import Asked
from astro_pipeline.spend.client import Client
from astro_pipeline.spend.database import writing
from astro_pipeline.spend.job import Clerk
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.tables import calls

OVERHEAD_MS, LOOKUP_MS, SIDE_BY_SIDE = 3.0, 1.0, 1.3
CALLS, ENTRIES, JOBS, JOB_SECONDS = 200, 100_000, 32, 5.0


class Vendor:
    """Answers at once, or after the seconds a job takes."""

    name = "vendor"
    kinds: frozenset[Kind] = frozenset({"image"})

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.ends: dict[str, float] = {}

    def quote(self, request: Request) -> Quote:
        """A fixed price."""
        return Quote(usd=Decimal("0.04"), source=request.kind, checked=date(2026, 11, 21))

    def submit(self, request: Request, key: str) -> Pending | Done:
        """Done at once, or a job."""
        assert request.kind == "image"
        if not self.seconds:
            return self._done()
        self.ends[key] = time.monotonic() + self.seconds
        return Pending(job_id=key, retry_after=0.1)

    def poll(self, job_id: str) -> Pending | Done:
        """Done when its time is over."""
        waiting = time.monotonic() < self.ends[job_id]
        return Pending(job_id=job_id, retry_after=0.1) if waiting else self._done()

    def cancel(self, job_id: str) -> bool:
        """Never asked for here."""
        return not job_id

    def find(self, key: str) -> Search:
        """Never asked for here."""
        return "absent" if key else "unknown"

    def _done(self) -> Done:
        return Done(
            value={"line": "a picture"},
            provider=self.name,
            model="m",
            cost_usd=Decimal("0.03"),
            cost_basis="metered",
            licence=Licence(name="n", holder="h", source="s"),
            source_type="trainedAlgorithmicMedia",
        )


def main() -> int:
    """Measure, print, and say whether every limit is kept."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        kept = [_overhead(home / "calls"), _lookup(home / "entries"), _side_by_side(home / "jobs")]
    return 0 if all(kept) else 1


def _overhead(home: Path) -> bool:
    ask = _client(home, Vendor())
    ask(_picture(-1), item="first")  # makes the tables
    walls, work = _timed(lambda number: ask(_picture(number), item=str(number)))
    hits, _ = _timed(lambda number: ask(_picture(number), item=str(number)))
    sync = _sync(home)
    print(f"an answer used again: {hits:.2f} ms with one durable write")
    what = f"ledger and cache per paid call ({work:.2f} ms of processor, two durable writes of {sync:.2f} ms)"
    return _kept(what, walls, OVERHEAD_MS, "ms")


def _lookup(home: Path) -> bool:
    ask = _client(home, Vendor())
    done = ask(_picture(-1), item="first")
    (row,) = ask.clerk.ledger.calls()
    named = {column.name for column in calls.c} - {"id", "near", "alternatives"}
    like = {name: getattr(row, name) for name in named}
    with writing(ask.clerk.ledger.url) as connection:
        rows = (
            like | {"near": f"n{n}", "alternatives": "[]", "key": f"k{n}", "request": f"r{n}", "item": f"{n}"}
            for n in range(ENTRIES)
        )
        connection.execute(calls.insert(), list(rows))
    now = time.time()

    def look(number: int) -> None:
        known = f"r{number * 499 % ENTRIES}"
        asked = Asked("c", "i", "image", ask.customer, "u", known)
        found = ask.cache.look(asked, begun=now, now=now).found
        assert found is not None
        assert found[1].value == done.value

    walls, own = _timed(look)
    return _kept(f"an answer found among {ENTRIES:,} ({own:.2f} ms of processor)", walls, LOOKUP_MS, "ms")


def _side_by_side(home: Path) -> bool:
    ask = _client(home, Vendor(JOB_SECONDS))
    ask.clerk.ledger.calls()
    begun = time.monotonic()
    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(lambda number: ask(_picture(number), item=str(number)), range(JOBS)))
    return _kept(
        f"{JOBS} jobs of {JOB_SECONDS:.0f} s side by side, to one of them",
        (time.monotonic() - begun) / JOB_SECONDS,
        SIDE_BY_SIDE,
        "times",
    )


def _client(home: Path, vendor: Vendor) -> Client:
    clerk = Clerk(Ledger.of(home), Store(Home(home)))
    return Client(
        campaign="bench",
        customer="bench",
        user="bench",
        candidates={"image": (Candidate("vendor/m", "image", vendor, "vendor"),)},
        clerk=clerk,
        cache=Cache(clerk.ledger.url, clerk.shelf),
        ceilings=Ceilings(campaign=Decimal(10**6), day=Decimal(10**6)),
    )


def _picture(number: int) -> ImageRequest:
    return ImageRequest(craft="bench", version="1", prompt=digest(number), width=8, height=8)


def _timed(work: Callable[[int], object]) -> tuple[float, float]:
    """Milliseconds of a call: by the clock, and of processor; medians."""
    walls: list[float] = []
    own: list[float] = []
    for number in range(CALLS):
        begun, before = time.perf_counter(), time.process_time()
        work(number)
        own.append(time.process_time() - before)
        walls.append(time.perf_counter() - begun)
    return statistics.median(walls) * 1e3, statistics.median(own) * 1e3


def _sync(home: Path) -> float:
    """Median milliseconds that this disk takes to make one page of a log durable."""
    times: list[float] = []
    with (home / "sync").open("wb") as file:
        for _ in range(50):
            begun = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1e3


def _kept(what: str, measured: float, limit: float, unit: str) -> bool:
    said = "kept" if measured <= limit else "PASSED"
    print(f"{what}: {measured:.2f} {unit}, limit {limit:g} {unit}: {said}")
    return measured <= limit


if __name__ == "__main__":
    sys.exit(main())
