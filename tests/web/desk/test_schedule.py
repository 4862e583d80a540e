"""The desk's schedule pages: the week, writing a plan down, publishing it, taking it back."""

import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from ptmb.actions import rationing
from ptmb.adapters import clock
from ptmb.domain.roles import Actor, Role
from ptmb.domain.supply import FollowKind
from ptmb.domain.water_plans import WITA, Plan, PlanRule, cut, cycle
from ptmb.extensions import db
from ptmb.models import Area, Follow, RationingSchedule, Zone
from tests.browsing import Browser, Page
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Any]]
DESK = Actor(Role.OPERATOR)
MONDAY = datetime(2024, 2, 5, tzinfo=WITA)
TURNS = Plan(
    "Dua hari sekali", "Waduk surut", "Tampung air", 0, MONDAY, None,
    cycle("2024-02-05T00:00", (1, 100), (1, 0)),
)  # fmt: skip
_keys = itertools.count(1)


@pytest.fixture
def operator(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.OPERATOR))


def zone(code: str = "K12") -> Zone:
    db.session.remove()
    return db.session.scalars(select(Zone).where(Zone.code == code)).one()


def drafted(plan: Plan = TURNS, code: str = "K12") -> RationingSchedule:
    return rationing.draft(zone(code).id, plan, DESK, clock.now())


def published(plan: Plan = TURNS, code: str = "K12") -> str:
    row = drafted(plan, code)
    return rationing.publish([row.id], DESK, clock.now(), f"publish-{next(_keys):012d}").token


def newest(code: str = "K12") -> RationingSchedule:
    wanted = select(RationingSchedule).where(RationingSchedule.zone_id == zone(code).id)
    row = db.session.scalars(wanted.order_by(RationingSchedule.number.desc())).first()
    assert row is not None
    return row


def count() -> int:
    db.session.remove()
    return len(db.session.scalars(select(RationingSchedule.id)).all())


def row_of(page: Page, name: str) -> list[str]:
    for row in page.all(".jd-grid tbody tr"):
        cells = [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        if cells[0].startswith(name):
            return cells
    raise AssertionError(name)


def test_the_week_shows_when_each_zone_has_water(operator: Browser) -> None:
    published()
    drafted(replace(TURNS, title="Nanti"))
    page = operator.get("/meja/jadwal")
    cells = row_of(page, "Km 12")
    assert "Dua hari sekali" in cells[0]
    assert "Draf" in cells[0]
    # Published on Saturday at 14.32: nothing was planned before.
    assert cells[1:6] == ["tanpa jadwal giliran"] * 5
    assert cells[6] == "00.00–14.32", "water until the plan begins, then its dry day"
    assert cells[7] == "sepanjang hari"
    assert "belum tentu langsung dapat air" in page.text
    cells = row_of(operator.get("/meja/jadwal?minggu=2024-02-14"), "Km 12")
    assert cells[1:4] == ["tidak mengalir seharian", "sepanjang hari", "tidak mengalir seharian"]


def test_half_full_and_dry_look_different_without_colour(operator: Browser) -> None:
    published(replace(TURNS, rules=cycle("2024-02-10T00:00", (1, 0), (1, 50), (1, 100))))
    page = operator.get("/meja/jadwal?minggu=2024-02-12")
    rows = page.all(".jd-grid tbody tr")
    cells = next(row for row in rows if "Km 12" in row.get_text()).select("td")
    heights = [[float(str(one["height"])) for one in cell.select(".jd-flow")] for cell in cells[:3]]
    assert sorted(heights) == [[], [8.0], [16.0]]
    assert [len(cell.select("[fill='url(#jd-kering)']")) for cell in cells[:3]].count(0) == 1


@pytest.mark.parametrize("week", ["", "besok", "0001-01-01", "9999-12-31"])
def test_a_week_that_is_none_is_this_one(operator: Browser, week: str) -> None:
    assert "5 Feb – 11 Feb 2024" in operator.get(f"/meja/jadwal?minggu={week}").text


def test_the_pages_need_few_queries_however_many_zones(
    operator: Browser, counting: Counting
) -> None:
    for code in ("BA", "K12", "KD", "TR"):
        published(code=code)
        drafted(replace(TURNS, title="Draf"), code)
    for path, most in (("/meja/jadwal", 9), ("/meja/jadwal/K12", 9)):
        operator.get(path)
        with counting() as statements:
            operator.get(path)
        assert statements.count <= most, (path, statements.texts)


WEEKLY = {
    "title": "Malam hari",
    "valid_from": "2024-02-12T00:00",
    "share_otherwise": "0",
    "lines-0-weekdays": ["0", "1", "2"],
    "lines-0-begins": "18:00",
    "lines-0-ends": "08:00",
    "lines-0-share": "100",
    "lines-1-share": "100",
}


def test_clock_windows_are_written_and_read_back(operator: Browser) -> None:
    page = operator.post("/meja/jadwal/K12/draf?bentuk=mingguan", WEEKLY)
    row = newest()
    assert page.location == f"/meja/jadwal/terbit?draf={row.id}"
    assert row.plan.rules == (
        PlanRule("2024-02-12T18:00", 14 * 60, "FREQ=WEEKLY;BYDAY=MO,TU,WE", 100),
    )
    form = operator.get(f"/meja/jadwal/draf/{row.id}")
    ticked = [one["value"] for one in form.all("input[name=lines-0-weekdays][checked]")]
    assert ticked == ["0", "1", "2"]
    assert form.one("input[name=lines-0-begins]")["value"] == "18:00"


def test_one_more_line_keeps_what_was_typed_and_stores_nothing(operator: Browser) -> None:
    page = operator.post(
        "/meja/jadwal/K12/draf?bentuk=mingguan", {**WEEKLY, "langkah": "baris"}, status=200
    )
    assert len(page.all(".jd-line")) == 3
    assert page.one("input[name=lines-0-ends]")["value"] == "08:00"
    assert count() == 0


def test_a_cycle_is_written_and_read_back(operator: Browser) -> None:
    fields = {
        "title": "Aturan 2023",
        "valid_from": "2024-02-12T00:00",
        "starts": "2024-02-12T06:00",
        "phases": "3, 100\r\n2, 50 %\r\n",
    }
    operator.post("/meja/jadwal/K12/draf?bentuk=siklus", fields)
    row = newest()
    assert row.plan.rules == cycle("2024-02-12T06:00", (3, 100), (2, 50))
    assert "3, 100\n2, 50" in operator.get(f"/meja/jadwal/draf/{row.id}").html


@pytest.mark.parametrize(("until", "rules"), [("", 0), ("2024-02-12T14:00", 1)])
def test_a_cut_ends_at_a_moment_or_when_somebody_says_so(
    operator: Browser, until: str, rules: int
) -> None:
    fields = {
        "title": "Perbaikan",
        "valid_from": "2024-02-12T08:00",
        "valid_until": until,
        "share": "30",
    }
    operator.post("/meja/jadwal/K12/draf?bentuk=potong", fields)
    plan = newest().plan
    assert len(plan.rules) == rules
    assert plan.passing is bool(until)
    page = operator.get(f"/meja/jadwal/draf/{newest().id}")
    assert page.one("input[name=share]")["value"] == "30"


def test_bare_rules_hold_what_no_other_form_does(operator: Browser) -> None:
    line = "2024-02-12T06:00 | 60 | FREQ=HOURLY;INTERVAL=6 | 50"
    fields = {"title": "Jam", "valid_from": "2024-02-12T00:00", "share_otherwise": "0",
              "rules": line}  # fmt: skip
    operator.post("/meja/jadwal/K12/draf?bentuk=aturan", fields)
    assert line in operator.get(f"/meja/jadwal/draf/{newest().id}").html


@pytest.mark.parametrize(
    ("shape", "wrong", "sentence"),
    [
        ("mingguan", {"lines-0-weekdays": []}, "Isi paling sedikit satu jam giliran."),
        ("mingguan", {"lines-0-begins": ""}, "Isi jam mulai dan jam berhenti"),
        ("mingguan", {"share_otherwise": "101"}, "Porsi air antara 0 dan 100 persen."),
        ("mingguan", {"valid_until": "2024-02-11T00:00"}, "Jadwal harus berakhir sesudah mulai."),
        ("mingguan", {"valid_from": "0001-01-01T00:00"}, "Tulis waktu seperti"),
        ("siklus", {"phases": "tiga", "starts": "2024-02-12T06:00"}, "Tulis tiap tahap seperti"),
        ("potong", {"share": "0", "valid_until": "2024-05-01T00:00"}, "Paling lama 31 hari."),
        ("aturan", {"rules": "apa saja"}, "Tulis tiap aturan seperti contoh."),
        ("aturan", {"rules": "2024-02-12T06:00 | 60 | FREQ=SECONDLY | 50"}, "tidak terbaca"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_typed(
    operator: Browser, shape: str, wrong: dict[str, Any], sentence: str
) -> None:
    fields = {**WEEKLY, **wrong}
    page = operator.post(f"/meja/jadwal/K12/draf?bentuk={shape}", fields, status=422)
    assert sentence in page.text
    assert page.one("input[name=title]")["value"] == "Malam hari"
    assert count() == 0


def test_publishing_is_shown_before_it_is_done(operator: Browser, given: Given) -> None:
    db.session.execute(update(Area).where(Area.name == "Karang Joang").values(connections=700))
    for number, phone in enumerate(("+628111", "+628111", "+628112", "")):
        db.session.add(
            Follow(kind=FollowKind.AREA, area_id=given.area("Karang Joang").id, phone=phone,
                   key=f"k{number}", key_hash=f"h{number}", created_at=clock.now())
        )  # fmt: skip
    db.session.commit()
    row = drafted()
    page = operator.get(f"/meja/jadwal/terbit?draf={row.id}")
    sums = {
        one.select_one("dt").get_text(strip=True): one.select_one("dd").get_text(strip=True)  # type: ignore[union-attr]  # each has both
        for one in page.all(".jd-sums > div")
    }
    assert sums == {
        "Kelurahan berubah": "2",
        "Sambungan": "700",
        "Orang, perkiraan": "3.500",
        "Pengikut dikabari": "2",
    }
    assert "Karang Joang" in page.text
    assert "Graha Indah sebagian" in page.text
    assert "Semula" in page.text
    assert "rencana, bukan janji" in page.text
    assert newest().published_at is None
    operator.post("/meja/jadwal/terbit", page.form("/meja/jadwal/terbit"))
    assert newest().published_at is not None
    assert "1 jadwal terbit." in operator.get("/meja/jadwal").text


def test_people_that_nobody_counted_are_not_said_to_be_none(operator: Browser) -> None:
    page = operator.get(f"/meja/jadwal/terbit?draf={drafted().id}")
    sums = [one.get_text(strip=True) for one in page.all(".jd-sums dd")]
    assert sums == ["2", "–", "–", "0"]
    assert "Jumlah sambungan belum diketahui: Km 12." in page.text


def test_the_same_form_sent_twice_publishes_once(operator: Browser) -> None:
    row = drafted()
    fields = operator.get(f"/meja/jadwal/terbit?draf={row.id}").form("/meja/jadwal/terbit")
    operator.post("/meja/jadwal/terbit", fields)
    operator.post("/meja/jadwal/terbit", fields)
    assert count() == 1


def test_a_draft_that_changed_meanwhile_is_not_published(operator: Browser) -> None:
    row = drafted()
    fields = operator.get(f"/meja/jadwal/terbit?draf={row.id}").form("/meja/jadwal/terbit")
    rationing.redraft(row.id, replace(TURNS, title="Lain"), DESK, clock.now())
    page = operator.post("/meja/jadwal/terbit", fields, status=409)
    assert "Draf ini sudah diubah rekan." in page.text
    assert "Lain" in page.text, "what it became is shown"
    assert newest().published_at is None
    operator.post("/meja/jadwal/terbit", page.form("/meja/jadwal/terbit"))
    assert newest().published_at is not None


def test_a_draft_that_a_colleague_published_or_threw_away_is_not_published(
    operator: Browser,
) -> None:
    first, second = drafted(), drafted(code="BA")
    path = f"/meja/jadwal/terbit?draf={first.id}&draf={second.id}"
    both = [f"{first.id}~{first.version}", f"{second.id}~{second.version}"]
    fields = {**operator.get(path).form("/meja/jadwal/terbit"), "draf": both}
    rationing.discard(second.id)
    operator.post("/meja/jadwal/terbit", fields, status=409)
    assert newest().published_at is None, "all of them or none"
    rationing.publish([first.id], DESK, clock.now(), "a-colleague-was-faster")
    page = operator.post("/meja/jadwal/terbit", fields, status=409)
    assert "Salah satu draf sudah diterbitkan." in page.text


def test_two_drafts_of_one_zone_are_refused_in_words(operator: Browser) -> None:
    first = drafted()
    second = drafted(replace(TURNS, title="Lain"))
    form = operator.get(f"/meja/jadwal/terbit?draf={first.id}").form("/meja/jadwal/terbit")
    both = [f"{first.id}~{first.version}", f"{second.id}~{second.version}"]
    page = operator.post("/meja/jadwal/terbit", {**form, "draf": both}, status=422)
    assert "Pilih satu jadwal saja untuk setiap zona." in page.text


@pytest.mark.parametrize("drafts", [[], ["x"], ["0~0"], ["99999999999~1"], ["1"]])
def test_nothing_to_publish_is_refused(operator: Browser, drafts: list[str]) -> None:
    fields = {"key": "a" * 32, "draf": drafts}
    operator.post("/meja/jadwal/terbit", fields, status=422)
    operator.get(f"/meja/jadwal/terbit?draf={'&draf='.join(drafts)}", status=303)


def test_a_publication_is_taken_back_after_a_question(operator: Browser) -> None:
    token = published()
    page = operator.get("/meja/jadwal/K12")
    assert page.one(f"a[href='/meja/jadwal/tarik/{token}']")
    page = operator.get(f"/meja/jadwal/tarik/{token}")
    assert "Isi terbitan ini kembali menjadi draf." in page.text
    operator.post(f"/meja/jadwal/tarik/{token}")
    text = operator.get("/meja/jadwal/K12").text
    assert "Ditarik" in text
    assert "Draf" in text
    operator.post(f"/meja/jadwal/tarik/{token}")
    assert count() == 2, "taking back twice is once"


def test_what_was_replaced_cannot_be_taken_back(operator: Browser) -> None:
    token = published()
    clock.pin(clock.now() + timedelta(minutes=1))
    published(replace(TURNS, title="Lebih baru"))
    page = operator.post(f"/meja/jadwal/tarik/{token}", status=409)
    assert "tidak bisa ditarik lagi" in page.text
    operator.get("/meja/jadwal/tarik/tidak-ada", status=404)


def test_a_colleagues_change_of_a_draft_is_not_overwritten_unseen(operator: Browser) -> None:
    plan = cut("Perbaikan", "", "", MONDAY + timedelta(days=9), None)
    row = drafted(plan)
    path = f"/meja/jadwal/draf/{row.id}"
    fields = operator.get(path).form(path)
    rationing.redraft(row.id, replace(plan, title="Tulisan rekan"), DESK, clock.now())
    page = operator.post(path, {**fields, "title": "Tulisan saya"}, status=409)
    assert "Rekan mengubah draf ini." in page.text
    assert page.one("input[name=title]")["value"] == "Tulisan saya"
    assert newest().title == "Tulisan rekan"
    operator.post(path, page.form(path))
    assert newest().title == "Tulisan saya"


def test_a_published_draft_cannot_be_changed_or_thrown_away(operator: Browser) -> None:
    plan = cut("Perbaikan", "", "", MONDAY + timedelta(days=9), None)
    row = drafted(plan)
    path = f"/meja/jadwal/draf/{row.id}"
    fields = operator.get(path).form(path)
    rationing.publish([row.id], DESK, clock.now(), "published-meanwhile-1")
    assert "sudah diterbitkan" in operator.post(path, fields, status=409).text
    operator.post(f"{path}/buang", {"seen": str(row.version)}, status=409)
    assert count() == 1


def test_a_draft_is_thrown_away(operator: Browser) -> None:
    row = drafted()
    page = operator.get("/meja/jadwal/K12")
    path = f"/meja/jadwal/draf/{row.id}/buang"
    operator.post(path, page.form(path))
    assert count() == 0


def test_a_draft_thrown_away_twice_is_gone_and_takes_no_other_with_it(operator: Browser) -> None:
    row = drafted()
    path = f"/meja/jadwal/draf/{row.id}/buang"
    fields = operator.get("/meja/jadwal/K12").form(path)
    operator.post(path, fields)
    other = drafted()
    assert operator.post(path, fields, status=303).location == "/meja/jadwal"
    assert "Draf ini sudah tidak ada." in operator.get("/meja/jadwal").text
    assert newest().id == other.id


@pytest.mark.parametrize(("repeat", "passing"), [("sekali", True), ("terus", False)])
def test_a_week_is_copied_to_another_zone_and_week(
    operator: Browser, repeat: str, passing: bool
) -> None:
    published()
    page = operator.get("/meja/jadwal/KD/salin?minggu=2024-02-12&dari=K12")
    fields = page.form("/meja/jadwal/KD/salin")
    assert fields["source_week"] == "2024-02-12"
    fields |= {"source": "K12", "target_week": "2024-03-07", "repeat": repeat}
    page = operator.post("/meja/jadwal/KD/salin", fields)
    plan = newest("KD").plan
    assert plan.passing is passing
    assert plan.title == "Salinan Km 12, minggu 12 Feb 2024"
    assert plan.reason == "Waduk surut"
    operator.post("/meja/jadwal/terbit", operator.get(page.location).form("/meja/jadwal/terbit"))
    week = row_of(operator.get("/meja/jadwal?minggu=2024-03-04"), "Kampung Damai")
    assert week[1:] == row_of(operator.get("/meja/jadwal?minggu=2024-02-12"), "Km 12")[1:]


def test_a_copy_that_says_no_week_is_refused(operator: Browser) -> None:
    fields = {"source": "K12", "source_week": "", "target_week": "0001-01-01", "repeat": "sekali"}
    text = operator.post("/meja/jadwal/KD/salin", fields, status=422).text
    assert "Isi tanggalnya." in text
    assert "Tahun ini tidak masuk akal." in text


def test_what_does_not_exist_is_not_found(operator: Browser) -> None:
    for path in ("XX", "XX/draf", "XX/salin", "zona/XX", "draf/7"):
        operator.get(f"/meja/jadwal/{path}", status=404)
