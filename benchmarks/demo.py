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
import time
from pathlib import Path

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
    rounds = [measure(brief) for _ in range(ROUNDS)]
    for asset in rounds[0][1]:
        print(f"{asset:<20}{statistics.median(seconds[asset] for _, seconds in rounds):8.2f} s")
    wall = statistics.median(wall for wall, _ in rounds)
    share = statistics.median((wall - sum(seconds.values())) / wall for wall, seconds in rounds)
    print(f"{'run':<20}{wall:8.2f} s on {os.cpu_count()} cores, median of {ROUNDS}")
    print(f"Dagster's share {share:.1%} (limit {LIMIT:.0%})")
    print(f"{wall:.0f} s (limit {MOST_SECONDS})")
    own, largest = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"peak memory {own:.0f} MB, and {largest:.0f} MB in what it started (limit {MOST_MB} together)")
    sys.exit(0 if share < LIMIT and wall <= MOST_SECONDS and own + largest <= MOST_MB else 1)


if __name__ == "__main__":
    main()
