"""The form of the settings, made from `domain.settings.SPECS`: one field each, by its kind."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from ptmb.domain.geography import Box, is_wgs84
from ptmb.domain.settings import SPECS, SettingSpec
from ptmb.web.fields import PageForm

_MOST = 10_000
_PHONE = re.compile(r"\+?[0-9 ().-]{3,30}")


def _check_phone(_form: Any, field: Any) -> None:
    digits = re.sub(r"\D", "", field.data)
    if not _PHONE.fullmatch(field.data.strip()) or not 3 <= len(digits) <= 15:
        raise ValidationError(_("Tulis nomor telepon, misalnya (0542) 878991."))


def _check_number(_form: Any, field: Any) -> None:
    text = field.data.strip()
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= _MOST:
        raise ValidationError(_("Tulis angka bulat dari 1 sampai 10.000."))


def _check_percent(_form: Any, field: Any) -> None:
    text = field.data.strip()
    if not (text.isascii() and text.isdecimal()) or int(text) > 100:
        raise ValidationError(_("Tulis angka bulat dari 0 sampai 100."))


def _check_box(_form: Any, field: Any) -> None:
    try:
        south, west, north, east = (float(part) for part in field.data.split(","))
    except ValueError as error:
        raise ValidationError(_("Tulis empat angka dengan koma di antaranya.")) from error
    if not (is_wgs84(south, west) and is_wgs84(north, east)):
        raise ValidationError(_("Angka ini bukan derajat lintang dan bujur."))
    if south >= north or west >= east:
        raise ValidationError(_("Selatan harus di bawah utara, dan barat sebelum timur."))
    field.box = Box(south, west, north, east)


def _check_pattern(_form: Any, field: Any) -> None:
    try:
        re.compile(field.data)
    except re.error as error:
        raise ValidationError(_("Pola ini bukan ungkapan reguler yang benar.")) from error


_CHECKS = {
    "phone": _check_phone,
    "number": _check_number,
    "percent": _check_percent,
    "box": _check_box,
}


def _field(spec: SettingSpec) -> Field:
    validators = [
        DataRequired(_("Isian ini tidak boleh kosong.")),
        Length(max=200, message=_("Paling banyak 200 huruf.")),
    ]
    if spec.kind in _CHECKS:
        validators.append(_CHECKS[spec.kind])
    if spec.name.endswith("_pattern"):
        validators.append(_check_pattern)
    return StringField(_(spec.label), validators=validators)


class SettingsForm(PageForm):
    """`seen` is the mark of all settings when the page was made."""

    seen = HiddenField()

    @classmethod
    def of(cls, values: Mapping[str, str], seen: str) -> "SettingsForm":
        """As they are stored."""
        return cls(formdata=None, seen=seen, **{spec.name: values[spec.name] for spec in SPECS})

    @property
    def values(self) -> dict[str, str]:
        return {spec.name: " ".join((self[spec.name].data or "").split()) for spec in SPECS}


for _spec in SPECS:
    setattr(SettingsForm, _spec.name, _field(_spec))
