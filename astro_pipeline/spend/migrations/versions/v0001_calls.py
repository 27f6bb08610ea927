"""One table of calls: what the first ledger wrote, made by itself without a version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table, unless a home brings it."""
    if sa.inspect(op.get_bind()).has_table("call"):
        return
    op.create_table(
        "call",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("campaign", sa.String, nullable=False, index=True),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("request", sa.String, nullable=False),
        sa.Column("provider", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("quoted_usd", sa.String, nullable=False),
        sa.Column("cost_usd", sa.String, nullable=False),
        sa.Column("why", sa.String, nullable=False),
    )
