"""Asking for tanker water from the page of one's own complaint."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from ptmb.actions import tanker_driving
from ptmb.actions.tanker_driving import Delivery
from ptmb.adapters import clock
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Actor, Role
from ptmb.domain.tankers import FailReason, RequestStatus
from ptmb.extensions import db
from ptmb.models import Complaint, TankerRequest, TankerTruck
from tests.browsing import Browser
from tests.people import Given
from tests.tanker_fleet import asked, dry, fresh, run_of, sold, stops_of, truck
from tests.web.public.conftest import Browse, Counting
from tests.web.public.own import path_of

SAID = {
    "litres": "1000", "storage": "1000", "access": "narrow", "vulnerable": ["infant", "elderly"],
    "opens": "480", "closes": "720", "phone": "0812 3456 7890",
}  # fmt: skip


@pytest.fixture(autouse=True)
def trucks_drive(app: Flask) -> None:
    sold()
    truck()


def tanker_of(complaint: Complaint, page: str = "") -> str:
    return path_of(complaint, f"/tangki{page}")


def filled(browser: Browser, complaint: Complaint, **typed: Any) -> dict[str, Any]:
    path = tanker_of(complaint)
    return {**browser.get(path).form(path), **SAID, **typed}


def requests() -> list[TankerRequest]:
    db.session.rollback()
    return list(db.session.scalars(select(TankerRequest).order_by(TankerRequest.id)))


def test_the_page_of_a_complaint_offers_it_when_the_rule_holds(
    given: Given, known_browser: Browse
) -> None:
    late, early = dry(given), dry(given, days=0.2)
    assert "Minta air tangki" in known_browser(late).get(path_of(late)).text
    assert "air tangki" not in known_browser(early).get(path_of(early)).text.lower()


def test_not_to_somebody_who_only_has_the_code(given: Given, browse: Browse) -> None:
    complaint = dry(given)
    assert "Minta air tangki" not in browse().get(path_of(complaint)).text
    answer = browse().get(tanker_of(complaint), status=303)
    assert answer.location.endswith("/kunci?lanjut=tangki")


def test_the_price_stands_beside_the_amount(given: Given, known_browser: Browse) -> None:
    complaint = dry(given)
    complaint.customer_number = "12345678"
    db.session.commit()
    text = known_browser(complaint).get(tanker_of(complaint)).text
    assert "1.000 liter · Rp 10.000" in text
    assert "5.000 liter · Rp 50.000" in text


def test_a_stranger_pays_by_distance(given: Given, known_browser: Browse) -> None:
    complaint = dry(given)
    assert "harga menurut jarak" in known_browser(complaint).get(tanker_of(complaint)).text


def test_the_answer_is_the_place_in_the_queue_and_an_honest_day(
    given: Given, known_browser: Browse
) -> None:
    asked(given, dry(given, days=6), at=clock.now() - timedelta(days=3))
    complaint = dry(given)
    browser = known_browser(complaint)
    path = tanker_of(complaint)
    answer = browser.post(path, filled(browser, complaint, vulnerable=[]))
    assert answer.location == path
    page = browser.get(path)
    assert "Antrean ke-2" in page.text
    assert "Perkiraan besok" in page.text
    assert "Antrean ke-2" in browser.get(path_of(complaint)).text


def test_what_was_said_is_stored(given: Given, known_browser: Browse) -> None:
    complaint = dry(given)
    browser = known_browser(complaint)
    data = filled(browser, complaint)
    for _ in range(2):
        browser.post(tanker_of(complaint), data)
    (request,) = requests()
    assert (request.litres, request.storage_litres, request.access) == (1000, 1000, "narrow")
    assert request.vulnerable == ["infant", "elderly"]
    assert (request.opens, request.closes, request.phone) == (480, 720, "+6281234567890")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"litres": "", "storage": "5000"}, "Pilih jumlah air."),
        ({"litres": "777"}, "Pilih dari daftar."),
        ({"storage": "500"}, "Penampungan Anda lebih kecil dari jumlah air ini."),
        ({"access": ""}, "Pilih jalan ke rumah Anda."),
        ({"opens": "720", "closes": "780"}, "Beri waktu paling sedikit 2 jam."),
        ({"opens": "x", "closes": "y"}, "Pilih dari daftar."),
        ({"phone": ""}, "Isi nomor WhatsApp. Sopir menelepon sebelum datang."),
        ({"phone": "12"}, "Nomor WhatsApp belum benar. Contoh: 0812 3456 7890."),
    ],
)
def test_a_slip_is_told_and_nothing_typed_is_lost(
    given: Given, known_browser: Browse, typed: dict[str, str], words: str
) -> None:
    complaint = dry(given)
    browser = known_browser(complaint)
    page = browser.post(tanker_of(complaint), filled(browser, complaint, **typed), status=422)
    assert words in page.text
    assert page.one("#vulnerable-0")["value"] == "infant"
    assert page.one("#vulnerable-0").has_attr("checked")
    assert requests() == []


def test_before_its_time_the_page_says_from_when_on(given: Given, known_browser: Browse) -> None:
    complaint = dry(given, days=0.5)
    page = known_browser(complaint).get(tanker_of(complaint))
    assert "Belum bisa minta air tangki" in page.text
    assert "mulai besok pukul 02.32" in page.text


def test_the_rule_is_asked_again_when_the_form_comes(given: Given, known_browser: Browse) -> None:
    complaint = dry(given)
    browser = known_browser(complaint)
    data = filled(browser, complaint)
    stored = db.session.get_one(Complaint, complaint.id)
    stored.clock_started_at, stored.reopened = clock.now(), 1
    db.session.commit()
    page = browser.post(tanker_of(complaint), data, status=422)
    assert "Belum bisa minta air tangki" in page.text
    assert requests() == []


def test_a_second_request_of_the_household_is_refused_in_words(
    given: Given, known_browser: Browse
) -> None:
    first = asked(given, phone="+6281234567890")
    complaint = dry(given)
    browser = known_browser(complaint)
    page = browser.post(tanker_of(complaint), filled(browser, complaint), status=422)
    assert "Satu permintaan tiap 48 jam." in page.text
    assert requests() == [fresh(first)]


def test_it_can_be_taken_back(given: Given, known_browser: Browse) -> None:
    complaint = dry(given)
    asked(given, complaint)
    browser = known_browser(complaint)
    cancel = tanker_of(complaint, "/batal")
    data = browser.get(tanker_of(complaint)).form(cancel)
    for _ in range(2):
        assert browser.post(cancel, data).location == path_of(complaint)
    assert requests()[0].status is RequestStatus.CANCELLED
    assert "Permintaan air tangki dibatalkan" in browser.get(path_of(complaint)).text


def test_relief_is_told_but_never_looks_like_a_repair(given: Given, known_browser: Browse) -> None:
    crew = given.crew()
    driver = Actor(Role.OFFICER, given.staff(Role.OFFICER, crew_id=crew.id).id, crew.id)
    complaint = dry(given)
    request = asked(given, complaint)
    stop = stops_of(run_of(truck(crew_id=crew.id), request))[0]
    browser = known_browser(complaint)
    assert "Masuk rute · hari ini, pukul" in browser.get(path_of(complaint)).text
    tanker_driving.set_off(stop.id, driver, clock.now())
    assert "Truk menuju lokasi" in browser.get(path_of(complaint)).text
    tanker_driving.deliver(stop.id, Delivery(1000), driver, clock.now(), "deliver-000001")
    page = browser.get(path_of(complaint))
    assert "Air tangki sudah diantar. Aliran pipa tetap kami tangani" in page.text
    assert "Diterima" in page.one(".pt-now").get_text()
    assert db.session.get_one(Complaint, complaint.id).status is Status.RECEIVED


def test_a_visit_in_vain_is_explained(given: Given, known_browser: Browse) -> None:
    crew = given.crew()
    driver = Actor(Role.OFFICER, given.staff(Role.OFFICER, crew_id=crew.id).id, crew.id)
    complaint = dry(given)
    stop = stops_of(run_of(truck(crew_id=crew.id), asked(given, complaint)))[0]
    tanker_driving.fail(stop.id, FailReason.NOBODY, "", driver, clock.now(), "fail-000001")
    page = known_browser(complaint).get(tanker_of(complaint))
    assert "Kunjungan terakhir belum berhasil: Tidak ada orang." in page.text
    assert "Antrean ke-1" in page.text


def test_without_any_truck_nothing_is_offered(given: Given, known_browser: Browse) -> None:
    for row in db.session.scalars(select(TankerTruck)):
        row.active = False
    db.session.commit()
    complaint = dry(given)
    browser = known_browser(complaint)
    assert "air tangki" not in browser.get(path_of(complaint)).text.lower()
    assert "Saat ini tidak ada truk tangki" in browser.get(tanker_of(complaint)).text


def test_a_leak_has_nothing_to_do_with_it(given: Given, known_browser: Browse) -> None:
    complaint = dry(given, category="LEAK")
    assert known_browser(complaint).get(tanker_of(complaint), status=303).location == path_of(
        complaint
    )


def test_a_place_in_a_long_queue_costs_few_questions(
    given: Given, known_browser: Browse, counting: Counting
) -> None:
    complaint = dry(given)
    for _ in range(5):
        asked(given)
    asked(given, complaint)
    browser = known_browser(complaint)
    browser.get(tanker_of(complaint))
    with counting() as statements:
        browser.get(tanker_of(complaint))
    assert statements.count <= 5, statements.texts
    assert db.session.scalar(select(func.count()).select_from(TankerRequest)) == 6
