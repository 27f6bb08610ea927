"""Calls get keys, jobs, owners and answers; ceilings get accounts; reuse and warnings are written down."""

from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TEXTS = (
    "key", "kind", "customer", "user", "day", "near", "candidate", "reason", "job_id", "basis", "owner",
    "sha256", "error",
)  # fmt: skip
_LONG = ("alternatives", "done")
_TIMES = ("lease_until", "intended_at", "settled_at")


def upgrade() -> None:
    """Move the tables on; rows that are there keep what they said."""
    with op.batch_alter_table("call") as call:
        for name in _TEXTS:
            call.add_column(sa.Column(name, sa.String, nullable=False, server_default=""))
        for name in _LONG:
            call.add_column(sa.Column(name, sa.Text, nullable=False, server_default=""))
        for name in _TIMES:
            call.add_column(sa.Column(name, sa.Float(53), nullable=False, server_default="0"))
        call.add_column(sa.Column("take", sa.Integer, nullable=False, server_default="0"))
        call.add_column(sa.Column("posts", sa.Integer, nullable=False, server_default="0"))
        call.add_column(sa.Column("again", sa.Boolean, nullable=False, server_default=sa.false()))
    _make_tables()
    _carry_rows()
    op.create_index("call_key", "call", ["key"], unique=True)
    op.create_index("call_answer", "call", ["customer", "request", "settled_at"])
    op.create_index("call_near", "call", ["customer", "near", "settled_at"])
    op.create_index("call_state", "call", ["state"])


def _make_tables() -> None:
    op.create_table(
        "hit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("campaign", sa.String, nullable=False, index=True),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("call_id", sa.Integer, nullable=False),
        sa.Column("near", sa.Boolean, nullable=False),
        sa.Column("saved_usd", sa.String, nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
    )
    op.create_table(
        "no",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("call_id", sa.Integer, nullable=False),
        sa.Column("candidate", sa.String, nullable=False, index=True),
        sa.Column("error", sa.String, nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
    )
    op.create_table(
        "account",
        sa.Column("scope", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("committed_usd", sa.String, nullable=False),
    )
    op.create_table(
        "warning",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("ceiling_usd", sa.String, nullable=False),
        sa.Column("committed_usd", sa.String, nullable=False),
        sa.Column("campaign", sa.String, nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.UniqueConstraint("scope", "name", "ceiling_usd", name="warning_once"),
    )


def _carry_rows() -> None:
    """Old rows get a key, a state of today and their place in the campaign's account.

    "refused" was a refusal for budget; an old intent's outcome is not known and keeps its reservation.
    """
    bind = op.get_bind()
    call = _named("call", "id", "campaign", "state", "quoted_usd", "cost_usd", "provider", "key", "candidate")
    bind.execute(
        call.update().values(
            key=sa.literal("before-0002-").concat(sa.cast(call.c.id, sa.String)), candidate=call.c.provider
        )
    )
    bind.execute(call.update().where(call.c.state == "refused").values(state="over_budget"))
    bind.execute(call.update().where(call.c.state == "intent").values(state="ambiguous"))
    committed: dict[str, Decimal] = {}
    for row in bind.execute(sa.select(call)).mappings():
        stands = row["quoted_usd"] if row["state"] == "ambiguous" else row["cost_usd"]
        committed[row["campaign"]] = committed.get(row["campaign"], Decimal(0)) + Decimal(stands)
    account = _named("account", "scope", "name", "committed_usd")
    for campaign, usd in committed.items():
        bind.execute(account.insert().values(scope="campaign", name=campaign, committed_usd=format(usd, "f")))


def _named(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *[sa.column(column, sa.String()) for column in columns])
