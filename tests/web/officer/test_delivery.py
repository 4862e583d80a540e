"""The outbox delivers: each step once, in order, with its own time; what comes too late is kept."""

import threading
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ptmb.actions import dispatch, triage
from ptmb.actions.dispatch import Assignee
from ptmb.adapters import clock
from ptmb.domain.choices import PhotoKind, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, Photo, Staff
from ptmb.web.photos import photo_store
from tests.adapters.photo_files import saved, street
from tests.browsing import Browser
from tests.people import Given
from tests.web.officer.conftest import FOUND, Browse, address, fresh, last_event, steps_of

JSON = {"Accept": "application/json"}
DESK = Actor(Role.OPERATOR)
STEP_TIME = "2024-02-10T05:10:00Z"
SENT_TIME = "2024-02-10T06:32:00Z"


def send(
    browser: Browser, officer: Staff, complaint: Complaint, slug: str, **fields: Any
) -> dict[str, Any]:
    """What the phone sends of one waiting step, and what it hears."""
    form = {"staff": officer.id, "key": f"outbox-{slug}-0001", "seen": complaint.version,
            "client_at": STEP_TIME, "client_now": SENT_TIME} | fields  # fmt: skip
    status = fields.pop("status", 200)
    form.pop("status", None)
    path = address(complaint, f"antar/{slug}")
    answer = browser.post(path, form, status=status, headers=JSON).response
    assert answer.is_json
    said: dict[str, Any] = answer.get_json()
    return said


def desk(key: str) -> Deed:
    return Deed(DESK, clock.now(), f"desk-decides-{key}")


def staged() -> str:
    return photo_store().stage(saved(street(), "JPEG"), at=clock.now()).token


def test_the_greeting_names_the_account_and_brings_a_token(browse: Browse, officer: Staff) -> None:
    said = browse(officer).get("/tugas/antar", headers=JSON).response.get_json()

    assert said["staff"] == officer.id
    assert said["csrf"]
    assert datetime.fromisoformat(said["now"]) == clock.now()


def test_who_is_logged_out_hears_it_as_json(browse: Browse, given: Given, officer: Staff) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)

    said = browse().get("/tugas/antar", status=401, headers=JSON).response.get_json()
    assert said == {"result": "login"}
    assert send(browse(), officer, complaint, "berangkat", status=401) == {"result": "login"}


def test_a_step_that_comes_twice_is_done_once_and_answered_twice(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)

    first = send(browser, officer, complaint, "berangkat")
    again = send(browser, officer, complaint, "berangkat")

    assert first == again
    assert first["result"] == "done"
    assert first["next"] == address(complaint)
    assert first["version"] == fresh(complaint).version
    assert steps_of(complaint) == ["receive", "assign", "set_off"]


def test_a_chain_made_without_a_signal_arrives_in_order_with_its_own_times(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    browser, seen = browse(officer), complaint.version
    chain: list[tuple[str, dict[str, str]]] = [("berangkat", {}), ("tiba", {}), ("selesai", FOUND)]
    for minutes, (slug, fields) in enumerate(chain):
        done_at = f"2024-02-10T05:1{minutes}:00Z"
        said = send(browser, officer, complaint, slug, seen=seen, client_at=done_at, **fields)
        assert said["result"] == "done", said
        seen = said["version"]

    assert steps_of(complaint)[-3:] == ["set_off", "arrive", "resolve"]
    event = last_event(complaint)
    assert event.client_at == datetime.fromisoformat("2024-02-10T05:12:00+00:00")
    assert event.at == clock.now()
    assert event.skew_s == 0
    assert said["next"] == f"/tugas?selesai={complaint.reference}"


def test_a_photo_says_when_and_how_it_was_taken(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint, token = given.complaint(Status.EN_ROUTE, officer=officer), staged()
    facts = {f"photo_{token}_client_at": STEP_TIME, f"photo_{token}_through_page": "1"}

    send(browse(officer), officer, complaint, "tiba", photo=token, **facts)

    photo = db.session.query(Photo).one()
    assert photo.kind is PhotoKind.BEFORE
    assert photo.client_at == datetime.fromisoformat("2024-02-10T05:10:00+00:00")
    assert photo.through_page


def test_far_away_asks_only_while_somebody_is_there_to_answer(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.EN_ROUTE, officer=officer, latitude=-1.26, longitude=116.84)
    browser, here = browse(officer), {"latitude": "-1.250000", "longitude": "116.840000"}

    assert send(browser, officer, complaint, "tiba", ask="1", **here) == {"result": "ask"}
    assert fresh(complaint).status is Status.EN_ROUTE

    assert send(browser, officer, complaint, "tiba", **here)["result"] == "done"
    assert last_event(complaint).facts["far"] is True


def test_what_lacks_something_asks_or_leads_to_its_repair(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)

    assert send(browser, officer, complaint, "selesai", ask="1") == {"result": "ask"}
    said = send(browser, officer, complaint, "selesai", found="pipe")

    assert (said["result"], said["kept"]) == ("refused", False)
    assert said["repair"] == address(complaint)
    assert "Pilih apa yang dilakukan." in said["words"]
    assert fresh(complaint).status is Status.IN_PROGRESS


def test_another_account_delivers_nothing(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    colleague = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))

    said = send(browse(colleague), officer, complaint, "berangkat", status=409)

    assert said == {"result": "other_account"}
    assert fresh(complaint).status is Status.ASSIGNED


def test_who_never_had_the_job_leaves_nothing_on_it(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=given.staff(Role.OFFICER))

    said = send(browse(officer), officer, complaint, "catat", note="Salah alamat")

    assert (said["result"], said["kept"]) == ("refused", False)
    assert steps_of(complaint) == ["receive", "assign"]


def _reassigned(complaint: Complaint, given: Given) -> None:
    to = Assignee(staff_id=given.staff(Role.OFFICER).id)
    dispatch.assign(complaint.id, to, desk("another"), "uji")


def _merged(complaint: Complaint, given: Given) -> None:
    triage.merge(complaint.id, given.complaint().id, desk("merges"))


def _settled(complaint: Complaint, given: Given) -> None:
    work, cause = WorkDone.VALVE_OPENED, Cause.TECHNICAL
    triage.resolve_at_desk(complaint.id, work, cause, "Sudah beres.", desk("settles"))


@pytest.mark.parametrize(
    ("meanwhile", "told"),
    [
        (_reassigned, "Tugas ini sudah dipindahkan."),
        (_merged, "Aduan ini sudah selesai lebih dulu."),
        (_settled, "Aduan ini sudah selesai lebih dulu."),
    ],
)
def test_what_comes_too_late_is_refused_in_words_and_its_work_is_kept(
    given: Given, browse: Browse, officer: Staff, meanwhile: Any, told: str
) -> None:
    complaint, token = given.complaint(Status.ASSIGNED, officer=officer), staged()
    seen, next_on = complaint.version, date(2024, 2, 12).isoformat()
    meanwhile(complaint, given)
    status = fresh(complaint).status
    work = {"reason": "spare_part", "safe": "yes", "next_update_on": next_on,
            "note": "Katup macet", "photo": token, "seen": seen}  # fmt: skip

    browser = browse(officer)
    said = [send(browser, officer, complaint, "besar", **work) for _ in range(2)]

    assert said[0] == said[1]
    assert said[0]["result"] == "refused"
    assert said[0]["kept"] is True
    assert told in said[0]["words"]
    assert fresh(complaint).status is status
    event = last_event(complaint)
    assert event.facts["refused"] == "escalate"
    assert event.internal_note == "Katup macet"
    assert [photo.token for photo in db.session.query(Photo)] == [token]
    page = browse(given.staff(Role.OPERATOR)).get(f"/meja/{complaint.reference}")
    assert "Ditolak: Perlu pekerjaan besar" in page.text
    assert "Katup macet" in page.text


def test_a_picture_that_lay_too_long_is_asked_for_anew_and_nothing_is_stored(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint, token = given.complaint(Status.EN_ROUTE, officer=officer), staged()
    clock.pin(clock.now() + timedelta(hours=25))
    browser = browse(officer)

    said = send(browser, officer, complaint, "tiba", photo=token)
    assert (said["result"], said["why"]) == ("refused", "photo_gone")
    assert fresh(complaint).status is Status.EN_ROUTE

    anew = send(browser, officer, complaint, "tiba", photo=staged())
    assert anew["result"] == "done"


def test_a_wrong_clock_is_said_in_the_history(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)

    send(browse(officer), officer, complaint, "berangkat", client_now="2024-02-10T05:10:30Z")

    assert last_event(complaint).skew_s == 4890
    text = browse(given.staff(Role.OPERATOR)).get(f"/meja/{complaint.reference}").text
    assert "dilakukan 13.10, terkirim 14.32" in text
    assert "jam ponsel tidak cocok" in text


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "kemarin"])
def test_a_clock_that_lost_its_year_stops_no_step(
    given: Given, browse: Browse, officer: Staff, text: str
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    assert (
        send(browse(officer), officer, complaint, "berangkat", client_now=text)["result"] == "done"
    )


def test_two_deliveries_of_one_step_at_the_same_moment_are_one_step(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    officer_id, path = officer.id, address(complaint, "antar/berangkat")
    browsers, start = [browse(officer) for _ in range(4)], threading.Barrier(4)
    form = {"staff": officer_id, "key": "outbox-same-moment-01", "seen": complaint.version}
    answers: list[Any] = []

    def deliver(browser: Browser, token: str) -> None:
        start.wait()
        headers = {**JSON, "X-CSRFToken": token}
        answers.append(browser.client.post(path, data=form, headers=headers).get_json())

    threads = [threading.Thread(target=deliver, args=(one, one.token())) for one in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [one["result"] for one in answers] == ["done"] * 4
    assert len({one["version"] for one in answers}) == 1
    assert steps_of(complaint).count("set_off") == 1
