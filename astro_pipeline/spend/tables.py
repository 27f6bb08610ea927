"""The ledger's tables. Migrations make them; this is how they are read and written."""

from decimal import Decimal

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from typing_extensions import override


class Exactly(TypeDecorator[Decimal]):
    """An amount in USD as its digits: no database rounds it."""

    impl = String
    cache_ok = True

    @override
    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


metadata = MetaData()

calls = Table(
    "call",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("campaign", String, nullable=False, index=True),
    Column("item", String, nullable=False),
    Column("request", String, nullable=False),
    Column("provider", String, nullable=False),
    Column("state", String, nullable=False),
    Column("quoted_usd", Exactly, nullable=False),
    Column("cost_usd", Exactly, nullable=False),
    Column("why", String, nullable=False, default=""),
    Column("error", String, nullable=False),
    Column("key", String, nullable=False),
    Column("take", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("customer", String, nullable=False),
    Column("user", String, nullable=False),
    Column("day", String, nullable=False),
    Column("near", String, nullable=False),
    Column("candidate", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("alternatives", Text, nullable=False),
    Column("job_id", String, nullable=False),
    Column("posts", Integer, nullable=False),
    Column("basis", String, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("owner", String, nullable=False),
    Column("lease_until", Float(53), nullable=False),
    Column("intended_at", Float(53), nullable=False),
    Column("settled_at", Float(53), nullable=False),
    Column("sha256", String, nullable=False),
    Column("done", Text, nullable=False),
    Index("call_key", "key", unique=True),
    Index("call_answer", "customer", "request", "settled_at"),
    Index("call_near", "customer", "near", "settled_at"),
    Index("call_state", "state"),
    Index("call_arm", "customer", "kind", "candidate"),
)
"""One row per call: (campaign, item, request, take). Times are seconds since 1970."""

hits = Table(
    "hit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("campaign", String, nullable=False, index=True),
    Column("item", String, nullable=False),
    Column("call_id", Integer, nullable=False),
    Column("near", Boolean, nullable=False),
    Column("saved_usd", Exactly, nullable=False),
    Column("at", Float(53), nullable=False),
)
"""One row per call that was not made because its answer was there."""

noes = Table(
    "no",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("call_id", Integer, nullable=False),
    Column("candidate", String, nullable=False, index=True),
    Column("error", String, nullable=False),
    Column("at", Float(53), nullable=False),
)
"""One row each time a candidate said no, with the name of our error: what routing knows of its arms."""

rewards = Table(
    "reward",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("call_id", Integer, nullable=False),
    Column("source", String, nullable=False),
    Column("worth", Float(53), nullable=False),
    Column("at", Float(53), nullable=False),
    UniqueConstraint("call_id", "source", name="reward_once"),
)
"""What a call's work was worth, 0 to 1: to its findings, and to each decision about it."""

accounts = Table(
    "account",
    metadata,
    Column("scope", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("committed_usd", Exactly, nullable=False),
)
"""What is spent or reserved under each ceiling."""

warnings = Table(
    "warning",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scope", String, nullable=False),
    Column("name", String, nullable=False),
    Column("ceiling_usd", Exactly, nullable=False),
    Column("committed_usd", Exactly, nullable=False),
    Column("campaign", String, nullable=False),
    Column("at", Float(53), nullable=False),
    UniqueConstraint("scope", "name", "ceiling_usd", name="warning_once"),
)
"""One row when what is committed first comes near a ceiling."""
