"""A zone of the supply as the desk describes it."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from ptmb.actions.rationing import ZoneDetails
from ptmb.geometry.file import FileArea
from ptmb.geometry.json_text import MAX_BYTES
from ptmb.geometry.single import read_boundary
from ptmb.models import Zone
from ptmb.queries.catalogue import catalogue
from ptmb.queries.schedules import plant_list
from ptmb.web.fields import PageForm
from ptmb.web.languages import gettext

_MOST_PLACES = 300
_LONGEST_PLACE = 120


class ZoneForm(PageForm):
    """`seen` is the version; `places` has one name in each line, "nama; alias, alias".

    A file wins over the drawn boundary; an empty boundary erases the present one.
    """

    seen = HiddenField()
    code = StringField(_("Kode"), [InputRequired(_("Isi kode zona.")), Length(max=32)])
    name = StringField(_("Nama zona"), [InputRequired(_("Isi nama zona.")), Length(max=120)])
    plant = SelectField(_("Instalasi (IPA)"), coerce=str, validate_choice=False)
    connections = IntegerField(
        _("Jumlah sambungan"),
        [Optional(), NumberRange(0, 1_000_000, _("Isi 0 sampai 1.000.000."))],
    )
    recovery_minutes = IntegerField(
        _("Waktu pulih (menit)"),
        [Optional(), NumberRange(0, 4320, _("Waktu pulih paling lama tiga hari."))],
    )
    highland = BooleanField(_("Dataran tinggi, air datang belakangan"))
    active = BooleanField(_("Dipakai"), default=True)
    areas = SelectMultipleField(_("Kelurahan"), coerce=str, validate_choice=False)
    partial = SelectMultipleField(_("Sebagian"), coerce=str, validate_choice=False)
    places = TextAreaField(_("Nama tempat"), [Length(max=20_000)])
    geometry = TextAreaField(_("Batas (GeoJSON, WGS 84)"))
    file = FileField(_("Berkas GeoJSON"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: Zone | None = None
        self.boundary: FileArea | None = None
        self.plant.choices = [("", gettext("Tidak diketahui"))]
        self.plant.choices += [(str(one.id), one.name) for one in plant_list()]

    def show(self, zone: Zone) -> None:
        """Fill in what is stored."""
        self.seen.data, self.code.data, self.name.data = str(zone.version), zone.code, zone.name
        self.plant.data = str(zone.plant_id or "")
        self.connections.data, self.recovery_minutes.data = zone.connections, zone.recovery_minutes
        self.highland.data, self.active.data = zone.highland, zone.active
        self.areas.data = [str(one.area_id) for one in zone.areas]
        self.partial.data = [str(one.area_id) for one in zone.areas if one.partial]
        self.places.data = "\n".join(_place_line(place) for place in zone.places)
        self.geometry.data = zone.geometry or ""

    @property
    def version(self) -> int | None:
        text = self.seen.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else None

    @property
    def details(self) -> ZoneDetails:
        """Only after `validate` said yes."""
        plant = next((one for one, _name in self.plant.choices[1:] if one == self.plant.data), "")
        return ZoneDetails(
            code=self.code.data or "",
            name=self.name.data or "",
            plant_id=int(plant) if plant else None,
            highland=bool(self.highland.data),
            recovery_minutes=self.recovery_minutes.data or 0,
            connections=self.connections.data,
            active=bool(self.active.data),
            places=tuple(self._places()),
            areas=self._areas(),
            boundary=self.boundary,
            erase_boundary=self.boundary is None and not self.geometry.data,
        )

    def validate_places(self, _field: Any) -> None:
        places = self._places()
        names = [name for place in places for name in (place["name"], *place["aliases"])]
        if len(places) > _MOST_PLACES or any(len(name) > _LONGEST_PLACE for name in names):
            raise ValidationError(_("Paling banyak 300 tempat, tiap nama 120 huruf."))

    def validate_geometry(self, field: Any) -> None:
        text = self._uploaded() or (field.data or "").strip()
        field.data = text
        present = self.stored.geometry if self.stored else None
        if not text or text == present:
            return
        file = read_boundary(text, code="0", name="-", district="-")
        if file.errors or not file.areas:
            reasons = [gettext(one.text, **one.values) for one in file.errors[:3]]
            raise ValidationError(" ".join(reasons) or gettext("Batas ini tidak terbaca."))
        self.boundary = file.areas[0]

    def _uploaded(self) -> str:
        if not self.file.data or not self.file.data.filename:
            return ""
        raw = self.file.data.read(MAX_BYTES + 1)
        try:
            return str(raw.decode("utf-8-sig")).strip()
        except UnicodeDecodeError as error:
            raise ValidationError(_("Berkas ini bukan teks UTF-8.")) from error

    def _areas(self) -> dict[int, bool]:
        parts = set(self.partial.data or ())
        known = catalogue().areas
        ticked = [one for one in self.areas.data or () if one.isdecimal() and len(one) < 10]
        return {int(one): one in parts for one in ticked if int(one) in known}

    def _places(self) -> list[dict[str, Any]]:
        """The area of a place is kept where its name stays."""
        stored = self.stored.places if self.stored else ()
        known = {one["name"]: one.get("area", "") for one in stored}
        found = []
        for line in (self.places.data or "").splitlines():
            name, _sign, rest = line.partition(";")
            aliases = [one.strip() for one in rest.split(",") if one.strip()]
            if name.strip():
                area = known.get(name.strip(), "")
                found.append({"name": name.strip(), "aliases": aliases, "area": area})
        return found


def _place_line(place: dict[str, Any]) -> str:
    aliases = ", ".join(place.get("aliases", ()))
    return f"{place['name']}; {aliases}" if aliases else str(place["name"])
