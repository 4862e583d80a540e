"""Rows as the desk reads them: everything in words before the template begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ptmb.domain.choices import CHANNEL_WORDS
from ptmb.domain.deadlines import Pressure, mark
from ptmb.domain.lanes import LANE_OF, PRESSING
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.wording import STATUS_WORDS
from ptmb.domain.words import N_
from ptmb.queries.catalogue import Catalogue
from ptmb.web.desk.turn_words import mark_view
from ptmb.web.filters import StateView, category_name, clock_time, day, local, span_words
from ptmb.web.languages import gettext

_DAY = 24 * 60
_DESK_WORDS = {
    Status.RECEIVED: N_("Baru"),
    Status.NEED_INFO: N_("Menunggu jawaban"),
    Status.ASSIGNED: N_("Ditunjuk"),
    Status.EN_ROUTE: N_("Menuju lokasi"),
    Status.IN_PROGRESS: N_("Dikerjakan"),
    Status.FOLLOW_UP: N_("Pekerjaan besar"),
    Status.RATIONED: N_("Bergilir"),
    Status.GROUPED: N_("Gangguan"),
    Status.RESOLVED: N_("Selesai"),
    Status.CLOSED: N_("Ditutup"),
    Status.MERGED: N_("Digabung"),
    Status.REJECTED: N_("Ditolak"),
    Status.WITHDRAWN: N_("Dibatalkan"),
}
"""The citizen's words speak to the citizen; the desk has its own, and a narrow column."""


def desk_state(status: Status) -> StateView:
    """A status in the desk's words."""
    words = STATUS_WORDS[status]
    return StateView(words.tone, words.icon, gettext(_DESK_WORDS[status]), gettext(words.sentence))


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One row of 64 px. `ticket` is what a form sends back: the code and the version seen."""

    id: int
    reference: str
    ticket: str
    tone: str
    icon: str
    word: str
    rest: str
    title: str
    turn: bool
    mark: StateView | None
    place: str
    time: str
    point: str
    picture: str


class Lines:
    """Makes the lines of one answer; remembers the words, which are few, for its rows."""

    def __init__(self, present: Catalogue, at: datetime) -> None:
        self._present, self._at = present, at
        self._words: dict[str, str] = {}
        self._spans: dict[int, str] = {}
        self._names = {one.id: category_name(one) for one in present.categories.values()}
        self._days: dict[date, str] = {local(at).date(): ""}

    def of(self, rows: Iterable[Any]) -> list[QueueLine]:
        return [self._line(row) for row in rows]

    def _line(self, row: Any) -> QueueLine:
        found = mark(row.status, row.clock_started_at, row.due_at, self._at)
        shown = found.pressure not in (Pressure.PAUSED, Pressure.OVER)
        word = found.word if shown else _DESK_WORDS[row.status]
        category = self._present.categories.get(row.category_id)
        return QueueLine(
            id=row.id,
            reference=row.reference,
            ticket=f"{row.reference}~{row.version}",
            tone=found.tone if shown else STATUS_WORDS[row.status].tone,
            icon=found.icon if shown else STATUS_WORDS[row.status].icon,
            word=self._said(word),
            rest=self._rest(found.minutes) if shown else "",
            title=self._names.get(row.category_id, ""),
            turn=row.cause == Cause.RATIONING,
            mark=self._held(row) or mark_view(row, self._at),
            place=self._place(row),
            time=self._time(row.created_at),
            point="" if row.latitude is None else f"{row.latitude:.5f},{row.longitude:.5f}",
            picture=category.icon if category else "help-circle",
        )

    def _held(self, row: Any) -> StateView | None:
        """The red chip of a place that is not safe; it comes before any other mark."""
        if row.held_at is None:
            return None
        return StateView("bad", "f-alert-triangle", self._said(N_("Area tidak aman")), "")

    def _place(self, row: Any) -> str:
        parts = [self._present.area_name(row.area_id) or self._said("Tanpa kelurahan")]
        holder = row.officer or row.crew
        if holder and LANE_OF[row.status] in PRESSING:
            parts.append(holder)
        else:
            parts.append(self._said(CHANNEL_WORDS[row.channel]))
        if row.supporters:
            # Out of the f-string, where the search for texts sees nothing.
            people = self._said(N_("warga"))
            parts.append(f"{row.supporters + 1} {people}")
        if row.reopened:
            again = self._said(N_("dibuka lagi"))
            parts.append(f"{again} {row.reopened}×")
        return " · ".join(parts)

    def _rest(self, minutes: int) -> str:
        """Beyond a day only the days are said, so few spans are really different."""
        minutes = minutes if minutes < _DAY else minutes // _DAY * _DAY
        if minutes not in self._spans:
            self._spans[minutes] = span_words(minutes)
        return self._spans[minutes]

    def _time(self, moment: datetime) -> str:
        """14.32 today, else the day."""
        on = local(moment).date()
        if on not in self._days:
            self._days[on] = day(on, "d MMM")
        return self._days[on] or clock_time(moment)

    def _said(self, word: str) -> str:
        if word not in self._words:
            self._words[word] = gettext(word)
        return self._words[word]
