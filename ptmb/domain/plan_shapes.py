"""How a person writes a plan: clock windows of a week, a cycle of days, a cut, or bare rules."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ptmb.domain.day_strips import DAY_MINUTES, midnight
from ptmb.domain.rationing import DRY, FULL, Window, timeline
from ptmb.domain.water_plans import LOCAL, WITA, Plan, PlanRule, cycle, once, weekly
from ptmb.domain.words import N_

_WEEKLY = re.compile(r"FREQ=WEEKLY;BYDAY=([A-Z]{2}(?:,[A-Z]{2})*)")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKDAY_WORDS = (N_("Senin"), N_("Selasa"), N_("Rabu"), N_("Kamis"), N_("Jumat"), N_("Sabtu"),
                 N_("Minggu"))  # fmt: skip


class Shape(StrEnum):
    """The form in which a plan is written and changed."""

    WEEKLY = "mingguan"
    CYCLE = "siklus"
    CUT = "potong"
    RULES = "aturan"


SHAPE_WORDS = {
    Shape.WEEKLY: N_("Jam tetap tiap minggu"),
    Shape.CYCLE: N_("Siklus hari"),
    Shape.CUT: N_("Sekali saja"),
    Shape.RULES: N_("Aturan bebas"),
}


@dataclass(frozen=True, slots=True)
class WeeklyLine:
    """A clock window on some weekdays (0 is Monday); an end that is not later is the next day's."""

    weekdays: tuple[int, ...]
    begins: time
    ends: time
    share: int = FULL


@dataclass(frozen=True, slots=True)
class DayCycle:
    """Phases of (days, share) from a local start, one after the other, again and again."""

    starts_local: str
    phases: tuple[tuple[int, int], ...]


def shape_of(plan: Plan) -> Shape:
    """The narrowest form that holds the whole plan."""
    if is_cut(plan):
        return Shape.CUT
    if weekly_lines(plan):
        return Shape.WEEKLY
    return Shape.CYCLE if cycle_of(plan) else Shape.RULES


def is_cut(plan: Plan) -> bool:
    """One share from a moment on, until another or "sampai selesai"."""
    if plan.valid_until is None:
        return not plan.rules
    if plan.share_otherwise != FULL or len(plan.rules) != 1:
        return False
    rule = plan.rules[0]
    begins = _begins(rule)
    ends = begins + timedelta(minutes=rule.minutes)
    return not rule.recurrence and (begins, ends) == (plan.valid_from, plan.valid_until)


def weekly_lines(plan: Plan) -> tuple[WeeklyLine, ...]:
    """The clock windows of a plan that has nothing else; empty for any other."""
    lines = [_line(rule, plan.valid_from.astimezone(WITA).date()) for rule in plan.rules]
    found = tuple(line for line in lines if line)
    return found if len(found) == len(lines) else ()


def weekly_rules(lines: Iterable[WeeklyLine], valid_from: datetime) -> tuple[PlanRule, ...]:
    """From the evening before on: a window over midnight reaches into the first day."""
    since = valid_from.astimezone(WITA).date() - timedelta(days=1)
    return tuple(weekly(since, one.weekdays, one.begins, one.ends, one.share) for one in lines)


def cycle_of(plan: Plan) -> DayCycle | None:
    """The phases of a plan that is one cycle; None for any other."""
    if not plan.rules or any(rule.minutes % DAY_MINUTES for rule in plan.rules):
        return None
    start = plan.rules[0].starts_local
    phases = tuple((rule.minutes // DAY_MINUTES, rule.share) for rule in plan.rules)
    made = cycle(start, *phases)
    return DayCycle(start, phases) if made == plan.rules and plan.share_otherwise == DRY else None


def copied_week(
    windows: Iterable[Window], source: date, target: date, *, every_week: bool
) -> tuple[int, tuple[PlanRule, ...]]:
    """The seven days from `source` as a plan's share outside of its rules, and its rules.

    For one week only, what lacks is written and the rest is full, so that the plan that holds goes
    on after it. For every week, what flows is written and the rest is dry.
    """
    since, until = midnight(source), midnight(source + timedelta(days=7))
    spans = [
        (max(one.starts_at, since), min(one.ends_at, until), one.share)
        for one in windows
        if one.starts_at < until and one.ends_at > since
    ]
    week = timeline(spans, FULL, since, until)
    later = timedelta(days=(target - source).days)
    if every_week:
        return DRY, together(_rule(one, later) for one in week if one.share > DRY)
    return FULL, tuple(_rule(one, later) for one in week if one.share < FULL)


def together(rules: Iterable[PlanRule]) -> tuple[PlanRule, ...]:
    """Single windows of one clock time and share on several days of a week as one weekly rule."""
    found: dict[tuple[str, int, int], list[PlanRule]] = {}
    for rule in sorted(rules, key=lambda one: one.starts_local):
        clock = rule.starts_local.partition("T")[2]
        found.setdefault((clock, rule.minutes, rule.share), []).append(rule)
    return tuple(_on_days(same) for same in found.values())


def _on_days(rules: Sequence[PlanRule]) -> PlanRule:
    days = sorted({_begins(rule).weekday() for rule in rules})
    names = ",".join(_WEEKDAYS[day] for day in days)
    return replace(rules[0], recurrence=f"FREQ=WEEKLY;BYDAY={names}")


def _line(rule: PlanRule, valid_from: date) -> WeeklyLine | None:
    said = _WEEKLY.fullmatch(rule.recurrence)
    if said is None or not set(said[1].split(",")) <= set(_WEEKDAYS):
        return None
    weekdays = tuple(sorted(_WEEKDAYS.index(name) for name in said[1].split(",")))
    begins = _begins(rule)
    late = (begins.date() - valid_from).days
    missed = ((valid_from + timedelta(days=ahead)).weekday() in weekdays for ahead in range(late))
    if rule.minutes > DAY_MINUTES or any(missed):
        return None
    ends = begins + timedelta(minutes=rule.minutes)
    return WeeklyLine(weekdays, begins.time(), ends.time(), rule.share)


def _begins(rule: PlanRule) -> datetime:
    return datetime.strptime(rule.starts_local, LOCAL).replace(tzinfo=WITA)


def _rule(window: Window, later: timedelta) -> PlanRule:
    """To the minute: a window that begins with a publication begins within one."""
    begins, ends = (
        (at.astimezone(WITA) + later).replace(second=0, microsecond=0)
        for at in (window.starts_at, window.ends_at)
    )
    minutes = int((ends - begins).total_seconds()) // 60
    return once(begins.strftime(LOCAL), max(minutes, 1), window.share)
