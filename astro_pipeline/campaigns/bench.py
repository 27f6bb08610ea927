"""The bench: makes the files an asset ordered, each once, in a bounded pool.

A file's receipt is kept under the digest of its order. Where the receipt and its bytes are
there, nothing is made; so a run that goes on after a crash, a revision or a rejection makes
only what is missing. Who waits for a vendor gives its place at the bench to another (`aside`).
"""

import json
import logging
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import JsonValue

from astro_pipeline.campaigns.graph import PREFIXES
from astro_pipeline.campaigns.home import write_atomically
from astro_pipeline.campaigns.store import Store
from astro_pipeline.domain.base import Frozen, digest
from astro_pipeline.domain.media import Made, MediaFile, Order
from astro_pipeline.provider import Ask, Done, Kind, Request

Ordered = TypeVar("Ordered", bound=Order)

WAITING = 16
"""So many items of an asset wait for vendors at once; each vendor's own limits hold beside it."""

progress = logging.getLogger("astro_pipeline.progress")
"""Every item made or reused, with `item`, `seconds`, `reused` and `cost_usd` as extras."""


class Receipt(Frozen):
    """What an order came to."""

    path: str
    sha256: str
    bytes: int
    made: Made


@dataclass(frozen=True, slots=True)
class Piece(Generic[Ordered]):
    """A finished file, its order, and what its maker measured."""

    order: Ordered
    file: MediaFile
    facts: dict[str, JsonValue]
    notes: tuple[str, ...]
    reused: bool


class _Places:
    """The places at the bench: each is one thread's until it is done or steps aside."""

    def __init__(self, count: int) -> None:
        self._free = threading.Semaphore(count)
        self.closed = False

    def close(self) -> None:
        """Nobody begins any more."""
        self.closed = True

    @contextmanager
    def taken(self) -> Generator[None]:
        """At a place, for as long as it lasts. Raises: CancelledError once the bench is closed."""
        with self._free:
            if self.closed:
                raise CancelledError
            _this_thread.places = self
            try:
                yield
            finally:
                _this_thread.places = None

    @contextmanager
    def left(self) -> Generator[None]:
        """Away from it."""
        _this_thread.places = None
        self._free.release()
        try:
            yield
        finally:
            self._free.acquire()
            _this_thread.places = self


class _Thread(threading.local):
    places: _Places | None = None
    """Where this thread has a place."""


_this_thread = _Thread()


@contextmanager
def aside() -> Generator[_Places | None]:
    """Give this thread's place to another while waiting for somebody else; without one, do nothing.

    Whoever waits for a lock that another item holds must step aside before, or both wait for ever.
    """
    places = _this_thread.places
    if places is None:
        yield None
        return
    with places.left():
        yield places


def asked_aside(ask: Ask, *, at_once: Mapping[Kind, int]) -> Ask:
    """The same, stepping aside for what is asked of vendors: so many of these kinds at once.

    Whoever would be one too many waits here, where waiting has no end, not for a place at the vendor.
    """
    desks = {kind: threading.Semaphore(count) for kind, count in at_once.items()}

    def asked(request: Request, *, item: str) -> Done:
        if request.kind not in desks:
            return ask(request, item=item)
        with aside() as places, desks[request.kind]:
            if places is not None and places.closed:
                raise CancelledError
            return ask(request, item=item)

    return asked


@dataclass(frozen=True, slots=True)
class Bench:
    """The bench of one campaign."""

    store: Store
    campaign: str
    workers: int
    """So many items are worked on at once."""
    waiting: int = 0
    """So many more may be under way, as long as they only wait for a vendor."""

    def make(
        self, asset: str, orders: Sequence[Ordered], maker: Callable[[Ordered, Path], Made]
    ) -> tuple[Piece[Ordered], ...]:
        """Every order's file, in the order of the orders; `maker` writes the path it is given.

        What fails, fails alone: the others are finished and keep their receipts, then its error is raised.
        """
        places = _Places(self.workers)

        def placed(order: Ordered) -> Piece[Ordered]:
            with places.taken():
                return self._one(asset, order, maker)

        with ThreadPoolExecutor(self.workers + self.waiting, thread_name_prefix="bench") as pool:
            waiting = [pool.submit(placed, order) for order in orders]
            try:
                wait(waiting)
                return tuple(future.result() for future in waiting)
            except BaseException:
                places.close()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def sweep(self, asset: str, keep: Sequence[MediaFile]) -> None:
        """Take away names of earlier revisions; their bytes stay in the blobs."""
        folder = self.store.home.campaign(self.campaign)
        kept = {file.path for file in keep}
        for path in sorted((folder / PREFIXES[asset]).rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(folder).as_posix() not in kept:
                path.unlink()

    def _one(self, asset: str, order: Ordered, maker: Callable[[Ordered, Path], Made]) -> Piece[Ordered]:
        begun = time.monotonic()
        receipt = self._receipt(order)
        reused = receipt is not None
        if receipt is None:
            receipt = self._made(order, maker)
        self.store.show(self.campaign, order.path, receipt.sha256)
        progress.info(
            "%s",
            order.path,
            extra={
                "campaign": self.campaign,
                "asset": asset,
                "item": order.path,
                "seconds": time.monotonic() - begun,
                "reused": reused,
                "cost_usd": receipt.made.cost_usd if not reused else 0,
            },
        )
        made = receipt.made
        return Piece(order, _file(order, receipt), dict(made.facts), made.notes, reused)

    def _receipt(self, order: Order) -> Receipt | None:
        path = self._receipts / f"{digest(order)}.json"
        if not path.exists():
            return None
        receipt = Receipt.model_validate_json(path.read_bytes())
        return receipt if self.store.has(receipt.sha256) else None

    def _made(self, order: Ordered, maker: Callable[[Ordered, Path], Made]) -> Receipt:
        work = self._work
        work.mkdir(parents=True, exist_ok=True)
        desk = Path(tempfile.mkdtemp(dir=work))
        try:
            path = desk / Path(order.path).name
            made = maker(order, path)
            size = path.stat().st_size
            receipt = Receipt(path=order.path, sha256=self.store.put_file(path), bytes=size, made=made)
        finally:
            shutil.rmtree(desk)
        write_atomically(self._receipts / f"{digest(order)}.json", receipt.model_dump_json().encode())
        self._count(order, receipt)
        return receipt

    def _count(self, order: Order, receipt: Receipt) -> None:
        line = json.dumps({"path": order.path, "sha256": receipt.sha256, "order": digest(order)})
        with (self._receipts.parent / "made.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    @property
    def _receipts(self) -> Path:
        folder = self.store.home.campaign(self.campaign) / ".records" / "receipts"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def _work(self) -> Path:
        return self.store.home.campaign(self.campaign) / ".work"


def made_counts(campaign_folder: Path) -> dict[str, int]:
    """How often each file of a campaign was really made, by its path."""
    log = campaign_folder / ".records" / "made.jsonl"
    counts: dict[str, int] = {}
    for line in log.read_text("utf-8").splitlines() if log.exists() else ():
        path = str(json.loads(line)["path"])
        counts[path] = counts.get(path, 0) + 1
    return counts


def _file(order: Order, receipt: Receipt) -> MediaFile:
    made = receipt.made
    return MediaFile(
        path=order.path,
        sha256=receipt.sha256,
        kind=made.kind,
        bytes=receipt.bytes,
        width=made.width,
        height=made.height,
        seconds=made.seconds,
        placements=order.placements,
        language=order.language,
        variant=order.variant,
        provider=made.provider,
        model=made.model,
        draft=made.draft,
        source_type=made.source_type,
        licence=made.licence,
        uses=made.uses,
        repairs=made.repairs,
        notes=made.notes,
        cost_usd=made.cost_usd,
    )
