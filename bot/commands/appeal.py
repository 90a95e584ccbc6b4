"""`huashu appeal`: an agent holds a mark to be wrong, and somebody else decides."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.commands.number import numbered
from bot.commands.who import By, who

appeal_app = typer.Typer(help="Appeals against confirmed findings and ledger entries.", no_args_is_help=True)


@appeal_app.command("list")
def appeal_list(
    agent: Annotated[str, typer.Option(help="Of this agent only.")] = "",
    status: Annotated[str, typer.Option(help="pending, upheld, rejected, or all.")] = "pending",
) -> None:
    """Show appeals, those that wait longest first."""
    from bot.records.database import database
    from bot.records.desk import desk
    from bot.records.people import agent_named
    from bot.records.review.appeal import STATES
    from bot.records.review.appeals import appeals

    with database().session() as session:
        code = str(agent_named(session, agent).code) if agent else ""
        rows = appeals(session, status="" if status == "all" else status, agent=code)
    for row in rows:
        about = f"{row.finding_id} 号发现" if row.finding_id is not None else f"{row.entry_id} 号记录"
        filed = row.filed_at.astimezone(desk().timezone)
        answer = f"\t{row.decided_by}：{row.answer}" if row.answer else ""
        level = "一" if row.level == 1 else "二"
        typer.echo(
            f"{row.id}\t{STATES[row.status]}\t第{level}级\t{about}\t{row.agent}\t{filed:%Y-%m-%d}\t{row.reason}{answer}"
        )
    typer.echo(f"共 {len(rows)} 件。" if rows else "没有申诉。")


@appeal_app.command("file")
def appeal_file(
    finding: Annotated[int, typer.Option(help="Against this finding.", callback=numbered)] = 0,
    entry: Annotated[int, typer.Option(help="Against this entry of the ledger.", callback=numbered)] = 0,
    reason: Annotated[str, typer.Option(help="Why it is wrong.")] = "",
    by: By = "",
) -> None:
    """Appeal, within the desk's days, against a finding or an entry; after a rejection once more."""
    from bot.errors import HuashuError
    from bot.records.database import database
    from bot.records.review.appeals import file_against_entry, file_against_finding

    if bool(finding) == bool(entry):
        raise HuashuError("写明对哪一处申诉：--finding 发现号，或者 --entry 台账记录号。")
    with database().session() as session:
        now = datetime.now(UTC)
        if finding:
            appeal = file_against_finding(session, who(by), finding, reason, now)
        else:
            appeal = file_against_entry(session, who(by), entry, reason, now)
        number, level = appeal.id, appeal.level
    typer.echo(f"已提交，{number} 号申诉（第{'一' if level == 1 else '二'}级），由没有经手的人裁决。")


@appeal_app.command("uphold")
def appeal_uphold(
    number: Annotated[int, typer.Argument(help="The appeal's number.", callback=numbered)],
    reason: Annotated[str, typer.Option(help="Why; the agent reads it.")] = "",
    by: By = "",
) -> None:
    """The agent is right: the mark is taken back, and its points with it."""
    _decide(by, number, True, reason)


@appeal_app.command("reject")
def appeal_reject(
    number: Annotated[int, typer.Argument(help="The appeal's number.", callback=numbered)],
    reason: Annotated[str, typer.Option(help="Why; the agent reads it.")] = "",
    by: By = "",
) -> None:
    """The mark stays."""
    _decide(by, number, False, reason)


def _decide(by: str, number: int, upheld: bool, reason: str) -> None:
    from bot.records.database import database
    from bot.records.desk import desk
    from bot.records.review.appeals import decide_appeal

    with database().session() as session:
        level = decide_appeal(session, who(by), number, upheld, reason, datetime.now(UTC)).level
    if upheld:
        typer.echo(f"{number} 号申诉成立，记录已撤销。月度已结算的，请再结一次：huashu month close。")
    elif level == 1:
        typer.echo(f"{number} 号申诉维持原判，坐席 {desk().appeal_days} 天之内可以再申诉一次。")
    else:
        typer.echo(f"{number} 号申诉维持原判，这是最终裁决。")
