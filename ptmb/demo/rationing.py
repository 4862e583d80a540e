"""The demonstration's rationing: who gets water when in February 2024. Plausible, not known.

Nine kelurahan on high ground are dry in the afternoon of the 10th, as most complaints of the press
were about turns; the harbour side has its turn at night, and one zone gets half of its water for
two days of five, the rule of 2023.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from ptmb.actions import rationing
from ptmb.actions.rationing import Plan, PlanRule, ZoneDetails
from ptmb.config import CITY_TIME
from ptmb.demo.calendar import on_day
from ptmb.demo.stage import Stage
from ptmb.domain.water_plans import LOCAL, cycle, weekly
from ptmb.models import Plant, Zone
from ptmb.queries import zones

Moved = Callable[[datetime], datetime]
Act = tuple[datetime, int, Callable[[], object]]
FIRST = -2
"""Before whatever happens to a complaint at the same moment."""
_EVERY_DAY = range(7)
_REASON = "Permukaan Waduk Manggar di bawah normal, jadi air baku dibagi."
_ADVICE = "Tampung air saat mengalir."
_SIX, _EIGHT, _EIGHTEEN, _TWENTY = time(6), time(8), time(18), time(20)


@dataclass(frozen=True)
class _Turn:
    """A zone of the demonstration with the rules of its plan, made for the day it begins."""

    code: str
    name: str
    plant: str
    highland: bool
    areas: tuple[str, ...]
    rules: Callable[[date], tuple[PlanRule, ...]]
    partial: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def _nights(since: date) -> tuple[PlanRule, ...]:
    """Water from 18.00 to 08.00, every day."""
    return (weekly(since, _EVERY_DAY, _EIGHTEEN, _EIGHT),)


def _two_days_of_three(since: date) -> tuple[PlanRule, ...]:
    """One day off, two days on; the first and so the tenth day is without."""
    return cycle(datetime.combine(since, _SIX).strftime(LOCAL), (1, 0), (2, 100))


def _days(since: date) -> tuple[PlanRule, ...]:
    """Water from 06.00 to 20.00, every day."""
    return (weekly(since, _EVERY_DAY, _SIX, _TWENTY),)


def _half_two_days_of_five(since: date) -> tuple[PlanRule, ...]:
    """The rule of 2023: three days of 100 %, two days of 50 %; the tenth day is a full one."""
    return cycle(datetime.combine(since, _SIX).strftime(LOCAL), (2, 50), (3, 100))


_TURNS = (
    _Turn("GS", "Gunung Sari dan Karang", "KD", True,
          ("Gunung Sari Ilir", "Gunung Sari Ulu", "Karang Rejo", "Karang Jati", "Mekar Sari",
           "Sumber Rejo"), _nights, places=("Gunung Bakaran", "Dahor", "Sumber Rejo atas")),
    _Turn("RP", "Rapak dan Batu Ampar", "BA", True,
          ("Muara Rapak", "Batu Ampar", "Gunung Samarinda"), _two_days_of_three,
          places=("Gunung Polisi", "Gunung Bugis", "Ring Road PGRI")),
    _Turn("KB", "Kampung Baru", "KD", False, ("Baru Ulu", "Baru Tengah"), _days,
          partial=("Baru Ilir",), places=("Kampung Baru", "Pelayaran")),
    _Turn("SP", "Batakan dan Manggar Baru", "TR", False, ("Manggar Baru", "Lamaru"),
          _half_two_days_of_five),
)  # fmt: skip


def rationing_acts(session: Session, stage: Stage, moved: Moved) -> Iterator[Act]:
    """The zones and plans are announced at the first of the month; next month's is a draft."""
    begin = on_day(1, 6 * 60)
    yield on_day(1, 5 * 60), FIRST, partial(_announce, session, stage, moved, begin)
    yield on_day(10, 11 * 60), FIRST, partial(_draft_next, session, stage, moved)


def _announce(session: Session, stage: Stage, moved: Moved, begin: datetime) -> None:
    by, at = stage.operators[0], moved(on_day(1, 5 * 60))
    plants = {plant.code: plant.id for plant in session.scalars(select(Plant))}
    ids = []
    for turn in _TURNS:
        zone = rationing.save_zone(None, _details(turn, plants, stage), by, at)
        ids.append(rationing.draft(zone.id, _plan(turn, moved(begin)), by, at).id)
    rationing.publish(ids, by, at, stage.key())
    zones.forget()  # the reports that follow ask what holds now


def _draft_next(session: Session, stage: Stage, moved: Moved) -> None:
    """Somebody began next month's plan and has not published it."""
    by, at = stage.operators[-1], moved(on_day(10, 11 * 60))
    zone_id = session.scalars(select(Zone.id).where(Zone.code == _TURNS[0].code)).one()
    begin = moved(on_day(1, 6 * 60)) + timedelta(days=29)
    rationing.draft(zone_id, _plan(_TURNS[0], begin, _days), by, at)


def _details(turn: _Turn, plants: dict[str, int], stage: Stage) -> ZoneDetails:
    served = dict.fromkeys(turn.areas, False) | dict.fromkeys(turn.partial, True)
    return ZoneDetails(
        code=turn.code,
        name=turn.name,
        plant_id=plants[turn.plant],
        highland=turn.highland,
        recovery_minutes=180 if turn.highland else 60,
        places=tuple({"name": name, "aliases": [], "area": ""} for name in turn.places),
        areas={stage.areas[name].id: part for name, part in served.items()},
    )


def _plan(
    turn: _Turn, begin: datetime, rules: Callable[[date], tuple[PlanRule, ...]] | None = None
) -> Plan:
    since = begin.astimezone(CITY_TIME).date()
    return Plan(
        title=f"Penggiliran {turn.name}",
        reason=_REASON,
        advice=_ADVICE,
        share_otherwise=0,
        valid_from=begin,
        valid_until=None,
        rules=(rules or turn.rules)(since),
    )
