"""How high the raw water stands; each reservoir on a gauge of its own."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ptmb.columns import Code, Key, Moment, Name, Words
from ptmb.domain.supply import ReadingSource, ThresholdKind
from ptmb.extensions import Model


class Reservoir(Model):
    """`gauge` names the scale ("papan duga", "elevasi"); levels are in `unit` (m)."""

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    gauge: Mapped[Name]
    unit: Mapped[str] = mapped_column(String(8), default="m")
    lowest: Mapped[float]
    highest: Mapped[float]
    main: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class ReservoirThreshold(Model):
    """A mark on the gauge and the days it holds for; the last day is included."""

    id: Mapped[Key]
    reservoir_id: Mapped[int] = mapped_column(ForeignKey("reservoir.id"), index=True)
    kind: Mapped[ThresholdKind]
    level: Mapped[float]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class ReservoirReading(Model):
    """A level as it was read; a mistake is withdrawn, never changed."""

    id: Mapped[Key]
    reservoir_id: Mapped[int] = mapped_column(ForeignKey("reservoir.id"))
    level: Mapped[float]
    measured_at: Mapped[Moment]
    recorded_at: Mapped[Moment]
    source: Mapped[ReadingSource]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    api_key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))
    confirmed_odd: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Words]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    key: Mapped[str] = mapped_column(String(64), unique=True)

    __table_args__ = (Index("ix_reading_measured", "reservoir_id", "measured_at"),)


class ApiKey(Model):
    """A machine that may write; only the hash of its secret is kept. `purpose`: "reservoir"."""

    id: Mapped[Key]
    name: Mapped[Name]
    purpose: Mapped[Code]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Moment]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
