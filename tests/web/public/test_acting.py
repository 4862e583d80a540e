"""The reporter's key, and what its holder may add or take back."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from ptmb.actions import triage
from ptmb.adapters import clock
from ptmb.domain.choices import WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, Photo
from tests.browsing import Browser, Page
from tests.people import Given
from tests.web.public.conftest import Browse
from tests.web.public.own import answered, now_of, path_of


@pytest.mark.parametrize("page", ["/konfirmasi", "/tambah", "/batal"])
def test_without_the_key_one_is_asked_for_it(browse: Browse, given: Given, page: str) -> None:
    complaint = given.complaint(Status.RESOLVED)

    for answer in (
        browse().get(path_of(complaint, page), status=303),
        browse().post(path_of(complaint, page), {"jawab": "ya"}),
    ):
        assert answer.location.startswith(path_of(complaint, "/kunci"))
    assert now_of(complaint).status is Status.RESOLVED


def test_a_wrong_key_is_explained(browse: Browse, given: Given) -> None:
    complaint, browser = given.complaint(), browse()
    path = path_of(complaint, "/kunci")
    form = browser.get(path).form(path)

    page = browser.post(path, {**form, "kunci": "ABCD-EFGH-JKMN"}, status=422)

    assert "Kunci ini tidak cocok" in page.one("#kunci-error").get_text()
    assert page.form(path)["kunci"] == "ABCD-EFGH-JKMN"


def test_the_key_of_another_complaint_opens_nothing(browse: Browse, given: Given) -> None:
    mine, other = given.complaint(), given.complaint()
    browser, path = browse(), path_of(other, "/kunci")
    form = browser.get(path).form(path)

    browser.post(path, {**form, "kunci": given.key_of(mine)}, status=422)


def test_the_right_key_opens_what_was_wanted_and_stands_in_no_address(
    browse: Browse, given: Given
) -> None:
    complaint, browser = given.complaint(Status.RESOLVED), browse()
    asked = browser.get(path_of(complaint, "/konfirmasi"), status=303).location
    path = path_of(complaint, "/kunci")
    key = given.key_of(complaint)

    answer = browser.post(path, {**browser.get(asked).form(path), "kunci": key.lower()})

    assert answer.location == path_of(complaint, "/konfirmasi")
    cookie = answer.response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert key not in answer.location


def test_a_browser_remembers_its_last_ten(
    browse: Browse, known_browser: Browse, given: Given
) -> None:
    complaints = [given.complaint() for _ in range(11)]
    browser = browse()
    for complaint in complaints:
        path = path_of(complaint, "/kunci")
        form = browser.get(path).form(path)
        browser.post(path, {**form, "kunci": given.key_of(complaint)})

    browser.get(path_of(complaints[10], "/tambah"))
    browser.get(path_of(complaints[1], "/tambah"))
    browser.get(path_of(complaints[0], "/tambah"), status=303)


def test_an_answer_ends_the_waiting(known_browser: Browse, given: Given) -> None:
    complaint = given.complaint(Status.NEED_INFO)
    browser = known_browser(complaint)
    assert "Rumah sebelah mana?" in browser.get(path_of(complaint, "/tambah")).text

    answered(browser, complaint, "/tambah", words="Sebelah masjid")

    assert now_of(complaint).status is Status.RECEIVED


def test_words_can_be_added_at_any_time_but_not_nothing(
    known_browser: Browse, given: Given
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS)
    browser, path = known_browser(complaint), path_of(complaint, "/tambah")
    form = browser.get(path).form(path)

    page = browser.post(path, form, status=422)
    assert "Tulis keterangan atau tambah foto." in page.one("#words-error").get_text()

    browser.post(path, {**form, "words": "Airnya muncrat"})
    assert "Airnya muncrat" in browser.get(path_of(complaint)).text
    assert now_of(complaint).status is Status.IN_PROGRESS


def test_an_added_photo_is_seen_with_the_key_alone(
    browse: Browse, known_browser: Browse, given: Given
) -> None:
    complaint = given.complaint()
    browser, path = known_browser(complaint), path_of(complaint, "/tambah")
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "#246").save(file, "JPEG")
    file.seek(0)
    form = {**browser.get(path).form(path), "photos": (file, "foto.jpg")}
    browser.post(path, form, content_type="multipart/form-data")
    picture = path_of(complaint, f"/foto/{db.session.scalars(select(Photo)).one().id}")

    response = browser.get(picture).response
    assert response.get_data().startswith(b"\xff\xd8")
    response.close()
    assert picture in browser.get(path_of(complaint)).html
    browse().get(picture, status=404)
    assert "/foto/" not in browse().get(path_of(complaint)).html


def test_taking_it_back_ends_it(known_browser: Browse, given: Given) -> None:
    complaint = given.complaint()

    answered(known_browser(complaint), complaint, "/batal")

    assert now_of(complaint).status is Status.WITHDRAWN


def test_a_report_that_others_joined_is_not_taken_back_from_them(
    known_browser: Browse, browse: Browse, given: Given
) -> None:
    complaint = given.complaint()
    browse().post(path_of(complaint, "/ikut"), {"key": "a-neighbour-has-it-too"})

    page = answered(known_browser(complaint), complaint, "/batal", status=422)

    assert "Warga lain ikut laporan ini." in page.text
    assert now_of(complaint).status is Status.RECEIVED


def test_what_is_under_way_cannot_be_taken_back(known_browser: Browse, given: Given) -> None:
    complaint = given.complaint(Status.ASSIGNED)

    page = known_browser(complaint).get(path_of(complaint, "/batal"), status=303)

    assert page.location == path_of(complaint)


def join(browser: Browser, complaint: Complaint, key: str = "saya-juga-000000001") -> Page:
    return browser.post(path_of(complaint, "/ikut"), {"key": key})


def test_me_too_counts_each_person_once(browse: Browse, given: Given) -> None:
    complaint, browser = given.complaint(), browse()

    page = browser.get(join(browser, complaint).location)
    join(browser, complaint)

    assert "Anda ikut laporan ini (2 orang)." in page.text
    assert now_of(complaint).supporters == 1


def test_who_joined_may_reopen_but_not_confirm(browse: Browse, given: Given) -> None:
    complaint = given.complaint()
    browser = browse()
    join(browser, complaint)
    resolve(complaint)

    page = browser.get(path_of(complaint))
    assert "Air sudah mengalir?" not in page.text
    assert "Masih bermasalah? Buka lagi" in page.text
    form = {"key": "confirm-by-follower-1", "seen": "", "jawab": "ya"}
    browser.post(path_of(complaint, "/konfirmasi"), form, status=409)

    answered(browser, complaint, wrong="dry", jawab="belum")
    assert now_of(complaint).status is Status.RECEIVED


def resolve(complaint: Complaint) -> None:
    deed = Deed(Actor(Role.OPERATOR), clock.now(), "resolved-at-the-desk-1")
    triage.resolve_at_desk(complaint.id, WorkDone.EXPLAINED, Cause.TECHNICAL, "Sudah", deed)


def test_nobody_joins_what_is_over(browse: Browse, given: Given) -> None:
    complaint = given.complaint(Status.CLOSED)

    browse().post(path_of(complaint, "/ikut"), {"key": "saya-juga-000000002"}, status=409)
