"""The form of a category."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from ptmb.actions.catalogue_changes import CategoryDetails
from ptmb.domain.categories import Want
from ptmb.domain.deadlines import URGENCY_WORDS, Urgency
from ptmb.domain.words import N_
from ptmb.models import Category
from ptmb.web.admin.forms.numbers import WholeNumberField
from ptmb.web.fields import PageForm, choices

ICONS = (
    "droplet-off", "droplet-half-2", "droplet", "droplets", "droplet-bolt", "bucket-droplet",
    "ripple", "gauge", "receipt", "plug", "tool", "shovel", "backhoe", "manhole", "box",
    "truck-delivery", "clock-hour-4", "alert-triangle", "eye-off", "headset", "phone", "note",
    "message-2", "help-circle",
)  # fmt: skip
"""Those of the sprite that can stand for a trouble with water."""
WANT_WORDS = {
    Want.REQUIRED: N_("Wajib"),
    Want.OPTIONAL: N_("Boleh"),
    Want.HIDDEN: N_("Tidak ditanya"),
}
_MOST_HOURS = 24 * 365


class HoursField(StringField):
    """Hours above zero; "1,5" and "1.5" are the same."""

    def pre_validate(self, form: Any) -> None:
        try:
            hours = float((self.data or "").strip().replace(",", "."))
        except ValueError as error:
            raise ValidationError(_("Tulis jumlah jam, misalnya 24 atau 1,5.")) from error
        if not 0 < hours <= _MOST_HOURS:
            raise ValidationError(_("Isi lebih dari 0 dan paling banyak 8.760 jam."))
        self.hours = hours


def written_hours(hours: float) -> str:
    return f"{hours:g}".replace(".", ",")


class CategoryForm(PageForm):
    """A category; `seen` is its mark when the page was made."""

    seen = HiddenField()
    name_id = StringField(
        _("Nama"), validators=[DataRequired(_("Isi nama kategori.")), Length(max=120)]
    )
    name_en = StringField(
        _("Nama dalam bahasa Inggris"),
        validators=[DataRequired(_("Isi nama dalam bahasa Inggris.")), Length(max=120)],
    )
    icon = RadioField(_("Ikon"), validators=[InputRequired(_("Pilih ikon."))])
    urgency = SelectField(
        _("Tingkat mendesak"),
        choices=choices((urgency, URGENCY_WORDS[urgency]) for urgency in Urgency),
    )
    response_hours = HoursField(
        _("Tanggapan pertama (jam)"), validators=[InputRequired(_("Isi target tanggapan."))]
    )
    resolution_hours = HoursField(
        _("Penyelesaian (jam)"), validators=[InputRequired(_("Isi target penyelesaian."))]
    )
    place = SelectField(_("Lokasi"), choices=choices(WANT_WORDS.items()))
    photo = SelectField(_("Foto"), choices=choices(WANT_WORDS.items()))
    customer_number = SelectField(_("Nomor pelanggan"), choices=choices(WANT_WORDS.items()))
    phone_required = BooleanField(_("Nomor telepon wajib diisi"))
    after_photo = BooleanField(_("Petugas wajib memotret sesudah perbaikan"))
    meter_reading = BooleanField(_("Petugas ditanya angka meter"))
    supply = BooleanField(_("Soal aliran air: ikut peta gangguan dan jadwal"))
    first = BooleanField(_("Tampil di enam pilihan pertama"))
    active = BooleanField(_("Ditawarkan kepada warga"))
    position = WholeNumberField(_("Urutan"), most=999, validators=[InputRequired()])

    def __init__(self, *args: Any, present_icon: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = dict.fromkeys((*ICONS, present_icon or ICONS[0]))
        self.icon.choices = [SelectChoice(name, name) for name in offered]

    @classmethod
    def of(cls, row: Category, seen: str) -> "CategoryForm":
        """As it is stored."""
        names = ("name_id", "name_en", "icon", "phone_required", "after_photo",
                 "meter_reading", "supply", "first", "active", "position")  # fmt: skip
        enums = ("urgency", "place", "photo", "customer_number")
        return cls(
            formdata=None,
            present_icon=row.icon,
            seen=seen,
            response_hours=written_hours(row.response_hours),
            resolution_hours=written_hours(row.resolution_hours),
            **{name: getattr(row, name) for name in names},
            **{name: getattr(row, name).value for name in enums},
        )

    @property
    def details(self) -> CategoryDetails:
        return CategoryDetails(
            name_id=(self.name_id.data or "").strip(),
            name_en=(self.name_en.data or "").strip(),
            icon=self.icon.data,
            urgency=Urgency(self.urgency.data),
            response_hours=self.response_hours.hours,
            resolution_hours=self.resolution_hours.hours,
            place=Want(self.place.data),
            photo=Want(self.photo.data),
            customer_number=Want(self.customer_number.data),
            phone_required=bool(self.phone_required.data),
            supply=bool(self.supply.data),
            first=bool(self.first.data),
            after_photo=bool(self.after_photo.data),
            meter_reading=bool(self.meter_reading.data),
            active=bool(self.active.data),
            position=self.position.data or 0,
        )


class NewCategoryForm(CategoryForm):
    code = StringField(_("Kode"), validators=[DataRequired(_("Isi kode kategori."))])
