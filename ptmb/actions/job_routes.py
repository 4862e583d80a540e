"""An officer puts the jobs of the day into an order of their own, pins one first, or drops it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ptmb.actions import _audit
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.geography import Point
from ptmb.domain.job_order import OFFICER_HOLDS
from ptmb.domain.roles import Actor
from ptmb.models import Complaint, JobOrder, Staff


@dataclass(frozen=True)
class Wish:
    """The order wanted: ids of complaints, the next one first; `by` is the officer."""

    ids: Sequence[int]
    by: Actor
    at: datetime


def arrange(wish: Wish, position: Point | None = None) -> list[int]:
    """Replace the officer's order; what is no longer theirs by now is left out.

    Args:
        position: where the officer is; kept as the last place known.

    Returns:
        The ids that are in the order now.
    """
    with writing() as session:
        officer = _officer(session, wish.by)
        if position:
            officer.latitude, officer.longitude = position.lat, position.lng
            officer.positioned_at = wish.at
        return _replace(session, wish)


def put_first(complaint_id: int, wish: Wish, address: str = "") -> bool:
    """Pin one job before the others, which keep their order; the log says who and when.

    Returns:
        False when the job is no longer the officer's: then nothing changes.
    """
    with writing() as session:
        _officer(session, wish.by)
        if not _still_held(session, [complaint_id], wish.by):
            return False
        others = [one for one in wish.ids if one != complaint_id]
        _replace(session, Wish([complaint_id, *others], wish.by, wish.at))
        complaint = session.get_one(Complaint, complaint_id)
        _audit.add(
            session, AuditDeed.JOB_FIRST, complaint.reference, by=wish.by, at=wish.at,
            address=address,
        )  # fmt: skip
        return True


def forget(by: Actor) -> None:
    """Back to the usual order."""
    with writing() as session:
        session.execute(delete(JobOrder).where(JobOrder.staff_id == by.staff_id))


def _officer(session: Session, by: Actor) -> Staff:
    """Locked, so that two taps on two phones write one order after the other."""
    return session.get_one(Staff, by.staff_id, populate_existing=True, with_for_update=True)


def _replace(session: Session, wish: Wish) -> list[int]:
    held = _still_held(session, wish.ids, wish.by)
    kept = [one for one in dict.fromkeys(wish.ids) if one in held]
    session.execute(delete(JobOrder).where(JobOrder.staff_id == wish.by.staff_id))
    session.add_all(
        JobOrder(staff_id=wish.by.staff_id, complaint_id=one, position=place, made_at=wish.at)
        for place, one in enumerate(kept, start=1)
    )
    return kept


def _still_held(session: Session, ids: Sequence[int], by: Actor) -> set[int]:
    rows = session.execute(
        select(Complaint.id, Complaint.officer_id, Complaint.crew_id).where(
            Complaint.id.in_(ids), Complaint.status.in_(OFFICER_HOLDS)
        )
    )
    return {row.id for row in rows if by.holds(row.officer_id, row.crew_id)}
