"""The administrator's first page: do the figures still equal the complaints?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from ptmb.adapters import clock
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.jobs.self_check import check_now, check_when_due
from ptmb.models import Tally
from tests.browsing import Browser
from tests.people import Given


@pytest.fixture
def admin(given: Given, browse: Callable[..., Browser]) -> Browser:
    return browse(given.staff(Role.ADMIN))


def test_before_the_first_night_it_says_when_that_will_be(admin: Browser) -> None:
    text = admin.get("/admin").text
    assert "Belum pernah diperiksa. Pemeriksaan pertama malam ini pukul 03.00." in text


def test_the_button_leaves_it_to_the_worker_and_the_page_waits(
    admin: Browser, given: Given
) -> None:
    given.complaint(Status.RESOLVED)
    admin.get("/admin")
    answer = admin.post("/admin/angka/periksa")
    assert (answer.status, answer.location) == (303, "/admin")
    waiting = admin.get("/admin")
    assert "Angka diperiksa sebentar lagi." in waiting.text
    assert "Sedang diperiksa." in waiting.text
    assert not waiting.all("#periksa, form[action='/admin/angka/periksa']")
    tag = waiting.one("#angka")["hx-ptag"]
    admin.get("/admin", status=304, htmx=True, headers={"HX-PTag": tag})

    check_when_due(clock.now())

    page = admin.get("/admin", htmx=True, headers={"HX-PTag": tag})
    assert "<html" not in page.html
    assert (
        page.one("#periksa").get_text(strip=True)
        == "Angka diperiksa 10 Feb 14.32: cocok, 1 laporan"
    )
    assert not page.one("#angka").get("hx-get"), "what is known needs no more looking"
    assert page.all("form[action='/admin/angka/periksa']")


def test_differences_are_listed_with_what_to_do(admin: Browser, given: Given) -> None:
    given.complaint()
    db.session.execute(update(Tally).values(total=Tally.total + 1))
    db.session.commit()
    check_now(clock.now())
    page = admin.get("/admin")
    assert "Angka diperiksa 10 Feb 14.32: tidak cocok" in page.text
    assert "ptmb stats rebuild" in page.text
    assert "tercatat 2, seharusnya 1" in page.all("section li")[0].text


def test_the_nights_before_stand_below(admin: Browser) -> None:
    for days in (2, 1, 0):
        check_now(clock.now() - timedelta(days=days))
    rows = admin.get("/admin").all("tbody tr")
    assert [" ".join(row.text.split()) for row in rows] == [
        "9 Feb 14.32 0 cocok",
        "8 Feb 14.32 0 cocok",
    ]


def test_it_takes_few_statements(
    admin: Browser, counting: Callable[[], AbstractContextManager[Any]]
) -> None:
    check_now(clock.now())
    admin.get("/admin")
    with counting() as statements:
        admin.get("/admin")
    assert statements.count <= 5, statements.texts
