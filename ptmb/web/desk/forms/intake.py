"""The quick intake: what somebody says on the telephone, in the order they say it."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from ptmb.domain.choices import CHANNEL_WORDS, Channel
from ptmb.web.fields import KeyedForm, PhoneField, choices

CHANNELS = (Channel.PHONE, Channel.WHATSAPP, Channel.INSTAGRAM, Channel.COUNTER)


class QuickIntakeForm(KeyedForm):
    pasted = TextAreaField(_("Tempel pesan"), [Length(max=2000)])
    channel = RadioField(
        _("Saluran"), choices=choices([(one, CHANNEL_WORDS[one]) for one in CHANNELS])
    )
    phone = PhoneField(_("Nomor pelapor"))
    reporter_name = StringField(_("Nama"), [Length(max=120)])
    category = SelectField(
        _("Masalah"), [InputRequired(_("Pilih masalahnya."))], validate_choice=False
    )
    area = StringField(_("Kelurahan"), [Length(max=120)])
    neighbourhood = StringField(_("RT"), [Length(max=8)])
    landmark = StringField(_("Patokan atau alamat"), [Length(max=300)])
    description = TextAreaField(_("Cerita pelapor"), [Length(max=2000)])
    customer_number = StringField(_("Nomor pelanggan"), [Optional(), Length(max=24)])

    def offer(self, categories: list[tuple[str, str]]) -> None:
        """The categories to choose from; the first, empty one is no answer."""
        self.category.choices = [SelectChoice("", "–"), *(SelectChoice(*one) for one in categories)]


def put(field: Any, text: str) -> bool:
    """Fill a field that is still empty; whether it was."""
    if not text or field.data:
        return False
    field.data = text
    return True
