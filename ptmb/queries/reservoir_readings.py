"""The readings as the desk lists them, and the machines that may send them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ptmb.domain.supply import ReadingSource
from ptmb.extensions import db
from ptmb.models import ApiKey, ReservoirReading, Staff


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading as the desk lists it, with the name of who typed it or of the machine."""

    id: int
    at: datetime
    recorded_at: datetime
    level: float
    source: ReadingSource
    who: str
    odd: bool
    note: str
    withdrawn_at: datetime | None


def recent_rows(reservoir_id: int, most: int = 20) -> list[ReadingRow]:
    """The newest readings with who wrote them, also those taken back."""
    wanted = (
        select(ReservoirReading, Staff.name, ApiKey.name)
        .outerjoin(Staff, Staff.id == ReservoirReading.staff_id)
        .outerjoin(ApiKey, ApiKey.id == ReservoirReading.api_key_id)
        .where(ReservoirReading.reservoir_id == reservoir_id)
        .order_by(ReservoirReading.measured_at.desc(), ReservoirReading.id.desc())
        .limit(most)
    )
    return [_row(*row) for row in db.session.execute(wanted)]


def reading_exists(reading_id: int) -> bool:
    return bool(db.session.scalar(select(ReservoirReading.id).filter_by(id=reading_id)))


def reading_keyed(key: str) -> ReservoirReading | None:
    """The reading that was stored under this key before."""
    return db.session.scalar(select(ReservoirReading).where(ReservoirReading.key == key))


def api_keys() -> list[ApiKey]:
    """All keys ever made, the newest first."""
    return list(db.session.scalars(select(ApiKey).order_by(ApiKey.id.desc())))


def key_exists(key_id: int) -> bool:
    return bool(db.session.scalar(select(ApiKey.id).filter_by(id=key_id)))


def key_named(token_hash: str, purpose: str) -> ApiKey | None:
    """The key of this secret, unless it was revoked."""
    return db.session.scalar(
        select(ApiKey).where(
            ApiKey.token_hash == token_hash,
            ApiKey.purpose == purpose,
            ApiKey.revoked_at.is_(None),
        )
    )


def _row(reading: ReservoirReading, staff: str | None, machine: str | None) -> ReadingRow:
    return ReadingRow(
        reading.id,
        reading.measured_at,
        reading.recorded_at,
        reading.level,
        reading.source,
        machine or staff or "",
        reading.confirmed_odd,
        reading.note,
        reading.withdrawn_at,
    )
