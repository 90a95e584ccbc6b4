"""Call-backs that the customer declined, and those closed without having spoken to him, stand as such."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_CALLED = "SELECT 1 FROM callback_attempts a WHERE a.callback_id = callbacks.id AND a.outcome = "


def upgrade() -> None:
    """Tell them from those given up and those made."""
    op.execute(
        f"UPDATE callbacks SET status = 'refused' WHERE status = 'given_up' AND EXISTS ({_CALLED}'refused')"
    )
    op.execute(
        f"UPDATE callbacks SET status = 'settled' WHERE status = 'done' AND NOT EXISTS ({_CALLED}'reached')"
    )


def downgrade() -> None:
    """Put them together again."""
    op.execute("UPDATE callbacks SET status = 'given_up' WHERE status = 'refused'")
    op.execute("UPDATE callbacks SET status = 'done' WHERE status = 'settled'")
