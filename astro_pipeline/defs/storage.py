# pyright: basic
"""Dagster's SQLite storage with its files kept open, as a home's `dagster.yaml` names it.

Dagster 1.13.27 makes an engine and a connection for each of the thousand questions of a run, and
closing the last connection of a file writes it back whole: a third of a small campaign's time.
The files, their tables and who makes them stay Dagster's, so a home may go from one to the other.

It rests on what `SqlRunStorage` and `SqlEventLogStorage` ask every storage to bring (`connect`,
`run_connection`, `index_connection`), on `store_event`, `wipe` and `dispose`, on the two names
`conn_string_for_shard` and `path_for_shard`, and on Dagster watching a run by changes of its file.
Its classes have no public names; the day Dagster keeps its own connections, this file may go.
"""

import os
import threading
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as File
from typing import Any
from weakref import WeakSet, finalize

import dagster as dg
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME, SqliteEventLogStorage
from dagster._core.storage.legacy_storage import CompositeStorage
from dagster._core.storage.runs.sqlite.sqlite_run_storage import SqliteRunStorage
from dagster._core.storage.schedules.sqlite.sqlite_schedule_storage import SqliteScheduleStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClass, ConfigurableClassData
from sqlalchemy import Connection, Engine, Pool, QueuePool, create_engine, make_url
from sqlalchemy.event import listen
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

_KEPT = 2
"""Connections that stay open in a file; threads that need more at once open them, and close them."""

_engines = WeakSet[Engine]()
_of_the_parent: list[Pool] = []
"""Neither used nor closed here: SQLite wants no connection carried across a fork, not even to close it.

sqlite.org/howtocorrupt.html, "Carrying an open database connection across a fork()".
"""


class RunFile(SqliteRunStorage):
    """The runs of a home."""

    def __init__(self, conn_string: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engine = _keep_open(self, conn_string)
        super().__init__(conn_string, inst_data)

    @contextmanager
    def connect(self) -> Generator[Connection]:
        """A transaction on a kept connection."""
        with self._engine.begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Close the file; the next use opens it again."""
        super().dispose()
        self._engine.dispose()


class EventFiles(SqliteEventLogStorage):
    """The events of a home: the index of all, and the file of the run that was last written to.

    Files of other runs are opened for each question, as Dagster does: a webserver looks at many.
    """

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._turn = threading.Lock()  # Dagster lets one thread in at a time, too
        self._kept: dict[str, Engine] = {}  # the index, and one run at most
        super().__init__(base_dir, inst_data)

    @contextmanager
    def index_connection(self) -> Generator[Connection]:
        """A transaction on a kept connection to the index."""
        with self._turn, self._keep(INDEX_SHARD_NAME).begin() as connection:
            yield connection

    @contextmanager
    def run_connection(self, run_id: str | None = None) -> Generator[Connection]:
        """A transaction in the run's file, on a kept connection if this process writes to it."""
        with self._turn:
            kept = self._kept.get(run_id) if run_id else None
            with kept.begin() if kept else super().run_connection(run_id) as connection:
                yield connection

    def store_event(self, event: dg.EventLogEntry) -> None:
        """Write the event, and let those know who watch the run's file.

        What is written to an open file stands in its `-wal` beside it: the file itself does not change.
        """
        if event.run_id:
            with self._turn:
                self._close(self._kept.keys() - {INDEX_SHARD_NAME, event.run_id})
                self._keep(event.run_id)
        super().store_event(event)
        os.utime(self.path_for_shard(event.run_id))

    def wipe(self) -> None:
        """Forget every event; the files are closed before Dagster removes them."""
        with self._turn:
            self._close(self._kept.keys())
        super().wipe()

    def dispose(self) -> None:
        """Stop watching, close the files; the next use opens them again."""
        super().dispose()
        with self._turn:
            self._close(self._kept.keys())

    def _keep(self, shard: str) -> Engine:
        if shard not in self._kept:
            with super().run_connection(shard):
                pass  # Dagster makes the file and its tables, or waits for the process that does
            url = self.conn_string_for_shard(shard)
            self._kept[shard] = _keep_open(self, url, busy_seconds=SQLITE_BUSY_TIMEOUT_SECONDS)
        return self._kept[shard]

    def _close(self, shards: Iterable[str]) -> None:
        for shard in tuple(shards):
            self._kept.pop(shard).dispose()


class HomeStorage(CompositeStorage, ConfigurableClass):
    """What Dagster remembers of a home, in the files it has by default.

    The schedules keep Dagster's own class: no run asks them anything, and no instance closes them.
    """

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        """`base_dir`, the folder that `DAGSTER_HOME` names."""
        return {"base_dir": dg.StringSource}

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, str]
    ) -> "HomeStorage":
        """The storage in that folder."""
        folder = Path(config_value["base_dir"])
        return cls(
            RunFile.from_local(str(folder / "history")),
            EventFiles(str(folder / "history" / "runs")),
            SqliteScheduleStorage.from_local(str(folder / "schedules")),
            inst_data,
        )


def _keep_open(owner: object, url: str, *, busy_seconds: float = 5) -> Engine:
    """An engine on that file whose connections stay open as long as the owner, who may close them."""
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=_KEPT,
        max_overflow=-1,
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
    )
    path = Path(str(make_url(url).database))

    def remember(_file: File, record: ConnectionPoolEntry) -> None:
        record.info["file"] = _identity(path)

    def compare(_file: File, record: ConnectionPoolEntry, _user: object) -> None:
        # A file put in its place is another one: what is written to the old one nobody would see.
        if record.info["file"] != _identity(path):
            raise DisconnectionError(f"{path} was replaced")

    listen(engine, "connect", remember)
    listen(engine, "checkout", compare)
    finalize(owner, engine.dispose)
    _engines.add(engine)
    return engine


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _leave_to_the_parent() -> None:
    for engine in tuple(_engines):
        _of_the_parent.append(engine.pool)
        engine.dispose(close=False)


os.register_at_fork(after_in_child=_leave_to_the_parent)
