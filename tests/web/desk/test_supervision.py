"""A supervisor reads at the desk of work that failed twice; an operator is not asked to."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.models import Complaint
from tests.actions.test_supervision import reopened
from tests.browsing import Browser
from tests.conftest import Statements
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]


@pytest.fixture
def failed(given: Given) -> Complaint:
    complaint: Complaint = given.complaint(Status.RESOLVED)
    reopened(complaint, 2)
    return complaint


@pytest.fixture
def supervisor(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.SUPERVISOR))


def test_it_stands_above_the_queue_until_it_is_read(failed: Complaint, supervisor: Browser) -> None:
    page = supervisor.get("/meja?saluran=web")
    notice = page.one("#kabar-pengawas .pt-flash")
    assert f"{failed.reference} dibuka lagi 2 kali" in " ".join(notice.get_text(" ").split())
    action = str(notice.select("form")[0]["action"])

    after = supervisor.post(action, page.form(action.split("?", maxsplit=1)[0]))

    assert after.location == "/meja?saluran=web"
    assert supervisor.get("/meja").one("#kabar-pengawas").get_text(strip=True) == ""


def test_it_comes_by_itself_with_the_next_poll(failed: Complaint, supervisor: Browser) -> None:
    page = supervisor.get("/meja", htmx=True)
    assert page.one("#kabar-pengawas")["hx-swap-oob"] == "true"
    assert failed.reference in page.one("#kabar-pengawas").get_text()


def test_the_page_of_a_complaint_has_room_for_it(failed: Complaint, supervisor: Browser) -> None:
    assert supervisor.get(f"/meja/{failed.reference}").one("#kabar-pengawas")


def test_an_operator_neither_sees_nor_reads_it_away(
    failed: Complaint, supervisor: Browser, given: Given, browse: Browse
) -> None:
    operator = browse(given.staff(Role.OPERATOR))
    assert not operator.get("/meja").all("#kabar-pengawas")
    action = str(supervisor.get("/meja").one("#kabar-pengawas form")["action"])
    operator.post(action, status=403)
    assert failed.reference in supervisor.get("/meja").one("#kabar-pengawas").get_text()


def test_a_notice_that_is_none_is_not_found(supervisor: Browser) -> None:
    supervisor.post("/meja/kabar/999", status=404)


def test_it_costs_the_supervisors_queue_one_query(
    failed: Complaint, supervisor: Browser, counting: Counting
) -> None:
    supervisor.get("/meja")
    with counting() as statements:
        supervisor.get("/meja")
    assert statements.count <= 6
