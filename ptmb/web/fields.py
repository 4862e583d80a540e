"""Form fields shared by the roles: telephone, metres, a key, a version, a moment of the phone."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, HiddenField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice

from ptmb.adapters.phone import international
from ptmb.web.form_sentences import FormSentences

_METRES = re.compile(r"\d{1,4}(?:[.,]\d{1,3})?")
_YEARS = range(2000, 2100)
_KEY = re.compile(r"[0-9a-zA-Z-]{16,64}")


class PhoneField(StringField):
    """Takes any usual spelling, holds E.164; what was typed stays when it is refused."""

    data: Any

    def pre_validate(self, form: Any) -> None:
        text = (self.data or "").strip()
        if not text:
            self.data = ""
            return
        number = international(text)
        if number is None:
            raise ValidationError(_("Nomor WhatsApp belum benar. Contoh: 0812 3456 7890."))
        self.data = number


class MetresField(StringField):
    """Metres, typed as 8,42 or 8.42; `metres` is the number, what was typed stays as `data`."""

    metres = 0.0

    def pre_validate(self, form: Any) -> None:
        text = (self.data or "").strip().lower().removesuffix("m").strip()
        if not text.isascii() or not _METRES.fullmatch(text):
            raise ValidationError(_("Tulis angka dalam meter, misalnya 8,42."))
        self.metres = float(text.replace(",", "."))


def written_metres(value: float) -> str:
    """8,42, as the field takes it back."""
    return f"{value:.2f}".replace(".", ",")


class MomentField(DateTimeLocalField):
    """A moment as the browser's own control writes it.

    A year that only a slip of the finger gives is refused: the first and the last ones have no
    moment in another zone.
    """

    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and self.data.year not in _YEARS:
            self.data = None
            raise ValueError(_("Tulis waktu seperti 2024-02-10 14:30."))


class PageForm(FlaskForm):
    """What every form is: its errors speak the reader's language."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, _form: Any) -> FormSentences:
            return FormSentences()


class KeyedForm(PageForm):
    """A form that is one deed however often it is sent."""

    key = HiddenField()

    def validate_key(self, field: Any) -> None:
        if not _KEY.fullmatch(field.data or ""):
            raise ValidationError(_("Formulir ini rusak. Muat ulang lalu kirim lagi."))


class StepForm(KeyedForm):
    """A step on a complaint: also says which version was seen, and the phone's time if known.

    `client_at` is when it was tapped, `client_now` the phone's clock when it was sent.
    """

    seen = HiddenField()
    client_at = HiddenField()
    client_now = HiddenField()

    @property
    def version(self) -> int | None:
        text = self.seen.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else None

    @property
    def client_moment(self) -> datetime | None:
        return moment_of(self.client_at.data)

    @property
    def client_clock(self) -> datetime | None:
        """What the phone's clock said when it sent the form."""
        return moment_of(self.client_now.data)


def moment_of(text: str | None) -> datetime | None:
    """A moment as a phone writes it, in UTC; None for what is none."""
    try:
        moment = datetime.fromisoformat((text or "").replace("Z", "+00:00"))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # the first hour of the year 1 has no UTC
        return None


def choices(words: Iterable[tuple[Any, str]]) -> list[Any]:
    """Choices of a select or radio field from a table of the domain's words."""
    return [SelectChoice(getattr(value, "value", value), _(word)) for value, word in words]
