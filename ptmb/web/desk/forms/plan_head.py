"""What every form of a rationing plan says, whatever its shape."""

from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from ptmb.adapters.clock import now
from ptmb.domain.plan_shapes import Shape
from ptmb.domain.rationing import DRY
from ptmb.domain.water_plans import Plan, PlanRule
from ptmb.web.desk.forms.incident import moment_field, moment_of, put_moment
from ptmb.web.desk.forms.plan_lines import A_SHARE
from ptmb.web.fields import PageForm


def share_field(label: Any) -> IntegerField:
    return IntegerField(label, [InputRequired(_("Isi porsi air dalam persen.")), A_SHARE])


def _plain_words(text: str | None) -> str:
    """Without the carriage returns that a browser puts into long texts."""
    return (text or "").replace("\r\n", "\n").strip()


class PlanForm(PageForm):
    """What all shapes say. `seen` is the version of the draft; `rules` is read by `validate`."""

    shape: ClassVar[Shape]
    seen = HiddenField()
    title = StringField(_("Judul"), [InputRequired(_("Tulis judul jadwal.")), Length(max=120)])
    reason = TextAreaField(_("Alasan, dibaca warga"), [Length(max=2000)])
    advice = TextAreaField(_("Anjuran untuk warga"), [Length(max=2000)])
    valid_from = moment_field(_("Berlaku mulai"), InputRequired(_("Isi kapan mulai berlaku.")))
    valid_until = moment_field(_("Berlaku sampai"))

    @property
    def version(self) -> int | None:
        text = self.seen.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else None

    @property
    def plan(self) -> Plan:
        """Only after `validate` said yes."""
        begins = self.begins
        rules, otherwise = self.rules_from(begins), self.otherwise
        until = moment_of(self.valid_until)
        return Plan(*self.words, otherwise, begins, until, rules)

    @property
    def words(self) -> tuple[str, str, str]:
        title = (self.title.data or "").strip()
        return title, _plain_words(self.reason.data), _plain_words(self.advice.data)

    @property
    def begins(self) -> datetime:
        return moment_of(self.valid_from) or now()

    @property
    def otherwise(self) -> int:
        return DRY

    def rules_from(self, begins: datetime) -> tuple[PlanRule, ...]:
        raise LookupError(self.shape)  # each shape has its own

    def show(self, plan: Plan) -> None:
        """Fill in what is stored."""
        self.title.data, self.reason.data, self.advice.data = plan.title, plan.reason, plan.advice
        put_moment(self.valid_from, plan.valid_from)
        put_moment(self.valid_until, plan.valid_until)

    def validate_valid_until(self, field: Any) -> None:
        if field.data and self.valid_from.data and field.data <= self.valid_from.data:
            raise ValidationError(_("Jadwal harus berakhir sesudah mulai."))
