"""The budget: what is spent or reserved under each ceiling, and the calls that may not be made."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

from sqlalchemy import Connection, bindparam, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from astro_pipeline.errors import BudgetExceeded
from astro_pipeline.spend.tables import accounts, warnings

Scope = Literal["campaign", "day", "user", "provider"]

WARN_AT = Decimal("0.8")
"""The share of a ceiling from which a warning is given, once."""

log = logging.getLogger("astro_pipeline.spend")

_SCOPES: tuple[Scope, ...] = get_args(Scope)
_READ = select(accounts.c.scope, accounts.c.committed_usd).where(
    or_(*((accounts.c.scope == scope) & (accounts.c.name == bindparam(scope)) for scope in _SCOPES))
)
_WRITE = {
    dialect.__name__.rpartition(".")[2]: put.on_conflict_do_update(
        index_elements=["scope", "name"], set_={"committed_usd": put.excluded.committed_usd}
    )
    for dialect, put in ((sqlite, sqlite.insert(accounts)), (postgresql, postgresql.insert(accounts)))
}


@dataclass(frozen=True, slots=True)
class Ceilings:
    """The most that may be spent, in USD. A campaign's is for its whole life, the others are a day's."""

    campaign: Decimal = Decimal(20)
    """For a campaign whose brief names no spend limit: never unlimited."""
    day: Decimal = Decimal(100)
    user: Decimal | None = None
    """What one person's campaigns may spend in a day."""
    provider: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    """By vendor; "" holds for every vendor without its own."""


@dataclass(frozen=True, slots=True)
class Payer:
    """Whose money a call is: the accounts it counts in."""

    campaign: str
    user: str
    vendor: str
    day: str
    """The day it was asked for, UTC, e.g. 2026-11-21; a settlement counts in the same day."""

    def accounts(self) -> dict[Scope, str]:
        """The name of its account in each scope."""
        return {
            "campaign": self.campaign,
            "day": self.day,
            "user": f"{self.user} {self.day}",
            "provider": f"{self.vendor} {self.day}",
        }


def reserve(
    connection: Connection, payer: Payer, *, asked: Decimal, ceilings: Ceilings, at: float
) -> BudgetExceeded | None:
    """Add to every account, or say which ceiling that would pass. The caller holds the ledger."""
    limits = _limits(payer, ceilings) if asked else {}
    committed: dict[Scope, Decimal] = {
        scope: usd + asked for scope, usd in _committed(connection, payer).items()
    }
    for scope, limit in limits.items():
        if committed[scope] > limit:
            return BudgetExceeded(
                payer.campaign,
                spent=committed[scope] - asked,
                asked=asked,
                ceiling=limit,
                scope=scope,
                name=payer.accounts()[scope],
            )
    _write(connection, payer, committed)
    for scope, limit in limits.items():
        if committed[scope] >= limit * WARN_AT:
            _warn(connection, payer, scope, committed=committed[scope], ceiling=limit, at=at)
    return None


def move(connection: Connection, payer: Payer, *, by: Decimal) -> None:
    """Add to (or, below zero, take from) every account of the payer. The caller holds the ledger."""
    if by:
        _write(connection, payer, {s: usd + by for s, usd in _committed(connection, payer).items()})


def _committed(connection: Connection, payer: Payer) -> dict[Scope, Decimal]:
    named = payer.accounts()
    found = {row.scope: row.committed_usd for row in connection.execute(_READ, {**named})}
    return {scope: found.get(scope, Decimal(0)) for scope in named}


def _write(connection: Connection, payer: Payer, committed: Mapping[Scope, Decimal]) -> None:
    rows = [
        {"scope": scope, "name": name, "committed_usd": committed[scope]}
        for scope, name in payer.accounts().items()
    ]
    connection.execute(_WRITE[connection.dialect.name], rows)


def _limits(payer: Payer, ceilings: Ceilings) -> dict[Scope, Decimal]:
    vendor = ceilings.provider.get(payer.vendor, ceilings.provider.get(""))
    return {
        "campaign": ceilings.campaign,
        "day": ceilings.day,
        **({"user": ceilings.user} if ceilings.user is not None else {}),
        **({"provider": vendor} if vendor is not None else {}),
    }


def _warn(
    connection: Connection, payer: Payer, scope: Scope, *, committed: Decimal, ceiling: Decimal, at: float
) -> None:
    name = payer.accounts()[scope]
    told = select(warnings.c.id).where(
        warnings.c.scope == scope, warnings.c.name == name, warnings.c.ceiling_usd == ceiling
    )
    if connection.execute(told).first():
        return
    connection.execute(
        warnings.insert().values(
            scope=scope,
            name=name,
            ceiling_usd=ceiling,
            committed_usd=committed,
            campaign=payer.campaign,
            at=at,
        )
    )
    log.warning(
        "%s %s: %s of %s USD are spent or reserved",
        scope,
        name,
        committed,
        ceiling,
        extra={"campaign": payer.campaign, "scope": scope},
    )
