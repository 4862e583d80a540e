"""The forms of the account pages."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from ptmb.actions.accounts import Details, NewStaff
from ptmb.domain.roles import ROLE_WORDS, STAFF_ROLES, Role
from ptmb.queries.catalogue import catalogue
from ptmb.queries.people import crews
from ptmb.web.fields import PageForm, PhoneField, choices

EMAIL = r"^(?:[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?\Z"
"""As browsers check it (WHATWG HTML, valid e-mail address), with a dot in the domain; or empty."""


class AreasField(SelectMultipleField):
    """Check boxes, one for each area."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PersonForm(PageForm):
    """What may be changed of an account; `seen` tells how it was when the page was made."""

    seen = HiddenField()
    name = StringField(
        _("Nama atau sebutan"),
        validators=[InputRequired(_("Isi nama atau sebutan orang ini.")), Length(max=120)],
    )
    role = SelectField(
        _("Peran"),
        choices=choices((role, ROLE_WORDS[role]) for role in STAFF_ROLES),
        validators=[InputRequired(_("Pilih peran dari daftar."))],
    )
    phone = PhoneField(_("Nomor telepon"))
    email = StringField(
        _("Surel"),
        validators=[
            Length(max=254, message=_("Alamat surel paling panjang 254 tanda.")),
            Regexp(EMAIL, message=_("Tulis satu alamat surel, misalnya nama@contoh.id.")),
        ],
    )
    crew = SelectField(_("Tim"), coerce=int, default=0)
    new_crew = StringField(_("Atau tim baru"), validators=[Length(max=120)])
    areas = AreasField(_("Wilayah"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.crew.choices = [
            SelectChoice(0, _("Tanpa tim")),
            *(SelectChoice(crew.id, crew.name) for crew in crews()),
        ]
        self.areas.choices = [
            SelectChoice(area.id, area.name)
            for district in catalogue().districts.values()
            for area in district
        ]

    @property
    def areas_by_district(self) -> list[tuple[str, list[Any]]]:
        """The check boxes under their district."""
        boxes = {box.data: box for box in self.areas}
        return [
            (district, [boxes[area.id] for area in areas])
            for district, areas in catalogue().districts.items()
        ]

    @property
    def details(self) -> Details:
        return Details(
            self.name.data or "",
            Role(self.role.data),
            self.crew.data or None,
            frozenset(self.areas.data or ()),
            self.phone.data or "",
            self.new_crew.data or "",
            self.email.data or "",
        )


class NewPersonForm(PersonForm):
    username = StringField(_("Nama pengguna"), validators=[InputRequired(_("Isi nama pengguna."))])

    @property
    def account(self) -> NewStaff:
        wanted = self.details
        return NewStaff(
            self.username.data or "",
            wanted.name,
            wanted.role,
            crew_id=wanted.crew_id,
            area_ids=wanted.area_ids,
            phone=wanted.phone,
            new_crew=wanted.new_crew,
            email=wanted.email,
        )
