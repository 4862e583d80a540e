"""Periksa hasil kerja: finished work that a supervisor looks at again, and their verdict."""

from dataclasses import dataclass, replace
from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions import spot_checks as deeds
from ptmb.actions import triage
from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.domain.choices import Confirmation
from ptmb.domain.lifecycle import OPEN, Status, StepRefused
from ptmb.domain.roles import Role
from ptmb.domain.spot_checks import DOUBT_WORDS, VERDICT_WORDS, Doubt, Verdict
from ptmb.models import Photo
from ptmb.queries.catalogue import catalogue
from ptmb.queries.spot_checks import PAGE, Checked, spot_check, spot_checks, waiting_checks
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.forms.spot_check import VerdictForm
from ptmb.web.filters import StateView
from ptmb.web.history import PictureView
from ptmb.web.identity import deed
from ptmb.web.pages import found, go, new_key, page
from ptmb.web.photo_captions import caption

desk.add_app_template_global(waiting_checks, "spot_checks_waiting")


@dataclass(frozen=True)
class CheckView:
    """One finish as the page shows it; `form` only while nobody has judged it."""

    checked: Checked
    reasons: list[str]
    before: list[PictureView]
    after: list[PictureView]
    same: PictureView | None
    answer: StateView
    form: VerdictForm | None

    @property
    def verdict(self) -> str:
        verdict = self.checked.check.verdict
        return gettext(VERDICT_WORDS[verdict]) if verdict else ""


@desk.get("/periksa")
@only(Role.SUPERVISOR)
def checks() -> Response:
    """Those that wait; `dinilai=1`: those that somebody has looked at."""
    judged = request.args.get("dinilai") == "1"
    rows = spot_checks(judged=judged, before_id=_number("sebelum"))
    more = None
    if len(rows) > PAGE:
        last = rows[PAGE - 1].check.id
        more = url_for("desk.checks", sebelum=last, dinilai=1 if judged else None)
    views = [_view(one) for one in rows[:PAGE]]
    return _page(views, judged=judged, next_href=more)


@desk.post("/periksa/<int(max=2147483647):check_id>")
@only(Role.SUPERVISOR)
def judge(check_id: int) -> Response:
    """Good, or back to the officer; of two supervisors the second is told what the first said."""
    checked, form = found(spot_check(check_id)), VerdictForm().place(check_id)
    if not form.validate():
        return _again(checked, form, 422)
    try:
        _take(checked, form)
    except Incomplete as missing:
        form.words.errors = [gettext(missing.sentence)]
        return _again(checked, form, 422)
    except (deeds.JudgedBefore, StaleComplaint, StepRefused):
        return _overtaken(check_id, form)
    flash(gettext("Hasil pemeriksaan disimpan."), "ok")
    return go("desk.checks")


def _take(checked: Checked, form: VerdictForm) -> None:
    """Work that nobody has accepted yet goes back at once; later there is only the verdict."""
    verdict, words = Verdict(form.verdict.data), form.words.data or ""
    step = deed(form.key.data, form.version)
    if verdict is Verdict.SENT_BACK and _returnable(checked):
        triage.send_back(checked.complaint.id, words, step)
    else:
        deeds.judge(checked.check.id, verdict, words, step.by, step.at)


def _returnable(checked: Checked) -> bool:
    return checked.check.judged_at is None and checked.complaint.status is Status.RESOLVED


def _overtaken(check_id: int, form: VerdictForm) -> Response:
    """409: the words stay in the form while there still is one."""
    fresh = found(spot_check(check_id))
    form.seen.data, form.key.data = str(fresh.complaint.version), new_key()
    return _again(fresh, form, 409, too_late=form.words.data or "", overtaken=True)


def _again(checked: Checked, form: VerdictForm, status: int, **rest: Any) -> Response:
    view = _view(checked)
    if view.form:
        view = replace(view, form=form)
    wrong = form if status == 422 else None
    return _page([view], status=status, wrong=wrong, judged=view.form is None, **rest)


def _page(views: list[CheckView], status: int = 200, **rest: Any) -> Response:
    return page(
        "desk/spot_checks.html",
        status=status,
        checks=views,
        catalogue=catalogue(),
        **rest,
    )


def _view(one: Checked) -> CheckView:
    form = None
    if one.check.judged_at is None:
        form = VerdictForm(formdata=None).place(one.check.id)
        form.key.data, form.seen.data = new_key(), str(one.complaint.version)
    reasons = [gettext(DOUBT_WORDS[Doubt(value)]) for value in one.check.reasons]
    return CheckView(
        one,
        reasons or [gettext("Dipilih acak, tanpa tanda aneh")],
        [_picture(photo, gettext("Foto sebelum")) for photo in one.before],
        [_picture(photo, gettext("Foto sesudah")) for photo in one.after],
        _picture(one.same.photo, gettext("Foto di aduan lain")) if one.same else None,
        _answer(one),
        form,
    )


def _picture(photo: Photo, words: str) -> PictureView:
    src = url_for("photos.photo", token=photo.token)
    return PictureView(src, url_for("photos.thumbnail", token=photo.token), words, caption(photo))


def _answer(one: Checked) -> StateView:
    """The citizen's yes or no is the last proof."""
    complaint = one.complaint
    if complaint.confirmed_by is Confirmation.REPORTER:
        return StateView("ok", "circle-check", gettext("Pelapor: sudah beres"), "")
    if complaint.confirmed_by is Confirmation.SILENCE:
        return StateView("none", "clock-hour-4", gettext("Pelapor tidak menjawab"), "")
    if complaint.status is Status.RESOLVED:
        return StateView("new", "clock-hour-4", gettext("Menunggu jawaban pelapor"), "")
    if complaint.status in OPEN and complaint.reopened:
        return StateView("bad", "rotate-2", gettext("Pelapor: belum beres"), "")
    return StateView("fix", "tool", gettext("Dikerjakan lagi"), "")


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None
