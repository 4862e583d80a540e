"""What the desk fills in to decide about a complaint: whom to send, what it is, what it was."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from ptmb.actions.dispatch import Assignee
from ptmb.config import CITY_TIME
from ptmb.domain.choices import (
    MAJOR_WORDS,
    REJECT_WORDS,
    STILL_WRONG_WORDS,
    WORK_WORDS,
)
from ptmb.domain.deadlines import URGENCY_WORDS
from ptmb.domain.lifecycle import Cause, Step
from ptmb.domain.wording import CAUSE_WORDS
from ptmb.web.fields import MomentField, PhoneField, StepForm, choices

MOST = 2000
NOTHING = SelectChoice("", "–")
_CAUSES = [(cause, words.word) for cause, words in CAUSE_WORDS.items()]


def words_field(label: Any, sentence: Any) -> TextAreaField:
    """A required text that the reporter, or a colleague, will read."""
    return TextAreaField(label, [InputRequired(sentence), Length(max=MOST)])


def read_assignee(text: str | None) -> Assignee | None:
    """p12 is an officer, t3 a crew, as in the values of the assign form."""
    kind, number = (text or "")[:1], (text or "")[1:]
    if not number.isdecimal() or len(number) > 9:
        return None
    if kind == "p":
        return Assignee(staff_id=int(number))
    return Assignee(crew_id=int(number)) if kind == "t" else None


class AssignForm(StepForm):
    """One of the suggestions, or anyone else of the list, which wins."""

    assignee = StringField(_("Petugas atau tim"))
    other = StringField(_("Pilih yang lain"))
    reason = StringField(_("Alasan"), [Length(max=300)])

    @property
    def to(self) -> Assignee | None:
        return read_assignee(self.other.data) or read_assignee(self.assignee.data)


class VerifyForm(StepForm):
    """Every field is optional: what is empty stays as it is."""

    cause = SelectField(_("Penyebab"), [Optional()], choices=[NOTHING, *choices(_CAUSES)])
    category = SelectField(_("Kategori"), [Optional()], coerce=str, validate_choice=False)
    urgency = SelectField(
        _("Urgensi"), [Optional()], choices=[NOTHING, *choices(URGENCY_WORDS.items())]
    )
    area = SelectField(_("Kelurahan"), [Optional()], coerce=str, validate_choice=False)
    neighbourhood = StringField(_("RT"), [Length(max=8)])
    landmark = StringField(_("Patokan"), [Length(max=300)])
    words = TextAreaField(_("Catatan untuk rekan"), [Length(max=MOST)])


class AskForm(StepForm):
    words = words_field(_("Pertanyaan untuk pelapor"), _("Tulis pertanyaannya."))


class AnswerForm(StepForm):
    words = words_field(_("Jawaban pelapor"), _("Tulis jawaban pelapor."))


class ExplainForm(StepForm):
    water_due_at = MomentField(
        _("Air dijadwalkan mengalir"),
        [InputRequired(_("Isi kapan air dijadwalkan mengalir."))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    words = words_field(_("Penjelasan untuk pelapor"), _("Tulis alasannya."))

    @property
    def water_moment(self) -> datetime | None:
        moment: datetime | None = self.water_due_at.data
        return moment.replace(tzinfo=CITY_TIME) if moment else None


class ResolveForm(StepForm):
    work = SelectField(_("Apa yang dilakukan?"), choices=choices(WORK_WORDS.items()))
    cause = SelectField(_("Penyebab"), choices=choices(_CAUSES))
    words = words_field(_("Jawaban untuk pelapor"), _("Tulis apa yang sudah dilakukan."))

    @property
    def chosen_cause(self) -> Cause:
        return Cause(self.cause.data)


class EscalateForm(StepForm):
    reason = SelectField(_("Mengapa?"), choices=choices(MAJOR_WORDS.items()))
    needs = StringField(_("Butuh alat atau bahan"), [Length(max=300)])
    safe = BooleanField(_("Sementara aman"))
    next_update_on = DateField(
        _("Kabar berikutnya"), [InputRequired(_("Isi tanggal kabar berikutnya."))]
    )
    words = TextAreaField(_("Catatan untuk rekan"), [Length(max=MOST)])


class RejectForm(StepForm):
    reason = SelectField(_("Alasan"), choices=choices(REJECT_WORDS.items()))
    words = words_field(
        _("Penjelasan untuk pelapor"), _("Tulis penjelasan dan ke mana warga bisa bertanya.")
    )


class ReopenForm(StepForm):
    wrong = SelectField(_("Apa yang masih salah?"), choices=choices(STILL_WRONG_WORDS.items()))
    words = words_field(_("Keterangan"), _("Tulis mengapa laporan dibuka lagi."))


class SendBackForm(StepForm):
    words = words_field(_("Apa yang belum beres?"), _("Tulis apa yang belum beres."))


class NoteForm(StepForm):
    words = words_field(_("Catatan"), _("Tulis catatannya."))
    public = BooleanField(_("Tampilkan juga kepada pelapor"))


class MergeForm(StepForm):
    """`others` are "REFERENCE~version" and follow this one; `target` is what this one follows."""

    others = SelectMultipleField(_("Aduan serupa"), validate_choice=False)
    target = StringField(_("Kode aduan tujuan"), [Length(max=24)])


class UnmergeForm(StepForm):
    pass


class UndoForm(StepForm):
    """`undoes` is the step that is taken back: the same form sent twice means the same."""

    undoes = HiddenField(
        validators=[AnyOf([one.value for one in (Step.ASSIGN, Step.MERGE, Step.EXPLAIN)])]
    )


class SupportForm(StepForm):
    phone = PhoneField(_("Nomor warga"))
