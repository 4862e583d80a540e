"""The form of a ready sentence."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from ptmb.actions.catalogue_changes import ReplyDetails
from ptmb.domain.lifecycle import Step
from ptmb.domain.words import N_
from ptmb.models import CannedReply
from ptmb.web.fields import PageForm, choices

USED_FOR = {
    "": N_("Semua langkah"),
    Step.EXPLAIN.value: N_("Menjelaskan giliran air"),
    Step.ASK.value: N_("Bertanya kepada pelapor"),
    Step.REJECT.value: N_("Menolak laporan"),
    Step.RESOLVE.value: N_("Menyelesaikan di meja"),
    Step.ESCALATE.value: N_("Pekerjaan besar"),
    Step.SEND_BACK.value: N_("Mengembalikan ke petugas"),
    Step.NOTE.value: N_("Catatan"),
}
_LONGEST = 500


class ReplyForm(PageForm):
    """A ready sentence; `seen` is its mark when the page was made."""

    seen = HiddenField()
    title = StringField(_("Judul"), validators=[DataRequired(_("Isi judul.")), Length(max=120)])
    text_id = TextAreaField(
        lazy_pgettext("isi", "Kalimat"),
        validators=[DataRequired(_("Isi kalimatnya.")), Length(max=_LONGEST)],
    )
    text_en = TextAreaField(
        _("Kalimat dalam bahasa Inggris"),
        validators=[DataRequired(_("Isi kalimat bahasa Inggris.")), Length(max=_LONGEST)],
    )
    used_for = SelectField(_("Dipakai untuk"), choices=choices(USED_FOR.items()))
    active = BooleanField(_("Ditawarkan kepada operator"))

    @classmethod
    def of(cls, row: CannedReply, seen: str) -> "ReplyForm":
        """As it is stored."""
        return cls(
            formdata=None,
            seen=seen,
            title=row.title,
            text_id=row.text_id,
            text_en=row.text_en,
            used_for=row.used_for,
            active=row.active,
        )

    @property
    def details(self) -> ReplyDetails:
        return ReplyDetails(
            title=(self.title.data or "").strip(),
            text_id=_one_text(self.text_id.data),
            text_en=_one_text(self.text_en.data),
            used_for=self.used_for.data or "",
            active=bool(self.active.data),
        )


def _one_text(text: str | None) -> str:
    """Browsers send line ends of two signs."""
    return (text or "").replace("\r\n", "\n").strip()
