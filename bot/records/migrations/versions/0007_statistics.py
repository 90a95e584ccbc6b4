"""Totals of a rule over all agents, so that a year by rule is read at once; and the newest conversations first."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_COUNTS = ("met", "violated", "confirmed", "dismissed", "points")


def upgrade() -> None:
    """Make both, and add up what there is."""
    op.create_table(
        "desk_rule_tallies",
        sa.Column("period", sa.String(10), primary_key=True),
        sa.Column("book", sa.String(50), primary_key=True),
        sa.Column("rule", sa.String(50), primary_key=True),
        *(sa.Column(name, sa.Integer, nullable=False) for name in _COUNTS),
    )
    names = ", ".join(_COUNTS)
    sums = ", ".join(f"sum({name})" for name in _COUNTS)
    op.execute(
        f"INSERT INTO desk_rule_tallies (period, book, rule, {names}) "
        f"SELECT period, book, rule, {sums} FROM rule_tallies GROUP BY period, book, rule"
    )
    op.create_index("ix_conversations_sender_started_at", "conversations", ["sender", "started_at"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_conversations_sender_started_at", "conversations")
    op.drop_table("desk_rule_tallies")
