"""A whole number as people type it."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField
from wtforms.validators import StopValidation


class WholeNumberField(IntegerField):
    """A number from 0 to `most`; empty is None, and refused when a validator requires it."""

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        self._wrong = False

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self._wrong = bool(text) and not (text.isascii() and text.isdecimal() and len(text) < 10)
        self.data = int(text) if text and not self._wrong else None

    def pre_validate(self, form: Any) -> None:
        missing = self.data is None and bool(self.flags.required)
        if self._wrong or missing or (self.data or 0) > self.most:
            raise StopValidation(
                _(
                    "Tulis angka bulat dari 0 sampai %(most)s.",
                    most=f"{self.most:,}".replace(",", "."),
                )
            )
