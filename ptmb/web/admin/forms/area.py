"""The forms of the areas: one by hand, and a file of all."""

from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal, gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    HiddenField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from ptmb.actions.places import AreaDetails
from ptmb.geometry.file import FileArea, PresentArea
from ptmb.geometry.findings import Finding
from ptmb.geometry.single import read_boundary
from ptmb.models import Area
from ptmb.web.admin.forms.numbers import WholeNumberField
from ptmb.web.admin.words import finding_words
from ptmb.web.fields import PageForm

_MOST_CONNECTIONS = 1_000_000
_MOST_OVERLAPS = 5


@dataclass(frozen=True)
class Around:
    """The area that is edited and all areas there are: what a new boundary is held against."""

    area: Area
    all: list[PresentArea]


class AreaForm(PageForm):
    """One area; `seen` is its mark when the page was made, the boundary is GeoJSON."""

    seen = HiddenField()
    name = StringField(
        _("Nama wilayah"), validators=[DataRequired(_("Isi nama wilayah.")), Length(max=120)]
    )
    aliases = StringField(_("Nama lain"), validators=[Length(max=1000)])
    connections = WholeNumberField(_("Jumlah sambungan"), most=_MOST_CONNECTIONS)
    highland = BooleanField(_("Dataran tinggi, air datang belakangan"))
    approximate = BooleanField(_("Batas perkiraan"))
    accept_overlap = BooleanField(_("Simpan walau bertumpuk"))
    geometry = TextAreaField(
        _("Batas (GeoJSON, WGS 84)"), validators=[DataRequired(_("Isi batas wilayah."))]
    )

    def __init__(self, *args: Any, around: Around | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._around = around
        self.boundary: FileArea | None = None
        self.overlaps: list[Finding] = []

    @classmethod
    def of(cls, area: Area, seen: str) -> "AreaForm":
        """As it is stored."""
        return cls(
            formdata=None,
            seen=seen,
            name=area.name,
            aliases=", ".join(area.aliases),
            connections=area.connections,
            highland=area.highland,
            approximate=area.approximate,
            geometry=area.geometry,
        )

    @property
    def details(self) -> AreaDetails:
        return AreaDetails(
            name=self.name.data or "",
            aliases=tuple(filter(None, (one.strip() for one in _parts(self.aliases.data)))),
            highland=bool(self.highland.data),
            approximate=bool(self.approximate.data),
            connections=self.connections.data,
            boundary=self.boundary,
        )

    def validate_aliases(self, field: Any) -> None:
        if any(len(one.strip()) > 120 for one in _parts(field.data)):
            raise ValidationError(
                _("Pisahkan nama dengan koma. Tiap nama paling banyak 120 huruf.")
            )

    def validate_geometry(self, field: Any) -> None:
        around = self._around
        if around is None or field.data.strip() == around.area.geometry:
            return
        area = around.area
        file = read_boundary(
            field.data, code=area.code, name=area.name, district=area.district.name
        )
        if not file.acceptable:
            raise ValidationError(" ".join(finding_words(one) for one in file.errors[:3]))
        self._take(file.areas[0], around)

    def _take(self, boundary: FileArea, around: Around) -> None:
        # Only the process that moves a boundary pays for it.
        from ptmb.geometry.neighbours import overlaps_of  # noqa: PLC0415  loads shapely

        one = PresentArea(boundary.code, boundary.name, boundary.geometry)
        self.overlaps = overlaps_of(one, around.all)
        self.boundary = boundary

    def validate(self, extra_validators: Any = None) -> bool:
        """Shared ground is no error, but it must be meant."""
        valid: bool = super().validate(extra_validators)
        if not self.overlaps or self.accept_overlap.data:
            return valid
        shared = [
            f"{finding.values['second']} ({format_decimal(finding.values['km2'])} km²)"
            for finding in self.overlaps[:_MOST_OVERLAPS]
        ]
        self.accept_overlap.errors = [
            gettext("Bertumpuk dengan %(areas)s.", areas=", ".join(shared))
            + " "
            + gettext("Perbaiki batasnya, atau centang Simpan walau bertumpuk.")
        ]
        return False


def _parts(text: str | None) -> list[str]:
    return (text or "").split(",")


class AreaFileForm(PageForm):
    file = FileField(
        _("Berkas GeoJSON"), validators=[FileRequired(_("Pilih berkas GeoJSON dulu."))]
    )


class ApplyForm(PageForm):
    """`seen` is the edition of the catalogue that the preview was compared with."""

    seen = HiddenField()

    @property
    def edition(self) -> int:
        text = self.seen.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else -1
