"""What the administrator says of a reservoir: its name, its gauge, and the marks on it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from ptmb.actions import _audit, _catalogue
from ptmb.actions._refusals import Incomplete
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.reservoir import outside
from ptmb.domain.roles import Actor
from ptmb.domain.supply import ThresholdKind
from ptmb.domain.words import N_
from ptmb.models import Reservoir, ReservoirThreshold


@dataclass(frozen=True)
class Gauge:
    """`lowest` and `highest` (m) are the ends of the gauge: beyond them a number is a slip."""

    name: str
    gauge: str
    lowest: float
    highest: float


def change_reservoir(reservoir_id: int, gauge: Gauge, by: Actor, at: datetime) -> bool:
    """Set the name and the gauge; whether anything is different now.

    Raises:
        Incomplete: a word is missing, or the gauge has no room between its ends.
    """
    _check(gauge)
    with writing() as session:
        reservoir = session.get_one(Reservoir, reservoir_id, with_for_update=True)
        reservoir.name, reservoir.gauge = gauge.name.strip(), gauge.gauge.strip()
        reservoir.lowest, reservoir.highest = round(gauge.lowest, 2), round(gauge.highest, 2)
        changed = _catalogue.changed_columns(reservoir)
        if not changed:
            return False
        _audit.add(
            session, AuditDeed.RESERVOIR_CHANGED, reservoir.code, by=by, at=at, detail=changed
        )
        _catalogue.begin_or_raise_edition(session, _catalogue.RESERVOIRS)
        return True


def set_threshold(
    reservoir_id: int,
    kind: ThresholdKind,
    level: float,
    valid_from: date,
    *,
    by: Actor,
    at: datetime,
) -> ReservoirThreshold:
    """Let a mark hold from a day on; the one before ends the day before, and stays in history.

    Raises:
        Incomplete: not on the gauge.
    """
    with writing() as session:
        reservoir = session.get_one(Reservoir, reservoir_id, with_for_update=True)
        if outside(level, reservoir.lowest, reservoir.highest):
            raise Incomplete("level", N_("Angka ini tidak ada pada papan duga waduk ini."))
        same_kind = select(ReservoirThreshold).where(
            ReservoirThreshold.reservoir_id == reservoir_id, ReservoirThreshold.kind == kind
        )
        for old in session.scalars(same_kind).all():
            if old.valid_from >= valid_from:
                session.delete(old)
            elif old.valid_until is None or old.valid_until >= valid_from:
                old.valid_until = valid_from - timedelta(days=1)
        mark = ReservoirThreshold(
            reservoir_id=reservoir_id, kind=kind, level=round(level, 2), valid_from=valid_from
        )
        session.add(mark)
        detail = f"{kind.value} {level:.2f} {valid_from.isoformat()}"
        _audit.add(
            session, AuditDeed.THRESHOLD_CHANGED, reservoir.code, by=by, at=at, detail=detail
        )
        _catalogue.begin_or_raise_edition(session, _catalogue.RESERVOIRS)
        return mark


def _check(gauge: Gauge) -> None:
    if not gauge.name.strip():
        raise Incomplete("name", N_("Isi nama waduk."))
    if not gauge.gauge.strip():
        raise Incomplete("gauge", N_("Isi nama papan duga."))
    if not gauge.lowest < gauge.highest:
        raise Incomplete("highest", N_("Ujung atas harus lebih tinggi dari ujung bawah."))
