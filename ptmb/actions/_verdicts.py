"""What a supervisor found who looked at finished work again, however they came to say it."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from ptmb.domain.spot_checks import Verdict
from ptmb.models import ComplaintEvent, SpotCheck


def judge_open(session: Session, event: ComplaintEvent, words: str) -> None:
    """Sent back: whatever of this complaint waits to be looked at has been."""
    waiting = update(SpotCheck).where(
        SpotCheck.complaint_id == event.complaint_id, SpotCheck.judged_at.is_(None)
    )
    session.execute(
        waiting.values(
            judged_at=event.at,
            judged_by_id=event.staff_id,
            verdict=Verdict.SENT_BACK,
            words=words,
        )
    )
