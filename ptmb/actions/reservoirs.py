"""Levels of the reservoirs: read by people, or sent by machines."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ptmb.actions import _audit, _catalogue
from ptmb.actions._refusals import Incomplete, KeyTaken
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.reservoir import Reading, odd_step, outside
from ptmb.domain.roles import Actor
from ptmb.domain.supply import ReadingSource
from ptmb.domain.words import N_
from ptmb.models import ApiKey, Reservoir, ReservoirReading

__all__ = ["Incomplete", "KeyTaken", "NewReading", "OddReading", "read", "withdraw"]
_AHEAD = timedelta(minutes=10)
"""A clock that runs a little fast is forgiven; a reading from tomorrow is a slip."""
_OLDEST = timedelta(days=3653)
"""Ten years of old readings may be taken over; what is older is a slip in the year."""


class OddReading(Incomplete):
    """Too far from the reading before to be believed unasked; `change_cm` says by how much."""

    def __init__(self, change_cm: float, before: Reading) -> None:
        super().__init__("level", N_("Berubah tidak biasa. Periksa lagi, lalu centang bila benar."))
        self.change_cm, self.before = change_cm, before


@dataclass(frozen=True)
class NewReading:
    """A level on the reservoir's own gauge; `sure`: somebody looked again and it is so."""

    level: float
    measured_at: datetime
    key: str
    note: str = ""
    sure: bool = False
    source: ReadingSource = ReadingSource.DESK
    api_key_id: int | None = None


def read(reservoir_id: int, new: NewReading, by: Actor, at: datetime) -> ReservoirReading:
    """Store a level; the same key again is the same reading.

    Raises:
        Incomplete: not on the gauge, in the future, or more than ten years ago.
        KeyTaken: the key belongs to another reading.
        OddReading: it changed too fast and nobody said that it is so.
    """
    with writing() as session:
        reservoir = session.get_one(Reservoir, reservoir_id, with_for_update=True)
        done = session.scalar(select(ReservoirReading).where(ReservoirReading.key == new.key))
        if done:
            if done.reservoir_id != reservoir_id:
                raise KeyTaken
            return done
        odd = _checked(session, reservoir, new, at)
        reading = ReservoirReading(
            reservoir_id=reservoir_id,
            level=round(new.level, 2),
            measured_at=new.measured_at,
            recorded_at=at,
            source=new.source,
            staff_id=by.staff_id,
            api_key_id=new.api_key_id,
            confirmed_odd=odd,
            note=new.note.strip(),
            key=new.key,
        )
        session.add(reading)
        if new.api_key_id:
            session.get_one(ApiKey, new.api_key_id).used_at = at
        _catalogue.begin_or_raise_edition(session, _catalogue.RESERVOIRS)
        return reading


def withdraw(reading_id: int, by: Actor, at: datetime) -> ReservoirReading:
    """Take a wrong reading back; it stays in the table and counts no more. Twice is once."""
    with writing() as session:
        reading = session.get_one(ReservoirReading, reading_id, with_for_update=True)
        if reading.withdrawn_at is None:
            reading.withdrawn_at, reading.withdrawn_by = at, by.staff_id
            words = f"{reading.level:.2f} {reading.measured_at:%Y-%m-%dT%H:%MZ}"
            _audit.add(
                session,
                AuditDeed.READING_WITHDRAWN,
                str(reading.reservoir_id),
                by=by,
                at=at,
                detail=words,
            )
            _catalogue.begin_or_raise_edition(session, _catalogue.RESERVOIRS)
        return reading


def _checked(session: Session, reservoir: Reservoir, new: NewReading, at: datetime) -> bool:
    """Whether the reading is odd and somebody said that it is so."""
    if outside(new.level, reservoir.lowest, reservoir.highest):
        raise Incomplete("level", N_("Angka ini tidak ada pada papan duga waduk ini."))
    if new.measured_at > at + _AHEAD:
        raise Incomplete("measured_at", N_("Waktu baca belum tiba. Periksa tanggal dan jam."))
    if new.measured_at < at - _OLDEST:
        raise Incomplete("measured_at", N_("Tanggal baca terlalu lama. Periksa tahunnya."))
    last = session.scalar(
        select(ReservoirReading)
        .where(
            ReservoirReading.reservoir_id == reservoir.id,
            ReservoirReading.withdrawn_at.is_(None),
            ReservoirReading.measured_at <= new.measured_at,
        )
        .order_by(ReservoirReading.measured_at.desc(), ReservoirReading.id.desc())
        .limit(1)
    )
    if last is None:
        return False
    before = Reading(last.measured_at, last.level)
    change = odd_step(new.level, new.measured_at, before)
    if change is not None and not new.sure:
        raise OddReading(change, before)
    return change is not None
