"""The mayor asks the desk: about a complaint, an area or the whole city; and reads the answers."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from ptmb.actions import questions
from ptmb.adapters.clock import now
from ptmb.domain.questions import ASKERS, About
from ptmb.domain.reference import NotACode, read_reference
from ptmb.queries.catalogue import catalogue
from ptmb.queries.complaint_timeline import complaint_by_reference
from ptmb.queries.questions import PAGE
from ptmb.queries.questions import own_questions as questions_of
from ptmb.web.access import only
from ptmb.web.mayor import mayor
from ptmb.web.mayor.asking import (
    Asking,
    QuestionForm,
    Subject,
    about_area,
    about_complaint,
    about_the_city,
    asking,
    empty_form,
)
from ptmb.web.pages import found, new_key, page

_ANCHOR = "#tanya"


@mayor.get("/pertanyaan")
@only(*ASKERS)
def own_questions() -> Response:
    return _own(empty_form())


@mayor.post("/pertanyaan")
@only(*ASKERS)
def ask_about_the_city() -> Response:
    return _sent(about_the_city())


@mayor.get("/aduan/<reference>/tanya")
@only(*ASKERS)
def ask_about_complaint(reference: str) -> Response:
    return page("mayor/ask.html", ask=asking(_complaint(reference)))


@mayor.post("/aduan/<reference>/tanya")
@only(*ASKERS)
def send_about_complaint(reference: str) -> Response:
    return _sent(_complaint(reference))


@mayor.get("/wilayah/<code>/tanya")
@only(*ASKERS)
def ask_about_area(code: str) -> Response:
    return page("mayor/ask.html", ask=asking(_area(code)))


@mayor.post("/wilayah/<code>/tanya")
@only(*ASKERS)
def send_about_area(code: str) -> Response:
    return _sent(_area(code))


def _complaint(reference: str) -> Subject:
    try:
        return about_complaint(found(complaint_by_reference(read_reference(reference))))
    except NotACode as error:
        raise NotFound from error


def _area(code: str) -> Subject:
    areas = catalogue().areas.values()
    return about_area(found(next((one for one in areas if one.code == code), None)))


def _sent(subject: Subject) -> Response:
    """Refused words stay in the form; a form that has asked something else gets a new key."""
    form = QuestionForm()
    if not form.validate():
        return _again(subject, form, 422)
    try:
        questions.ask(form.text.data or "", subject.about, current_user.actor, now(), form.key.data)
    except questions.UnfitWords as wrong:
        form.text.errors = [gettext(wrong.sentence)]
        return _again(subject, form, 422)
    except questions.KeyTaken:
        form.key.data = new_key()
        form.text.errors = [gettext("Pertanyaan sebelumnya sudah terkirim. Kirim juga yang ini?")]
        return _again(subject, form, 409)
    flash(gettext("Pertanyaan terkirim ke PTMB. Jawabannya muncul di sini."), "ok")
    return redirect(subject.home + _ANCHOR, 303)


def _again(subject: Subject, form: QuestionForm, status: int) -> Response:
    if subject.about == About():
        return _own(form, status)
    return page("mayor/ask.html", status=status, ask=asking(subject, form))


def _own(form: QuestionForm, status: int = 200) -> Response:
    before = request.args.get("sebelum", "")
    rows = questions_of(
        current_user.id, int(before) if before.isdecimal() and len(before) < 10 else None
    )
    more = len(rows) > PAGE
    return page(
        "mayor/questions.html",
        status=status,
        ask=Asking(about_the_city(), form, []),
        own=rows[:PAGE],
        next_href=url_for("mayor.own_questions", sebelum=rows[PAGE - 1].id) if more else None,
    )
