"""Indices: figures by rule over a quarter of weeks, and the newest conversations first."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

#: Holds every figure, in the order in which rules are added up, so that SQLite reads nothing else and sorts nothing.
_RULES = ["period", "book", "rule", "met", "violated", "confirmed", "dismissed", "points"]


def upgrade() -> None:
    """Make both. PostgreSQL adds up without an order, and would only have to write the first one with every change."""
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_rule_tallies_figures", "rule_tallies", _RULES)
    op.create_index("ix_conversations_sender_started_at", "conversations", ["sender", "started_at"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_conversations_sender_started_at", "conversations")
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index("ix_rule_tallies_figures", "rule_tallies")
