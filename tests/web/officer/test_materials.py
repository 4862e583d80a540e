"""Bahan yang dipakai and Angka meter: optional, said beside the field, never lost."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.actions import dispatch, fieldwork
from ptmb.actions.dispatch import Assignee
from ptmb.actions.fieldwork import Outcome
from ptmb.actions.intake import Reporter
from ptmb.adapters import clock
from ptmb.domain.choices import WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, Material, MaterialUse, Staff
from tests.browsing import Browser, Page
from tests.people import Given
from tests.web.officer.conftest import (
    FOUND,
    Browse,
    Counting,
    address,
    filled,
    fresh,
    last_event,
    picture,
)
from tests.web.officer.test_major import MAJOR

CUSTOMER: dict[str, Any] = {
    "category": "METER",
    "reporter": Reporter(phone="+6281200000001", customer_number="0123456"),
}


def material(name: str = "Klem perbaikan") -> Material:
    return db.session.scalars(select(Material).where(Material.name_id == name)).one()


def rows(*pairs: tuple[Any, str]) -> dict[str, list[str]]:
    """The six rows as a browser sends them: the empty ones too."""
    full = [*((str(one), number) for one, number in pairs), *[("", "")] * (6 - len(pairs))]
    return {"materials": [one for one, _ in full], "quantities": [number for _, number in full]}


def typed_rows(page: Page) -> list[tuple[str, str]]:
    """The filled rows of the form as the page shows them."""
    found = [
        (
            next((str(one["value"]) for one in row.select("option[selected]")), ""),
            str(row.select("input")[0]["value"]),
        )
        for row in page.all(".off-used li")
    ]
    assert len(found) == 6
    return [pair for pair in found if any(pair)]


def finished(browser: Browser, complaint: Complaint, **typed: Any) -> Page:
    """Both taps; the page of the question between them."""
    form = filled(browser, complaint, "selesai", **FOUND, photos=picture(), **typed)
    asked = browser.post(address(complaint, "selesai"), form, status=200)
    fields = asked.soup.select("#yakin [name]")
    sure: dict[str, list[str]] = {"sure": ["1"]}
    for one in fields:
        sure.setdefault(str(one["name"]), []).append(str(one.get("value", "")))
    for _ in range(2):
        browser.post(address(complaint, "selesai"), sure)
    return asked


def test_what_was_used_is_asked_once_more_and_stored_once(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    clamp, pipe = material(), material("Pipa PVC ¾ inci")

    asked = finished(browse(officer), complaint, **rows((pipe.id, "1,5"), (clamp.id, "2")))

    words = "Pipa PVC ¾ inci 1,5 m, Klem perbaikan 2 buah"
    assert words in asked.text
    stored = db.session.query(MaterialUse).order_by(MaterialUse.id)
    assert [row.quantity for row in stored] == [Decimal("1.5"), Decimal(2)]
    desk = browse(given.staff(Role.OPERATOR)).get(f"/meja/{complaint.reference}").text
    assert f"Bahan: {words}" in desk
    assert "Di lokasi" in desk


def test_nothing_used_needs_no_answer(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    asked = finished(browse(officer), complaint, **rows())
    assert "Bahan yang dipakai" not in asked.text
    assert "materials" not in last_event(complaint).facts
    assert fresh(complaint).status is Status.RESOLVED


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        (("{clamp}", ""), "Tulis jumlah, misalnya 2 atau 1,5."),
        (("{clamp}", "1.500"), "Tulis jumlah, misalnya 2 atau 1,5."),
        (("{clamp}", "dua"), "Tulis jumlah, misalnya 2 atau 1,5."),
        (("", "3"), "Pilih bahannya."),
        (("999999", "3"), "Pilih bahannya."),
        (("<script>", "3"), "Pilih bahannya."),
    ],
)
def test_a_row_that_cannot_be_is_told_beside_it_and_all_rows_stay(
    pair: tuple[str, str], sentence: str, given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser, clamp = browse(officer), str(material().id)
    wrong = (pair[0].format(clamp=clamp), pair[1])
    form = filled(browser, complaint, "selesai", **FOUND, **rows((clamp, "4"), wrong))

    page = browser.post(address(complaint, "selesai"), form, status=422)

    (said,) = page.all(".off-used li .pt-error")
    assert said.get_text(strip=True) == sentence
    assert page.one("details.off-used").has_attr("open")
    known = wrong[0] if wrong[0] == clamp else ""
    assert typed_rows(page) == [(clamp, "4"), (known, wrong[1])]


def test_the_way_back_from_the_question_keeps_the_rows(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser, clamp = browse(officer), str(material().id)
    form = filled(browser, complaint, "selesai", **FOUND, ubah="1", **rows((clamp, "2,5")))
    page = browser.post(address(complaint, "selesai"), form, status=200)
    assert typed_rows(page) == [(clamp, "2,5")]


def test_a_job_that_the_desk_gave_again_keeps_the_rows_on_the_form(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser, clamp = browse(officer), str(material().id)
    form = filled(browser, complaint, "besar", **MAJOR, **rows((clamp, "3")))
    deed = Deed(Actor(Role.OPERATOR), clock.now(), "given-to-the-same-officer")
    dispatch.assign(complaint.id, Assignee(staff_id=officer.id), deed, "uji")

    page = browser.post(address(complaint, "besar"), form, status=409)

    assert typed_rows(page) == [(clamp, "3")]


def test_a_step_that_came_too_late_keeps_the_rows_as_words(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "selesai", **FOUND, **rows((material().id, "3")), sure="1")
    from_other_phone = Deed(Actor(Role.OFFICER, officer.id), clock.now(), "the-other-phone-2")
    fieldwork.resolve(complaint.id, Outcome(WorkDone.OTHER, Cause.UNKNOWN), from_other_phone)

    browser.post(address(complaint, "selesai"), form, status=409)

    assert last_event(complaint).internal_note == "Bahan: Klem perbaikan 3"
    assert db.session.query(MaterialUse).count() == 0


def test_major_work_says_what_was_used_and_that_it_is_not_safe(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    typed = {**MAJOR, "safe": "no", **rows((material().id, "1"))}
    browser.post(address(complaint, "besar"), filled(browser, complaint, "besar", **typed))

    for reader, path in (
        (browser, address(complaint)),
        (browse(given.staff(Role.OPERATOR)), f"/meja/{complaint.reference}"),
    ):
        text = reader.get(path).text
        assert "Bahan: Klem perbaikan 1 buah" in text
        assert "belum aman untuk sementara" in text
        assert "Di lokasi" in text


def test_a_material_that_is_switched_off_is_not_offered_but_stays_where_it_was_chosen(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser, admin = browse(officer), browse(given.staff(Role.ADMIN))
    clamp = str(material().id)
    form = admin.get(f"/admin/bahan/{clamp}").form(f"/admin/bahan/{clamp}")
    del form["active"]
    admin.post(f"/admin/bahan/{clamp}", form)

    page = browser.get(address(complaint))
    assert "Klem perbaikan" not in page.one(".off-used").get_text()
    finished(browser, complaint, **rows((clamp, "1")))
    assert [row.quantity for row in db.session.query(MaterialUse)] == [Decimal(1)]


def test_the_meter_is_asked_only_where_the_category_asks(
    given: Given, browse: Browse, officer: Staff
) -> None:
    browser = browse(officer)
    meter = given.complaint(Status.IN_PROGRESS, officer=officer, **CUSTOMER)
    dry = given.complaint(Status.IN_PROGRESS, officer=officer)
    assert "Angka meter" in browser.get(address(meter)).text
    assert "Angka meter" not in browser.get(address(dry)).text


def test_a_reading_is_shown_to_the_desk_and_one_that_fell_is_asked_about(
    given: Given, browse: Browse, officer: Staff
) -> None:
    browser, desk = browse(officer), browse(given.staff(Role.OPERATOR))
    first = given.complaint(Status.IN_PROGRESS, officer=officer, **CUSTOMER)
    asked = finished(browser, first, meter="1300,5", meter_number="ab 1")
    assert "1.300,5 m³, nomor AB 1" in asked.text
    assert "Angka ini turun." not in asked.text
    assert "Meter 1.300,5 m³, nomor AB 1" in desk.get(f"/meja/{first.reference}").text

    again = given.complaint(Status.IN_PROGRESS, officer=officer, **CUSTOMER)
    asked = finished(browser, again, meter="1240", meter_number="AB 1")
    assert "Angka ini turun. Kunjungan lalu meter ini 1.300,5 m³." in asked.text
    assert fresh(again).status is Status.RESOLVED, "an officer may know better"
    text = desk.get(f"/meja/{again.reference}").text
    assert "Kunjungan lalu meter ini 1.300,5 m³." in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"meter": "banyak"}, "Tulis angka meter, misalnya 1234 atau 1234,5."),
        ({"meter": "12345678"}, "Tulis angka meter, misalnya 1234 atau 1234,5."),
        ({"meter_number": "AB1"}, "Isi juga angka meternya."),
        ({"meter": "5", "meter_number": "<b>"}, "Nomor meter: huruf dan angka saja."),
    ],
)
def test_a_reading_that_no_meter_shows_is_told_and_kept(
    typed: dict[str, str], sentence: str, given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer, **CUSTOMER)
    browser = browse(officer)
    form = filled(browser, complaint, "selesai", **FOUND, **typed)
    page = browser.post(address(complaint, "selesai"), form, status=422)
    assert sentence in page.text
    kept = page.form(address(complaint, "selesai"))
    assert {name: kept[name] for name in typed} == typed


def test_the_rows_cost_no_question(
    given: Given, browse: Browse, officer: Staff, counting: Counting
) -> None:
    browser = browse(officer)
    before = given.complaint(Status.EN_ROUTE, officer=officer)
    there = given.complaint(Status.IN_PROGRESS, officer=officer)
    counts = []
    for complaint in (before, there):
        browser.get(address(complaint))
        with counting() as statements:
            browser.get(address(complaint))
        counts.append(statements.count)
    assert counts[0] == counts[1]
