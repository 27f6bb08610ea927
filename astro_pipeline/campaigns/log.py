"""The log: briefs, decisions, edits, waivers and editions, in one append-only table.

One table, one sequence of ids: whoever follows it with a single cursor misses nothing and
cannot see a decision before the brief it is about.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, JsonValue
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    select,
)
from typing_extensions import override

from astro_pipeline.domain.base import Frozen

EntryKind = Literal["brief", "decision", "edit", "waiver", "edition"]

_metadata = MetaData()

_entries = Table(
    "entry",
    _metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("campaign", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("body", JSON, nullable=False),
    sqlite_autoincrement=True,
)


class Entry(Frozen):
    """One row of the log. Rows are never changed and never deleted."""

    id: int
    campaign: str
    kind: EntryKind
    actor: str
    at: datetime
    body: dict[str, JsonValue] = Field(default={})


class Log:
    """The log of one home."""

    def __init__(self, url: str, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._url = url
        self._clock = clock

    @classmethod
    def of(cls, home: Path) -> "Log":
        """The log in `<home>/desk.db`."""
        home.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{home / 'desk.db'}")

    @contextmanager
    def writing(self) -> Generator["Writer"]:
        """One transaction that holds the log: what is read in it is true until it ends."""
        with (
            _engine(self._url).connect().execution_options(astro_writes=True) as connection,
            connection.begin(),
        ):
            yield Writer(connection, self._clock)

    def entries(
        self, *, campaign: str | None = None, kind: EntryKind | None = None, after: int = 0
    ) -> tuple[Entry, ...]:
        """Rows in order of their ids."""
        with _engine(self._url).connect() as connection:
            return _read(connection, campaign=campaign, kind=kind, after=after)


class Snapshot(Log):
    """The log as it was at one moment: many questions, one read."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        super().__init__("")
        self._entries = entries

    @override
    def entries(
        self, *, campaign: str | None = None, kind: EntryKind | None = None, after: int = 0
    ) -> tuple[Entry, ...]:
        """Rows of that moment, in order of their ids."""
        return tuple(
            entry
            for entry in self._entries
            if entry.id > after and campaign in {None, entry.campaign} and kind in {None, entry.kind}
        )


class Writer:
    """A transaction on the log."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock

    def entries(self, *, campaign: str, kind: EntryKind | None = None) -> tuple[Entry, ...]:
        """The campaign's rows so far."""
        return _read(self._connection, campaign=campaign, kind=kind, after=0)

    def append(self, campaign: str, kind: EntryKind, *, actor: str, body: dict[str, JsonValue]) -> int:
        """Write a row and return its id."""
        done = self._connection.execute(
            _entries.insert().values(campaign=campaign, kind=kind, actor=actor, at=self._clock(), body=body)
        )
        key = done.inserted_primary_key
        if key is None:
            raise RuntimeError("the log gave no id for a new row")
        return int(key[0])


def _read(
    connection: Connection, *, campaign: str | None, kind: EntryKind | None, after: int
) -> tuple[Entry, ...]:
    query = select(_entries).where(_entries.c.id > after).order_by(_entries.c.id)
    if campaign is not None:
        query = query.where(_entries.c.campaign == campaign)
    if kind is not None:
        query = query.where(_entries.c.kind == kind)
    return tuple(Entry.model_validate(dict(row)) for row in connection.execute(query).mappings())


@cache
def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin)
    _metadata.create_all(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late for BEGIN IMMEDIATE: switch them off.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A reader that turns into a writer would deadlock on SQLite: a writer takes the lock at once.
    writes = connection.get_execution_options().get("astro_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
