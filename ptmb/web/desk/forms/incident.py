"""What the desk fills in about an incident: at its beginning, in between, at its end."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    FloatField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from ptmb.config import CITY_TIME
from ptmb.domain.incidents import KIND_WORDS
from ptmb.domain.supply import INCIDENT_WORDS
from ptmb.domain.wording import CAUSE_WORDS
from ptmb.queries.incident_detail import crew_choices
from ptmb.web.fields import KeyedForm, MomentField, StepForm, choices

MOST = 2000
_CAUSES = choices([(cause, words.word) for cause, words in CAUSE_WORDS.items()])
_CARRIED = ("status", "crew", "cause", "expected_end_at", "next_update_at")
"""What news carries on unless it is changed."""
_MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def moment_field(label: Any, *validators: Any) -> MomentField:
    """A moment in the city's time, as the browser's own control writes it."""
    return MomentField(label, [*(validators or (Optional(),))], format=_MOMENT)


def moment_of(field: Any) -> datetime | None:
    """What was typed, as a moment of the city."""
    typed: datetime | None = field.data
    return typed.replace(tzinfo=CITY_TIME) if typed else None


def put_moment(field: Any, moment: datetime | None) -> None:
    """Show a moment in the city's time, to the minute."""
    local = moment.astimezone(CITY_TIME) if moment else None
    field.data = local.replace(second=0, microsecond=0, tzinfo=None) if local else None


class _Crewed:
    """The crew that is out for it."""

    crew = SelectField(_("Tim di lapangan"), [Optional()], coerce=str, validate_choice=False)

    def offer_crews(self) -> None:
        none = SelectChoice("", gettext("Belum ada"))
        self.crew.choices = [none, *(SelectChoice(str(id_), name) for id_, name in crew_choices())]

    @property
    def crew_id(self) -> int | None:
        known = {choice.value for choice in self.crew.choices or ()}
        chosen = self.crew.data or ""
        return int(chosen) if chosen in known and chosen.isdecimal() else None


class IncidentForm(_Crewed, KeyedForm):
    """`chosen` are complaints as "REFERENCE~version"; `geometry` is GeoJSON from the map.

    A middle with a radius is a circle; a drawn shape wins over it; without both the whole
    kelurahan are meant.
    """

    kind = RadioField(_("Jenis"), choices=choices(KIND_WORDS.items()))
    title = StringField(
        _("Judul"), [InputRequired(_("Tulis judul gangguan.")), Length(max=120)]
    )  # fmt: skip
    cause = SelectField(_("Penyebab"), choices=_CAUSES)
    areas = SelectMultipleField(_("Kelurahan"), coerce=str, validate_choice=False)
    place = StringField(_("Tempat dalam kata"), [Length(max=300)])
    latitude = FloatField(
        _("Lintang titik tengah"), [Optional(), NumberRange(-11, 6, _("Lintang belum benar."))]
    )
    longitude = FloatField(
        _("Bujur titik tengah"), [Optional(), NumberRange(95, 141, _("Bujur belum benar."))]
    )
    radius = FloatField(
        _("Jari-jari (meter)"),
        [Optional(), NumberRange(50, 20000, _("Isi 50 sampai 20.000 meter."))],
    )
    geometry = TextAreaField(_("Bentuk di peta (GeoJSON)"), [Length(max=200_000)])
    starts_at = moment_field(_("Mulai"), InputRequired(_("Isi kapan mulai.")))
    expected_end_at = moment_field(_("Perkiraan normal"))
    next_update_at = moment_field(_("Kabar berikutnya"))
    public_text = TextAreaField(
        _("Penjelasan untuk warga"),
        [InputRequired(_("Tulis penjelasan untuk warga.")), Length(max=MOST)],
    )
    chosen = SelectMultipleField(_("Aduan"), validate_choice=False)


class NewsForm(_Crewed, StepForm):
    """News; everything but the words stays as it is shown.

    `shown` remembers what stood in the fields at first, so that what nobody touched can follow a
    colleague's change.
    """

    shown = HiddenField()
    status = SelectField(_("Status"))
    public_text = TextAreaField(_("Kabar untuk warga"), [Length(max=MOST)])
    internal_note = TextAreaField(_("Catatan untuk rekan"), [Length(max=MOST)])
    cause = SelectField(_("Penyebab"), choices=_CAUSES)
    expected_end_at = moment_field(_("Perkiraan normal"))
    next_update_at = moment_field(_("Kabar berikutnya"))

    def offer(self, statuses: list[Any]) -> None:
        self.status.choices = choices([(one, INCIDENT_WORDS[one]) for one in statuses])
        self.offer_crews()

    def remember(self) -> None:
        """What stands in the fields now is what is shown."""
        self.shown.data = "|".join(self._standing().values())

    def follow(self, fresh: "NewsForm") -> None:
        """Take over from `fresh` what was not touched here."""
        shown = (self.shown.data or "").split("|")
        for (name, typed), before in zip(self._standing().items(), shown, strict=False):
            if typed == before:
                self[name].data, self[name].raw_data = fresh[name].data, None
        self.shown.data = fresh.shown.data

    def _standing(self) -> dict[str, str]:
        return {name: str(self[name].data or "") for name in _CARRIED}


class CloseForm(StepForm):
    """The end; `people` is how many complaints the preview named."""

    status = RadioField(_("Bagaimana berakhir?"), [InputRequired(_("Pilih salah satu."))])
    public_text = TextAreaField(
        _("Kabar terakhir untuk warga"),
        [InputRequired(_("Tulis penjelasan untuk warga.")), Length(max=MOST)],
    )
    cause = SelectField(_("Penyebab"), choices=_CAUSES)
    people = StringField()

    def offer(self, statuses: list[Any]) -> None:
        self.status.choices = choices([(one, INCIDENT_WORDS[one]) for one in statuses])

    @property
    def named(self) -> int | None:
        text = self.people.data or ""
        return int(text) if text.isdecimal() and len(text) < 9 else None


class JoinForm(KeyedForm):
    """Complaints that shall follow it, as "REFERENCE~version"."""

    chosen = SelectMultipleField(_("Aduan"), validate_choice=False)


class LeaveForm(StepForm):
    pass
