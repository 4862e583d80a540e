"""Copying a week of turns, and bringing a table of them."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    DateField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from ptmb.adapters.clock import now
from ptmb.domain.schedule_csv import Terms
from ptmb.domain.schedule_csv_lines import Unreadable, decoded
from ptmb.web.desk.forms.incident import moment_field, moment_of
from ptmb.web.fields import PageForm
from ptmb.web.languages import gettext

_YEARS = range(2000, 2101)


class CopyForm(PageForm):
    """A week of one zone, to be the plan of a week, or of every week, of another."""

    source = SelectField(_("Zona asal"), coerce=str)
    source_week = DateField(_("Minggu asal"), [InputRequired(_("Isi tanggalnya."))])
    target_week = DateField(_("Minggu tujuan"), [InputRequired(_("Isi tanggalnya."))])
    repeat = RadioField(
        _("Berlaku"),
        choices=[
            SelectChoice("sekali", _("Minggu itu saja")),
            SelectChoice("terus", _("Tiap minggu")),
        ],
        default="sekali",
    )

    def validate_source_week(self, field: Any) -> None:
        on: date | None = field.data
        if on and on.year not in _YEARS:
            raise ValidationError(_("Tahun ini tidak masuk akal."))

    def validate_target_week(self, field: Any) -> None:
        self.validate_source_week(field)


class TableForm(PageForm):
    """A table as a file or pasted; the rest is for tables that hold clock windows only."""

    file = FileField(_("Berkas CSV"))
    text = TextAreaField(_("Atau tempel isinya"))
    title = StringField(_("Judul"), [Length(max=120)])
    reason = TextAreaField(_("Alasan, dibaca warga"), [Length(max=2000)])
    advice = TextAreaField(_("Anjuran untuk warga"), [Length(max=2000)])
    valid_from = moment_field(_("Berlaku mulai"))
    valid_until = moment_field(_("Berlaku sampai"))

    def validate_text(self, field: Any) -> None:
        """The file wins; its text stands in the field from then on, to be mended there."""
        if self.file.data and self.file.data.filename:
            try:
                field.data = decoded(self.file.data.read())
            except Unreadable as refusal:
                fault = refusal.fault
                raise ValidationError(gettext(fault.text, **fault.values)) from refusal
        field.data = (field.data or "").replace("\r\n", "\n")
        if not field.data.strip():
            raise ValidationError(_("Pilih berkas CSV atau tempel isinya."))

    @property
    def terms(self) -> Terms:
        return Terms(
            moment_of(self.valid_from) or now(),
            moment_of(self.valid_until),
            self.title.data or "",
            (self.reason.data or "").replace("\r\n", "\n"),
            (self.advice.data or "").replace("\r\n", "\n"),
        )
