"""What a call's work was worth is written down, for routing to learn from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table, and find a customer's calls of a kind quickly."""
    op.create_table(
        "reward",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("call_id", sa.Integer, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("worth", sa.Float(53), nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.UniqueConstraint("call_id", "source", name="reward_once"),
    )
    op.create_index("call_arm", "call", ["customer", "kind", "candidate"])
