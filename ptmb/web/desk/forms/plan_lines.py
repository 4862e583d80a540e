"""The lines of a plan's form: clock windows, phases of a cycle, bare rules."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form, IntegerField, SelectMultipleField, TimeField, ValidationError
from wtforms.validators import NumberRange, Optional

from ptmb.domain.plan_shapes import WeeklyLine
from ptmb.domain.rationing import DRY, FULL
from ptmb.domain.water_plans import PlanRule

A_SHARE = NumberRange(DRY, FULL, _("Porsi air antara 0 dan 100 persen."))
_CLOCK = ["%H:%M", "%H.%M", "%H:%M:%S"]


class WeeklyLineForm(Form):
    """One clock window on some weekdays; a line without a weekday is left out."""

    weekdays = SelectMultipleField(_("Hari"), coerce=str, validate_choice=False)
    begins = TimeField(_("Mulai mengalir"), [Optional()], format=_CLOCK)
    ends = TimeField(_("Berhenti"), [Optional()], format=_CLOCK)
    share = IntegerField(_("Porsi air (%)"), [Optional(), A_SHARE], default=FULL)

    @property
    def days(self) -> tuple[int, ...]:
        return tuple(sorted({int(one) for one in self.weekdays.data or () if one in "0123456"}))

    def validate_weekdays(self, field: Any) -> None:
        if self.days and (self.begins.data is None or self.ends.data is None):
            raise ValidationError(_("Isi jam mulai dan jam berhenti, misalnya 06.00."))

    @property
    def line(self) -> WeeklyLine | None:
        if not self.days or self.begins.data is None or self.ends.data is None:
            return None
        share = FULL if self.share.data is None else self.share.data
        return WeeklyLine(self.days, self.begins.data, self.ends.data, share)


def text_lines(text: str | None, most: int) -> list[str]:
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    if len(lines) > most:
        raise ValidationError(_("Paling banyak %(most)s baris.", most=most))
    return lines


def phase_of(line: str) -> tuple[int, int]:
    """ "3, 100" is three days with all of the water."""
    parts = [part.strip().removesuffix("%").strip() for part in line.split(",")]
    if len(parts) != 2 or not all(part.isdecimal() and len(part) < 4 for part in parts):
        raise ValidationError(_("Tulis tiap tahap seperti: 3, 100."))
    days, share = int(parts[0]), int(parts[1])
    if not 1 <= days <= 31 or share > FULL:
        raise ValidationError(_("Satu tahap 1 sampai 31 hari, porsi 0 sampai 100 persen."))
    return days, share


def rule_of(line: str) -> PlanRule:
    parts = [part.strip() for part in line.split("|")]
    numbers = (parts[1], parts[3]) if len(parts) == 4 else ()
    if not numbers or not all(one.isdecimal() and len(one) < 7 for one in numbers):
        raise ValidationError(_("Tulis tiap aturan seperti contoh."))
    return PlanRule(parts[0], int(parts[1]), parts[2], int(parts[3]))
