"""The citizen's forms: the place of step 2, the rest of step 3, what the reporter does later."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    Form,
    HiddenField,
    MultipleFileField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from ptmb.domain.choices import DRY_WORDS, RATING_WORDS, STILL_WRONG_WORDS
from ptmb.web.fields import KeyedForm, PhoneField, StepForm, choices
from ptmb.web.public.ready_fields import ReadyFields

LONGEST_STORY = 500
_UNTYPED = re.compile(r"[\x00-\x08\x0b-\x1f]+")


def tidy(text: str | None) -> str:
    """Without blanks around it and without signs that no person types and PostgreSQL refuses."""
    return _UNTYPED.sub("", text or "").strip()


class PlaceForm(Form):
    """Where it is. Travels in the address of the steps and in hidden fields of the last form."""

    class Meta(ReadyFields):
        pass

    k = HiddenField(filters=[tidy])
    w = HiddenField(filters=[tidy])
    lat = HiddenField(filters=[tidy])
    lng = HiddenField(filters=[tidy])
    akurasi = HiddenField(filters=[tidy])
    sumber = HiddenField(filters=[tidy])
    wilayah = StringField(_("Kelurahan"), filters=[tidy])
    patokan = StringField(
        _("Patokan"),
        filters=[tidy],
        validators=[Length(max=300, message=_("Patokan paling panjang 300 huruf."))],
    )
    rt = StringField(
        _("RT"),
        filters=[tidy],
        validators=[Length(max=8, message=_("RT paling panjang 8 huruf."))],
    )
    alamat = StringField(
        _("Alamat"),
        filters=[tidy],
        validators=[Length(max=300, message=_("Alamat paling panjang 300 huruf."))],
    )

    @property
    def query(self) -> dict[str, Any]:
        """What the next address carries."""
        return {field.name: field.data for field in self if field.data}


class SendForm(KeyedForm):
    """Step 3. `situs` is for machines only: a person does not see it."""

    class Meta(ReadyFields, KeyedForm.Meta):
        pass

    dry_span = RadioField(
        _("Sudah berapa lama?"), choices=choices(DRY_WORDS.items()), validators=[Optional()]
    )
    photos = MultipleFileField(_("Foto"))
    description = TextAreaField(
        _("Cerita singkat"),
        filters=[tidy],
        validators=[
            Length(max=LONGEST_STORY, message=_("Cerita paling panjang 500 huruf. Persingkat."))
        ],
    )
    phone = PhoneField(_("Nomor WhatsApp"), filters=[tidy])
    name = StringField(
        _("Nama"), filters=[tidy], validators=[Length(max=120, message=_("Nama terlalu panjang."))]
    )
    customer_number = StringField(_("Nomor pelanggan"), filters=[tidy])
    situs = StringField(_("Situs web"))
    tetap = HiddenField()


class KeyForm(KeyedForm):
    """The reporter shows the own key."""

    kunci = StringField(
        _("Kunci pelapor"), validators=[InputRequired(_("Tulis kunci pelapor Anda."))]
    )
    lanjut = HiddenField()


class AddForm(StepForm):
    words = TextAreaField(
        _("Keterangan"),
        filters=[tidy],
        validators=[
            Length(max=LONGEST_STORY, message=_("Keterangan paling panjang 500 huruf. Persingkat."))
        ],
    )
    photos = MultipleFileField(_("Foto"))


class ConfirmForm(StepForm):
    rating = RadioField(
        _("Bagaimana penanganannya?"),
        choices=choices(reversed(RATING_WORDS.items())),
        validators=[Optional()],
    )
    comment = TextAreaField(
        _("Komentar"),
        filters=[tidy],
        validators=[
            Length(max=LONGEST_STORY, message=_("Komentar paling panjang 500 huruf. Persingkat."))
        ],
    )


class ReopenForm(StepForm):
    wrong = RadioField(
        _("Apa yang masih salah?"),
        choices=choices(STILL_WRONG_WORDS.items()),
        validators=[InputRequired(_("Pilih apa yang masih salah."))],
    )
    words = TextAreaField(
        _("Ceritakan"),
        filters=[tidy],
        validators=[
            Length(max=LONGEST_STORY, message=_("Cerita paling panjang 500 huruf. Persingkat."))
        ],
    )
    photos = MultipleFileField(_("Foto"))


class PlainStepForm(StepForm):
    """A step that needs nothing but the wish: join, withdraw, water is back, still dry."""


class JoinForm(KeyedForm):
    phone = PhoneField(_("Nomor WhatsApp"), filters=[tidy])
