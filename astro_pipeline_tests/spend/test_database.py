from decimal import Decimal
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from astro_pipeline.errors import BudgetExceeded
from astro_pipeline.spend import database
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.tables import metadata
from astro_pipeline_tests.spend.shop import PICTURE, Clock, Desk, Shop

FIRST = """
    CREATE TABLE call (
        id INTEGER NOT NULL PRIMARY KEY, campaign VARCHAR NOT NULL, item VARCHAR NOT NULL,
        request VARCHAR NOT NULL, provider VARCHAR NOT NULL, state VARCHAR NOT NULL,
        quoted_usd VARCHAR NOT NULL, cost_usd VARCHAR NOT NULL, why VARCHAR NOT NULL
    )
"""
"""The only table of the first ledger, as it made it."""


@pytest.fixture
def old_home(tmp_path: Path) -> str:
    """A ledger that the first version wrote."""
    url = f"sqlite:///{tmp_path / 'spend.db'}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(FIRST))
        connection.execute(text("CREATE INDEX ix_call_campaign ON call (campaign)"))
        for row in (
            "(1, 'spring', 'a', 'r1', 'shop', 'stored', '2.00', '1.5', '')",
            "(2, 'spring', 'b', 'r2', 'shop', 'intent', '2.00', '0', '')",
            "(3, 'spring', 'c', 'r3', 'shop', 'refused', '9', '0', '3.5 USD spent, ceiling 4 USD')",
            "(4, 'autumn', 'a', 'r1', 'shop', 'failed', '2.00', '0.25', 'no luck')",
        ):
            connection.execute(text(f"INSERT INTO call VALUES {row}"))  # noqa: S608 -- our own rows
    engine.dispose()
    return url


def test_the_tables_are_those_that_are_read_and_written(desk: Desk) -> None:
    desk.ledger.calls()

    with database.reading(desk.url) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_version_in_the_code_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))

    assert ScriptDirectory.from_config(config).get_current_head() == database.HEAD


def test_an_old_homes_rows_are_kept_and_count(old_home: str) -> None:
    ledger = Ledger(old_home)

    assert [(call.id, call.state, call.cost_usd, call.candidate) for call in ledger.calls()] == [
        (1, "stored", Decimal("1.5"), "shop"),
        (2, "ambiguous", Decimal(0), "shop"),
        (3, "over_budget", Decimal(0), "shop"),
        (4, "failed", Decimal("0.25"), "shop"),
    ]
    assert ledger.spent("spring") == Decimal("3.50"), "an intent nobody finished keeps its reservation"


def test_an_old_homes_spending_counts_under_the_ceiling(old_home: str, tmp_path: Path) -> None:
    desk = Desk(old_home, tmp_path, Clock())

    with pytest.raises(BudgetExceeded, match=r"3\.50 of 5\.00"):
        desk.client(Shop(), ceilings=Ceilings(campaign=Decimal(5)))(PICTURE, item="x")
    assert desk.client(Shop(), campaign="autumn")(PICTURE, item="x").content


def test_sqlite_writes_are_durable_and_readers_do_not_wait(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'spend.db'}"
    with database.reading(url) as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2, "FULL"

    with database.writing(url), database.reading(url) as connection:
        assert connection.execute(text('SELECT count(*) FROM "call"')).scalar() == 0


def test_an_offline_home_has_no_ledger_file(tmp_path: Path) -> None:
    assert not Ledger.of(tmp_path).begun
    assert not (tmp_path / "spend.db").exists()
