"""People, audit, review, appeals, totals, ledger and monthly assessments; who and when on conversations and findings."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_NEW_TABLES = (
    *("assessments", "ledger", "readings", "appeals", "reviews", "review_marks", "review_queue"),
    *("rule_tallies", "conversation_tallies", "audit", "users", "agents", "teams"),
)

_OF_FINDINGS = (
    *("conversation_id", "agent", "book", "source", "version"),
    *("final_rule", "final_severity", "final_points", "final_critical", "decided_by", "decided_at"),
)
_OF_REPORTS = ("settled", "settled_passed", "settled_critical", "marking", "current")


def upgrade() -> None:
    """Make the tables, and tell of what is there already whose it is."""
    _people()
    _records()
    _review()
    _ledger()


def _people() -> None:
    op.create_table(
        "teams",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(100), nullable=False, unique=True),
    )
    op.create_table(
        "agents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(200), nullable=False, unique=True),
        sa.Column("number", sa.String(50), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("team_id", sa.Integer, sa.ForeignKey("teams.id"), nullable=True, index=True),
        sa.Column("book", sa.String(50), nullable=False),
        sa.Column("joined_on", sa.Date, nullable=True),
        sa.Column("left_on", sa.Date, nullable=True),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(100), nullable=False, unique=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("agent_code", sa.String(200), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=True, unique=True),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("added_at", _TIME, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", _TIME, nullable=False, index=True),
        sa.Column("who", sa.String(100), nullable=False, index=True),
        sa.Column("action", sa.String(50), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False, index=True),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
    )


def _records() -> None:
    op.add_column("conversations", sa.Column("book", sa.String(50), nullable=False, server_default=""))
    op.add_column("conversations", sa.Column("started_at", _TIME, nullable=True))
    op.add_column("reports", sa.Column("settled", sa.Integer, nullable=False, server_default="0"))
    for name in ("settled_passed", "settled_critical", "current"):
        op.add_column("reports", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("reports", sa.Column("marking", sa.Text, nullable=False, server_default=""))
    for column in (
        sa.Column("conversation_id", sa.Integer, nullable=False, server_default="0"),
        sa.Column("agent", sa.String(200), nullable=False, server_default=""),
        sa.Column("book", sa.String(50), nullable=False, server_default=""),
        sa.Column("source", sa.String(20), nullable=False, server_default="machine"),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("final_rule", sa.String(50), nullable=False, server_default=""),
        sa.Column("final_severity", sa.String(20), nullable=False, server_default=""),
        sa.Column("final_points", sa.Integer, nullable=True),
        sa.Column("final_critical", sa.Boolean, nullable=True),
        sa.Column("decided_by", sa.String(100), nullable=False, server_default=""),
        sa.Column("decided_at", _TIME, nullable=True),
    ):
        op.add_column("findings", column)
    newest = "(SELECT max(r.id) FROM reports r WHERE r.conversation_id = reports.conversation_id)"
    stands = "settled = score, settled_passed = passed, settled_critical = critical"
    op.execute(f"UPDATE reports SET {stands}, current = (id = {newest})")
    # All of them come from the chat.
    op.execute("UPDATE conversations SET sender = 'chat:' || substr(sender, 1, 195)")
    own = "FROM reports r WHERE r.conversation_id = conversations.id AND r.current"
    op.execute(
        f"UPDATE conversations SET started_at = stored_at, book = COALESCE((SELECT max(r.book) {own}), '')"
    )
    talk = "FROM conversations c JOIN reports r ON r.conversation_id = c.id WHERE r.id = findings.report_id"
    op.execute(
        f"UPDATE findings SET conversation_id = (SELECT c.id {talk}), agent = (SELECT c.agent {talk}), "
        f"book = (SELECT r.book {talk})"
    )
    op.execute(
        "UPDATE findings SET status = 'superseded' WHERE status = 'open' "
        "AND report_id IN (SELECT id FROM reports WHERE NOT current)"
    )
    op.drop_index("ix_conversations_agent", "conversations")
    op.drop_index("ix_findings_status", "findings")
    op.create_index("ix_conversations_agent_started_at", "conversations", ["agent", "started_at"])
    op.create_index("ix_conversations_transcript", "conversations", ["transcript"])
    op.create_index("ix_findings_conversation_id", "findings", ["conversation_id"])
    op.create_index("ix_findings_agent_status", "findings", ["agent", "status"])
    op.create_index("ix_findings_status_decided_at", "findings", ["status", "decided_at"])


def _review() -> None:
    op.create_table(
        "review_queue",
        sa.Column(
            "conversation_id",
            sa.Integer,
            sa.ForeignKey("conversations.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("reasons", sa.String(100), nullable=False),
        sa.Column("agent", sa.String(200), nullable=False),
        sa.Column("book", sa.String(50), nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("findings", sa.Integer, nullable=False),
        sa.Column("whole", sa.Integer, nullable=False),
        sa.Column("since", _TIME, nullable=False),
    )
    op.create_index("ix_review_queue_rank", "review_queue", ["rank", "conversation_id"])
    op.create_index("ix_review_queue_agent", "review_queue", ["agent", "rank", "conversation_id"])
    op.execute(
        "INSERT INTO review_queue (conversation_id, rank, reasons, agent, book, rules, findings, whole, since) "
        "SELECT c.id, 5, ' pasted ', c.agent, c.book, ' ', count(*), 0, c.stored_at FROM conversations c "
        "JOIN findings f ON f.conversation_id = c.id WHERE f.status = 'open' "
        "GROUP BY c.id, c.agent, c.book, c.stored_at"
    )
    op.create_table(
        "review_marks",
        sa.Column("mark", sa.String(50), primary_key=True),
        sa.Column("rank", sa.Integer, primary_key=True),
        sa.Column(
            "conversation_id",
            sa.Integer,
            sa.ForeignKey("review_queue.conversation_id", ondelete="CASCADE"),
            primary_key=True,
            index=True,
        ),
    )
    op.execute(
        "INSERT INTO review_marks (mark, rank, conversation_id) SELECT 'pasted', rank, conversation_id FROM review_queue"
    )
    op.execute(
        "INSERT INTO review_marks (mark, rank, conversation_id) SELECT DISTINCT f.rule, q.rank, f.conversation_id "
        "FROM findings f JOIN review_queue q ON q.conversation_id = f.conversation_id WHERE f.status = 'open'"
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("finding_id", sa.Integer, sa.ForeignKey("findings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("reviewer", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("rule", sa.String(50), nullable=False),
        sa.Column("severity", sa.String(20), nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", _TIME, nullable=False, index=True),
        sa.UniqueConstraint("finding_id", "reviewer", "kind"),
    )
    op.create_table(
        "appeals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("finding_id", sa.Integer, nullable=True),
        sa.Column("entry_id", sa.Integer, nullable=True),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("agent", sa.String(200), nullable=False, index=True),
        sa.Column("status", sa.String(20), nullable=False, index=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("filed_by", sa.String(100), nullable=False),
        sa.Column("filed_at", _TIME, nullable=False),
        sa.Column("decided_by", sa.String(100), nullable=False),
        sa.Column("decided_at", _TIME, nullable=True),
        sa.Column("answer", sa.Text, nullable=False),
        sa.UniqueConstraint("finding_id", "level"),
        sa.UniqueConstraint("entry_id", "level"),
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "conversation_id",
            sa.Integer,
            sa.ForeignKey("conversations.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("reader", sa.String(100), nullable=False),
        sa.Column("book", sa.String(50), nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("machine", sa.Text, nullable=False),
        sa.Column("at", _TIME, nullable=False, index=True),
        sa.UniqueConstraint("conversation_id", "reader"),
    )


def _ledger() -> None:
    op.create_table(
        "conversation_tallies",
        sa.Column("period", sa.String(10), primary_key=True),
        sa.Column("agent", sa.String(200), primary_key=True),
        sa.Column("book", sa.String(50), primary_key=True),
        *(
            sa.Column(name, sa.Integer, nullable=False)
            for name in ("conversations", "passed", "critical", "score_sum")
        ),
        sa.Column("score_squares", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "rule_tallies",
        sa.Column("period", sa.String(10), primary_key=True),
        sa.Column("agent", sa.String(200), primary_key=True),
        sa.Column("book", sa.String(50), primary_key=True),
        sa.Column("rule", sa.String(50), primary_key=True),
        *(
            sa.Column(name, sa.Integer, nullable=False)
            for name in ("met", "violated", "confirmed", "dismissed", "points")
        ),
    )
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("agent", sa.String(200), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("occurred_on", sa.Date, nullable=False),
        sa.Column("scheme", sa.String(50), nullable=False),
        sa.Column("item", sa.String(100), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("money", sa.Integer, nullable=True),
        sa.Column("dismissal", sa.Boolean, nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("rule", sa.String(50), nullable=False),
        sa.Column("finding_id", sa.Integer, nullable=True, index=True),
        sa.Column("conversation_id", sa.Integer, nullable=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("key", sa.String(200), nullable=True, unique=True),
        sa.Column("entered_by", sa.String(100), nullable=False),
        sa.Column("entered_at", _TIME, nullable=False),
        sa.Column("closed_by", sa.String(100), nullable=False),
        sa.Column("closed_at", _TIME, nullable=True),
        sa.Column("closed_why", sa.Text, nullable=False),
    )
    op.create_index("ix_ledger_agent_month", "ledger", ["agent", "month"])
    op.create_index("ix_ledger_month_status", "ledger", ["month", "status"])
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("month", sa.String(7), nullable=False, index=True),
        sa.Column("agent", sa.String(200), nullable=False, index=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("closed_at", _TIME, nullable=False),
        sa.Column("closed_by", sa.String(100), nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("grade", sa.String(2), nullable=False),
        sa.Column("pay", sa.Integer, nullable=True),
        sa.Column("fines", sa.Integer, nullable=False),
        sa.Column("conversations", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.UniqueConstraint("month", "agent", "revision"),
    )


def downgrade() -> None:
    """Drop what was made."""
    for table in _NEW_TABLES:
        op.drop_table(table)
    for index in ("ix_findings_status_decided_at", "ix_findings_agent_status", "ix_findings_conversation_id"):
        op.drop_index(index, "findings")
    for index in ("ix_conversations_transcript", "ix_conversations_agent_started_at"):
        op.drop_index(index, "conversations")
    op.execute("UPDATE conversations SET sender = substr(sender, 6) WHERE sender LIKE 'chat:%'")
    added = {"findings": _OF_FINDINGS, "reports": _OF_REPORTS, "conversations": ("book", "started_at")}
    for table, columns in added.items():
        # Column by column: SQLite would empty the tables below one that is made anew.
        for column in columns:
            op.drop_column(table, column)
    op.create_index("ix_findings_status", "findings", ["status"])
    op.create_index("ix_conversations_agent", "conversations", ["agent"])
