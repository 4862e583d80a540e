"""What an officer fills in: large choices for a thumb, words only where they help."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    HiddenField,
    MultipleFileField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, ValidationError

from ptmb.domain.choices import HAND_BACK_WORDS, MAJOR_WORDS, WORK_WORDS
from ptmb.domain.found_causes import FOUND_WORDS
from ptmb.domain.geography import Point, is_wgs84
from ptmb.domain.meters import MeterReading, NotAReading, read_cubic_metres, read_number
from ptmb.domain.safety import HOLD_WORDS
from ptmb.domain.words import N_
from ptmb.web.fields import StepForm, choices
from ptmb.web.officer.material_rows import MaterialsField

_MOST = 1000
_FARTHEST_M = 1_000_000
_YES_NO = (("yes", N_("Ya, aman")), ("no", N_("Belum aman")))


class VisitForm(StepForm):
    """A step at the place: where the phone was, when it could and might say so."""

    latitude = HiddenField()
    longitude = HiddenField()

    @property
    def position(self) -> Point | None:
        try:
            lat, lng = float(self.latitude.data or ""), float(self.longitude.data or "")
        except ValueError:
            return None
        return Point(lat, lng) if is_wgs84(lat, lng) else None


class PointForm(VisitForm):
    """`accuracy` is how far the phone may be wrong, in metres; `sure` is set by the second tap."""

    accuracy = HiddenField()
    sure = HiddenField()

    @property
    def metres(self) -> float | None:
        try:
            metres = float(self.accuracy.data or "")
        except ValueError:
            return None
        return round(metres, 1) if 0 < metres < _FARTHEST_M else None


class ArriveForm(VisitForm):
    """`anyway` answers the question that is asked far from the complaint's point."""

    photos = MultipleFileField(_("Foto sebelum"))
    anyway = HiddenField()


class ResolveForm(VisitForm):
    """`sure` is set by the second of the two taps."""

    photos = MultipleFileField(_("Foto sesudah"))
    found = RadioField(
        _("Penyebab"),
        [InputRequired(_("Pilih penyebabnya."))],
        choices=choices(FOUND_WORDS.items()),
    )
    work = RadioField(
        _("Tindakan"),
        [InputRequired(_("Pilih apa yang dilakukan."))],
        choices=choices(WORK_WORDS.items()),
    )
    materials = MaterialsField(_("Bahan yang dipakai"))
    meter = StringField(_("Angka meter (m³)"))
    meter_number = StringField(_("Nomor meter"))
    note = TextAreaField(_("Catatan"), [Length(max=_MOST)])
    sure = HiddenField()

    def validate_meter(self, field: Any) -> None:
        if not (field.data or "").strip():
            if (self.meter_number.data or "").strip():
                raise ValidationError(_("Isi juga angka meternya."))
            return
        try:
            read_cubic_metres(field.data)
        except NotAReading as error:
            raise ValidationError(_("Tulis angka meter, misalnya 1234 atau 1234,5.")) from error

    def validate_meter_number(self, field: Any) -> None:
        try:
            read_number(field.data or "")
        except NotAReading as error:
            raise ValidationError(_("Nomor meter: huruf dan angka saja.")) from error

    @property
    def reading(self) -> MeterReading | None:
        """What the meter says, once the form was checked; None when nobody read it."""
        text = (self.meter.data or "").strip()
        if not text:
            return None
        return MeterReading(read_cubic_metres(text), read_number(self.meter_number.data or ""))


class MajorForm(VisitForm):
    """Why it takes longer, and when the citizen hears more."""

    reason = RadioField(
        _("Mengapa?"),
        [InputRequired(_("Pilih alasannya."))],
        choices=choices(MAJOR_WORDS.items()),
    )
    needs = StringField(_("Butuh alat atau bahan"), [Length(max=300)])
    safe = RadioField(
        _("Sementara aman?"),
        [InputRequired(_("Jawab apakah sementara aman."))],
        choices=choices(_YES_NO),
    )
    next_update_on = DateField(
        _("Tanggal kabar berikutnya"), [InputRequired(_("Isi tanggal kabar berikutnya."))]
    )
    materials = MaterialsField(_("Bahan yang dipakai"))
    note = TextAreaField(_("Catatan untuk operator"), [Length(max=_MOST)])
    photos = MultipleFileField(_("Foto"))


class HandBackForm(StepForm):
    reason = RadioField(
        _("Alasan"),
        [InputRequired(_("Pilih alasannya."))],
        choices=choices(HAND_BACK_WORDS.items()),
    )
    note = TextAreaField(_("Catatan untuk operator"), [Length(max=_MOST)])


class HoldForm(VisitForm):
    """Area tidak aman: four dangers have a button of their own, any other needs words."""

    reason = RadioField(
        _("Apa bahayanya?"),
        [InputRequired(_("Pilih bahayanya."))],
        choices=choices(HOLD_WORDS.items()),
    )
    note = TextAreaField(_("Catatan untuk operator"), [Length(max=_MOST)])


class NoteForm(StepForm):
    """`kind` is "before" when the picture shows the place before the work."""

    note = TextAreaField(_("Catatan untuk operator"), [Length(max=_MOST)])
    photos = MultipleFileField(_("Foto"))
    kind = HiddenField()


def started(form: Any, key: str, version: int) -> Any:
    """An empty form that knows its key and the version on the page."""
    form.key.data, form.seen.data = key, str(version)
    return form
