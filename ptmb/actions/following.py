"""Somebody wants to hear of an incident or of an area's water: a light signal, no complaint."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ptmb.actions._refusals import Incomplete
from ptmb.database import writing
from ptmb.domain.following import FollowMessage, follow_key
from ptmb.domain.reporter_key import key_hash
from ptmb.domain.supply import FollowKind
from ptmb.domain.words import N_
from ptmb.models import Area, Follow, Incident, Message


@dataclass(frozen=True)
class FollowTarget:
    """One of `incident_id` and `area_id`.

    `remind_at`: only ask at that moment whether the water came, then stop.
    """

    incident_id: int | None = None
    area_id: int | None = None
    remind_at: datetime | None = None


@dataclass(frozen=True)
class Reader:
    """Who is told: a number in E.164, or none, and the language."""

    phone: str = ""
    language: str = "id"


def follow(what: FollowTarget, reader: Reader, key: str, secret: str, at: datetime) -> str:
    """Follow it once for each key of a form; gives the follower's own key.

    Args:
        secret: the installation's secret, from which the own key is derived.

    Raises:
        Incomplete: the incident is over, or a reminder has no number to go to or no future.
        LookupError: there is no such incident or area.
    """
    own_key = follow_key(secret, key)
    try:
        with writing() as session:
            if session.scalar(select(Follow.id).where(Follow.key == key)) is None:
                _check(session, what, reader, at)
                session.add(_row(what, reader, key, own_key, at))
    except IntegrityError as error:  # the same form by another way, a moment before
        if not _known(key):
            raise LookupError(what) from error
    return own_key


def stop(own_key: str, at: datetime) -> None:
    """Stop and forget the number; what was not sent yet is not sent any more. Twice is once.

    Raises:
        LookupError: nobody follows anything by this key.
    """
    with writing() as session:
        row = session.scalar(select(Follow).where(Follow.key_hash == key_hash(own_key)))
        if row is None:
            raise LookupError(own_key)
        _end(row, at)
        session.execute(
            delete(Message).where(
                Message.follow_id == row.id, Message.sent_at.is_(None), Message.attempts == 0
            )
        )


def remind(follow_id: int, at: datetime) -> bool:
    """The asked-for moment has passed: ask once whether the water came, then stop.

    False when it was stopped or asked before.
    """
    with writing() as session:
        row = session.get_one(Follow, follow_id, populate_existing=True, with_for_update=True)
        if row.ended_at is not None or row.remind_at is None or row.remind_at > at:
            return False
        session.add(
            Message(
                follow_id=row.id,
                phone=row.phone,
                language=row.language,
                template=FollowMessage.REMINDER.value,
                facts={"area": row.area_id},
                created_at=at,
            )
        )
        _end(row, at)
        return True


def _check(session: Session, what: FollowTarget, reader: Reader, at: datetime) -> None:
    if what.incident_id is not None:
        incident = session.get(Incident, what.incident_id)
        if incident is None:
            raise LookupError(what)
        if incident.closed_at is not None:
            raise Incomplete("key", N_("Gangguan ini sudah selesai."))
    elif what.area_id is None or session.get(Area, what.area_id) is None:
        raise LookupError(what)
    if what.remind_at is not None:
        _check_reminder(what.remind_at, reader, at)


def _check_reminder(remind_at: datetime, reader: Reader, at: datetime) -> None:
    if not reader.phone:
        raise Incomplete("phone", N_("Isi nomor WhatsApp agar kami bisa mengabari."))
    if remind_at <= at:
        raise Incomplete("key", N_("Jam ini sudah lewat. Air belum mengalir? Silakan lapor."))


def _row(what: FollowTarget, reader: Reader, key: str, own_key: str, at: datetime) -> Follow:
    return Follow(
        kind=FollowKind.AREA if what.incident_id is None else FollowKind.INCIDENT,
        incident_id=what.incident_id,
        area_id=what.area_id,
        phone=reader.phone,
        language=reader.language,
        key=key,
        key_hash=key_hash(own_key),
        created_at=at,
        remind_at=what.remind_at,
    )


def _known(key: str) -> bool:
    with writing() as session:
        return session.scalar(select(Follow.id).where(Follow.key == key)) is not None


def _end(row: Follow, at: datetime) -> None:
    row.ended_at = row.ended_at or at
    row.phone = ""
