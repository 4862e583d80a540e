"""What a supervisor says of finished work."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from ptmb.domain.spot_checks import VERDICT_WORDS
from ptmb.web.fields import StepForm, choices


class VerdictForm(StepForm):
    """Two buttons, each a verdict; a page holds many forms, so `place` tells them apart."""

    verdict = RadioField(
        _("Hasil"), [InputRequired(_("Pilih hasilnya."))], choices=choices(VERDICT_WORDS.items())
    )
    words = TextAreaField(_("Apa yang belum beres?"), [Length(max=2000)])

    def place(self, check_id: int) -> "VerdictForm":
        self.words.id = f"kata-{check_id}"
        return self
