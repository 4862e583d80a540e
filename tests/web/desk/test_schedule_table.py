"""Schedules as a table for spreadsheets: taken away, brought back, refused line by line."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.actions import rationing
from ptmb.adapters import clock
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import Actor, Role
from ptmb.domain.schedule_csv import FULL_COLUMNS
from ptmb.domain.schedule_csv_lines import BOM
from ptmb.domain.water_plans import WITA, Plan, cut, cycle
from ptmb.extensions import db
from ptmb.models import AuditEntry, RationingSchedule, Zone
from tests.browsing import Browser, Page
from tests.people import Given

Browse = Callable[..., Browser]
DESK = Actor(Role.OPERATOR)
START = datetime(2024, 2, 12, tzinfo=WITA)
TURNS = Plan(
    "Dua hari; bergilir", '"Waduk"\nsurut', "=1+1", 0, START, None,
    cycle("2024-02-12T00:00", (1, 100), (1, 0)),
)  # fmt: skip
SIMPLE = (
    "zone_code;weekday;start;end;share\r\nK12;Senin;06.00;20.00;\r\nK12;Rabu;06.00;20.00;100\r\n"
)


@pytest.fixture
def operator(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.OPERATOR))


def zone(code: str = "K12") -> Zone:
    return db.session.scalars(select(Zone).where(Zone.code == code)).one()


def plans() -> dict[int, Plan]:
    db.session.remove()
    return {row.zone_id: row.plan for row in db.session.scalars(select(RationingSchedule))}


def send(operator: Browser, text: str | bytes, status: int = 200, **more: Any) -> Page:
    raw = text if isinstance(text, bytes) else text.encode()
    data = {"valid_from": "2024-02-12T00:00", "file": (io.BytesIO(raw), "jadwal.csv"), **more}
    return operator.post(
        "/meja/jadwal/csv", data, status=status, content_type="multipart/form-data"
    )


def keep(operator: Browser, page: Page, status: int = 303) -> Page:
    fields = page.form("/meja/jadwal/csv")
    return operator.post("/meja/jadwal/csv", {**fields, "langkah": "simpan"}, status=status)


def test_what_is_taken_away_can_be_brought_back_as_it_was(operator: Browser) -> None:
    other = cut("Perbaikan", "", "", START, None)
    for code, plan in (("K12", TURNS), ("BA", other)):
        rationing.draft(zone(code).id, plan, DESK, clock.now())
    stored = plans()
    response = operator.get("/meja/jadwal/csv/unduh?isi=draf").response
    assert response.mimetype == "text/csv"
    assert "jadwal-draf.csv" in response.headers["Content-Disposition"]
    raw = response.get_data()
    assert raw.startswith(BOM.encode())
    assert b";'=1+1;" in raw, "no spreadsheet runs it"
    for row in db.session.scalars(select(RationingSchedule)):
        rationing.discard(row.id)
    page = send(operator, raw)
    assert "2 zona di tabel ini" in page.text
    assert plans() == {}, "looking changes nothing"
    assert keep(operator, page).location.startswith("/meja/jadwal/terbit?draf=")
    assert plans() == stored


def test_what_holds_is_taken_away_and_that_is_written_down(operator: Browser) -> None:
    row = rationing.draft(zone().id, TURNS, DESK, clock.now())
    assert operator.get("/meja/jadwal/csv/unduh").response.get_data(as_text=True).count("K12") == 0
    rationing.publish([row.id], DESK, clock.now(), "publish-for-the-table")
    assert operator.get("/meja/jadwal/csv/unduh").response.get_data(as_text=True).count("K12") == 2
    wanted = select(AuditEntry).where(AuditEntry.deed == AuditDeed.EXPORT)
    assert len(db.session.scalars(wanted).all()) == 2


def test_a_table_of_clock_windows_takes_the_rest_from_the_form(operator: Browser) -> None:
    page = send(operator, SIMPLE, title="Siang hari", reason="Waduk surut")
    assert "K12: Siang hari, 1 aturan" in page.text
    assert "Kelurahan berubah" in page.text
    keep(operator, page)
    (plan,) = plans().values()
    assert (plan.title, plan.reason, plan.valid_from) == ("Siang hari", "Waduk surut", START)
    assert [rule.recurrence for rule in plan.rules] == ["FREQ=WEEKLY;BYDAY=MO,WE"]


def test_the_same_table_sent_twice_makes_its_drafts_once(operator: Browser) -> None:
    page = send(operator, SIMPLE)
    assert keep(operator, page).location == keep(operator, page).location
    assert len(plans()) == 1


def test_bad_rows_are_listed_by_line_and_nothing_is_kept(operator: Browser) -> None:
    head = ";".join(FULL_COLUMNS)
    good = "K12;A;;;0;2024-02-12;;2024-02-12T06:00;60;FREQ=DAILY;100"
    good = good.replace("FREQ=DAILY", '"FREQ=DAILY"')
    rows = [
        head,
        good,
        good.replace("K12", "XX"),
        good.replace("FREQ=DAILY", "FREQ=SECONDLY").replace("K12", "BA"),
        good.replace(";60;", ";99999;").replace("K12", "KD"),
        good.replace(";100", ";200").replace("K12", "TR"),
        good.replace(";A;", ";;").replace("K12", "BU"),
    ]
    page = send(operator, "\n".join(rows), status=422)
    said = [one.get_text(" ", strip=True) for one in page.all("[role=alert] li")]
    assert said == [
        "Baris 3 Zona XX tidak dikenal.",
        "Baris 4 Waktu atau pengulangan ini tidak terbaca.",
        "Baris 5 Waktu atau pengulangan ini tidak terbaca.",
        "Baris 6 Porsi air antara 0 dan 100 persen.",
        "Baris 7 Isi judul jadwal, paling panjang 120 huruf.",
    ]
    assert "K12" in page.one("textarea[name=text]").get_text(), "to be mended on the spot"
    keep(operator, page, status=422)
    assert plans() == {}


def test_a_table_that_went_bad_after_the_look_keeps_nothing(operator: Browser) -> None:
    page = send(operator, SIMPLE + "BA;Senin;06.00;20.00;\r\n")
    ba = zone("BA")
    ba.active = False
    db.session.commit()
    assert "Baris 4 Zona BA tidak dikenal." in keep(operator, page, status=422).text
    assert plans() == {}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\x01\x02" * 50,
        b"\xff\xfe\x00\xd8",
        b"PK\x03\x04" + b"\x80" * 200,
        b'zone_code;weekday;start;end;share\nK12;"Senin',
        b"zone_code;weekday;start;end;share\n" + b"K12;" * 40_000,
        b"zone_code;weekday;start;end;share\n" + b"K12;Senin;06.00;20.00;\n" * 4_000,
        b"a" * 400_000,
        b"=cmd|' /C calc'!A0\n",
        "zone_code;weekday;start;end;share\nK12;<script>;06.00;20.00;".encode("utf-16"),
    ],
)
def test_a_hostile_file_is_answered_with_a_sentence(operator: Browser, raw: bytes) -> None:
    page = send(operator, raw, status=422)
    assert page.all("[role=alert]")
    assert "<script>;" not in page.html
    assert plans() == {}


def test_nothing_sent_is_asked_for(operator: Browser) -> None:
    page = operator.post("/meja/jadwal/csv", {}, status=422)
    assert "Pilih berkas CSV atau tempel isinya." in page.text


def test_a_pasted_table_will_do(operator: Browser) -> None:
    fields = {"text": SIMPLE, "valid_from": "2024-02-12T00:00"}
    page = operator.post("/meja/jadwal/csv", fields, status=200)
    assert "1 zona di tabel ini" in page.text


def test_a_long_text_with_line_ends_of_a_browser_is_the_same_plan(operator: Browser) -> None:
    plan = replace(TURNS, reason="satu\ndua", advice="")
    row = rationing.draft(zone().id, plan, DESK, clock.now())
    raw = operator.get("/meja/jadwal/csv/unduh?isi=draf").response.get_data()
    keep(operator, send(operator, raw))
    assert list(plans().values()) == [plan], row.id
