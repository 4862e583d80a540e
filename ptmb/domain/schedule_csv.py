"""Rationing plans as a table (CSV): what a spreadsheet writes is read, line by line, or refused.

Two kinds of table are read, told apart by their first line. FULL_COLUMNS hold whole plans, one rule
in a line; SIMPLE_COLUMNS hold weekly clock windows, and a form says the rest. Nothing here raises
for what stands in a file: every fault is named with its line.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from ptmb.domain.plan_shapes import WeeklyLine, together, weekly_rules
from ptmb.domain.rationing import DRY, FULL
from ptmb.domain.schedule_csv_cells import (
    BadCell,
    clock_cell,
    moment_cell,
    moment_text,
    number_cell,
    plain,
    weekday_cell,
)
from ptmb.domain.schedule_csv_lines import CsvLine, Fault, Unreadable, csv_lines, csv_text
from ptmb.domain.water_plans import LOCAL, WITA, Plan, PlanRule
from ptmb.domain.words import N_

FULL_COLUMNS = ("zone_code", "title", "reason", "advice", "share_otherwise", "valid_from",
                "valid_until", "starts_local", "minutes", "recurrence", "share")  # fmt: skip
SIMPLE_COLUMNS = ("zone_code", "weekday", "start", "end", "share")
_OF_RULE = FULL_COLUMNS[7:]
_TITLE = "Jadwal {zone}"

Refusal = Callable[[Plan], str]
"""Why a plan cannot be kept, or nothing."""


@dataclass(frozen=True)
class Terms:
    """What a table of weekly windows does not say itself; an empty title names the zone."""

    valid_from: datetime
    valid_until: datetime | None = None
    title: str = ""
    reason: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Reading:
    """The plans by zone code, each zone's first line, and all that is wrong."""

    plans: Mapping[str, Plan] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def read_plans(text: str, codes: Collection[str], terms: Terms, refused: Refusal) -> Reading:
    """What the text says.

    Args:
        codes: the zones there are.
        refused: asked for each line by itself, and for each whole plan.
    """
    try:
        columns, lines = csv_lines(text, (FULL_COLUMNS, SIMPLE_COLUMNS))
    except Unreadable as refusal:
        return Reading(faults=(refusal.fault,))
    table = _Table(codes, terms, refused, full=columns == FULL_COLUMNS)
    for line in lines:
        table.take(line)
    return table.reading()


class _Table:
    """Lines become plans one after the other."""

    def __init__(
        self, codes: Collection[str], terms: Terms, refused: Refusal, *, full: bool
    ) -> None:
        self._codes, self._terms, self._refused, self._full = codes, terms, refused, full
        self._plans: dict[str, Plan] = {}
        self._lines: dict[str, int] = {}
        self._faults: list[Fault] = []

    def take(self, line: CsvLine) -> None:
        try:
            if line.extra:
                raise BadCell(N_("Baris ini punya terlalu banyak kolom."))
            code = self._code(line.cells)
            plan = self._whole(line.cells) if self._full else self._weekly(code, line.cells)
            _refuse(self._refused(plan))
            self._plans[code] = self._joined(code, plan)
        except BadCell as bad:
            self._faults.append(Fault(line.number, bad.text, bad.values))
            return
        self._lines.setdefault(code, line.number)

    def reading(self) -> Reading:
        if not self._full:
            weekly = self._plans.items()
            self._plans = {code: replace(one, rules=together(one.rules)) for code, one in weekly}
        for code, plan in self._plans.items():
            sentence = self._refused(plan)
            if sentence:
                self._faults.append(Fault(self._lines[code], sentence))
        if not self._plans and not self._faults:
            self._faults.append(Fault(1, N_("Tabel ini tidak punya baris jadwal.")))
        faults = tuple(sorted(self._faults, key=lambda one: one.line))
        return Reading(self._plans, self._lines, faults)

    def _code(self, cells: Mapping[str, str]) -> str:
        code = plain(cells["zone_code"]).strip().upper()
        if code not in self._codes:
            raise BadCell(N_("Zona %(code)s tidak dikenal."), code=code[:40])
        return code

    def _whole(self, cells: Mapping[str, str]) -> Plan:
        until = cells["valid_until"].strip()
        return Plan(
            plain(cells["title"]),
            plain(cells["reason"]),
            plain(cells["advice"]),
            number_cell(cells, "share_otherwise"),
            moment_cell(cells, "valid_from").replace(tzinfo=WITA),
            moment_cell(cells, "valid_until").replace(tzinfo=WITA) if until else None,
            _rules(cells),
        )

    def _weekly(self, code: str, cells: Mapping[str, str]) -> Plan:
        terms = self._terms
        share = number_cell(cells, "share") if cells["share"].strip() else FULL
        days = (weekday_cell(cells, "weekday"),)
        window = WeeklyLine(days, clock_cell(cells, "start"), clock_cell(cells, "end"), share)
        return Plan(
            terms.title.strip() or _TITLE.format(zone=code),
            terms.reason,
            terms.advice,
            DRY,
            terms.valid_from,
            terms.valid_until,
            weekly_rules((window,), terms.valid_from),
        )

    def _joined(self, code: str, plan: Plan) -> Plan:
        known = self._plans.get(code)
        if known is None:
            return plan
        if replace(known, rules=()) != replace(plan, rules=()):
            sentence = N_("Berbeda dari baris %(first)s: satu zona hanya punya satu jadwal.")
            raise BadCell(sentence, first=self._lines[code])
        return replace(known, rules=known.rules + plan.rules)


def _refuse(sentence: str) -> None:
    if sentence:
        raise BadCell(sentence)


def _rules(cells: Mapping[str, str]) -> tuple[PlanRule, ...]:
    """None where a plan has no rule: all cells that speak of one are empty then."""
    if not any(cells[name].strip() for name in _OF_RULE):
        return ()
    return (
        PlanRule(
            moment_cell(cells, "starts_local").strftime(LOCAL),
            number_cell(cells, "minutes"),
            plain(cells["recurrence"]).strip(),
            number_cell(cells, "share"),
        ),
    )


def written(plans: Iterable[tuple[str, Plan]]) -> str:
    """Plans by zone code as a table of FULL_COLUMNS; `read_plans` gives the same plans back."""
    return csv_text(FULL_COLUMNS, (line for code, plan in plans for line in _lines(code, plan)))


def _lines(code: str, plan: Plan) -> Iterator[tuple[str, ...]]:
    until = moment_text(plan.valid_until) if plan.valid_until else ""
    head = (code, plan.title, plan.reason, plan.advice, str(plan.share_otherwise),
            moment_text(plan.valid_from), until)  # fmt: skip
    for rule in plan.rules:
        yield (*head, rule.starts_local, str(rule.minutes), rule.recurrence, str(rule.share))
    if not plan.rules:
        yield (*head, "", "", "", "")
