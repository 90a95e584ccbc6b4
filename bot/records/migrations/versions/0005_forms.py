"""Forms, and the numbers given out to them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of forms and of their numbers."""
    op.create_table(
        "forms",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(20), nullable=True, unique=True),
        sa.Column("type", sa.String(50), nullable=False, index=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("class", sa.String(50), nullable=False),
        sa.Column("agent", sa.String(200), nullable=False, index=True),
        sa.Column("opened_by", sa.String(200), nullable=False),
        sa.Column(
            "conversation_id",
            sa.Integer,
            sa.ForeignKey("conversations.id", ondelete="SET NULL"),
            nullable=True,
            index=True,
        ),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("masked", sa.Boolean, nullable=False),
        sa.Column("callback_to", sa.String(50), nullable=False),
        sa.Column("callback_phone", sa.String(50), nullable=False),
        sa.Column("callback_at", _TIME, nullable=True),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.Column("opened_at", _TIME, nullable=True),
        sa.Column("due_at", _TIME, nullable=True),
        sa.Column("done_at", _TIME, nullable=True),
        sa.Column("done_by", sa.String(100), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_forms_status_due_at", "forms", ["status", "due_at"])
    op.create_index("ix_forms_opened_by_status", "forms", ["opened_by", "status"])
    op.create_table(
        "form_numbers",
        sa.Column("prefix", sa.String(4), primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("form_numbers")
    op.drop_table("forms")
