"""Wall time by asset of the demo campaign, Dagster's share of the run, and the memory it takes.

Runs `examples/drink.yaml` in a new home, in this process, three times, and prints the median of
each asset and of the share: run wall minus the sum of step bodies, over run wall. The peak of
memory is the process's own, over all rounds, and that of the largest program it started (voices).
"""

import logging
import os
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from typing_extensions import override

from astro_pipeline.campaigns.due import due
from astro_pipeline.campaigns.home import writing
from astro_pipeline.campaigns.intake import read_brief
from astro_pipeline.cli.console import open_home
from astro_pipeline.cli.graph import run_assets
from astro_pipeline.defs.resources import today

ROUNDS = 3
LIMIT = 0.15
"""Dagster's share must stay below this."""
MOST_SECONDS = 75
MOST_MB = 1600
LOOK_SECONDS = 0.05


class Stopwatch(logging.Handler):
    """Seconds from an asset's begin to its end, from the progress log."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: dict[str, float] = {}
        self.seconds: dict[str, float] = {}

    @override
    def emit(self, record: logging.LogRecord) -> None:
        asset = record.__dict__["asset"]
        if record.__dict__.get("begun"):
            self.begun[asset] = time.perf_counter()
        elif record.__dict__.get("ended"):
            self.seconds[asset] = time.perf_counter() - self.begun[asset]


class Memory(threading.Thread):
    """The most that this process and those it started have in memory, looked at while it is entered.

    A process that was only just started still shares this one's pages, and is left out: it shows its
    own as soon as it runs another program.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak_mb = 0.0
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    @override
    def run(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            self.peak_mb = max(self.peak_mb, sum(_resident_mb()))


def _resident_mb() -> Iterator[float]:
    """Of this process, and of each it has started that is another program. Linux only."""
    own = Path("/proc/self/cmdline").read_bytes()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            here = folder.name == str(os.getpid())
            if here or (parent == os.getpid() and (folder / "cmdline").read_bytes() != own):
                yield int((folder / "statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def measure(brief: Path) -> tuple[float, dict[str, float]]:
    """Wall seconds of one run's graph, and of each asset's body."""
    with tempfile.TemporaryDirectory() as folder:
        desk = open_home(Path(folder))
        received = read_brief(brief, today=today())
        desk.submit(received.brief, received.files, actor="bench", today=today())
        watch = Stopwatch()
        log = logging.getLogger("astro_pipeline.progress")
        log.setLevel(logging.INFO)
        log.addHandler(watch)
        begun = time.perf_counter()
        with writing(desk.home.campaign(received.brief.id)):
            failed = run_assets(received.brief.id, due(desk, received.brief.id))
            if failed:
                sys.exit(f"the run failed: {failed}")
        wall = time.perf_counter() - begun
        log.removeHandler(watch)
    return wall, watch.seconds


def main() -> None:
    """Print the table."""
    brief = Path(__file__).parents[1] / "examples" / "drink.yaml"
    with Memory() as memory:
        rounds = [measure(brief) for _ in range(ROUNDS)]
    for asset in rounds[0][1]:
        print(f"{asset:<20}{statistics.median(seconds[asset] for _, seconds in rounds):8.2f} s")
    wall = statistics.median(wall for wall, _ in rounds)
    share = statistics.median((wall - sum(seconds.values())) / wall for wall, seconds in rounds)
    print(f"{'run':<20}{wall:8.2f} s on {os.cpu_count()} cores, median of {ROUNDS}")
    print(f"Dagster's share {share:.1%} (limit {LIMIT:.0%})")
    print(f"{wall:.0f} s (limit {MOST_SECONDS})")
    print(f"peak memory {memory.peak_mb:.0f} MB with what it started (limit {MOST_MB})")
    sys.exit(0 if share < LIMIT and wall <= MOST_SECONDS and memory.peak_mb <= MOST_MB else 1)


if __name__ == "__main__":
    main()
