"""A turn of the schedule in words: beside a complaint at the desk, and for its reporter."""

from datetime import datetime
from typing import Any

from flask_babel import force_locale

from ptmb.domain.known import Turn
from ptmb.domain.turn_marks import TurnMark, turn_mark
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.web.filters import StateView, clock_time, day, local
from ptmb.web.languages import gettext


def mark_view(row: Any, at: datetime) -> StateView | None:
    """What the row of a complaint says of its turn; `row` has the columns of the queue."""
    mark = turn_mark(row.status, row.cause_hint, row.water_due_at, row.flow_asked_at, at)
    if mark is TurnMark.STILL_DRY:
        return StateView("bad", "droplet-off", gettext("Masih kering setelah giliran"), "")
    if mark is TurnMark.LIKELY:
        return StateView("turn", "clock-hour-4", _likely(row.water_due_at, at), "")
    return None


def _likely(flows_at: datetime | None, at: datetime) -> str:
    if flows_at is None:
        return gettext("Kemungkinan bergilir")
    time = clock_time(flows_at)
    if local(flows_at).date() != local(at).date():
        time = f"{day(flows_at, 'd MMM')} {time}"
    return gettext("Kemungkinan bergilir s.d. %(time)s", time=time)


def explanation(complaint: Complaint, turn: Turn) -> str:
    """What the reporter reads, in their language; it is read later, so it names the day."""
    with force_locale(complaint.language):
        flows_at = turn.flows_at or complaint.created_at
        return gettext(
            "Air di %(area)s dijadwalkan mengalir %(day)s pukul %(time)s. "
            "Ini pembagian air, bukan kerusakan. Jadwal adalah rencana.",
            area=catalogue().area_name(complaint.area_id) or gettext("wilayah ini"),
            day=day(flows_at, "EEEE, d MMM"),
            time=clock_time(flows_at),
        )
