"""Opinions: what others would have decided on a finding. They change nothing, but show how far people agree."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.errors import Conflict, Refused
from bot.records.audit import note
from bot.records.conversations import OPEN, finding_numbered
from bot.records.people import allowed
from bot.records.review.given import REVIEWERS, Given, settled_by
from bot.records.review.persons import agents_of, not_own
from bot.records.review.review import Review
from bot.records.review.verdicts import review_of
from bot.records.review.wording import written


def opine(session: Session, who: str, number: int, given: Given, now: datetime) -> Review:
    """Say what one would have decided on a finding that another has judged. It changes nothing but the agreement.

    Raises:
        NotFound, NotAllowed, Refused: as `decide`; also where nobody has judged it yet, or one did it oneself.
    """
    user = allowed(session, who, *REVIEWERS)
    finding = finding_numbered(session, number)
    not_own(session, user, agents_of(session, finding))
    given = replace(given, reason=written(given.reason))
    if finding.status == OPEN:
        raise Refused(f"{number} 号发现还没有人复核，请直接复核：huashu review confirm {number}。")
    said = list(
        session.execute(
            select(Review.kind).where(Review.finding_id == number, Review.reviewer == user.name)
        ).scalars()
    )
    if said:
        raise Refused(f"{user.name}已经对 {number} 号发现表过态，一个人只算一次。")
    review = review_of(finding, user, "opinion", given, settled_by(finding, given), now)
    name = str(user.name)
    session.add(review)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(f"{name}刚刚对 {number} 号发现表过态，这一次没有写入。") from error
    said_now = {"verdict": given.word, "reason": given.reason}
    note(session, name, "opinion", f"finding:{number}", None, said_now)
    return review
