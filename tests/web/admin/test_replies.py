"""The ready sentences of the desk, as the administrator keeps them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.domain.lifecycle import Step
from ptmb.domain.replies import DEFAULT_REPLIES
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import CannedReply
from ptmb.web.admin.forms.reply import USED_FOR
from ptmb.web.desk.decisions import DECISIONS
from tests.browsing import Browser
from tests.people import Given

LIST = "/admin/kalimat"
FIRST = "/admin/kalimat/1"
NEW = {
    "title": "Pipa induk", "text_id": "Pipa induk sedang diperbaiki.",
    "text_en": "The main is being repaired.", "used_for": "escalate", "active": "y",
}  # fmt: skip


@pytest.fixture
def admin(given: Given, browse: Callable[..., Browser]) -> Browser:
    return browse(given.staff(Role.ADMIN))


def titles() -> list[str]:
    return list(db.session.scalars(select(CannedReply.title).order_by(CannedReply.id)))


def test_the_list_shows_all_and_costs_few_questions(
    admin: Browser, counting: Callable[[], AbstractContextManager[Any]]
) -> None:
    admin.get(LIST)
    with counting() as statements:
        page = admin.get(LIST)
    assert statements.count <= 5, statements.texts
    assert len(page.all("tbody tr")) == len(DEFAULT_REPLIES)
    assert "Menjelaskan giliran air" in page.text


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICER, Role.MAYOR])
def test_nobody_else_gets_in(given: Given, browse: Callable[..., Browser], role: Role) -> None:
    browse(given.staff(role)).get(LIST, status=403)
    browse(given.staff(role)).post(LIST, NEW, status=403)


def test_a_new_sentence_is_added_once_however_often_it_is_sent(admin: Browser) -> None:
    admin.get("/admin/kalimat-baru")
    admin.post(LIST, NEW)
    admin.post(LIST, NEW)
    assert titles().count("Pipa induk") == 1
    assert "Pipa induk sedang diperbaiki." in admin.get(LIST).text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Isi judul."),
        ({"title": "Terima kasih"}, "Judul ini sudah dipakai."),
        ({"text_id": ""}, "Isi kalimatnya."),
        ({"text_en": ""}, "Isi kalimat bahasa Inggris."),
    ],
)
def test_what_cannot_be_is_explained_and_the_rest_is_kept(
    admin: Browser, changed: dict[str, str], sentence: str
) -> None:
    seen = admin.get(FIRST).form(FIRST)["seen"]
    for address in (LIST, FIRST):
        page = admin.post(address, NEW | {"seen": seen} | changed, status=422)
        assert sentence in page.text
        assert page.form(address)["used_for"] == "escalate"
    assert titles() == [one.title for one in DEFAULT_REPLIES]


def test_a_sentence_put_aside_is_no_longer_offered_at_the_desk(
    admin: Browser, given: Given, browse: Callable[..., Browser]
) -> None:
    complaint = given.complaint()
    question = "Rumah Anda di sebelah mana?"
    address = f"/meja/{complaint.reference}/tanya"
    operator = browse(given.staff(Role.OPERATOR))
    assert question in operator.get(address).html

    third = f"/admin/kalimat/{titles().index('Tanya patokan rumah') + 1}"
    form = admin.get(third).form(third)
    form.pop("active")
    admin.post(third, form)

    assert question not in operator.get(address).html


def test_the_second_of_two_administrators_is_told(
    admin: Browser, given: Given, browse: Callable[..., Browser]
) -> None:
    second = browse(given.staff(Role.ADMIN))
    early, late = admin.get(FIRST).form(FIRST), second.get(FIRST).form(FIRST)
    admin.post(FIRST, early | {"text_id": "Air mengalir pukul 18.00."})

    page = second.post(FIRST, late | {"text_id": "Air mengalir besok."}, status=409)

    assert "Kalimat: Air mengalir pukul 18.00." in page.text
    assert page.form(FIRST)["text_id"] == "Air mengalir besok."


def test_a_sentence_that_is_not_there_is_not_found(admin: Browser) -> None:
    admin.get("/admin/kalimat/999", status=404)


def test_every_step_of_the_desk_that_needs_words_can_have_a_sentence() -> None:
    known = {step.value for step in Step}
    assert {name for name in USED_FOR if name} <= known
    assert {name for name in USED_FOR if name} <= {one.step.value for one in DECISIONS.values()}
