"""Things that are opened when they are first looked at, each once, a few at a time."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock, Semaphore, Thread
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Thing = TypeVar("Thing")

_AT_ONCE = 2
"""Things opened in the background at one time: a still takes its memory several times over meanwhile."""


class Opening(Generic[Name, Thing]):
    """What `opener` gives for a name: `begin` opens it in the background, `[]` waits for it."""

    def __init__(self, opener: Callable[[Name], Thing]) -> None:
        self._opener = opener
        self._opened: dict[Name, Future[Thing]] = {}
        self._lock = Lock()
        self._turns = Semaphore(_AT_ONCE)

    def begin(self, name: Name) -> None:
        """Begin to open it, unless somebody has."""
        future = self._claimed(name)
        if future:
            Thread(target=self._open_in_turn, args=(name, future), daemon=True).start()

    def __getitem__(self, name: Name) -> Thing:
        """It, opened; raises what opening it raised."""
        future = self._claimed(name)
        if future:
            self._open(name, future)
        return self._opened[name].result()

    def _claimed(self, name: Name) -> Future[Thing] | None:
        """The promise to keep, for the first who asks."""
        with self._lock:
            if name in self._opened:
                return None
            return self._opened.setdefault(name, Future())

    def _open_in_turn(self, name: Name, future: Future[Thing]) -> None:
        with self._turns:
            self._open(name, future)

    def _open(self, name: Name, future: Future[Thing]) -> None:
        try:
            future.set_result(self._opener(name))
        except BaseException as exc:  # noqa: BLE001 -- whoever waits for it is told
            future.set_exception(exc)
