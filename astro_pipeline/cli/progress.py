"""What a run is doing, as it does it: one line per asset, with its items, seconds, cost and reuse."""

import logging
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from types import TracebackType
from typing import Any

from rich.live import Live
from rich.table import Table
from typing_extensions import override

from astro_pipeline.cli.console import console


@dataclass(slots=True)
class _Line:
    begun: float
    ended: float | None = None
    items: int = 0
    reused: int = 0
    cost_usd: Decimal = Decimal(0)
    latest: str = ""


class _Board(logging.Handler):
    """Follows the progress log and draws it: live on a terminal, line by line elsewhere."""

    def __init__(self, live: Live | None) -> None:
        super().__init__()
        self.live = live
        self.lines: dict[str, _Line] = {}

    @override
    def emit(self, record: logging.LogRecord) -> None:
        extra: dict[str, Any] = record.__dict__
        line = self.lines.setdefault(extra["asset"], _Line(begun=time.monotonic()))
        if extra.get("ended"):
            line.ended = time.monotonic()
            if self.live is None:
                console.print(_plain(extra["asset"], line), markup=False, highlight=False)
        elif extra.get("item"):
            line.items += 1
            line.reused += bool(extra["reused"])
            line.cost_usd += Decimal(extra["cost_usd"])
            line.latest = extra["item"]
        if self.live is not None:
            self.live.update(_table(self.lines))


@contextmanager
def shown(*, quiet: bool) -> Generator[None]:
    """Show what the runs inside do; `quiet` shows nothing."""
    log = logging.getLogger("astro_pipeline.progress")
    if quiet:
        yield
        return
    live = Live(console=console, refresh_per_second=8) if console.is_terminal else None
    board = _Board(live)
    level = log.level
    log.setLevel(logging.INFO)
    log.addHandler(board)
    try:
        with live or _Nothing():
            yield
    finally:
        log.removeHandler(board)
        log.setLevel(level)


class _Nothing:
    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def _table(lines: dict[str, _Line]) -> Table:
    table = Table("", "asset", "items", "reused", "seconds", "USD", "latest", box=None)
    for asset, line in lines.items():
        table.add_row(
            "·" if line.ended is None else "✓",
            asset,
            str(line.items or ""),
            str(line.reused or ""),
            f"{(line.ended or time.monotonic()) - line.begun:.1f}",
            f"{line.cost_usd:.2f}",
            line.latest if line.ended is None else "",
        )
    return table


def _plain(asset: str, line: _Line) -> str:
    seconds = (line.ended or time.monotonic()) - line.begun
    items = f"{line.items} items, {line.reused} reused" if line.items else ""
    return f"{asset:<20}{seconds:6.1f} s  {line.cost_usd:.2f} USD  {items}".rstrip()
