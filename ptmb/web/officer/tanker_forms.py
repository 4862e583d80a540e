"""What a driver fills in at a house: litres, a picture and a signature if there are any."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, MultipleFileField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from ptmb.domain.tankers import FAIL_WORDS
from ptmb.web.fields import KeyedForm, choices

_MOST_LITRES = 30_000


class PlainForm(KeyedForm):
    """A step that needs nothing but the wish."""


class DeliverForm(KeyedForm):
    """`signature` is SVG path data that the recipient drew with a finger, or empty."""

    litres = IntegerField(
        _("Liter yang diantar"),
        [
            InputRequired(_("Isi liter yang diantar.")),
            NumberRange(1, _MOST_LITRES, _("Isi liter yang diantar, paling banyak isi tangki.")),
        ],
    )
    photos = MultipleFileField(_("Foto"))
    signature = HiddenField()
    note = TextAreaField(_("Catatan"), [Length(max=1000)])


class FailForm(KeyedForm):
    reason = RadioField(
        _("Mengapa tidak berhasil?"),
        [InputRequired(_("Pilih alasannya."))],
        choices=choices(FAIL_WORDS.items()),
    )
    note = TextAreaField(_("Catatan untuk operator"), [Length(max=1000)])
