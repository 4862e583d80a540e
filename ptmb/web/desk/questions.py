"""D8: what the mayor and the managers ask the desk, and the desk's answers."""

from dataclasses import dataclass, replace

from flask import flash, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import questions as deeds
from ptmb.adapters.clock import now
from ptmb.domain.questions import ANSWERERS, About
from ptmb.domain.reference import NotACode, read_reference
from ptmb.domain.roles import Role
from ptmb.queries.catalogue import catalogue
from ptmb.queries.complaint_timeline import complaint_by_reference
from ptmb.queries.questions import (
    PAGE,
    Asked,
    answered_questions,
    question_by_id,
    questions_about,
    waiting_count,
    waiting_questions,
)
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.forms.question import ReplyForm
from ptmb.web.pages import found, go, page

desk.add_app_template_global(waiting_count, "questions_waiting")


@dataclass(frozen=True)
class Line:
    """A question with what it is about and, while it waits, the form for its answer."""

    asked: Asked
    about: str
    href: str
    form: ReplyForm | None


@dataclass(frozen=True)
class QuestionDesk:
    """Those that wait come first; `everything` is False where only some are looked at."""

    waiting: list[Line]
    answered: list[Line]
    next_href: str | None = None
    everything: bool = True


@desk.get("/pertanyaan")
@only(*ANSWERERS)
def questions() -> Response:
    code = request.args.get("aduan", "")
    return page("desk/questions.html", desk=_about(code) if code else _everything())


@desk.post("/pertanyaan/<int(max=2147483647):question_id>")
@only(*ANSWERERS)
def answer_question(question_id: int) -> Response:
    """Refused words stay in the form; words that came too late stand under the answer that won."""
    found(question_by_id(question_id))
    form = ReplyForm()
    words = form.words.data or ""
    try:
        deeds.answer(question_id, words, current_user.actor, now())
    except deeds.UnfitWords as wrong:
        form.words.errors = [gettext(wrong.sentence)]
        return page("desk/questions.html", status=422, desk=_one(question_id, form), wrong=form)
    except deeds.AnsweredBefore:
        return page("desk/questions.html", status=409, desk=_one(question_id), too_late=words)
    flash(gettext("Jawaban terkirim."), "ok")
    return go("desk.questions")


def _about(code: str) -> QuestionDesk:
    """What was asked about one complaint."""
    try:
        complaint = complaint_by_reference(read_reference(code))
    except NotACode:
        complaint = None
    return _split(questions_about(About(complaint_id=found(complaint).id)))


def _one(question_id: int, form: ReplyForm | None = None) -> QuestionDesk:
    shown = _split([found(question_by_id(question_id))])
    if form is None:
        return shown
    lines = [replace(one, form=form.place(one.asked.id)) for one in shown.waiting]
    return replace(shown, waiting=lines)


def _everything() -> QuestionDesk:
    """First every page of those that wait, oldest first; then the answered ones, newest first."""
    after, before = _number("setelah"), _number("sebelum")
    waiting = [] if before else waiting_questions(after)
    if len(waiting) > PAGE:
        more = url_for("desk.questions", setelah=waiting[PAGE - 1].id)
        return QuestionDesk(_lines(waiting[:PAGE]), [], more)
    answered = answered_questions(before or None)
    older = answered[PAGE - 1].id if len(answered) > PAGE else None
    next_href = url_for("desk.questions", sebelum=older) if older else None
    return QuestionDesk(_lines(waiting), _lines(answered[:PAGE]), next_href)


def _split(rows: list[Asked]) -> QuestionDesk:
    """Some of them, newest first, as the page shows them."""
    waiting = [one for one in reversed(rows) if not one.answered_at]
    return QuestionDesk(
        _lines(waiting), _lines([one for one in rows if one.answered_at]), everything=False
    )


def _lines(rows: list[Asked]) -> list[Line]:
    return [
        Line(
            one,
            one.reference or catalogue().area_name(one.area_id) or gettext("Seluruh kota"),
            _href(one),
            None if one.answered_at else ReplyForm(formdata=None).place(one.id),
        )
        for one in rows
    ]


def _href(one: Asked) -> str:
    """Where this person may read about it: an administrator has no desk."""
    area = catalogue().areas.get(one.area_id or 0)
    if current_user.role is Role.ADMIN:
        if one.reference:
            return url_for("mayor.complaint", reference=one.reference)
        return url_for("mayor.place", code=area.code) if area else url_for("mayor.summary")
    if one.reference:
        return url_for("desk.complaint", reference=one.reference)
    return url_for("desk.queue", lajur="semua", wilayah=area.id if area else None)


def _number(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
