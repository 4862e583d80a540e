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
from wtforms.validators import InputRequired, Length

from ptmb.domain.choices import HAND_BACK_WORDS, MAJOR_WORDS, WORK_WORDS
from ptmb.domain.found_causes import FOUND_WORDS
from ptmb.domain.geography import Point, is_wgs84
from ptmb.domain.words import N_
from ptmb.web.fields import StepForm, choices

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
    note = TextAreaField(_("Catatan"), [Length(max=_MOST)])
    sure = HiddenField()


class MajorForm(StepForm):
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
    note = TextAreaField(_("Catatan untuk operator"), [Length(max=_MOST)])
    photos = MultipleFileField(_("Foto"))


class HandBackForm(StepForm):
    reason = RadioField(
        _("Alasan"),
        [InputRequired(_("Pilih alasannya."))],
        choices=choices(HAND_BACK_WORDS.items()),
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
