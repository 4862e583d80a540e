"""The desk's pages of incidents: the list, opening one, news, the end, who joins and leaves."""

import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.actions import incidents, triage
from ptmb.actions.incidents import Chosen, Ending, NewIncident, News
from ptmb.adapters import clock
from ptmb.config import CITY_TIME
from ptmb.domain.deed import Deed
from ptmb.domain.geography import Point
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Actor, Role
from ptmb.domain.supply import IncidentKind, IncidentStatus
from ptmb.extensions import db
from ptmb.geometry.shapes import circle
from ptmb.models import Complaint, Incident, IncidentUpdate
from ptmb.queries import incident_matches
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Any]]
DESK = Actor(Role.OPERATOR)
HOUR = timedelta(hours=1)
_keys = itertools.count(1)


@pytest.fixture
def operator(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.OPERATOR))


def key() -> str:
    return f"{next(_keys):032d}"


def ticket(one: Complaint) -> str:
    return f"{one.reference}~{one.version}"


def fresh(one: Complaint) -> Complaint:
    db.session.remove()
    return db.session.get_one(Complaint, one.id)


def the_incident() -> Incident:
    db.session.remove()
    return db.session.scalars(select(Incident)).one()


def opened(given: Given, *complaints: Complaint, **fields: Any) -> Incident:
    at = clock.now()
    facts: dict[str, Any] = {
        "kind": IncidentKind.FAULT,
        "cause": Cause.TECHNICAL,
        "title": "Pipa bocor di Jl. MT Haryono",
        "public_text": "Pipa bocor. Petugas menuju lokasi.",
        "starts_at": at - HOUR,
        "area_ids": (given.area().id,),
        "next_update_at": at + HOUR,
        "complaints": tuple(Chosen(one.id, one.version) for one in complaints),
        **fields,
    }
    return incidents.open_incident(NewIncident(**facts), DESK, at, key())


def filled(given: Given, **fields: Any) -> dict[str, Any]:
    return {
        "key": key(),
        "kind": "fault",
        "title": "Pipa induk pecah",
        "cause": "technical",
        "areas": [str(given.area().id)],
        "starts_at": "2024-02-10T13:00",
        "next_update_at": "2024-02-10T16:00",
        "public_text": "Pipa induk pecah. Air kecil atau mati.",
        **fields,
    }


def later(hours: int) -> str:
    return (clock.now() + hours * HOUR).astimezone(CITY_TIME).strftime("%Y-%m-%dT%H:%M")


def news(incident: Incident, **fields: Any) -> dict[str, Any]:
    return {
        "key": key(),
        "seen": str(incident.version),
        "status": incident.status.value,
        "cause": incident.cause.value,
        "next_update_at": later(2),
        **fields,
    }


def test_the_list_says_what_is_open_and_which_news_is_overdue(
    given: Given, operator: Browser
) -> None:
    opened(given, title="Kabar tepat waktu")
    opened(given, title="Kabar terlambat sekali", next_update_at=clock.now() + HOUR / 2)
    clock.pin(clock.now() + 42 * HOUR / 60)
    page = operator.get("/meja/gangguan")
    rows = [row.get_text(" ", strip=True) for row in page.all("main ul.pt-rows a")]
    assert "Kabar terlambat sekali" in rows[0]
    assert "Kabar terlambat 12 mnt" in rows[0]
    assert page.one(".pt-mark.tone-bad")
    assert "terlambat" not in rows[1].replace("Kabar terlambat sekali", "")


def test_what_is_over_stands_below_and_is_no_longer_overdue(
    given: Given, operator: Browser
) -> None:
    incident = opened(given)
    incidents.close(
        incident.id, Ending("Normal.", Cause.TECHNICAL), DESK, clock.now(), key(), None
    )  # fmt: skip
    clock.pin(clock.now() + 3 * HOUR)
    page = operator.get("/meja/gangguan")
    assert page.soup.select_one("#selesai")
    assert not page.all(".pt-mark.tone-bad")
    assert "Tidak ada gangguan berjalan." in page.text


def test_the_list_needs_few_queries_however_many_there_are(
    given: Given, operator: Browser, counting: Counting
) -> None:
    for number in range(6):
        opened(given, given.complaint(), title=f"Gangguan {number}")
    operator.get("/meja/gangguan")
    with counting() as statements:
        operator.get("/meja/gangguan")
    assert statements.count <= 6, statements.texts


def test_a_form_from_chosen_complaints_is_filled_already(given: Given, operator: Browser) -> None:
    rows = [given.complaint(category="LEAK") for _ in range(3)]
    page = operator.get("/meja/gangguan/baru?" + "&".join(f"aduan={ticket(one)}" for one in rows))
    form = page.form("/meja/gangguan/baru")
    assert form["title"] == "Pipa bocor di jalan di Gunung Sari Ilir"
    assert form["starts_at"] == "2024-02-10T12:32"
    assert "3 aduan ikut" in page.text
    assert page.one(f"#area-{given.area().id}").has_attr("checked")


def test_opening_it_takes_the_complaints_along(given: Given, operator: Browser) -> None:
    rows = [given.complaint(category="LEAK") for _ in range(3)]
    sent = operator.post(
        "/meja/gangguan/baru", filled(given, chosen=[ticket(one) for one in rows])
    )  # fmt: skip
    assert sent.location.endswith("/meja/gangguan/1")
    page = operator.get("/meja/gangguan/1")
    assert "Gangguan dibuka. 3 aduan ikut." in page.text
    assert all(one.reference in page.text for one in rows)
    assert {fresh(one).status for one in rows} == {Status.GROUPED}


def test_one_that_changed_meanwhile_is_left_and_said(given: Given, operator: Browser) -> None:
    first, second = given.complaint(), given.complaint()
    tickets = [ticket(first), ticket(second)]
    deed = Deed(DESK, clock.now(), "asked-meanwhile-by-other")
    triage.ask(second.id, "Di mana?", deed)
    operator.post("/meja/gangguan/baru", filled(given, chosen=tickets))
    page = operator.get("/meja/gangguan/1")
    assert "1 aduan ikut. 1 dilewati karena sudah berubah." in page.text
    assert fresh(second).status is Status.NEED_INFO


def test_the_same_form_sent_twice_opens_one(given: Given, operator: Browser) -> None:
    form = filled(given)
    first = operator.post("/meja/gangguan/baru", form)
    assert operator.post("/meja/gangguan/baru", form).location == first.location
    assert the_incident().number == 1


def test_without_any_promised_moment_the_form_comes_back_with_all_that_was_typed(
    given: Given, operator: Browser
) -> None:
    page = operator.post(
        "/meja/gangguan/baru", filled(given, next_update_at="", place="Depan pasar"), status=422
    )
    assert (
        "Isi perkiraan normal, atau jam kabar berikutnya." in page.one("#next_update_at-error").text
    )
    assert page.form("/meja/gangguan/baru")["place"] == "Depan pasar"
    assert db.session.scalars(select(Incident)).all() == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Tulis judul gangguan."),
        ("public_text", "", "Tulis penjelasan untuk warga."),
        ("areas", [], "Pilih paling sedikit satu kelurahan."),
        ("next_update_at", "2024-02-10T10:00", "Jam ini sudah lewat. Isi jam yang akan datang."),
        ("geometry", "bukan geojson", "Bentuk di peta tidak bisa dibaca."),
        ("radius", "3", "Isi 50 sampai 20.000 meter."),
    ],
)
def test_each_fault_is_said_beside_its_field(
    given: Given, operator: Browser, field: str, value: Any, sentence: str
) -> None:
    page = operator.post("/meja/gangguan/baru", filled(given, **{field: value}), status=422)
    assert sentence in page.one(f"#{field}-error").text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("starts_at", "0001-01-01T00:00"),
        ("expected_end_at", "0001-01-01T00:00"),
        ("next_update_at", "0001-01-01T07:59"),
        ("geometry", "[" * 100_000),
    ],
)
def test_nonsense_comes_back_as_a_fault_of_the_form(
    given: Given, operator: Browser, field: str, text: str
) -> None:
    page = operator.post("/meja/gangguan/baru", filled(given, **{field: text}), status=422)
    assert page.one(f"#{field}-error").text
    operator.get(f"/meja/gangguan/{opened(given).number}/aduan?sejak={text[:16]}")


def test_the_preview_shows_what_citizens_read_and_opens_nothing(
    given: Given, operator: Browser
) -> None:
    form = filled(given, langkah="pratinjau", chosen=[ticket(given.complaint())])
    page = operator.post("/meja/gangguan/baru", form, status=200)
    shown = page.one("[aria-labelledby=pratinjau]").get_text(" ", strip=True)
    assert "Pipa induk pecah. Air kecil atau mati." in shown
    assert "Kabar berikutnya paling lambat hari ini 16.00." in shown
    assert page.form("/meja/gangguan/baru")["title"] == "Pipa induk pecah"
    assert db.session.scalars(select(Incident)).all() == []


def test_a_circle_by_its_middle_and_radius_needs_no_map_and_finds_its_areas(
    given: Given, operator: Browser
) -> None:
    area = given.area("Manggar")
    operator.post(
        "/meja/gangguan/baru",
        filled(
            given,
            areas=[],
            latitude=str(area.latitude),
            longitude=str(area.longitude),
            radius="200",
        ),
    )
    made = the_incident()
    assert [one.area_id for one in made.areas] == [given.area("Manggar").id]
    assert made.geometry
    assert made.geometry.startswith('{"type":"Polygon"')


def test_planned_work_says_how_long_before_it_was_announced(
    given: Given, operator: Browser
) -> None:
    operator.post(
        "/meja/gangguan/baru",
        filled(
            given,
            kind="planned",
            starts_at="2024-02-11T16:32",
            expected_end_at="2024-02-11T20:00",
            next_update_at="",
        ),
    )
    page = operator.get("/meja/gangguan/1")
    assert "Dijadwalkan" in page.text
    assert "Mulai besok 16.32, sampai besok 20.00." in page.text
    assert "Diumumkan 1 hari sebelum mulai." in page.text


def test_news_is_written_down_and_shown_newest_first(given: Given, operator: Browser) -> None:
    incident = opened(given)
    clock.pin(clock.now() + HOUR / 2)
    operator.post(
        "/meja/gangguan/1/kabar",
        news(incident, status="repairing", public_text="Sedang digali.", internal_note="Katup 12"),
    )
    page = operator.get("/meja/gangguan/1")
    said = [one.get_text(" ", strip=True) for one in page.all("ol.pt-line > li")]
    assert "Sedang digali." in said[0]
    assert "Katup 12" in said[0]
    assert "Pipa bocor." in said[1]


def test_refused_news_keeps_what_was_typed(given: Given, operator: Browser) -> None:
    incident = opened(given)
    page = operator.post(
        "/meja/gangguan/1/kabar",
        news(incident, next_update_at="", public_text="Masih digali."),
        status=422,
    )
    assert (
        "Isi perkiraan normal, atau jam kabar berikutnya." in page.one("#next_update_at-error").text
    )
    assert page.form("/meja/gangguan/1/kabar")["public_text"].strip() == "Masih digali."


def test_the_second_operator_is_told_what_the_first_one_said(
    given: Given, operator: Browser
) -> None:
    incident = opened(given)
    form = news(incident, public_text="Dari kedua.")
    first = News(IncidentStatus.REPAIRING, "Dari pertama.", next_update_at=clock.now() + HOUR)
    incidents.update(incident.id, first, DESK, clock.now(), key(), incident.version)

    page = operator.post("/meja/gangguan/1/kabar", form, status=409)

    alert = page.one("main [role=alert]").get_text(" ", strip=True)
    assert "Sudah diubah orang lain." in alert
    assert "Dari pertama." in alert
    assert page.form("/meja/gangguan/1/kabar")["public_text"].strip() == "Dari kedua."
    assert the_incident().public_text == "Dari pertama."


def test_what_the_second_operator_never_touched_follows_the_first_ones_change(
    given: Given, operator: Browser
) -> None:
    path = "/meja/gangguan/1/kabar"
    incident = opened(given)
    form = {**operator.get("/meja/gangguan/1").form(path), "public_text": "Dari kedua."}
    first = News(IncidentStatus.REPAIRING, "Digali.", next_update_at=clock.now() + 5 * HOUR,
                 expected_end_at=clock.now() + 6 * HOUR, cause=Cause.QUALITY)  # fmt: skip
    incidents.update(incident.id, first, DESK, clock.now(), key(), incident.version)

    page = operator.post(path, {**form, "next_update_at": later(3)}, status=409)
    again = page.form(path)
    assert (again["status"], again["cause"]) == ("repairing", "quality")
    assert again["expected_end_at"] == later(6)
    assert again["next_update_at"] == later(3), "what was typed stays"

    operator.post(path, again)
    assert the_incident().status is IncidentStatus.REPAIRING
    assert the_incident().public_text == "Dari kedua."


def test_the_end_asks_first_how_many_people_will_be_asked(given: Given, operator: Browser) -> None:
    rows = [given.complaint(phone=f"+6281200000{n:03d}") for n in range(5)]
    opened(given, *rows)
    page = operator.get("/meja/gangguan/1/tutup")
    assert "Kirim konfirmasi ke 5 orang?" in page.text
    form = page.form("/meja/gangguan/1/tutup")

    operator.post("/meja/gangguan/1/tutup", {**form, "public_text": "Air sudah normal."})

    assert {fresh(one).status for one in rows} == {Status.RESOLVED}
    assert "Gangguan ditutup." in operator.get("/meja/gangguan/1").text


def test_the_end_is_shown_again_when_somebody_joined_after_the_preview(
    given: Given, operator: Browser
) -> None:
    incident, extra = opened(given, given.complaint()), given.complaint(phone="+6281200000001")
    form = operator.get("/meja/gangguan/1/tutup").form("/meja/gangguan/1/tutup")
    incidents.join([Chosen(extra.id)], incident.id, DESK, clock.now(), key())

    page = operator.post("/meja/gangguan/1/tutup", form, status=409)

    assert "Gangguan ini baru saja berubah." in page.text
    assert "2 aduan selesai" in page.text
    assert fresh(extra).status is Status.GROUPED
    operator.post("/meja/gangguan/1/tutup", page.form("/meja/gangguan/1/tutup"))
    assert fresh(extra).status is Status.RESOLVED


def test_all_that_match_are_shown_before_they_join(given: Given, operator: Browser) -> None:
    leak = given.category("LEAK").id
    here = [given.complaint(category="LEAK") for _ in range(3)]
    given.complaint(category="NOFLOW")
    given.complaint(category="LEAK", area="Manggar")
    old = given.complaint(category="LEAK", at=clock.now() - 30 * HOUR)
    opened(given, starts_at=clock.now() - 3 * HOUR)

    page = operator.get(f"/meja/gangguan/1/aduan?kategori={leak}")
    offered = [str(box["value"]) for box in page.all("input[name=chosen]")]

    assert "3 aduan cocok" in page.text
    assert offered == [ticket(one) for one in here]
    assert old.reference not in page.text
    operator.post("/meja/gangguan/1/aduan", {"key": key(), "chosen": offered})
    assert {fresh(one).status for one in here} == {Status.GROUPED}
    assert "3 aduan ikut." in operator.get("/meja/gangguan/1").text


def test_a_drawn_shape_decides_where_a_complaint_has_a_point(
    given: Given, operator: Browser
) -> None:
    area = given.area()
    near = given.complaint()
    far = given.complaint(latitude=area.latitude + 0.005)
    opened(
        given,
        geometry=circle(Point(area.latitude, area.longitude), 200),
        starts_at=clock.now() - 3 * HOUR,
    )
    page = operator.get("/meja/gangguan/1/aduan")
    assert near.reference in page.text
    assert far.reference not in page.text


def test_many_complaints_beside_the_shape_hide_none_inside_of_it(
    given: Given, operator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    area = given.area()
    for _ in range(3):
        given.complaint(latitude=area.latitude + 0.005)
    inside = [given.complaint().reference for _ in range(3)]
    shape = circle(Point(area.latitude, area.longitude), 200)
    opened(given, geometry=shape, starts_at=clock.now() - 3 * HOUR)
    monkeypatch.setattr(incident_matches, "MOST", 2)
    page = operator.get("/meja/gangguan/1/aduan")
    assert [one in page.text for one in inside] == [True, True, False]


def test_a_search_finds_one_complaint_to_join(given: Given, operator: Browser) -> None:
    row = given.complaint(area="Manggar")
    opened(given)
    page = operator.get(f"/meja/gangguan/1/aduan?cari={row.reference}")
    assert [str(box["value"]) for box in page.all("input[name=chosen]")] == [ticket(row)]


def test_a_complaint_leaves_and_goes_back_to_the_desk(given: Given, operator: Browser) -> None:
    row = given.complaint()
    opened(given, row)
    row = fresh(row)
    operator.post(f"/meja/{row.reference}/lepas", {"key": key(), "seen": str(row.version)})
    assert fresh(row).status is Status.RECEIVED
    page = operator.get(f"/meja/{row.reference}")
    assert "Laporan ini ditangani sendiri lagi." in page.text
    assert "Bagian dari gangguan" in page.text, "its history stays"


def test_leaving_from_an_old_page_changes_nothing(given: Given, operator: Browser) -> None:
    row = given.complaint()
    opened(given, row)
    operator.post(f"/meja/{row.reference}/lepas", {"key": key(), "seen": "1"})
    assert fresh(row).status is Status.GROUPED
    assert "Sudah diubah orang lain." in operator.get(f"/meja/{row.reference}").text


def test_chosen_rows_of_the_queue_become_an_incident(given: Given, operator: Browser) -> None:
    rows = [given.complaint() for _ in range(2)]
    assert "Jadi gangguan" in operator.get("/meja").text
    sent = operator.post(
        "/meja/bersama",
        {"key": key(), "deed": "gangguan", "chosen": [ticket(one) for one in rows]},
    )
    assert "2 aduan ikut" in operator.get(sent.location.removeprefix("http://localhost")).text


def test_the_panel_offers_the_incident_at_the_complaints_place(
    given: Given, operator: Browser
) -> None:
    row = given.complaint()
    opened(given)
    assert "Masuk gangguan G-001?" in operator.get(f"/meja/{row.reference}").text
    operator.post("/meja/gangguan/1/aduan", {"key": key(), "chosen": [ticket(row)]})
    page = operator.get(f"/meja/{row.reference}")
    assert page.one("[data-complaint] a[href='/meja/gangguan/1']")
    assert "Masuk gangguan" not in page.text


def test_five_similar_ones_are_offered_as_one_incident(given: Given, operator: Browser) -> None:
    for _ in range(6):
        given.complaint(category="LEAK")
    for path in ("/meja/gangguan", "/meja/gangguan/mungkin"):
        page = operator.get(path)
        assert "Mungkin satu gangguan: 6 aduan" in page.text
    form = operator.get(str(page.one(".pt-likely a")["href"])).form("/meja/gangguan/baru")
    assert form["title"].startswith("Pipa bocor di jalan")
    operator.post("/meja/gangguan/baru", filled(given, chosen=[ticket(one) for one in _all()]))
    assert "Mungkin satu gangguan" not in operator.get("/meja/gangguan").text


def _all() -> list[Complaint]:
    return list(db.session.scalars(select(Complaint)))


def test_the_page_of_one_needs_few_queries_however_many_are_in_it(
    given: Given, operator: Browser, counting: Counting
) -> None:
    opened(given, *(given.complaint() for _ in range(12)))
    operator.get("/meja/gangguan/1")
    with counting() as statements:
        operator.get("/meja/gangguan/1")
    assert statements.count <= 8, statements.texts


def test_many_complaints_come_page_by_page(given: Given, operator: Browser) -> None:
    rows = [given.complaint() for _ in range(52)]
    opened(given, *rows)
    first = operator.get("/meja/gangguan/1")
    more = str(first.one("nav a[rel=next]")["href"])
    second = operator.get(more)
    assert rows[49].reference in first.text
    assert rows[51].reference not in first.text
    assert rows[51].reference in second.text


def test_an_unknown_number_is_not_found(operator: Browser) -> None:
    for path in ("/meja/gangguan/7", "/meja/gangguan/7/tutup", "/meja/gangguan/7/aduan"):
        operator.get(path, status=404)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MAYOR, Role.ADMIN])
def test_only_the_desk_sees_these_pages(given: Given, browse: Browse, role: Role) -> None:
    opened(given)
    browser = browse(given.staff(role))
    for path in ("/meja/gangguan", "/meja/gangguan/baru", "/meja/gangguan/1"):
        browser.get(path, status=403)


def test_news_sent_twice_is_said_once(given: Given, operator: Browser) -> None:
    form = news(opened(given), public_text="Sekali saja.")
    for _ in range(2):
        operator.post("/meja/gangguan/1/kabar", form)
    said = db.session.scalars(select(IncidentUpdate.public_text)).all()
    assert said.count("Sekali saja.") == 1
