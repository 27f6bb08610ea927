"""The ledger: every call to a provider, written down before it is made.

A call is `intent` until its provider has answered; then `stored` with what it cost, or
`refused` for budget, or `failed` with what the provider said. What an intent may cost counts as
spent until its outcome is known.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    select,
)

from astro_pipeline.errors import BudgetExceeded

State = Literal["intent", "stored", "failed", "refused"]

_metadata = MetaData()

_calls = Table(
    "call",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("campaign", String, nullable=False, index=True),
    Column("item", String, nullable=False),
    Column("request", String, nullable=False),
    Column("provider", String, nullable=False),
    Column("state", String, nullable=False),
    Column("quoted_usd", String, nullable=False),
    Column("cost_usd", String, nullable=False),
    Column("why", String, nullable=False, default=""),
)


@dataclass(frozen=True, slots=True)
class Call:
    """One row: amounts in USD."""

    item: str
    provider: str
    state: State
    quoted_usd: Decimal
    cost_usd: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of one home, in `<home>/spend.db`."""

    url: str

    @classmethod
    def of(cls, home: Path) -> "Ledger":
        """The ledger beside the home's campaigns."""
        home.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{home / 'spend.db'}")

    def intend(
        self, campaign: str, item: str, *, request: str, provider: str, quoted: Decimal, ceiling: Decimal
    ) -> int:
        """Reserve the quote and write the intent, in one transaction; the row's id.

        Raises: BudgetExceeded, after writing the refusal, when the reservation would pass the ceiling.
        """
        row = {"campaign": campaign, "item": item, "request": request, "provider": provider}
        with _engine(self.url).begin() as connection:
            spent = _committed(connection, campaign)
            fits = spent + quoted <= ceiling
            done = connection.execute(
                _calls.insert().values(
                    **row,
                    state="intent" if fits else "refused",
                    quoted_usd=str(quoted),
                    cost_usd="0",
                    why="" if fits else f"{spent} USD spent, ceiling {ceiling} USD",
                )
            )
            key = done.inserted_primary_key
        if not fits:
            raise BudgetExceeded(campaign, spent=spent, asked=quoted, ceiling=ceiling)
        if key is None:
            raise RuntimeError("the ledger gave no id for a new row")
        return int(key[0])

    def settle(self, call: int, *, cost: Decimal) -> None:
        """The call was answered and cost this much."""
        self._close(call, state="stored", cost=cost, why="")

    def fail(self, call: int, *, cost: Decimal, why: str) -> None:
        """The call failed; `cost` is what it may have cost all the same."""
        self._close(call, state="failed", cost=cost, why=why)

    def calls(self, campaign: str) -> tuple[Call, ...]:
        """The campaign's rows, oldest first."""
        query = select(_calls).where(_calls.c.campaign == campaign).order_by(_calls.c.id)
        with _engine(self.url).begin() as connection:
            return tuple(
                Call(
                    item=row["item"],
                    provider=row["provider"],
                    state=row["state"],
                    quoted_usd=Decimal(row["quoted_usd"]),
                    cost_usd=Decimal(row["cost_usd"]),
                    why=row["why"],
                )
                for row in connection.execute(query).mappings()
            )

    def spent(self, campaign: str) -> Decimal:
        """USD spent or reserved for the campaign."""
        with _engine(self.url).begin() as connection:
            return _committed(connection, campaign)

    def _close(self, call: int, *, state: State, cost: Decimal, why: str) -> None:
        with _engine(self.url).begin() as connection:
            connection.execute(
                _calls.update().where(_calls.c.id == call).values(state=state, cost_usd=str(cost), why=why)
            )


def _committed(connection: Connection, campaign: str) -> Decimal:
    rows = connection.execute(
        select(_calls.c.state, _calls.c.quoted_usd, _calls.c.cost_usd).where(_calls.c.campaign == campaign)
    )
    return sum((Decimal(quoted if state == "intent" else cost) for state, quoted, cost in rows), Decimal(0))


@cache
def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    _metadata.create_all(engine)
    return engine


def _prepare_sqlite(connection: object, _record: object) -> None:
    # The driver's own transactions begin too late for BEGIN IMMEDIATE: switch them off.
    connection.isolation_level = None  # pyright: ignore[reportAttributeAccessIssue] -- sqlite3's connection
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")  # pyright: ignore[reportAttributeAccessIssue]


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
