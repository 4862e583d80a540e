"""An incident in words, as every page draws it: state, cause, areas, what comes next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext

from ptmb.domain.incidents import KIND_WORDS, crew_sentence
from ptmb.domain.supply import INCIDENT_WORDS, IncidentKind, IncidentStatus
from ptmb.queries.catalogue import Catalogue
from ptmb.queries.incident_list import IncidentView
from ptmb.web.filters import StateView, cause_view, clock_time, day, local, span_words

_LOOK = {
    IncidentStatus.ANNOUNCED: ("new", "backhoe"),
    IncidentStatus.KNOWN: ("bad", "alert-triangle"),
    IncidentStatus.REPAIRING: ("fix", "tool"),
    IncidentStatus.FLOWING: ("new", "droplet"),
    IncidentStatus.NORMAL: ("ok", "circle-check"),
    IncidentStatus.CANCELLED: ("none", "circle-x"),
}


@dataclass(frozen=True)
class IncidentCard:
    """One incident for a page; `promise` says when it ends or when news comes, or is empty.

    `late` is for the desk: how long promised news has been missing, or empty.
    """

    it: IncidentView
    state: StateView
    cause: StateView
    kind: str
    areas: str
    crew: str
    promise: str
    late: str


def incident_card(it: IncidentView, present: Catalogue, at: datetime) -> IncidentCard:
    """The words of the moment `at`, in the reader's language."""
    names = (present.area_name(area_id) for area_id in it.area_ids)
    return IncidentCard(
        it,
        incident_state(it.status),
        cause_view(it.cause),
        gettext(KIND_WORDS[it.kind]),
        ", ".join(name for name in names if name),
        gettext(crew_sentence(it.status, it.crew_assigned)),
        _promise(it, at),
        _late(it, at),
    )


def incident_state(status: IncidentStatus) -> StateView:
    tone, icon = _LOOK[status]
    return StateView(tone, icon, gettext(INCIDENT_WORDS[status]), "")


def near_day(moment: datetime, at: datetime) -> str:
    """hari ini 17.00, besok 08.00, kemarin 21.30, else Selasa, 13 Feb 08.00."""
    days = (local(moment).date() - local(at).date()).days
    near = {-1: gettext("kemarin"), 0: gettext("hari ini"), 1: gettext("besok")}
    return f"{near.get(days) or day(moment, 'EEEE, d MMM')} {clock_time(moment)}"


def notice_words(it: IncidentView, announced_at: datetime) -> str:
    """How long before its start planned work was announced; empty for a fault."""
    ahead = it.starts_at - announced_at
    if it.kind is not IncidentKind.PLANNED or ahead < timedelta(minutes=1):
        return ""
    return gettext(
        "Diumumkan %(span)s sebelum mulai.", span=span_words(int(ahead.total_seconds() // 60))
    )


def _promise(it: IncidentView, at: datetime) -> str:
    if not it.open:
        return ""
    if it.status is IncidentStatus.ANNOUNCED and it.starts_at > at:
        return _announced(it, at)
    if it.overdue(at):
        return _broken(it, at)
    said = []
    if it.expected_end_at is not None:
        said.append(gettext("Perkiraan normal %(time)s.", time=near_day(it.expected_end_at, at)))
    if it.next_update_at is not None:
        news = near_day(it.next_update_at, at)
        said.append(gettext("Kabar berikutnya paling lambat %(time)s.", time=news))
    return " ".join(said)


def _broken(it: IncidentView, at: datetime) -> str:
    """A promise that was not kept is said as such: citizens wait for it."""
    promised = near_day(it.next_update_at or it.expected_end_at or at, at)
    if it.next_update_at is not None:
        return gettext("Kabar dijanjikan %(time)s, tetapi belum ada.", time=promised)
    return gettext("Perkiraan normal %(time)s sudah lewat.", time=promised)


def _announced(it: IncidentView, at: datetime) -> str:
    starts = near_day(it.starts_at, at)
    if it.expected_end_at is None:
        return gettext("Mulai %(start)s, sampai selesai.", start=starts)
    ends = near_day(it.expected_end_at, at)
    return gettext("Mulai %(start)s, sampai %(end)s.", start=starts, end=ends)


def _late(it: IncidentView, at: datetime) -> str:
    promised = it.next_update_at or it.expected_end_at
    if promised is None or not it.overdue(at):
        return ""
    span = span_words(int((at - promised).total_seconds() // 60))
    if it.next_update_at is not None:
        return gettext("Kabar terlambat %(span)s", span=span)
    return gettext("Lewat perkiraan %(span)s", span=span)
