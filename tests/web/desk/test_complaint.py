from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from ptmb.actions import presence
from ptmb.adapters import clock
from ptmb.domain.audit import AuditDeed
from ptmb.domain.lifecycle import Status
from ptmb.domain.reference import new_reference
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry
from tests.browsing import Browser
from tests.conftest import Statements
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]


@pytest.fixture
def operator(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.OPERATOR))


def test_the_panel_holds_what_it_takes_to_decide(given: Given, operator: Browser) -> None:
    given.staff(Role.OFFICER, name="Petugas 5", areas=("Gunung Sari Ilir",))
    one = given.complaint(description="Sudah dua hari", reporter_name="Pelapor 7")

    page = operator.get(f"/meja/{one.reference}")

    for words in (
        one.reference, "Air tidak mengalir", "Gunung Sari Ilir · RT 12", "rumah pagar hijau",
        "Sudah dua hari", "Pelapor 7", "Petugas 5", "Wilayahnya · 0 tugas", "Laporan diterima",
    ):  # fmt: skip
        assert words in page.text
    assert page.one(".btn-primary").get_text(" ", strip=True).startswith("Tunjuk")


def test_the_panel_alone_is_sent_to_htmx(given: Given, operator: Browser) -> None:
    one = given.complaint()

    page = operator.get(f"/meja/{one.reference}?lajur=berjalan", htmx=True)

    assert "<html" not in page.html
    assert "lajur=berjalan" in str(page.one("[data-close-panel]")["href"])


def test_a_complaint_opened_directly_lets_the_list_come_later(
    given: Given, operator: Browser
) -> None:
    one = given.complaint()

    page = operator.get(f"/meja/{one.reference}?lajur=berjalan")

    assert page.one("#queue")["hx-get"] == "/meja?lajur=berjalan"
    assert not page.all(".pt-q")


def test_the_panel_takes_ten_queries(given: Given, operator: Browser, counting: Counting) -> None:
    one = given.complaint(phone="+6281234567890")
    for _ in range(3):
        given.complaint(phone="+6281234567890")
        given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    operator.get(f"/meja/{one.reference}")

    with counting() as statements:
        operator.get(f"/meja/{one.reference}")

    assert statements.count <= 10, statements.texts


def test_an_unknown_or_impossible_code_is_not_found(operator: Browser) -> None:
    operator.get(f"/meja/{new_reference()}", status=404)
    operator.get("/meja/PTM-00000-00000", status=404)


def test_similar_complaints_nearby_are_offered_for_merging(given: Given, operator: Browser) -> None:
    one = given.complaint()
    twin = given.complaint()
    given.complaint(category="LEAK")
    given.complaint(at=clock.now() - timedelta(hours=9))
    given.complaint(latitude=-1.20, longitude=116.90)

    page = operator.get(f"/meja/{one.reference}")

    assert "1 aduan serupa" in page.text
    assert twin.reference in page.text


@pytest.mark.parametrize(
    ("status", "offered", "withheld"),
    [
        (Status.RECEIVED, ["tolak", "tanya", "jelaskan", "selesai"], ["kembalikan", "buka-lagi"]),
        (Status.IN_PROGRESS, ["besar"], ["tolak", "jelaskan", "selesai"]),
        (Status.NEED_INFO, ["jawab"], ["tunjuk", "tolak"]),
        (Status.RESOLVED, ["buka-lagi"], ["tolak", "kembalikan", "besar"]),
        (Status.MERGED, ["pisah"], ["tolak", "besar"]),
    ],
)
def test_only_the_steps_of_the_lifecycle_are_offered(
    given: Given, operator: Browser, status: Status, offered: list[str], withheld: list[str]
) -> None:
    one = given.complaint(status)
    base = f"/meja/{one.reference}/"

    page = operator.get(f"/meja/{one.reference}")

    links = {str(tag.get("href") or tag.get("action")).split("?")[0] for tag in page.all("a, form")}
    assert {base + word for word in offered} <= links
    assert not {base + word for word in withheld} & links


def test_a_supervisor_may_send_a_job_back(given: Given, browse: Browse) -> None:
    one = given.complaint(Status.RESOLVED)

    page = browse(given.staff(Role.SUPERVISOR)).get(f"/meja/{one.reference}")

    assert page.all(f'[href="/meja/{one.reference}/kembalikan"]')


def test_the_number_is_masked_until_the_look_at_it_is_written_down(
    given: Given, operator: Browser
) -> None:
    one = given.complaint(phone="+6281234567890")
    before = operator.get(f"/meja/{one.reference}")

    after = operator.post(f"/meja/{one.reference}/nomor", status=200)

    assert "3456" not in before.html
    assert "+6281234567890" in after.text
    link = str(after.one('[href^="https://wa.me/6281234567890"]')["href"])
    assert one.reference in link
    assert given.key_of(one) not in after.html
    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.deed == AuditDeed.PHONE_VIEWED)
    ).all()
    assert [entry.subject for entry in entries] == [one.reference]


def test_an_officer_cannot_ask_the_desk_for_a_number(given: Given, browse: Browse) -> None:
    one = given.complaint(phone="+6281234567890")

    browse(given.staff(Role.OFFICER)).post(f"/meja/{one.reference}/nomor", status=403)


def test_two_operators_see_one_another_for_half_a_minute(
    given: Given, operator: Browser, browse: Browse
) -> None:
    one = given.complaint()
    other = given.staff(Role.OPERATOR, name="Operator Sebelah")
    browse(other).get(f"/meja/{one.reference}/hadir?versi=1", htmx=True)

    assert "Operator Sebelah sedang membuka" in operator.get(f"/meja/{one.reference}").text

    clock.pin(clock.now() + timedelta(seconds=31))
    assert "Operator Sebelah" not in operator.get(f"/meja/{one.reference}").text


def test_a_lease_that_cannot_be_written_hurts_nobody(
    given: Given, operator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_rest: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setattr(presence, "look_at", locked)
    one = given.complaint()

    operator.get(f"/meja/{one.reference}/hadir?versi=1", htmx=True)


def test_the_panel_is_told_when_somebody_changed_the_complaint(
    given: Given, operator: Browser
) -> None:
    one = given.complaint()
    url = f"/meja/{one.reference}/hadir?versi={one.version}"
    before = operator.get(url, htmx=True)
    operator.post(f"/meja/{one.reference}/periksa", _step(one.version, cause="technical"))

    after = operator.get(url, htmx=True, headers={"HX-PTag": before.response.headers["HX-PTag"]})

    assert "baru saja diubah" not in before.text
    assert "baru saja diubah" in after.text


def test_a_photo_of_another_complaint_is_not_found(given: Given, operator: Browser) -> None:
    one = given.complaint()

    operator.get(f"/meja/{one.reference}/foto/{'0' * 32}", status=404)


def _step(version: int, **fields: str) -> dict[str, str]:
    return {"key": "k" * 32, "seen": str(version), **fields}
