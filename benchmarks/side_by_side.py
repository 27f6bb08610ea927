"""What running independent assets side by side would gain in a paid production with slow vendors.

One campaign is made through the loopback vendors, one asset after another, with answers as late as
services give them, ten times faster. Printed: each asset's seconds and how many of them are waiting;
then the longest path through the graph, with waiting at its full length. That path is a bound: it
takes the work of all assets to cost nothing side by side, which two cores do not give.

Run: .venv/bin/python benchmarks/side_by_side.py [ITEMS]    (so many of an asset wait at once; 18)
"""

import asyncio
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from typing_extensions import override

from astro_pipeline.campaigns.bench import Bench, progress
from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.due import due
from astro_pipeline.campaigns.graph import GRAPH
from astro_pipeline.campaigns.home import writing
from astro_pipeline.campaigns.intake import read_brief
from astro_pipeline.campaigns.store import Store
from astro_pipeline.cli.console import open_home
from astro_pipeline.cli.graph import run_assets
from astro_pipeline.defs import resources
from astro_pipeline.provider import Ask, Candidate, Done, Kind, Request
from astro_pipeline.spend.job import Clerk
from astro_pipeline_tests.briefs import write_brief
from astro_pipeline_tests.vendors.server import VendorServer
from astro_pipeline_tests.vendors.vendor import Family
from benchmarks.demo import Stopwatch

FASTER: Final = 10
LEAST_GAIN: Final = 0.2
"""A share of the run under this is not worth an executor of our own."""
JOBS: Final[Mapping[Family, tuple[float, float]]] = {"picture": (10, 30), "film": (60, 180), "sound": (0, 0)}
"""Seconds a job takes, least and most: taken for this measurement, no vendor promises any."""
ANSWERS: Final = {"/text-to-speech/": (2, 5), "/music": (20, 40), "/sound-generation": (5, 10)}
"""Seconds an answer takes that is given at once, by a part of its address."""
PROVIDERS: Final = (
    "text:embedded,image:replicate,video:replicate,speech:elevenlabs,music:elevenlabs,sfx:elevenlabs"
)

PLACEMENTS: Final = ["display_300x250", "meta_reels"]


class SlowServer(VendorServer):
    """The loopback vendors, each answer as late as it would be, ten times faster."""

    lot = random.Random(0)

    @override
    def lasts(self, family: Family) -> float:
        return self.lot.uniform(*JOBS[family]) / FASTER

    @override
    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        late = [times for part, times in ANSWERS.items() if part in scope["path"]]
        await asyncio.sleep(sum(self.lot.uniform(*times) for times in late) / FASTER)
        await super()._app(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Took:
    """One asset's seconds."""

    whole: float
    waiting: float

    @property
    def in_life(self) -> float:
        """With waiting at its full length."""
        return self.whole - self.waiting + FASTER * self.waiting


def main() -> None:
    """Make the campaign and print what there is to gain."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 18
    took = measured(items)
    print(f"{'asset':<20}{'seconds':>9}{'waiting':>9}{'in life':>9}")
    for asset, each in took.items():
        print(f"{asset:<20}{each.whole:9.1f}{each.waiting:9.1f}{each.in_life:9.1f}")
    print(f"waiting is {FASTER} times shorter than in life; {items} items of an asset at once\n")
    for name, seconds in (
        ("as run", {asset: each.whole for asset, each in took.items()}),
        ("in life", {asset: each.in_life for asset, each in took.items()}),
    ):
        one_after_another, path = sum(seconds.values()), longest_path(seconds)
        bound = sum(seconds[asset] for asset in path)
        gain = 1 - bound / one_after_another
        print(f"{name:<8} one after another {one_after_another:6.1f} s, at best side by side {bound:6.1f} s")
        print(f"         a gain of {gain:.0%} at most, along {' > '.join(path)}")
        print(f"         {'over' if gain > LEAST_GAIN else 'under'} {LEAST_GAIN:.0%}")


def longest_path(seconds: Mapping[str, float]) -> list[str]:
    """The assets that follow from one another and take longest, first to last."""
    nothing: tuple[float, list[str]] = (0.0, [])
    paths: dict[str, tuple[float, list[str]]] = {}
    for asset, inputs in GRAPH.items():
        taken, path = max([nothing, *(paths[each] for each in inputs)])
        paths[asset] = (taken + seconds[asset], [*path, asset]) if asset in seconds else (taken, path)
    return max(paths.values())[1]


def measured(items: int) -> dict[str, Took]:
    """Each asset's seconds, and those in which a call of it was out."""
    with tempfile.TemporaryDirectory() as folder, SlowServer(looks=0) as vendors:
        os.environ |= vendors.environment("replicate", "elevenlabs") | {"ASTRO_PROVIDERS": PROVIDERS}
        desk = open_home(Path(folder) / "home")
        path = write_brief(Path(folder) / "brief.json", placements=PLACEMENTS, film={"seconds": [15]})
        received = read_brief(path, today=resources.today())
        desk.submit(received.brief, received.files, actor="bench", today=resources.today())
        watch, calls = Stopwatch(), Calls()
        progress.setLevel("INFO")
        progress.addHandler(watch)
        campaign = received.brief.id
        with (
            writing(desk.home.campaign(campaign)),
            patch.object(resources, "client", calls.watched(resources.client)),
            patch.object(resources, "Bench", _bench_of(items)),
            patch.object(resources, "clerk_of", _hurried(resources.clerk_of)),
        ):
            failed = run_assets(campaign, due(desk, campaign))
        assert not failed, failed
        return {
            asset: Took(seconds, calls.within(watch.begun[asset], watch.begun[asset] + seconds))
            for asset, seconds in watch.seconds.items()
        }


class Calls:
    """When calls were out."""

    def __init__(self) -> None:
        self._spans: list[tuple[float, float]] = []
        self._lock = threading.Lock()

    def watched(self, client: Callable[..., Ask]) -> Callable[..., Ask]:
        """The same client, its calls noted."""

        def made(desk: Desk, campaign: str, asked: Mapping[Kind, Sequence[Candidate]], **more: Any) -> Ask:
            ask = client(desk, campaign, asked, **more)

            def noted(request: Request, *, item: str) -> Done:
                begun = time.perf_counter()
                try:
                    return ask(request, item=item)
                finally:
                    if request.kind != "text":  # which is made here
                        with self._lock:
                            self._spans.append((begun, time.perf_counter()))

            return noted

        return made

    def within(self, begun: float, ended: float) -> float:
        """For how many seconds of that time at least one call was out."""
        total, reached = 0.0, begun
        for start, end in sorted(self._spans):
            if begun <= start <= ended and end > reached:
                total += end - max(start, reached)
                reached = end
        return total


def _hurried(clerk_of: Callable[[Desk], Clerk]) -> Callable[[Desk], Clerk]:
    return lambda desk: replace(clerk_of(desk), sleep=_sleep)


def _bench_of(items: int) -> Callable[..., Bench]:
    def bench(store: Store, campaign: str, workers: int, *, waiting: int) -> Bench:
        return Bench(store, campaign, workers, waiting=min(waiting, items - workers))

    return bench


def _sleep(seconds: float) -> None:
    time.sleep(seconds / FASTER)


if __name__ == "__main__":
    main()
