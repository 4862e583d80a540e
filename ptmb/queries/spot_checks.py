"""Finished work that a supervisor looks at again, with its pictures and the citizen's answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ptmb.domain.choices import PhotoKind
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Photo, SpotCheck, Staff

PAGE = 20
_SHOWN = (PhotoKind.BEFORE, PhotoKind.AFTER)
_JUDGE = aliased(Staff)
_CHECKS = (
    select(SpotCheck, Complaint, ComplaintEvent, Staff.name, _JUDGE.name)
    .join(Complaint, Complaint.id == SpotCheck.complaint_id)
    .join(ComplaintEvent, ComplaintEvent.id == SpotCheck.event_id)
    .outerjoin(Staff, Staff.id == ComplaintEvent.staff_id)
    .outerjoin(_JUDGE, _JUDGE.id == SpotCheck.judged_by_id)
    .order_by(SpotCheck.id.desc())
    .execution_options(populate_existing=True)
)
_WAITING = select(func.count(SpotCheck.id)).where(SpotCheck.judged_at.is_(None))


@dataclass(frozen=True)
class SamePicture:
    """A picture of another complaint that looks like one of this finish."""

    photo: Photo
    reference: str


@dataclass(frozen=True)
class Checked:
    """One finish; `before` were taken up to it, `after` with it, both oldest first."""

    check: SpotCheck
    complaint: Complaint
    event: ComplaintEvent
    officer: str
    judge: str
    before: list[Photo] = field(default_factory=list)
    after: list[Photo] = field(default_factory=list)
    same: SamePicture | None = None


def spot_checks(*, judged: bool, before_id: int | None = None) -> list[Checked]:
    """A page of them, newest first, in three queries; one more when there is a next page.

    Args:
        before_id: the last id of the page before.
    """
    looked_at = SpotCheck.judged_at.is_not(None) if judged else SpotCheck.judged_at.is_(None)
    statement = _CHECKS.where(looked_at).limit(PAGE + 1)
    if before_id is not None:
        statement = statement.where(SpotCheck.id < before_id)
    return _with_pictures(db.session.execute(statement).all())


def spot_check(check_id: int) -> Checked | None:
    row = db.session.execute(_CHECKS.where(SpotCheck.id == check_id)).all()
    return next(iter(_with_pictures(row)), None)


def waiting_checks() -> int:
    """How many wait to be looked at."""
    return int(db.session.scalar(_WAITING) or 0)


def _with_pictures(rows: Sequence[Any]) -> list[Checked]:
    if not rows:
        return []
    chosen = select(Photo).where(
        Photo.complaint_id.in_([row[1].id for row in rows]), Photo.kind.in_(_SHOWN)
    )
    own: dict[int, list[Photo]] = {}
    for photo in db.session.scalars(chosen.order_by(Photo.id)):
        own.setdefault(photo.complaint_id, []).append(photo)
    same = _same([row[2].facts.get("photo_same", "") for row in rows])
    return [_checked(row, own.get(row[1].id, []), same) for row in rows]


def _same(tokens: Sequence[str]) -> dict[str, SamePicture]:
    """By token."""
    wanted = [token for token in tokens if token]
    if not wanted:
        return {}
    statement = (
        select(Photo, Complaint.reference)
        .join(Complaint, Complaint.id == Photo.complaint_id)
        .where(Photo.token.in_(wanted))
    )
    found = db.session.execute(statement)
    return {photo.token: SamePicture(photo, reference) for photo, reference in found}


def _checked(row: Any, own: list[Photo], same: dict[str, SamePicture]) -> Checked:
    check, complaint, event, officer, judge = row
    return Checked(
        check,
        complaint,
        event,
        officer or "",
        judge or "",
        [one for one in own if one.kind is PhotoKind.BEFORE and one.event_id <= event.id],
        [one for one in own if one.event_id == event.id],
        same.get(event.facts.get("photo_same", "")),
    )
