"""Step 3: the complaint itself."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from ptmb.adapters import clock
from ptmb.domain.deadlines import Urgency
from ptmb.extensions import db
from ptmb.models import Complaint
from ptmb.web.public import machines
from tests.people import Given
from tests.web.public.conftest import AT_HOME, Browse, Fill, Send


def how_many() -> int | None:
    return db.session.scalar(select(func.count(Complaint.id)))


def only_one() -> Complaint:
    return db.session.scalars(select(Complaint)).one()


def test_a_report_becomes_a_complaint_with_a_code_and_a_key(browse: Browse, sent: Send) -> None:
    browser = browse()
    answer = sent(browser, description="Mati sejak pagi.", phone="0812 3456 7890")

    page = browser.get(answer.location)

    complaint = only_one()
    assert complaint.reporter_phone == "+6281234567890"
    assert (complaint.latitude, complaint.longitude) == (-1.267, 116.838)
    assert page.one(".pt-ticket .pt-code").get_text(strip=True) == complaint.reference
    assert re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", page.text)
    assert page.one("svg.pt-qr path")["d"]


def test_the_shared_text_carries_the_code_and_never_the_key(
    browse: Browse, sent: Send, given: Given
) -> None:
    browser = browse()
    page = browser.get(sent(browser).location)

    link = str(page.one("a[href^='https://wa.me/']")["href"])
    assert only_one().reference in link
    assert given.key_of(only_one()) not in link


def test_what_comes_next_has_a_time(browse: Browse, sent: Send) -> None:
    browser = browse()
    page = browser.get(sent(browser).location)

    assert "Paling lama 15 menit, pukul 14.47" in page.text
    assert "Target selesai besok pukul 14.32" in page.text


def test_the_confirmation_is_only_for_the_browser_that_sent_it(browse: Browse, sent: Send) -> None:
    browser = browse()
    address = sent(browser).location

    page = browse().get(address)

    assert "Laporan diterima" not in page.one("h1").get_text()


def test_sent_twice_it_is_one_complaint_with_one_code(browse: Browse, filled: Fill) -> None:
    browser = browse()
    form = filled(browser, description="Mati.")

    first = browser.post("/lapor/kirim", form)
    again = browser.post("/lapor/kirim", form)

    assert first.location == again.location
    assert how_many() == 1


def test_the_same_words_from_another_form_are_told_but_not_blocked(
    browse: Browse, sent: Send, filled: Fill
) -> None:
    browser = browse()
    sent(browser, description="Mati total.")
    form = filled(browser, description="Mati total.")

    page = browser.post("/lapor/kirim", form, status=422)
    assert only_one().reference in page.text

    browser.post("/lapor/kirim", {**form, **page.form("/lapor/kirim")})
    assert how_many() == 2


def test_the_same_words_an_hour_later_are_a_new_complaint(browse: Browse, sent: Send) -> None:
    browser = browse()
    sent(browser, description="Mati total.")
    clock.pin(clock.now() + timedelta(hours=1))

    sent(browser, description="Mati total.")

    assert how_many() == 2


def test_a_wrong_number_is_explained_and_everything_typed_is_kept(
    browse: Browse, filled: Fill
) -> None:
    browser = browse()
    form = filled(browser, phone="0812", description="Air <b>mati</b>", dry_span="days_2_3")

    page = browser.post("/lapor/kirim", form, status=422)

    words = "Nomor WhatsApp belum benar. Contoh: 0812 3456 7890."
    assert words in page.one("[data-error-summary]").get_text()
    assert words in page.one("#phone-error").get_text()
    kept = page.form("/lapor/kirim")
    assert (kept["phone"], kept["description"]) == ("0812", "Air <b>mati</b>")
    assert (kept["dry_span"], kept["lat"]) == ("days_2_3", "-1.267")
    assert kept["key"] == form["key"]
    assert how_many() == 0


def test_a_meter_needs_a_number(browse: Browse, filled: Fill) -> None:
    browser = browse()
    form = filled(browser, {**AT_HOME, "k": "METER"})

    page = browser.post("/lapor/kirim", form, status=422)

    assert "Isi nomor WhatsApp" in page.one("#phone-error").get_text()


def test_a_customer_number_is_read_without_its_dots(browse: Browse, sent: Send) -> None:
    sent(browse(), customer_number="12.345-678")

    assert only_one().customer_number == "12345678"


def test_a_senseless_customer_number_is_explained(browse: Browse, filled: Fill) -> None:
    browser = browse()

    page = browser.post("/lapor/kirim", filled(browser, customer_number="?!"), status=422)

    assert "Nomor pelanggan belum benar" in page.one("#customer_number-error").get_text()
    assert page.form("/lapor/kirim")["customer_number"] == "?!"


def test_days_without_water_make_it_more_urgent(browse: Browse, sent: Send) -> None:
    sent(browse(), dry_span="over_3_days")

    assert only_one().urgency is Urgency.EMERGENCY


def test_only_supply_troubles_ask_for_how_long(browse: Browse) -> None:
    leak = browse().get(f"/lapor/kirim?{urlencode({**AT_HOME, 'k': 'LEAK'})}")

    assert not leak.all("input[name=dry_span]")
    assert leak.all("input[name=photos]")


def test_the_field_that_only_machines_see_stops_them(browse: Browse, filled: Fill) -> None:
    browser = browse()

    page = browser.post("/lapor/kirim", filled(browser, situs="http://spam"), status=422)

    assert "Periksa sekali lagi" in page.text
    assert how_many() == 0


def test_who_is_faster_than_a_person_is_asked_to_look_again(
    browse: Browse, filled: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "_LEAST_SECONDS", 3)
    browser = browse()

    page = browser.post("/lapor/kirim", filled(browser, description="Mati"), status=422)

    assert "Periksa sekali lagi" in page.text
    assert page.form("/lapor/kirim")["description"] == "Mati"


def test_a_place_that_got_lost_is_said_and_the_words_stay(browse: Browse, filled: Fill) -> None:
    browser = browse()
    form = filled(browser, description="Mati", lat="", lng="")

    page = browser.post("/lapor/kirim", form, status=422)

    assert "Pilih lokasi dulu." in page.one("[data-error-summary]").get_text()
    assert page.form("/lapor/kirim")["description"] == "Mati"


def test_hostile_text_is_shown_as_text(browse: Browse, sent: Send) -> None:
    browser = browse()
    sent(browser, description="<img src=x onerror=alert(1)>\x00", name="<script>")

    assert only_one().description == "<img src=x onerror=alert(1)>"
