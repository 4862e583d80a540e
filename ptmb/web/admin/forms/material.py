"""The form of a material."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from ptmb.actions.material_changes import MaterialDetails
from ptmb.models import Material
from ptmb.web.admin.forms.numbers import WholeNumberField
from ptmb.web.fields import PageForm


def _one_line(text: Any) -> str:
    return " ".join((text or "").split())


class MaterialForm(PageForm):
    """A material; `seen` is its mark when the page was made."""

    seen = HiddenField()
    name_id = StringField(_("Nama"), [DataRequired(_("Isi nama bahan.")), Length(max=80)])
    name_en = StringField(
        _("Nama dalam bahasa Inggris"),
        [DataRequired(_("Isi nama dalam bahasa Inggris.")), Length(max=80)],
    )
    unit = StringField(_("Satuan"), [DataRequired(_("Isi satuannya.")), Length(max=16)])
    position = WholeNumberField(_("Urutan"), most=999, validators=[InputRequired()])
    active = BooleanField(_("Bisa dipilih petugas"))

    @classmethod
    def of(cls, row: Material, seen: str) -> "MaterialForm":
        """As it is stored."""
        names = ("name_id", "name_en", "unit", "position", "active")
        return cls(formdata=None, seen=seen, **{name: getattr(row, name) for name in names})

    @property
    def details(self) -> MaterialDetails:
        return MaterialDetails(
            _one_line(self.name_id.data),
            _one_line(self.name_en.data),
            _one_line(self.unit.data),
            bool(self.active.data),
            self.position.data or 0,
        )
