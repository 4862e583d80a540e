"""A rationing plan as the desk writes it: one form for each shape, all of them make a Plan."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    FieldList,
    FormField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired

from ptmb.adapters.clock import now
from ptmb.domain.plan_shapes import (
    Shape,
    WeeklyLine,
    cycle_of,
    weekly_lines,
    weekly_rules,
)
from ptmb.domain.rationing import FULL
from ptmb.domain.water_plans import LOCAL, WITA, Plan, PlanRule, cut, cycle, once
from ptmb.web.desk.forms.incident import moment_field, moment_of, put_moment
from ptmb.web.desk.forms.plan_head import PlanForm, share_field
from ptmb.web.desk.forms.plan_lines import (
    WeeklyLineForm,
    phase_of,
    rule_of,
    text_lines,
)

_MOST_LINES = 21
_MOST_PHASES, _MOST_RULES = 40, 200
_LONGEST_CUT = timedelta(days=31)


class WeeklyForm(PlanForm):
    shape = Shape.WEEKLY
    share_otherwise = share_field(_("Porsi air di luar jam itu (%)"))
    lines = FieldList(FormField(WeeklyLineForm), min_entries=1, max_entries=_MOST_LINES)

    @property
    def otherwise(self) -> int:
        return int(self.share_otherwise.data)

    def rules_from(self, begins: datetime) -> tuple[PlanRule, ...]:
        return weekly_rules((one.form.line for one in self.lines if one.form.line), begins)

    def show(self, plan: Plan) -> None:
        super().show(plan)
        self.share_otherwise.data = plan.share_otherwise
        for one in weekly_lines(plan):
            self.add_line(one)

    def add_line(self, one: WeeklyLine | None = None) -> None:
        """One more line; the first one fills the line that is empty."""
        if one is None:
            if len(self.lines) < _MOST_LINES:
                self.lines.append_entry({"share": FULL})
            return
        days = [str(day) for day in one.weekdays]
        entry = {"weekdays": days, "begins": one.begins, "ends": one.ends, "share": one.share}
        if len(self.lines) == 1 and not self.lines[0].form.days:
            self.lines.pop_entry()
        self.lines.append_entry(entry)

    def validate_lines(self, _field: Any) -> None:
        if not any(one.form.line for one in self.lines):
            raise ValidationError(_("Isi paling sedikit satu jam giliran."))


class CycleForm(PlanForm):
    shape = Shape.CYCLE
    starts = moment_field(_("Hari pertama siklus"), InputRequired(_("Isi kapan siklus mulai.")))
    phases = TextAreaField(_("Tahap siklus"), [InputRequired(_("Isi tahap siklus."))])

    def rules_from(self, begins: datetime) -> tuple[PlanRule, ...]:
        return cycle((moment_of(self.starts) or begins).strftime(LOCAL), *self._phases())

    def show(self, plan: Plan) -> None:
        super().show(plan)
        found = cycle_of(plan)
        if found:
            first = datetime.strptime(found.starts_local, LOCAL).replace(tzinfo=WITA)
            put_moment(self.starts, first)
            self.phases.data = "\n".join(f"{days}, {share}" for days, share in found.phases)

    def validate_phases(self, _field: Any) -> None:
        self._phases()

    def _phases(self) -> Sequence[tuple[int, int]]:
        return [phase_of(line) for line in text_lines(self.phases.data, _MOST_PHASES)]


class CutForm(PlanForm):
    """From one moment to another with one share; without an end it is "sampai selesai"."""

    shape = Shape.CUT
    share = share_field(_("Porsi air selama itu (%)"))

    def validate_valid_until(self, field: Any) -> None:
        super().validate_valid_until(field)
        begins = self.valid_from.data
        if field.data and begins and field.data - begins > _LONGEST_CUT:
            raise ValidationError(_("Paling lama 31 hari. Kosongkan bila belum tahu akhirnya."))

    @property
    def plan(self) -> Plan:
        begins, ends, share = self.begins, moment_of(self.valid_until), self.share.data
        made = cut(*self.words, begins, ends)
        if ends is None:
            return Plan(*self.words, share, begins, None)
        rule = made.rules[0]
        same = once(rule.starts_local, rule.minutes, share)
        return Plan(*self.words, made.share_otherwise, begins, ends, (same,))

    def show(self, plan: Plan) -> None:
        super().show(plan)
        self.share.data = plan.rules[0].share if plan.rules else plan.share_otherwise


class RulesForm(PlanForm):
    """Bare rules, for what fits no other shape: "start | minutes | RRULE | share" in each line."""

    shape = Shape.RULES
    share_otherwise = share_field(_("Porsi air di luar aturan (%)"))
    rules = TextAreaField(_("Aturan"), [InputRequired(_("Isi paling sedikit satu aturan."))])

    @property
    def otherwise(self) -> int:
        return int(self.share_otherwise.data)

    def rules_from(self, begins: datetime) -> tuple[PlanRule, ...]:
        return tuple(rule_of(line) for line in text_lines(self.rules.data, _MOST_RULES))

    def show(self, plan: Plan) -> None:
        super().show(plan)
        self.share_otherwise.data = plan.share_otherwise
        self.rules.data = "\n".join(
            f"{one.starts_local} | {one.minutes} | {one.recurrence} | {one.share}"
            for one in plan.rules
        )

    def validate_rules(self, _field: Any) -> None:
        self.rules_from(now())


FORMS: dict[Shape, type[PlanForm]] = {
    one.shape: one for one in (WeeklyForm, CycleForm, CutForm, RulesForm)
}
