""" "Tanyakan ke PTMB": the form about one thing, with what was asked about it before."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from ptmb.domain.questions import About
from ptmb.models import Complaint
from ptmb.queries.catalogue import AreaView
from ptmb.queries.questions import Asked, questions_about
from ptmb.web.fields import KeyedForm
from ptmb.web.pages import new_key


class QuestionForm(KeyedForm):
    """What the words must be, the domain says when they are asked."""

    text = TextAreaField(_("Pertanyaan Anda"))


@dataclass(frozen=True)
class Subject:
    """What is asked about. `action` takes the form, `home` is the page the form stands on."""

    about: About
    name: str
    action: str
    home: str


@dataclass(frozen=True)
class Asking:
    """The form, and the questions and answers above it."""

    subject: Subject
    form: QuestionForm
    asked: list[Asked]


def asking(subject: Subject, form: QuestionForm | None = None) -> Asking:
    """For the page of a complaint or an area; one query. `form` was sent and refused."""
    return Asking(subject, form or empty_form(), questions_about(subject.about))


def empty_form() -> QuestionForm:
    return QuestionForm(formdata=None, key=new_key())


def about_complaint(row: Complaint) -> Subject:
    return Subject(
        About(complaint_id=row.id),
        row.reference,
        url_for("mayor.ask_about_complaint", reference=row.reference),
        url_for("mayor.complaint", reference=row.reference),
    )


def about_area(area: AreaView) -> Subject:
    return Subject(
        About(area_id=area.id),
        area.name,
        url_for("mayor.ask_about_area", code=area.code),
        url_for("mayor.place", code=area.code),
    )


def about_the_city() -> Subject:
    own = url_for("mayor.own_questions")
    return Subject(About(), gettext("Seluruh kota"), own, own)
