"""The ledger's database: SQLite beside the campaigns, or Postgres by URL; one writer at a time on both."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text

HEAD = "0003"
"""The version of the tables this code reads and writes: the newest file in migrations/versions."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x617374726F
"""Number of the advisory lock that Postgres' writers hold: "astro"."""


@contextmanager
def reading(url: str) -> Generator[Connection]:
    """What the ledger says: each statement sees what stands when it is run."""
    with _engine(url, os.getpid()).connect() as connection:
        yield connection


@contextmanager
def writing(url: str) -> Generator[Connection]:
    """One transaction that holds the whole ledger: what is read in it is true until it ends."""
    with _engine(url, os.getpid()).begin() as connection:
        _hold(connection)
        yield connection


def close(url: str) -> None:
    """Let go of this process' connections; the next use opens new ones."""
    _engine(url, os.getpid()).dispose()


@cache
def _engine(url: str, _process: int) -> Engine:
    # A connection must not be shared with a forked child: each process has its own engine.
    engine = create_engine(url, pool_timeout=120)
    if engine.dialect.name == "sqlite":
        event.listen(engine.pool, "connect", _prepare_sqlite)
    _move_on(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late for a ledger: switch them off, and begin where we say.
    connection.isolation_level = None
    for pragma in ("busy_timeout=60000", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _hold(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # A reader that turns into a writer would deadlock: a writer takes the lock at once.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})


def _move_on(engine: Engine) -> None:
    """Make the tables, or bring them to this version; whoever comes first does it."""
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    with engine.begin() as connection:
        _hold(connection)
        if _version(connection) != HEAD:
            _migrate(connection)


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 -- 0.25 s to import, needed once per home
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
