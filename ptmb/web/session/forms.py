"""The log-in form and the forms that set a password."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired

from ptmb.domain.passwords import refusal
from ptmb.web.fields import PageForm


class LogInForm(PageForm):
    username = StringField(
        _("Nama pengguna"), validators=[InputRequired(_("Isi nama pengguna Anda."))]
    )
    password = PasswordField(_("Kata sandi"), validators=[InputRequired(_("Isi kata sandi Anda."))])
    lanjut = HiddenField()


class NewPasswordForm(PageForm):
    """A new password, twice. `own_names` are what it must not contain; the view sets them."""

    own_names: tuple[str, ...] = ()
    password = PasswordField(
        _("Kata sandi baru"), validators=[InputRequired(_("Isi kata sandi baru."))]
    )
    again = PasswordField(
        _("Ulangi kata sandi baru"), validators=[InputRequired(_("Ulangi kata sandi baru."))]
    )

    def validate_password(self, field: Any) -> None:
        sentence = refusal(field.data, self.own_names)
        if sentence:
            raise ValidationError(_(sentence))

    def validate_again(self, field: Any) -> None:
        if field.data != self.password.data:
            raise ValidationError(_("Kedua kata sandi tidak sama."))


class ChangePasswordForm(NewPasswordForm):
    present = PasswordField(
        _("Kata sandi sekarang"), validators=[InputRequired(_("Isi kata sandi sekarang."))]
    )
