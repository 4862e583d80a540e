"""What the administrator says of a reservoir, and the name of a machine's key."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from ptmb.actions.reservoir_changes import Gauge
from ptmb.domain.supply import THRESHOLD_WORDS, ThresholdKind
from ptmb.models import Reservoir
from ptmb.web.fields import MetresField, PageForm, choices, written_metres


class GaugeForm(PageForm):
    name = StringField(_("Nama"), [InputRequired(_("Isi nama waduk.")), Length(max=120)])
    gauge = StringField(
        _("Papan duga"), [InputRequired(_("Isi nama papan duga.")), Length(max=120)]
    )
    lowest = MetresField(_("Ujung bawah (m)"), [InputRequired(_("Isi ujung bawah."))])
    highest = MetresField(_("Ujung atas (m)"), [InputRequired(_("Isi ujung atas."))])

    @classmethod
    def of(cls, row: Reservoir) -> "GaugeForm":
        """As it is stored."""
        return cls(
            formdata=None,
            name=row.name,
            gauge=row.gauge,
            lowest=written_metres(row.lowest),
            highest=written_metres(row.highest),
        )

    @property
    def details(self) -> Gauge:
        return Gauge(
            self.name.data or "", self.gauge.data or "", self.lowest.metres, self.highest.metres
        )


class ThresholdForm(PageForm):
    kind = SelectField(_("Batas"), choices=choices(THRESHOLD_WORDS.items()))
    level = MetresField(_("Tinggi (m)"), [InputRequired(_("Isi tinggi batas."))])
    valid_from = DateField(_("Berlaku mulai"), [InputRequired(_("Isi tanggal mulai."))])

    @property
    def threshold(self) -> ThresholdKind:
        return ThresholdKind(self.kind.data)


class KeyForm(PageForm):
    title = StringField(
        _("Nama alat"), [InputRequired(_("Tulis nama alat atau sistemnya.")), Length(max=120)]
    )
