"""Each step of the desk: its address, its form, and how the form's words reach the action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import force_locale, gettext

from ptmb.actions import dispatch, fieldwork, rationed, reporting, triage
from ptmb.actions._record import Incomplete
from ptmb.actions.fieldwork import MajorWork
from ptmb.config import CITY_TIME
from ptmb.domain.choices import MajorReason, RejectReason, StillWrong, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Step
from ptmb.domain.words import N_
from ptmb.models import CannedReply, Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.web.desk.correction import show_known, verify
from ptmb.web.desk.forms import decisions as forms
from ptmb.web.fields import StepForm

Take = Callable[[Complaint, Any, Deed], object]


@dataclass(frozen=True)
class Decision:
    """A step as the desk takes it; `key` is the keyboard's.

    `done` is what is said afterwards; empty where the offer to undo says it already.
    """

    step: Step
    form: type[StepForm]
    take: Take
    title: str
    button: str
    done: str
    icon: str
    key: str = ""


def _assign(complaint: Complaint, form: forms.AssignForm, deed: Deed) -> object:
    if form.to is None:
        raise Incomplete("assignee", N_("Pilih petugas atau tim."))
    return dispatch.assign(complaint.id, form.to, deed, form.reason.data or "")


def _ask(complaint: Complaint, form: Any, deed: Deed) -> object:
    return triage.ask(complaint.id, form.words.data, deed)


def _answer(complaint: Complaint, form: Any, deed: Deed) -> object:
    return reporting.answer(complaint.id, deed, form.words.data)


def _explain(complaint: Complaint, form: forms.ExplainForm, deed: Deed) -> object:
    return rationed.explain(complaint.id, form.water_moment, form.words.data or "", deed)


def _resolve(complaint: Complaint, form: forms.ResolveForm, deed: Deed) -> object:
    work = WorkDone(form.work.data)
    return triage.resolve_at_desk(
        complaint.id, work, form.chosen_cause, form.words.data or "", deed
    )


def _escalate(complaint: Complaint, form: forms.EscalateForm, deed: Deed) -> object:
    major = MajorWork(
        MajorReason(form.reason.data),
        form.needs.data or "",
        bool(form.safe.data),
        form.next_update_on.data,
        form.words.data or "",
    )
    return fieldwork.escalate(complaint.id, major, deed)


def _reject(complaint: Complaint, form: forms.RejectForm, deed: Deed) -> object:
    return triage.reject(complaint.id, RejectReason(form.reason.data), form.words.data or "", deed)


def _reopen(complaint: Complaint, form: forms.ReopenForm, deed: Deed) -> object:
    return reporting.reopen(complaint.id, deed, StillWrong(form.wrong.data), form.words.data or "")


def _send_back(complaint: Complaint, form: forms.SendBackForm, deed: Deed) -> object:
    return triage.send_back(complaint.id, form.words.data or "", deed)


def _note(complaint: Complaint, form: forms.NoteForm, deed: Deed) -> object:
    return triage.note(complaint.id, form.words.data or "", deed, public=bool(form.public.data))


def _unmerge(complaint: Complaint, _form: Any, deed: Deed) -> object:
    return triage.unmerge(complaint.id, deed)


DECISIONS: dict[str, Decision] = {
    "tunjuk": Decision(
        Step.ASSIGN, forms.AssignForm, _assign, N_("Tunjuk"), N_("Tunjuk"),
        "", "user-check", "A",
    ),
    "periksa": Decision(
        Step.VERIFY, forms.VerifyForm, verify, N_("Perbaiki data"), N_("Simpan"),
        N_("Perubahan disimpan."), "list-check",
    ),
    "jelaskan": Decision(
        Step.EXPLAIN, forms.ExplainForm, _explain, N_("Tandai bergilir"), N_("Tandai bergilir"),
        "", "clock-hour-4", "B",
    ),
    "tanya": Decision(
        Step.ASK, forms.AskForm, _ask, N_("Tanya pelapor"), N_("Kirim pertanyaan"),
        N_("Pertanyaan dikirim. Batas waktu berhenti sampai dijawab."), "message-circle",
    ),
    "jawab": Decision(
        Step.ANSWER, forms.AnswerForm, _answer, N_("Catat jawaban"), N_("Simpan jawaban"),
        N_("Jawaban dicatat."), "message-2",
    ),
    "selesai": Decision(
        Step.RESOLVE, forms.ResolveForm, _resolve, N_("Selesaikan"), N_("Selesaikan"),
        N_("Selesai ditangani."), "circle-check",
    ),
    "besar": Decision(
        Step.ESCALATE, forms.EscalateForm, _escalate, N_("Pekerjaan besar"),
        N_("Tandai pekerjaan besar"), N_("Ditandai pekerjaan besar."), "backhoe",
    ),
    "tolak": Decision(
        Step.REJECT, forms.RejectForm, _reject, N_("Tolak"), N_("Tolak laporan"),
        N_("Laporan ditolak dengan penjelasan."), "circle-x",
    ),
    "buka-lagi": Decision(
        Step.REOPEN, forms.ReopenForm, _reopen, N_("Buka lagi"), N_("Buka lagi"),
        N_("Laporan dibuka lagi."), "history",
    ),
    "kembalikan": Decision(
        Step.SEND_BACK, forms.SendBackForm, _send_back, N_("Periksa ulang"),
        N_("Kembalikan ke petugas"), N_("Dikembalikan ke petugas."), "tool",
    ),
    "pisah": Decision(
        Step.UNMERGE, forms.UnmergeForm, _unmerge, N_("Pisahkan"), N_("Pisahkan"),
        N_("Laporan ini ditangani sendiri lagi."), "git-merge",
    ),
    "catat": Decision(
        Step.NOTE, forms.NoteForm, _note, N_("Catatan"), N_("Simpan catatan"),
        N_("Catatan disimpan."), "message-2", "C",
    ),
}  # fmt: skip
"""By the last word of the address; merging has a module of its own, `merging`."""


def replies_for(decision: Decision) -> list[CannedReply]:
    """The ready sentences of this step, then those for any."""
    wanted = [one for one in catalogue().replies if one.active]
    own = [one for one in wanted if one.used_for == decision.step.value]
    return own + [one for one in wanted if not one.used_for]


def prefill(decision: Decision, form: Any, complaint: Complaint, at: Any) -> None:
    """What is already known, so that the operator only corrects it."""
    filling = {Step.VERIFY: show_known, Step.EXPLAIN: _turn, Step.ESCALATE: _tomorrow}
    if decision.step in filling:
        filling[decision.step](form, complaint, at)
    if decision.step is Step.RESOLVE:
        form.cause.data = complaint.cause.value


def _turn(form: Any, complaint: Complaint, at: Any) -> None:
    due = at.astimezone(CITY_TIME) + timedelta(hours=6)
    form.water_due_at.data = due.replace(minute=0, second=0, microsecond=0, tzinfo=None)
    with force_locale(complaint.language):
        form.words.data = gettext(
            "Air di %(area)s sedang digilir. Ini pembagian air, bukan kerusakan.",
            area=catalogue().area_name(complaint.area_id) or gettext("wilayah ini"),
        )


def _tomorrow(form: Any, _complaint: Complaint, at: Any) -> None:
    form.next_update_on.data = at.astimezone(CITY_TIME).date() + timedelta(days=1)
