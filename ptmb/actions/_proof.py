"""Looks twice at the proof of finished work, inside the transaction that finishes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ptmb.actions._photos import NewPhoto
from ptmb.domain.choices import PhotoKind, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.geography import Point, distance_m
from ptmb.domain.on_site import visits
from ptmb.domain.photos import shows_the_same, tells_apart
from ptmb.domain.proof import Finish, doubts, in_sample
from ptmb.domain.settings import defaults
from ptmb.domain.spot_checks import Doubt
from ptmb.domain.states import Step
from ptmb.models import Complaint, ComplaintEvent, Photo, Setting, SpotCheck

_COMPARED = 2_000
"""Newest pictures of work among which a picture saved anew is looked for, whoever took them.

They are the proof of some weeks. Reading their hashes along the primary key and comparing 64 bits
of each takes about 5 ms a finish; to compare all of a year would take a tenth of a second under
the database's one write lock. The very same file is found however old, by its indexed digest.
"""
_PROVING = (PhotoKind.BEFORE, PhotoKind.AFTER)


@dataclass(frozen=True)
class Reuse:
    """The code of another complaint, and the token of its picture."""

    reference: str
    token: str


def doubt(
    session: Session,
    complaint: Complaint,
    event: ComplaintEvent,
    visit: Deed,
    after: Sequence[NewPhoto],
) -> None:
    """Write down why somebody should look at this finish again; one in a few is looked at anyway.

    What is found stands in the facts of the event too. The officer is not stopped by it.

    Args:
        event: the finish, which has its number already.
    """
    before = session.scalars(
        select(Photo).where(Photo.complaint_id == complaint.id, Photo.kind == PhotoKind.BEFORE)
    ).all()
    used = used_before(session, complaint.id, [*after, *before])
    if used:
        event.facts = event.facts | {"photo_of": used.reference, "photo_same": used.token}
    found = doubts(_finish(session, complaint, event, visit, after, reused=used is not None))
    if found or in_sample(event.id, _percent(session)):
        _write(session, event, found)


def take_back(session: Session, undone: ComplaintEvent) -> None:
    """A finish that was taken back is not looked at: the next one is."""
    session.execute(delete(SpotCheck).where(SpotCheck.event_id == undone.id))


def used_before(
    session: Session, complaint_id: int, photos: Sequence[NewPhoto | Photo]
) -> Reuse | None:
    """Another complaint whose work one of these pictures proved already."""
    if not photos:
        return None
    others = (
        select(Complaint.reference, Photo.token, Photo.dhash)
        .join(Photo, Photo.complaint_id == Complaint.id)
        .where(Photo.kind.in_(_PROVING), Photo.complaint_id != complaint_id)
    )
    same = others.where(Photo.sha256.in_([photo.sha256 for photo in photos]))
    exact = session.execute(same.order_by(Photo.id).limit(1)).first()
    if exact:
        return Reuse(exact.reference, exact.token)
    hashes = [photo.dhash for photo in photos if tells_apart(photo.dhash)]
    newest = others.order_by(Photo.id.desc()).limit(_COMPARED)
    for row in session.execute(newest) if hashes else ():
        if any(shows_the_same(row.dhash, one) for one in hashes):
            return Reuse(row.reference, row.token)
    return None


def _finish(
    session: Session,
    complaint: Complaint,
    event: ComplaintEvent,
    visit: Deed,
    after: Sequence[NewPhoto],
    *,
    reused: bool,
) -> Finish:
    history = session.scalars(
        select(ComplaintEvent)
        .where(ComplaintEvent.complaint_id == complaint.id)
        .order_by(ComplaintEvent.id)
    ).all()
    there = next((one for one in visits(history) if one.left_id == event.id), None)
    away = _distances(complaint, visit, after, history)
    return Finish(
        work=WorkDone(event.facts["work"]),
        positioned=visit.position is not None or bool(away),
        distances_m=away,
        reused=reused,
        taken=_taken(after, event.skew_s),
        arrived_at=there.arrived_at if there else None,
        on_site=timedelta(seconds=there.seconds) if there else None,
        skew_s=event.skew_s,
    )


def _distances(
    complaint: Complaint,
    visit: Deed,
    after: Sequence[NewPhoto],
    history: Sequence[ComplaintEvent],
) -> list[float]:
    """Metres to the point: of the phone at the end, else at the arrival, and of the pictures."""
    away = [photo.distance_m for photo in after if photo.distance_m is not None]
    if complaint.latitude is None or complaint.longitude is None:
        return away
    if visit.position:
        point = Point(complaint.latitude, complaint.longitude)
        return [*away, distance_m(point, visit.position)]
    arrivals = (one.facts.get("distance_m") for one in history if one.step is Step.ARRIVE)
    known = [float(one) for one in arrivals if one is not None]
    return [*away, *known[-1:]]


def _taken(after: Sequence[NewPhoto], skew_s: int | None) -> list[datetime]:
    """By the camera where it says so, else by when the phone chose it; put right by its clock."""
    moments = (photo.taken_at or photo.client_at for photo in after)
    return [moment + timedelta(seconds=skew_s or 0) for moment in moments if moment]


def _percent(session: Session) -> int:
    name = "spot_check_percent"
    stored = session.scalar(select(Setting.text).where(Setting.name == name))
    return int(stored or defaults()[name])


def _write(session: Session, event: ComplaintEvent, found: Sequence[Doubt]) -> None:
    reasons = [one.value for one in found]
    session.add(
        SpotCheck(
            complaint_id=event.complaint_id, event_id=event.id, reasons=reasons, found_at=event.at
        )
    )
