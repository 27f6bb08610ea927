"""The pace: how often and how many at once a vendor is called, shared by every process of a home.

Limits are per vendor and key. Requests a minute are counted in a sliding window in SQLite; places for
running calls are lock files, which the kernel frees when their process dies; a vendor's `Retry-After`
is a time on disk that nobody calls before.
"""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from astro_pipeline.errors import NotAccepted
from astro_pipeline.provider import Candidate

PATIENCE_SECONDS = 900.0
"""The longest wait for a turn; beyond it the call is not made and another candidate may be asked."""
LONGEST_QUIET_SECONDS = 3600.0
"""A vendor that asks for more is asked again after this: one wrong header must not silence it for good."""
LOOK_SECONDS = 0.05
"""Between two looks for a free place."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Turns and places at the vendors, kept under `<home>/pace`."""

    folder: Path
    clock: Callable[[], float] = time.time
    """Seconds since 1970: the one clock that processes share."""
    sleep: Callable[[float], None] = time.sleep
    patience: float = PATIENCE_SECONDS

    @contextmanager
    def __call__(self, candidate: Candidate) -> Generator[None]:
        """Hold a place and wait for a turn; who is told to wait tells everybody.

        Raises: NotAccepted when place or turn would take too long.
        """
        with self.place(candidate):
            self.turn(candidate)
            try:
                yield
            except NotAccepted as exc:
                if exc.retry_after:
                    self.hold(candidate, exc.retry_after)
                raise

    @contextmanager
    def place(self, candidate: Candidate) -> Generator[None]:
        """Hold one of the vendor's places for as long as a call or its job runs.

        Raises: NotAccepted when none came free in time.
        """
        if candidate.concurrency is None:
            yield
            return
        lock = self._placed(candidate, candidate.concurrency)
        try:
            yield
        finally:
            os.close(lock)

    def turn(self, candidate: Candidate) -> None:
        """Wait until the vendor may be sent one more request, and count it.

        Raises: NotAccepted when that would take too long.
        """
        give_up = self.clock() + self.patience
        while (wait := self._wait(candidate)) > 0:
            if self.clock() + wait > give_up:
                raise NotAccepted(
                    f"no turn within {self.patience:.0f} s; ask fewer things at once or raise its limit",
                    provider=candidate.vendor,
                    retry_after=wait,
                )
            self.sleep(wait)

    def hold(self, candidate: Candidate, seconds: float) -> None:
        """The vendor asked for that much quiet (`Retry-After`): nobody calls it before."""
        until = self.clock() + min(seconds, LONGEST_QUIET_SECONDS)
        with _locked(self._path(candidate, "lock")):
            if until > self._held_until(candidate):
                self._path(candidate, "until").write_text(repr(until), encoding="ascii")

    def _wait(self, candidate: Candidate) -> float:
        with _locked(self._path(candidate, "lock")):
            quiet = self._held_until(candidate) - self.clock()
            if quiet > 0:
                return quiet
            return self._counted(candidate) if candidate.requests_per_minute else 0.0

    def _counted(self, candidate: Candidate) -> float:
        """Count one request, or say in how many seconds it may be counted."""
        from pyrate_limiter import Duration, Rate, RateItem, SQLiteBucket  # noqa: PLC0415 -- 0.2 s to import

        rate = Rate(candidate.requests_per_minute or 0, Duration.MINUTE)
        item = RateItem(candidate.name, int(self.clock() * 1000))
        with closing(sqlite3.connect(self._path(candidate, "db"))) as connection:
            _prepare(connection)
            bucket = SQLiteBucket([rate], connection, "request")
            bucket.leak(item.timestamp)
            if bucket.put(item):
                return 0.0
            leaves = bucket.peek(rate.limit - 1)  # there is room once this one has left the window
            return (
                max(leaves.timestamp + rate.interval - item.timestamp, 0) / 1000 + 0.001 if leaves else 0.001
            )

    def _placed(self, candidate: Candidate, places: int) -> int:
        give_up = self.clock() + self.patience
        while self.clock() <= give_up:
            for number in range(places):
                lock = _try_lock(self._path(candidate, f"{number}.place"))
                if lock is not None:
                    return lock
            self.sleep(LOOK_SECONDS)
        raise NotAccepted(
            f"all {places} places were taken for {self.patience:.0f} s; ask fewer things at once",
            provider=candidate.vendor,
        )

    def _held_until(self, candidate: Candidate) -> float:
        path = self._path(candidate, "until")
        return float(path.read_text(encoding="ascii")) if path.exists() else 0.0

    def _path(self, candidate: Candidate, what: str) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f"{candidate.vendor}-{candidate.account or 'open'}.{what}"


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS request (name VARCHAR, item_timestamp INTEGER)")
    connection.execute("CREATE INDEX IF NOT EXISTS request_time ON request (item_timestamp)")


@contextmanager
def _locked(path: Path) -> Generator[None]:
    """Alone with the vendor's window; threads and processes alike wait in the kernel."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _try_lock(path: Path) -> int | None:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock
