"""Conversations that were checked, their reports, and the findings that wait for a person."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of conversations, reports and findings."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("sender", sa.String(200), nullable=False),
        sa.Column("channel", sa.String(50), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("transcript", sa.String(200), nullable=False),
        sa.Column("agent", sa.String(200), nullable=False, index=True),
        sa.Column("masked", sa.Boolean, nullable=False),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("turns", sa.Text, nullable=False),
        sa.UniqueConstraint("sender", "digest"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "conversation_id",
            sa.Integer,
            sa.ForeignKey("conversations.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("book", sa.String(50), nullable=False),
        sa.Column("book_version", sa.String(64), nullable=False),
        sa.Column("model_version", sa.String(64), nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("critical", sa.Boolean, nullable=False),
        sa.Column("outcomes", sa.Text, nullable=False),
        sa.UniqueConstraint("conversation_id", "book", "book_version", "model_version"),
    )
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "report_id",
            sa.Integer,
            sa.ForeignKey("reports.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("status", sa.String(20), nullable=False, index=True),
        sa.Column("rule", sa.String(50), nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("clause", sa.String(200), nullable=False),
        sa.Column("severity", sa.String(20), nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("critical", sa.Boolean, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("start", sa.Float, nullable=True),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("expected", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("findings", "reports", "conversations"):
        op.drop_table(table)
