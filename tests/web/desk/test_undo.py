"""Urungkan at the desk: a plain form for ten seconds, for one complaint and for several."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from ptmb.actions import fieldwork
from ptmb.adapters import clock
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Complaint, Staff
from tests.browsing import HTMX, Browser, Page
from tests.conftest import Statements
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]


@pytest.fixture
def operator(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.OPERATOR))


@pytest.fixture
def officer(given: Given) -> Staff:
    person: Staff = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    return person


def address(one: Complaint, step: str = "") -> str:
    return f"/meja/{one.reference}{'/' + step if step else ''}"


def fresh(one: Complaint) -> Complaint:
    db.session.remove()
    return db.session.get_one(Complaint, one.id)


def later(seconds: float) -> None:
    clock.pin(clock.now() + timedelta(seconds=seconds))


def assigns(operator: Browser, one: Complaint) -> Page:
    sent = operator.get(address(one)).form(address(one, "tunjuk"))
    return operator.get(operator.post(address(one, "tunjuk"), sent).location)


def test_the_panel_says_whom_and_offers_to_undo(
    given: Given, operator: Browser, officer: Staff
) -> None:
    one = given.complaint()
    page = assigns(operator, one)
    assert f"Ditunjuk ke {officer.name}. Urungkan" in page.text

    after = operator.post(address(one, "urungkan"), page.form(address(one, "urungkan")))

    assert fresh(one).status is Status.RECEIVED
    text = operator.get(after.location).text
    assert "Penunjukan petugas diurungkan" in text
    assert "Ditunjuk ke" not in text


def test_the_same_tap_twice_undoes_once(given: Given, operator: Browser, officer: Staff) -> None:
    one = given.complaint()
    form = assigns(operator, one).form(address(one, "urungkan"))
    for _ in range(2):
        assert operator.post(address(one, "urungkan"), form).location == address(one)
    assert fresh(one).version == 3


def test_after_ten_seconds_nothing_is_offered_any_more(
    given: Given, operator: Browser, officer: Staff
) -> None:
    one = given.complaint()
    assigns(operator, one)
    later(10)
    assert "Urungkan" not in operator.get(address(one)).one(".pt-panel").get_text()


def test_a_tap_that_comes_too_late_is_told_so(
    given: Given, operator: Browser, officer: Staff
) -> None:
    one = given.complaint()
    form = assigns(operator, one).form(address(one, "urungkan"))
    later(16)
    page = operator.post(address(one, "urungkan"), form, status=409)
    assert "Waktu mengurungkan sudah lewat." in page.text
    assert fresh(one).status is Status.ASSIGNED


def test_an_officer_who_was_faster_is_not_called_back(
    given: Given, operator: Browser, officer: Staff
) -> None:
    one = given.complaint()
    form = assigns(operator, one).form(address(one, "urungkan"))
    fieldwork.set_off(one.id, Deed(officer.actor(), clock.now(), "sets-off-within-seconds"))
    page = operator.post(address(one, "urungkan"), form, status=409)
    assert "Langkah Anda tidak diurungkan." in page.text
    assert fresh(one).status is Status.EN_ROUTE


def test_a_colleague_is_offered_nothing(
    given: Given, operator: Browser, officer: Staff, browse: Browse
) -> None:
    one = given.complaint()
    form = assigns(operator, one).form(address(one, "urungkan"))
    del form["csrf_token"]
    colleague = browse(given.staff(Role.OPERATOR))
    assert not colleague.get(address(one)).all("form[data-undo]")
    colleague.post(address(one, "urungkan"), form, status=409)
    assert fresh(one).status is Status.ASSIGNED


def test_a_form_without_its_step_changes_nothing(
    given: Given, operator: Browser, officer: Staff
) -> None:
    one = given.complaint()
    form = assigns(operator, one).form(address(one, "urungkan"))
    operator.post(address(one, "urungkan"), {**form, "undoes": "resolve"}, status=422)
    assert fresh(one).status is Status.ASSIGNED


def test_who_follows_by_mistake_stands_alone_again(given: Given, operator: Browser) -> None:
    one, other = given.complaint(), given.complaint(category="LEAK")
    form = {**operator.get(address(one, "gabung")).form(address(one, "gabung"))}
    form["target"] = other.reference
    operator.post(address(one, "gabung"), form)
    page = operator.get(address(one))
    assert f"Digabung ke {other.reference}. Urungkan" in page.text

    form = page.form(address(one, "urungkan"))
    for _ in range(2):
        operator.post(address(one, "urungkan"), form)

    assert (fresh(one).status, fresh(one).merged_into_id) == (Status.RECEIVED, None)


def test_all_that_was_gathered_is_let_go_in_one_tap(given: Given, operator: Browser) -> None:
    one, twin, third = given.complaint(), given.complaint(), given.complaint()
    form = operator.get(address(one, "gabung"))
    offered = [str(box["value"]) for box in form.all("input[name=others]")]
    sent = {**form.form(address(one, "gabung")), "others": offered}
    page = operator.get(operator.post(address(one, "gabung"), sent).location)
    assert "2 aduan bisa diurungkan. Urungkan" in page.text

    operator.post("/meja/bersama/urungkan", page.form("/meja/bersama/urungkan"))

    assert {fresh(two).status for two in (twin, third)} == {Status.RECEIVED}
    assert "2 aduan diurungkan." in operator.get("/meja").text


def test_of_several_assigned_together_those_that_moved_on_stay(
    given: Given, operator: Browser, officer: Staff
) -> None:
    one, two = given.complaint(), given.complaint()
    chosen = [f"{row.reference}~{row.version}" for row in (one, two)]
    sent = {"key": "b" * 32, "deed": "tunjuk", "chosen": chosen, "assignee": f"p{officer.id}"}
    page = operator.get(operator.post("/meja/bersama?saluran=web", sent).location)
    assert "2 aduan bisa diurungkan." in page.text
    fieldwork.set_off(one.id, Deed(officer.actor(), clock.now(), "sets-off-with-the-first"))

    after = operator.post("/meja/bersama/urungkan?saluran=web", page.form("/meja/bersama/urungkan"))

    assert after.location == "/meja?saluran=web"
    assert (fresh(one).status, fresh(two).status) == (Status.EN_ROUTE, Status.RECEIVED)
    assert "1 aduan diurungkan. 1 dilewati karena sudah berubah." in operator.get("/meja").text


@pytest.mark.parametrize("slip", ["", "x", "b" * 32, "b" * 32 + ".1.2.999999999", "b" * 32 + ".'"])
def test_a_slip_of_nobody_undoes_nothing(operator: Browser, slip: str) -> None:
    assert not operator.get("/meja", query_string={"urungkan": slip}).all("form[data-undo]")
    operator.post("/meja/bersama/urungkan", {"slip": slip})


def test_the_offer_costs_the_panel_no_query(
    given: Given, operator: Browser, officer: Staff, counting: Counting
) -> None:
    one = given.complaint()
    assigns(operator, one)
    operator.get(address(one))
    with counting() as statements:
        page = operator.get(address(one), headers=HTMX, htmx=True)
    assert page.all("form[data-undo]")
    assert statements.count <= 10
