"""`huashu expire`: delete the words and personal data that have been kept long enough."""

from datetime import UTC, datetime

import typer


def expire() -> None:
    """Delete words and personal data older than the desk's `keep_days`; scores, verdicts and points stay."""
    from bot.records.database import database
    from bot.records.desk import desk
    from bot.records.expiry import expire as forget

    gone = forget(database(), datetime.now(UTC))
    typer.echo(
        f"保存满 {desk().keep_days} 天的已删：会话原文 {gone.conversations} 通，单据 {gone.forms} 张，"
        f"回访 {gone.callbacks} 条，提问 {gone.interactions} 条，理由 {gone.reasons} 条。分数和结论都在。"
    )
