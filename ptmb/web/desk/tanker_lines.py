"""The tanker page's lines in words: why somebody is where they are, and how a run goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from ptmb.actions.tanker_planning import LEASE
from ptmb.domain import tanker_need
from ptmb.domain.tanker_need import Reason, ReasonKind
from ptmb.domain.tankers import EDITABLE, VULNERABLE_WORDS, PlanStatus
from ptmb.models import TankerPlan, TankerRequest
from ptmb.queries.tanker_day import RunRow, StopRow
from ptmb.queries.tanker_queue import QueueRow
from ptmb.web.filters import clock_time, kilometres, number, span_words

_MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class QueueLine:
    """`points` are whole; `why` names each addend, or the operator's reason."""

    row: QueueRow
    points: int
    why: tuple[str, ...]
    hours: str


@dataclass(frozen=True)
class PlanLine:
    """What became of the last reckoning; `running` with `progress` in per cent."""

    running: bool
    progress: int
    words: str
    tone: str


def queue_lines(rows: Iterable[QueueRow], at: datetime) -> list[QueueLine]:
    return [
        QueueLine(
            row,
            round(tanker_need.points_of(row.request.rank, at)),
            tuple(_why(row, at)),
            hours_of(row.request),
        )
        for row in rows
    ]


def hours_of(request: TankerRequest) -> str:
    """When somebody is at home: two times of day."""
    return f"{_hour(request.opens)}–{_hour(request.closes)}"


def plan_line(plan: TankerPlan | None, at: datetime) -> PlanLine | None:
    """None: nothing has been reckoned for this day."""
    if plan is None:
        return None
    if plan.status is PlanStatus.FAILED:
        return PlanLine(False, 0, gettext(plan.error), "bad")
    if plan.status is PlanStatus.DONE:
        return PlanLine(False, 100, _outcome(plan), "ok")
    if plan.beat_at < at - LEASE:
        return PlanLine(False, 0, gettext("Perhitungan terhenti. Susun lagi."), "bad")
    words = gettext("Menghitung rute: %(n)s%%", n=plan.progress)
    return PlanLine(True, plan.progress, words, "new")


def editable(run: RunRow) -> bool:
    """Whether its stops may still be moved."""
    return run.run.status in EDITABLE


def too_late(row: StopRow, midnight: datetime) -> bool:
    """Whether the truck comes after the hours in which somebody is at home."""
    if row.stop.expected_at is None:
        return False
    minutes = (row.stop.expected_at - midnight).total_seconds() / 60
    return not row.request.opens <= minutes <= row.request.closes


def _why(row: QueueRow, at: datetime) -> Iterable[str]:
    if row.request.score_override is not None:
        yield gettext(
            "Diatur %(name)s: %(reason)s",
            name=row.overridden_by or gettext("operator"),
            reason=row.request.override_reason,
        )
        return
    for reason in tanker_need.reasons(row.request.house, at):
        yield f"{_named(reason)} +{round(reason.points)}"


def _named(reason: Reason) -> str:
    span = span_words(max(0, round(reason.days * _MINUTES_A_DAY)))
    if reason.kind is ReasonKind.DRY:
        return gettext("kering %(span)s", span=span)
    if reason.kind is ReasonKind.WAITING:
        return gettext("menunggu %(span)s", span=span)
    if reason.who:
        return gettext(VULNERABLE_WORDS[reason.who])
    return gettext("dataran tinggi")


def _outcome(plan: TankerPlan) -> str:
    by = gettext("jalan") if plan.distances == "osrm" else gettext("garis lurus × 1,4")
    return gettext(
        "Disusun %(time)s: %(planned)s dari %(asked)s permintaan, %(km)s (%(by)s).",
        time=clock_time(plan.beat_at),
        planned=number(plan.planned),
        asked=number(plan.asked),
        km=kilometres(plan.metres),
        by=by,
    )


def _hour(minutes: int) -> str:
    return f"{minutes // 60:02d}.{minutes % 60:02d}"
