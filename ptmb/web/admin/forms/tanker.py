"""The forms of a truck, a filling point and a price."""

from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectField, StringField, TimeField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from ptmb.actions.tanker_fleet import FillingDetails, PriceDetails, TruckDetails
from ptmb.domain.geography import is_wgs84
from ptmb.models import Crew, FillingPoint, TankerPrice, TankerTruck
from ptmb.web.admin.forms.numbers import WholeNumberField
from ptmb.web.fields import PageForm

_MOST_LITRES, _MOST_MINUTES, _MOST_RUPIAH = 30_000, 240, 100_000_000


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _minutes(value: time | None) -> int:
    return value.hour * 60 + value.minute if value else 0


class TruckForm(PageForm):
    """A truck; `seen` is its mark when the page was made."""

    seen = HiddenField()
    plate = StringField(_("Nomor polisi"), [DataRequired(_("Isi nomor polisi.")), Length(max=16)])
    litres = WholeNumberField(
        _("Isi tangki (liter)"), most=_MOST_LITRES, validators=[InputRequired()]
    )
    narrow = BooleanField(_("Bisa masuk gang sempit"))
    crew = SelectField(_("Tim"), validate_choice=True)
    filling = SelectField(_("Titik isi"), validate_choice=True)
    starts = TimeField(_("Mulai kerja"), [InputRequired(_("Isi jam mulai."))])
    ends = TimeField(_("Selesai kerja"), [InputRequired(_("Isi jam selesai."))])
    active = BooleanField(_("Beroperasi"))

    def __init__(
        self, *args: Any, crews: list[Crew], fillings: list[FillingPoint], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        nobody = SelectChoice("", _("Belum ada"))
        self.crew.choices = [nobody, *(SelectChoice(str(one.id), one.name) for one in crews)]
        self.filling.choices = [SelectChoice(str(one.id), one.name) for one in fillings]

    @classmethod
    def of(cls, row: TankerTruck, seen: str, **lists: Any) -> "TruckForm":
        """As it is stored."""
        return cls(
            formdata=None, seen=seen, plate=row.plate, litres=row.litres, narrow=row.narrow,
            crew=str(row.crew_id or ""), filling=str(row.filling_point_id),
            starts=_clock(row.shift_starts), ends=_clock(row.shift_ends), active=row.active,
            **lists,
        )  # fmt: skip

    def validate_ends(self, field: Any) -> None:
        if self.starts.data and field.data and field.data <= self.starts.data:
            raise ValidationError(_("Jam selesai harus sesudah jam mulai."))

    def validate_litres(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Isi liter lebih dari 0."))

    @property
    def details(self) -> TruckDetails:
        return TruckDetails(
            plate=" ".join((self.plate.data or "").upper().split()),
            litres=self.litres.data or 0,
            narrow=bool(self.narrow.data),
            crew_id=int(self.crew.data) if self.crew.data else None,
            filling_point_id=int(self.filling.data),
            shift_starts=_minutes(self.starts.data),
            shift_ends=_minutes(self.ends.data),
            active=bool(self.active.data),
        )


class FillingForm(PageForm):
    """A filling point; `position` is latitude and longitude in degrees."""

    seen = HiddenField()
    name = StringField(_("Nama"), [DataRequired(_("Isi nama.")), Length(max=120)])
    position = StringField(_("Lintang, bujur"), [DataRequired(_("Isi lintang dan bujur."))])
    opens = TimeField(_("Buka"), [InputRequired(_("Isi jam buka."))])
    closes = TimeField(_("Tutup"), [InputRequired(_("Isi jam tutup."))])
    fill_minutes = WholeNumberField(
        _("Menit mengisi satu tangki"), most=_MOST_MINUTES, validators=[InputRequired()]
    )
    active = BooleanField(_("Dipakai"))

    @classmethod
    def of(cls, row: FillingPoint, seen: str) -> "FillingForm":
        """As it is stored."""
        return cls(
            formdata=None, seen=seen, name=row.name,
            position=f"{row.latitude:.6f}, {row.longitude:.6f}",
            opens=_clock(row.opens), closes=_clock(row.closes),
            fill_minutes=row.fill_minutes, active=row.active,
        )  # fmt: skip

    def validate_position(self, field: Any) -> None:
        try:
            lat, lng = (float(part) for part in (field.data or "").split(","))
        except ValueError as error:
            raise ValidationError(_("Tulis seperti -1.2415, 116.8582.")) from error
        if not is_wgs84(lat, lng):
            raise ValidationError(_("Angka ini bukan derajat lintang dan bujur."))
        field.point = lat, lng

    def validate_closes(self, field: Any) -> None:
        if self.opens.data and field.data and field.data <= self.opens.data:
            raise ValidationError(_("Jam tutup harus sesudah jam buka."))

    @property
    def details(self) -> FillingDetails:
        lat, lng = self.position.point
        return FillingDetails(
            " ".join((self.name.data or "").split()), lat, lng, _minutes(self.opens.data),
            _minutes(self.closes.data), self.fill_minutes.data or 0, bool(self.active.data),
        )  # fmt: skip


class PriceForm(PageForm):
    """A price; without one for strangers they pay by distance."""

    seen = HiddenField()
    litres = WholeNumberField(_("Liter"), most=_MOST_LITRES, validators=[InputRequired()])
    customer = WholeNumberField(
        _("Harga pelanggan (rupiah)"), most=_MOST_RUPIAH, validators=[InputRequired()]
    )
    stranger = WholeNumberField(_("Harga bukan pelanggan (rupiah)"), most=_MOST_RUPIAH)
    active = BooleanField(_("Ditawarkan"))

    @classmethod
    def of(cls, row: TankerPrice, seen: str) -> "PriceForm":
        """As it is stored."""
        return cls(
            formdata=None, seen=seen, litres=row.litres, customer=row.customer_rupiah,
            stranger=row.stranger_rupiah, active=row.active,
        )  # fmt: skip

    def validate_litres(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Isi liter lebih dari 0."))

    @property
    def details(self) -> PriceDetails:
        return PriceDetails(
            self.litres.data or 0,
            self.customer.data or 0,
            self.stranger.data,
            bool(self.active.data),
        )
