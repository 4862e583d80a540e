"""One level as the desk types it."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from ptmb.web.desk.forms.incident import moment_field
from ptmb.web.fields import KeyedForm, MetresField


class ReadingForm(KeyedForm):
    """A page holds one for each reservoir, so `place` keeps their ids apart."""

    level = MetresField(_("Tinggi air (m)"), [InputRequired(_("Isi tinggi air."))])
    measured_at = moment_field(_("Waktu baca"), InputRequired(_("Isi waktu baca.")))
    note = StringField(_("Catatan"), [Length(max=200)])
    sure = BooleanField(_("Ya, sudah saya periksa"))

    def place(self, code: str) -> "ReadingForm":
        for field in self:
            field.id = f"{code}-{field.name}"
        return self
