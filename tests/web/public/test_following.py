"""Following from the pages: one question, a way to stop, and nothing that happens by looking."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ptmb.actions import incidents
from ptmb.actions.incidents import Ending, NewIncident
from ptmb.adapters import clock
from ptmb.domain.lifecycle import Cause
from ptmb.domain.supply import IncidentKind
from ptmb.extensions import db
from ptmb.models import Follow, Incident
from tests.browsing import Browser
from tests.people import Given
from tests.water_turns import DESK, at, dry, only_zone
from tests.web.public.conftest import Browse, Counting

AREA = "/status/gunung-sari-ilir/ikuti"
INCIDENT = "/gangguan/1/ikuti"


@pytest.fixture
def incident(given: Given) -> Incident:
    new = NewIncident(
        kind=IncidentKind.FAULT, cause=Cause.TECHNICAL, title="Pipa pecah",
        public_text="Pipa pecah.", starts_at=clock.now(), area_ids=(given.area().id,),
        next_update_at=clock.now() + timedelta(hours=1),
    )  # fmt: skip
    return incidents.open_incident(new, DESK, clock.now(), "opened-to-be-followed")


def follows(browser: Browser, path: str = AREA, phone: str = "") -> str:
    """The address of one's own page afterwards."""
    form = browser.get(path).form(path.split("?", maxsplit=1)[0])
    return browser.post(path.split("?", maxsplit=1)[0], {**form, "phone": phone}).location


def rows() -> list[Follow]:
    db.session.rollback()
    return list(db.session.scalars(select(Follow).order_by(Follow.id)))


def test_the_page_of_an_incident_asks_for_a_number_that_may_stay_empty(
    browse: Browse, incident: Incident
) -> None:
    browser = browse()
    page = browser.get("/gangguan/1")
    assert "boleh dikosongkan" in page.text
    own = browser.post(INCIDENT, page.form(INCIDENT)).location
    assert [(one.incident_id, one.phone) for one in rows()] == [(incident.id, "")]
    assert "Anda ikut; 1 warga ikut." in browser.get(own).text
    again = browser.get("/gangguan/1")
    assert "Anda ikut; 1 warga ikut." in again.text
    assert not again.all(f"form[action='{INCIDENT}']")
    assert "1 warga ikut." in browse().get("/gangguan/1").text


def test_the_form_sent_twice_is_one_follower(browse: Browse, incident: Incident) -> None:
    browser = browse()
    form = {**browser.get(INCIDENT).form(INCIDENT), "phone": "0812 3456 7890"}
    first, second = (browser.post(INCIDENT, form).location for _ in range(2))
    assert first == second
    assert [one.phone for one in rows()] == ["+6281234567890"]


def test_a_wrong_number_is_said_and_what_was_typed_stays(browse: Browse) -> None:
    browser = browse()
    form = {**browser.get(AREA).form(AREA), "phone": "12<34"}
    page = browser.post(AREA, form, status=422)
    assert "Nomor WhatsApp belum benar." in page.one("[data-error-summary]").get_text()
    assert page.form(AREA)["phone"] == "12<34"
    assert rows() == []


def test_opening_the_link_to_stop_changes_nothing(browse: Browse) -> None:
    own = follows(browse(), phone="0812 3456 7890")
    stranger = browse()
    page = stranger.get(own)
    assert "0812••••890" in page.text
    assert "3456" not in page.text
    assert rows()[0].ended_at is None
    page = stranger.get(stranger.post(own, page.form(own)).location)
    assert "Anda sudah berhenti ikut" in page.text
    assert (rows()[0].phone, rows()[0].ended_at) == ("", clock.now())
    stranger.post(own, {"key": "k" * 16})
    assert len(rows()) == 1


def test_an_unknown_key_is_not_found(browse: Browse) -> None:
    browse().get("/ikut/ABCDEFGHJKMN", status=404)
    browse().post("/ikut/ABCDEFGHJKMN", {}, status=404)
    browse().get("/status/tidak-ada/ikuti", status=404)
    browse().get("/gangguan/9/ikuti", status=404)


def test_what_is_over_leads_to_its_page(browse: Browse, incident: Incident) -> None:
    ending = Ending("Normal.", Cause.TECHNICAL)
    incidents.close(incident.id, ending, DESK, clock.now(), "the-end-of-it-all", None)
    assert browse().get(INCIDENT, status=303).location == "/gangguan/1"
    assert browse().post(INCIDENT, {}).location == "/gangguan/1"


def test_the_one_question_needs_a_number_and_says_its_hour(browse: Browse, given: Given) -> None:
    dry(only_zone(given), at(6), at(13), told=at(5))
    browser = browse()
    page = browser.get(f"{AREA}?ingatkan=1")
    assert "Kami tanya sekali, pukul 16.00, lalu berhenti." in page.text
    form = page.form(AREA)
    page = browser.post(AREA, form, status=422)
    assert "Isi nomor WhatsApp agar kami bisa mengabari." in page.text
    assert "Kabari jika lewat 16.00" in page.text
    browser.post(AREA, {**form, "phone": "081234567890"})
    assert [one.remind_at for one in rows()] == [at(16)]


def test_when_nothing_is_to_be_reminded_of_it_is_an_ordinary_follow(browse: Browse) -> None:
    follows(browse(), f"{AREA}?ingatkan=1", "081234567890")
    assert [one.remind_at for one in rows()] == [None]


def test_the_cookie_holds_at_most_ten_keys_and_gives_them_back(browse: Browse) -> None:
    browser = browse()
    owns = [follows(browser) for _ in range(1)]
    cookie = browser.client.get_cookie("ikut")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert f"/ikut/{cookie.value}" == owns[0]
    browser.post(owns[0], browser.get(owns[0]).form(owns[0]))
    assert browser.client.get_cookie("ikut") is None


@pytest.mark.parametrize("value", ["", "x" * 2000, "....", "<script>", "A.B.C", "\u00e9"])
def test_a_changed_cookie_is_as_good_as_none(
    browse: Browse, incident: Incident, value: str
) -> None:
    browser = browse()
    browser.client.set_cookie("ikut", value)
    assert "Anda ikut" not in browser.get("/gangguan/1").text


def test_the_page_of_an_area_is_the_same_for_everybody(browse: Browse) -> None:
    browser = browse()
    follows(browser)
    page = browser.get("/status/gunung-sari-ilir")
    assert page.one(f"a[href='{AREA}']")
    assert "Anda ikut" not in page.text
    assert "Set-Cookie" not in page.response.headers


def test_following_costs_few_statements(browse: Browse, counting: Counting) -> None:
    browser = browse()
    browser.get(AREA)
    with counting() as statements:
        browser.get(AREA)
    assert statements.count <= 2
    form = browser.get(AREA).form(AREA)
    with counting() as statements:
        browser.post(AREA, form)
    assert statements.count <= 6
