"""For managers: how long crews are at the place, and what was used up in a month."""

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.actions import fieldwork
from ptmb.actions.fieldwork import Outcome
from ptmb.adapters import clock
from ptmb.domain.choices import WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.materials import Used
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Material, Staff
from tests.browsing import Browser
from tests.people import Given

Counting = Callable[[], AbstractContextManager[Any]]


@pytest.fixture
def officer(given: Given) -> Staff:
    person: Staff = given.staff(
        Role.OFFICER, areas=("Gunung Sari Ilir",), crew_id=given.crew("Tim Barat").id
    )
    return person


@pytest.fixture
def manager(given: Given, browse: Callable[..., Browser]) -> Browser:
    return browse(given.staff(Role.MANAGER))


def worked(given: Given, officer: Staff, minutes: int, quantity: str = "1.25") -> None:
    """Finished just now, after so many minutes at the place."""
    at = clock.now() - timedelta(minutes=minutes + 3)  # assign, set off, arrive: a minute each
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer, at=at)
    pipe = db.session.scalars(select(Material).order_by(Material.position)).first()
    assert pipe
    outcome = Outcome(
        WorkDone.OTHER, Cause.TECHNICAL, materials=(Used(pipe.id, Decimal(quantity)),)
    )
    deed = Deed(officer.actor(), clock.now(), f"worked-{minutes:04d}-minutes")
    fieldwork.resolve(complaint.id, outcome, deed)


def test_a_crews_middle_time_at_the_place_stands_beside_its_load(
    given: Given, officer: Staff, manager: Browser
) -> None:
    given.crew("Tim Timur")
    for minutes in (10, 42, 95):
        worked(given, officer, minutes)
    rows = manager.get("/walikota/beban").all("section[aria-labelledby=tim] tbody tr")
    said = [row.select("th")[0].get_text(" ", strip=True) for row in rows]
    assert said == ["Tim Barat Di lokasi 42 menit", "Tim Timur"]


def test_both_pages_cost_as_many_questions_for_many_as_for_few(
    given: Given, officer: Staff, manager: Browser, counting: Counting
) -> None:
    costs: dict[str, list[int]] = {"/walikota/beban": [], "/walikota/bahan": []}
    for more in (1, 8):
        for number in range(more):
            worked(given, officer, 10 * more + number)
        for path, counts in costs.items():
            manager.get(path)
            with counting() as statements:
                manager.get(path)
            counts.append(statements.count)
    assert all(few == many <= 9 for few, many in costs.values()), costs


def test_a_month_of_materials_is_a_page_and_a_file(
    given: Given, officer: Staff, manager: Browser
) -> None:
    worked(given, officer, 10)
    worked(given, officer, 20, "2")
    page = manager.get("/walikota/bahan")
    (row,) = page.all("tbody tr")
    assert row.get_text(" ", strip=True) == "Pipa PVC ½ inci 3,25 m 2"
    assert "Februari 2024" in page.text

    link = str(page.one("a[download]")["href"])
    response = manager.get(link).response
    assert response.mimetype == "text/csv"
    lines = list(csv.reader(StringIO(response.get_data(as_text=True)), delimiter=";"))
    assert lines[1][:4] == ["Pipa PVC ½ inci", "3,25", "m", "2"]

    before = manager.get("/walikota/bahan?bulan=2024-01")
    assert "Belum ada bahan yang dicatat di bulan ini." in before.text
    assert "Januari 2024" in before.text


@pytest.mark.parametrize("asked", ["2024-13", "x", "2099-01", "0001-01", "2024-02-10"])
def test_a_month_that_cannot_be_read_is_the_present_one(asked: str, manager: Browser) -> None:
    assert "Februari 2024" in manager.get(f"/walikota/bahan?bulan={asked}").text


def test_only_managers_read_of_it(given: Given, browse: Callable[..., Browser]) -> None:
    for role in (Role.MAYOR, Role.OPERATOR, Role.OFFICER):
        browser = browse(given.staff(role))
        for path in ("/walikota/bahan", "/walikota/bahan.csv"):
            browser.get(path, status=403)
