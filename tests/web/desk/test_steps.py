import itertools
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from ptmb.adapters import clock
from ptmb.domain.lifecycle import Cause, Status, Step
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import CannedReply, Complaint, ComplaintEvent
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]
_keys = itertools.count(1)


@pytest.fixture
def operator(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.OPERATOR, name="Operator 1"))


def _sent(one: Complaint, **fields: str) -> dict[str, str]:
    return {"key": f"{next(_keys):032d}", "seen": str(one.version), **fields}


def _now(one: Complaint) -> Complaint:
    db.session.remove()
    return db.session.get_one(Complaint, one.id)


def _steps(one: Complaint) -> list[Step]:
    found = select(ComplaintEvent.step).where(ComplaintEvent.complaint_id == one.id)
    return list(db.session.scalars(found.order_by(ComplaintEvent.id)))


def test_an_operator_assigns_the_first_suggestion(given: Given, operator: Browser) -> None:
    officer = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    one = given.complaint()
    sent = operator.get(f"/meja/{one.reference}").form(f"/meja/{one.reference}/tunjuk")

    page = operator.post(f"/meja/{one.reference}/tunjuk", sent)

    assert page.location == f"/meja/{one.reference}"
    assert (_now(one).status, _now(one).officer_id) == (Status.ASSIGNED, officer.id)
    assert f"Ditunjuk ke {officer.name}." in operator.get(page.location).text


def test_the_filters_survive_a_step(given: Given, operator: Browser) -> None:
    one = given.complaint()

    page = operator.post(f"/meja/{one.reference}/catat?lajur=berjalan", _sent(one, words="Catatan"))

    assert page.location == f"/meja/{one.reference}?lajur=berjalan"


def test_anyone_else_can_be_chosen_too(given: Given, operator: Browser) -> None:
    given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    crew = given.crew()
    given.staff(Role.OFFICER, crew_id=crew.id)
    one = given.complaint()

    operator.post(f"/meja/{one.reference}/tunjuk", _sent(one, other=f"t{crew.id}"))

    assert (_now(one).crew_id, _now(one).officer_id) == (crew.id, None)


def test_assigning_nobody_is_refused_in_words(given: Given, operator: Browser) -> None:
    one = given.complaint()

    page = operator.post(
        f"/meja/{one.reference}/tunjuk", _sent(one, assignee="x9", reason="Dekat"), status=422
    )

    assert "Pilih petugas atau tim." in page.text
    assert page.one("#reason")["value"] == "Dekat"


def test_somebody_off_duty_needs_a_reason(given: Given, operator: Browser) -> None:
    absent = given.staff(Role.OFFICER, on_duty=False)
    one = given.complaint()

    page = operator.post(
        f"/meja/{one.reference}/tunjuk", _sent(one, assignee=f"p{absent.id}"), status=422
    )
    operator.post(
        f"/meja/{one.reference}/tunjuk",
        _sent(one, assignee=f"p{absent.id}", reason="Sudah ditelepon"),
    )

    assert "Petugas ini tidak bertugas. Tulis alasannya." in page.text
    assert _now(one).officer_id == absent.id


def test_the_same_form_sent_twice_assigns_once(given: Given, operator: Browser) -> None:
    officer = given.staff(Role.OFFICER)
    one = given.complaint()
    sent = _sent(one, assignee=f"p{officer.id}")

    operator.post(f"/meja/{one.reference}/tunjuk", sent)
    operator.post(f"/meja/{one.reference}/tunjuk", sent)

    assert _steps(one) == [Step.RECEIVE, Step.ASSIGN]


def test_an_old_page_is_told_who_changed_what_and_keeps_the_words(
    given: Given, operator: Browser, browse: Browse
) -> None:
    officer = given.staff(Role.OFFICER, name="Petugas 5")
    one = given.complaint()
    other = browse(given.staff(Role.OPERATOR, name="Operator 2"))
    other.post(f"/meja/{one.reference}/tunjuk", _sent(one, assignee=f"p{officer.id}"))

    page = operator.post(
        f"/meja/{one.reference}/tolak",
        _sent(one, reason="not_ours", words="Silakan hubungi PLN."),
        status=409,
    )

    assert "Sudah diubah orang lain" in page.text
    assert "Petugas ditunjuk · Operator 2" in page.text
    assert page.one("textarea[name=words]").get_text().strip() == "Silakan hubungi PLN."
    assert "Lihat perubahan" in page.text
    assert _now(one).status is Status.ASSIGNED


def test_after_looking_at_the_change_the_step_can_be_sent_again(
    given: Given, operator: Browser, browse: Browse
) -> None:
    one = given.complaint()
    other = browse(given.staff(Role.OPERATOR))
    other.post(f"/meja/{one.reference}/periksa", _sent(one, cause="technical"))
    page = operator.post(
        f"/meja/{one.reference}/tolak", _sent(one, reason="abuse", words="Tidak benar."), status=409
    )

    operator.post(f"/meja/{one.reference}/tolak", page.form(f"/meja/{one.reference}/tolak"))

    assert _now(one).status is Status.REJECTED


@pytest.mark.parametrize(
    ("status", "slug", "fields", "then"),
    [
        (Status.RECEIVED, "tanya", {"words": "Rumah sebelah mana?"}, Status.NEED_INFO),
        (Status.NEED_INFO, "jawab", {"words": "Pagar hijau"}, Status.RECEIVED),
        (
            Status.RECEIVED,
            "jelaskan",
            {"water_due_at": "2024-02-10T20:00", "words": "Jadwal wilayah ini"},
            Status.RATIONED,
        ),
        (
            Status.RECEIVED,
            "selesai",
            {"work": "explained", "cause": "customer_side", "words": "Keran ditutup"},
            Status.RESOLVED,
        ),
        (
            Status.ASSIGNED,
            "besar",
            {"reason": "main_pipe", "needs": "ekskavator", "next_update_on": "2024-02-11"},
            Status.FOLLOW_UP,
        ),
        (Status.RECEIVED, "tolak", {"reason": "not_ours", "words": "Ke PLN"}, Status.REJECTED),
        (Status.RESOLVED, "buka-lagi", {"wrong": "dry", "words": "Masih mati"}, Status.RECEIVED),
        (Status.MERGED, "pisah", {}, Status.RECEIVED),
        (Status.CLOSED, "catat", {"words": "Ditelepon, puas"}, Status.CLOSED),
    ],
)
def test_each_step_of_the_desk_works_from_its_own_form(
    given: Given,
    operator: Browser,
    status: Status,
    slug: str,
    fields: dict[str, str],
    then: Status,
) -> None:
    one = given.complaint(status)
    path = f"/meja/{one.reference}/{slug}"
    form = operator.get(path).form(path) if slug != "pisah" else _sent(one)

    operator.post(path, {**form, **fields})

    assert _now(one).status is then


def test_rationing_needs_a_time_that_is_still_to_come(given: Given, operator: Browser) -> None:
    one = given.complaint()

    page = operator.post(
        f"/meja/{one.reference}/jelaskan",
        _sent(one, water_due_at="2024-02-09T10:00", words="Jadwal"),
        status=422,
    )

    assert "Isi kapan air dijadwalkan mengalir." in page.text
    assert page.one("[name=water_due_at]")["value"] == "2024-02-09T10:00"


def test_the_time_of_water_is_meant_in_the_city(given: Given, operator: Browser) -> None:
    one = given.complaint()

    operator.post(
        f"/meja/{one.reference}/jelaskan",
        _sent(one, water_due_at="2024-02-10T18:00", words="Jadwal"),
    )

    due = _now(one).water_due_at
    assert due is not None
    assert due.isoformat() == "2024-02-10T10:00:00+00:00"


def test_water_is_not_promised_for_another_century(given: Given, operator: Browser) -> None:
    one = given.complaint()

    sent = _sent(one, water_due_at="2204-02-10T18:00", words="Jadwal")
    operator.post(f"/meja/{one.reference}/jelaskan", sent, status=422)

    assert _now(one).status is Status.RECEIVED


def test_one_press_sets_the_cause(given: Given, operator: Browser) -> None:
    one = given.complaint()

    operator.post(f"/meja/{one.reference}/periksa", _sent(one, cause="technical"))

    assert _now(one).cause is Cause.TECHNICAL
    pressed = operator.get(f"/meja/{one.reference}").one('[aria-pressed="true"]')
    assert pressed.get_text(strip=True) == "Teknis"


def test_category_urgency_and_place_are_corrected_together(given: Given, operator: Browser) -> None:
    one = given.complaint()
    path = f"/meja/{one.reference}/periksa"
    form = operator.get(path).form(path)
    wanted = {
        "category": "LEAK",
        "urgency": "emergency",
        "area": str(given.area("Damai").id),
        "landmark": "depan pasar",
    }

    operator.post(path, {**form, **wanted})

    now = _now(one)
    assert now.category_id == given.category("LEAK").id
    assert now.urgency == "emergency"
    assert (now.area_id, now.landmark) == (given.area("Damai").id, "depan pasar")
    assert now.latitude == given.area("Damai").latitude
    assert now.due_at == now.clock_started_at + timedelta(hours=4)


def test_saving_the_form_untouched_moves_nothing(given: Given, operator: Browser) -> None:
    one = given.complaint(latitude=-1.25, longitude=116.83)
    path = f"/meja/{one.reference}/periksa"

    operator.post(path, operator.get(path).form(path))

    now = _now(one)
    assert (now.latitude, now.longitude, now.landmark) == (-1.25, 116.83, one.landmark)
    assert now.due_at == one.due_at


def test_a_ready_sentence_stands_in_the_form_without_javascript(
    given: Given, operator: Browser
) -> None:
    reply = db.session.scalars(select(CannedReply).where(CannedReply.used_for == "ask")).first()
    assert reply is not None
    one = given.complaint()

    page = operator.get(f"/meja/{one.reference}/tanya?kalimat={reply.id}")

    assert page.one("textarea[name=words]").get_text().strip() == reply.text_id


def test_an_empty_question_keeps_the_form_open(given: Given, operator: Browser) -> None:
    one = given.complaint()

    page = operator.post(f"/meja/{one.reference}/tanya", _sent(one, words=" "), status=422)

    assert "Tulis pertanyaannya." in page.text
    assert _now(one).status is Status.RECEIVED


def test_a_form_for_a_step_that_is_over_leads_back(given: Given, operator: Browser) -> None:
    one = given.complaint(Status.RESOLVED)

    page = operator.get(f"/meja/{one.reference}/tolak", status=303)

    assert page.location == f"/meja/{one.reference}"


def test_an_operator_cannot_send_back_what_only_a_supervisor_may(
    given: Given, operator: Browser, browse: Browse
) -> None:
    one = given.complaint(Status.RESOLVED)
    path = f"/meja/{one.reference}/kembalikan"

    operator.post(path, _sent(one, words="Masih rembes"), status=409)
    browse(given.staff(Role.SUPERVISOR)).post(path, _sent(one, words="Masih rembes"))

    assert _now(one).status is Status.IN_PROGRESS


def test_an_internal_note_is_not_shown_to_the_reporter(given: Given, operator: Browser) -> None:
    one = given.complaint()

    operator.post(f"/meja/{one.reference}/catat", _sent(one, words="Sering menelepon"))

    event = db.session.scalars(select(ComplaintEvent).where(ComplaintEvent.step == Step.NOTE)).one()
    assert (event.public_text, event.internal_note) == ("", "Sering menelepon")
    assert "Sering menelepon" in operator.get(f"/meja/{one.reference}").text


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MAYOR, Role.ADMIN])
def test_other_roles_take_no_step_of_the_desk(given: Given, browse: Browse, role: Role) -> None:
    one = given.complaint(at=clock.now() - timedelta(hours=1))

    browse(given.staff(role)).post(f"/meja/{one.reference}/tunjuk", _sent(one), status=403)


def test_a_step_without_a_csrf_token_is_refused(given: Given, operator: Browser) -> None:
    one = given.complaint()

    answer = operator.client.post(f"/meja/{one.reference}/catat", data=_sent(one, words="x"))

    assert answer.status_code == 400
