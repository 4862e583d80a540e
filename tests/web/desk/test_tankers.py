"""The desk's tanker page: the queue with its reasons, a day's runs, and both changed by hand."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb.actions import tanker_planning, tanker_runs
from ptmb.adapters import clock
from ptmb.domain.roles import Role
from ptmb.domain.tankers import Access, PlanStatus, RequestStatus, RunStatus, Vulnerable
from ptmb.extensions import db
from ptmb.jobs import tankers as tanker_jobs
from ptmb.models import AuditEntry, Complaint, Staff, TankerPlan, TankerRun
from ptmb.web.desk import tanker_steps
from tests.browsing import Browser, Page
from tests.conftest import Statements
from tests.people import Given
from tests.tanker_fleet import (
    asked,
    dry,
    fresh,
    run_now,
    run_of,
    sold,
    stops_of,
    truck,
    version_of,
)

PAGE = "/meja/tangki"


@pytest.fixture(autouse=True)
def on_sale(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver works at once and briefly, where the server would let it work beside."""
    sold()
    monkeypatch.setattr(
        tanker_steps, "launch", lambda _app, plan: tanker_jobs.reckon(plan, clock.now, "", 0.5)
    )


@pytest.fixture
def operator(given: Given) -> Staff:
    person: Staff = given.staff(Role.OPERATOR, name="Operator 7")
    return person


@pytest.fixture
def desk(browse: Callable[..., Browser], operator: Staff) -> Browser:
    return browse(operator)


def form(page: Page, action: str, button: str = "", **typed: str) -> dict[str, str]:
    name, _, value = button.partition("=")
    return {**page.form(action), **({name: value} if button else {}), **typed}


def row(page: Page, reference: str) -> str:
    lines = [line.get_text(" ", strip=True) for line in page.all("#antrean > ol > li")]
    return next(line for line in lines if reference in line)


class TestTheQueue:
    def test_stands_by_need_and_says_why(self, desk: Browser, given: Given) -> None:
        plain = asked(given, dry(given, days=3))
        ill = asked(given, dry(given, area="Muara Rapak"), vulnerable=(Vulnerable.ILL,))
        page = desk.get(PAGE)
        codes = [one.get_text() for one in page.all("#antrean li a[href^='/meja/PTM']")]
        rows = [db.session.get_one(Complaint, one.complaint_id) for one in (ill, plain)]
        assert codes == [one.reference for one in rows]
        assert "Orang sakit +30" in row(page, codes[0])
        assert "kering 3 hari +12" in row(page, codes[1])
        assert "menunggu 0 mnt +0" in row(page, codes[1])
        assert "Antrean 2 · 2.000 liter" in page.one(".pt-badges").get_text(" ", strip=True)

    def test_never_shows_a_number(self, desk: Browser, given: Given) -> None:
        request = asked(given)
        assert request.phone[-8:] not in desk.get(PAGE).html

    def test_an_override_needs_a_reason_and_names_who_gave_it(
        self, desk: Browser, given: Given
    ) -> None:
        request = asked(given)
        path = f"{PAGE}/permintaan/{request.id}/nilai"
        page = desk.get(PAGE)
        refused = desk.post(path, form(page, path, points="300", reason=""), status=422)
        assert "Tulis alasannya." in refused.text
        desk.post(path, form(page, path, points="300", reason="Panti jompo"))
        page = desk.get(PAGE)
        assert "Diatur Operator 7: Panti jompo" in page.text
        assert "300" in page.one("#antrean .tk-score").get_text()
        desk.post(path, form(page, path, "buang=1"))
        assert "Diatur" not in desk.get(PAGE).text

    def test_an_older_page_is_told_so(self, desk: Browser, given: Given) -> None:
        request = asked(given)
        path = f"{PAGE}/permintaan/{request.id}/nilai"
        data = form(desk.get(PAGE), path, points="300", reason="Panti")
        desk.post(path, data)
        page = desk.post(path, data, status=409)
        assert "Orang lain baru saja mengubahnya." in page.text

    def test_what_was_typed_stands_again_when_it_could_not_be_kept(
        self, desk: Browser, given: Given
    ) -> None:
        request = asked(given)
        path = f"{PAGE}/permintaan/{request.id}/nilai"
        data = form(desk.get(PAGE), path, points="x", reason="Panti jompo")
        refused = desk.post(path, data, status=422)
        desk.post(path, {**data, "points": "300"})
        overtaken = desk.post(path, {**data, "points": "20", "reason": "Ada sumur"}, status=409)
        for page, points, reason in ((refused, "x", "Panti jompo"), (overtaken, "20", "Ada sumur")):
            assert page.one(f"#nilai-{request.id}")["value"] == points
            assert page.one(f"#alasan-{request.id}")["value"] == reason
            assert page.one(f"#permintaan-{request.id} details").has_attr("open")

    def test_a_request_can_be_cancelled_for_the_household(
        self, desk: Browser, given: Given
    ) -> None:
        request = asked(given)
        path = f"{PAGE}/permintaan/{request.id}/batal"
        desk.post(path, form(desk.get(PAGE), path))
        assert fresh(request).status is RequestStatus.CANCELLED
        assert "Tidak ada yang menunggu air tangki." in desk.get(PAGE).text

    def test_is_cut_into_pages(self, desk: Browser, given: Given) -> None:
        complaint = dry(given)
        for _ in range(31):
            asked(given, given.complaint(at=complaint.created_at))
        assert len(desk.get(PAGE).all("#antrean > ol > li")) == 30
        second = desk.get(f"{PAGE}?hal=2")
        assert second.one("#antrean > ol")["start"] == "31"
        assert len(second.all("#antrean > ol > li")) == 1


class TestReckoning:
    def test_the_solver_draws_up_the_day(self, desk: Browser, given: Given) -> None:
        truck()
        truck(narrow=True, litres=3000)
        requests = [asked(given), asked(given, access=Access.NARROW), asked(given, litres=2500,
                    storage_litres=2500)]  # fmt: skip
        page = desk.get(PAGE)
        assert "Belum ada rute di hari ini." in page.text
        assert "Susun rute" in page.one("#rencana .btn-primary").get_text()
        data = form(page, f"{PAGE}/susun")
        for _ in range(2):
            desk.post(f"{PAGE}/susun", data)
        page = desk.get(PAGE)
        assert "Disusun 14.32: 3 dari 3 permintaan" in page.text
        assert "garis lurus × 1,4" in page.text
        assert len(page.all(".tk-stop")) == 3
        assert len(db.session.scalars(select(TankerPlan)).all()) == 1
        assert all(fresh(one).status is RequestStatus.WAITING for one in requests)
        assert "Terbitkan" in page.one("#rencana .btn-primary").get_text()

    def test_publishing_tells_the_households_and_frees_the_button(
        self, desk: Browser, given: Given
    ) -> None:
        request = asked(given)
        run_of(truck(), request, published=False)
        path = f"{PAGE}/terbitkan"
        desk.post(path, form(desk.get(PAGE), path))
        assert fresh(request).status is RequestStatus.PLANNED
        page = desk.get(PAGE)
        assert "1 rute terbit." in page.text
        assert "Terbit" in page.one(".tk-run .pt-badge").get_text()

    def test_how_far_it_is_survives_a_reload(
        self, desk: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tanker_steps, "launch", lambda _app, _plan: None)
        desk.post(f"{PAGE}/susun", form(desk.get(PAGE), f"{PAGE}/susun"))
        (plan,) = db.session.scalars(select(TankerPlan))
        tanker_planning.beat(plan.id, 40, clock.now())
        page = desk.get(PAGE)
        assert "Menghitung rute: 40%" in page.text
        assert not page.all(f"form[action='{PAGE}/susun']")
        clock.pin(clock.now() + timedelta(minutes=1))
        page = desk.get(PAGE)
        assert "Perhitungan terhenti. Susun lagi." in page.text
        assert page.one(f"form[action='{PAGE}/susun']")

    def test_a_solver_that_fails_is_told(
        self, desk: Browser, given: Given, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_args: object) -> list[Any]:
            raise RuntimeError("no solver here")

        monkeypatch.setattr(tanker_jobs, "solve", broken)
        asked(given)
        truck()
        desk.post(f"{PAGE}/susun", form(desk.get(PAGE), f"{PAGE}/susun"))
        assert "Rute belum bisa dihitung." in desk.get(PAGE).text
        (plan,) = db.session.scalars(select(TankerPlan))
        assert plan.status is PlanStatus.FAILED

    def test_published_runs_keep_their_trucks_busy(self, desk: Browser, given: Given) -> None:
        wagon = truck()
        fixed = run_of(wagon, asked(given))
        asked(given)
        desk.post(f"{PAGE}/susun", form(desk.get(PAGE), f"{PAGE}/susun"))
        drafts = db.session.scalars(select(TankerRun).where(TankerRun.status == RunStatus.DRAFT))
        (draft,) = drafts.all()
        ends = run_now(fixed.id).ends_at
        assert draft.starts_at
        assert ends
        assert draft.starts_at >= ends


class TestRunsByHand:
    def test_a_request_goes_into_a_run_and_the_next_into_the_same(
        self, desk: Browser, given: Given
    ) -> None:
        wagon, one, other = truck(), asked(given), asked(given)
        path = f"{PAGE}/permintaan/{one.id}/rute"
        desk.post(path, form(desk.get(PAGE), path, ke=f"truk-{wagon.id}"))
        (run,) = db.session.scalars(select(TankerRun))
        path = f"{PAGE}/permintaan/{other.id}/rute"
        page = desk.get(PAGE)
        assert page.form(path)["ke"] == f"rute-{run.id}.{run.version}"
        desk.post(path, form(page, path))
        assert [stop.request_id for stop in stops_of(run)] == [one.id, other.id]

    def test_up_down_and_out(self, desk: Browser, given: Given) -> None:
        first, second = asked(given), asked(given)
        run = run_of(truck(), first, second, published=False)
        above, below = (stop.request_id for stop in stops_of(run))
        stop = stops_of(run)[1]
        path = f"{PAGE}/perhentian/{stop.id}"
        desk.post(path, form(desk.get(PAGE), path, "ke=naik"))
        assert [one.request_id for one in stops_of(run)] == [below, above]
        desk.post(path, form(desk.get(PAGE), path, "ke=turun"))
        assert [one.request_id for one in stops_of(run)] == [above, below]
        desk.post(path, form(desk.get(PAGE), path, "ke=lepas"))
        assert [one.request_id for one in stops_of(run)] == [above]

    def test_to_another_run(self, desk: Browser, given: Given) -> None:
        here = run_of(truck(), asked(given), asked(given), published=False)
        there = run_of(truck(), asked(given), published=False)
        target, path = str(there.id), f"{PAGE}/perhentian/{stops_of(here)[0].id}"
        desk.post(path, form(desk.get(PAGE), path, "ke=pindah", rute=target))
        assert (len(stops_of(here)), len(stops_of(there))) == (1, 2)

    def test_what_does_not_fit_is_refused_in_words(self, desk: Browser, given: Given) -> None:
        run = run_of(truck(), asked(given, litres=5000, storage_litres=5000), published=False)
        more = asked(given)
        path = f"{PAGE}/permintaan/{more.id}/rute"
        typed = {"ke": f"rute-{run.id}.{version_of(run.id)}"}
        page = desk.post(path, form(desk.get(PAGE), path, **typed), status=422)
        assert "Muatan melebihi isi tangki truk ini." in page.text

    def test_a_page_from_before_a_new_reckoning_publishes_and_moves_nothing_of_it(
        self, desk: Browser, given: Given
    ) -> None:
        truck()
        asked(given)
        asked(given)
        desk.post(f"{PAGE}/susun", form(desk.get(PAGE), f"{PAGE}/susun"))
        page, (old,) = desk.get(PAGE), db.session.scalars(select(TankerRun))
        move = f"{PAGE}/perhentian/{stops_of(old)[0].id}"
        stale, moved = form(page, f"{PAGE}/terbitkan"), form(page, move, "ke=turun")
        desk.post(f"{PAGE}/susun", form(page, f"{PAGE}/susun"))
        assert "Rancangan" in desk.get(PAGE).text
        desk.post(f"{PAGE}/terbitkan", stale, status=409)
        desk.post(move, moved, status=409)
        assert {one.status for one in db.session.scalars(select(TankerRun))} == {RunStatus.DRAFT}

    @pytest.mark.parametrize(
        ("path", "data", "status"),
        [
            (f"{PAGE}/perhentian/999", {"ke": "naik", "seen": "1"}, 409),
            (f"{PAGE}/perhentian/999", {"ke": "hapus"}, 404),
            (f"{PAGE}/permintaan/999/nilai", {"points": "1"}, 404),
            (f"{PAGE}/terbitkan", {"rute": "999.1"}, 409),
            (f"{PAGE}/terbitkan", {"rute": "x"}, 409),
            (f"{PAGE}/susun", {"key": "short"}, 422),
        ],
    )
    def test_nonsense_breaks_nothing(
        self, desk: Browser, path: str, data: dict[str, str], status: int
    ) -> None:
        desk.post(path, data, status=status)

    def test_late_arrivals_are_marked(self, desk: Browser, given: Given) -> None:
        run_of(truck(), asked(given, opens=7 * 60, closes=9 * 60), published=False)
        assert "di luar jam ada orang" in desk.get(PAGE).one(".tk-stop").get_text()


class TestTheSheet:
    def test_prints_what_the_driver_needs_and_is_written_down(
        self, desk: Browser, given: Given, operator: Staff
    ) -> None:
        request = asked(given, dry(given, landmark="warung biru"), phone="+6281211112222")
        run = run_of(truck(plate="KT 1234 XY"), request)
        page = desk.get(f"{PAGE}/lembar/{run.id}")
        for words in ("KT 1234 XY", "warung biru", "+6281211112222", "1.000 liter"):
            assert words in page.text
        (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "export"))
        assert entry.staff_id == operator.id
        assert "KT 1234 XY" in entry.subject

    def test_what_is_not_there_is_not_there(self, desk: Browser) -> None:
        desk.get(f"{PAGE}/lembar/999", status=404)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MAYOR, Role.ADMIN])
def test_nobody_else_gets_in(given: Given, browse: Callable[..., Browser], role: Role) -> None:
    browse(given.staff(role)).get(PAGE, status=403)


@pytest.mark.parametrize("day", ["2024-02-30", "gestern", "1999-01-01", "9999-12-31"])
def test_an_odd_day_is_today(desk: Browser, day: str) -> None:
    assert "Rute Sabtu, 10 Feb" in desk.get(f"{PAGE}?hari={day}").text


def test_a_poll_is_answered_without_the_page_until_something_changes(
    desk: Browser, given: Given, counting: Callable[[], AbstractContextManager[Statements]]
) -> None:
    run = run_of(truck(), asked(given), asked(given), published=False)
    tag = desk.get(PAGE, htmx=True).response.headers["HX-PTag"]
    with counting() as statements:
        desk.get(PAGE, htmx=True, status=304, headers={"HX-PTag": tag})
    assert statements.count <= 2, statements.texts
    tanker_runs.move(stops_of(run)[0].id, False, clock.now(), version_of(run.id))
    assert desk.get(PAGE, htmx=True, headers={"HX-PTag": tag}).one("#rencana")
    assert desk.get(f"{PAGE}?blok=antrean", htmx=True, headers={"HX-PTag": tag}).one("#antrean")


def test_the_page_costs_few_questions_however_long_the_queue(
    desk: Browser, given: Given, counting: Callable[[], AbstractContextManager[Statements]]
) -> None:
    for _ in range(3):
        run_of(truck(), asked(given), asked(given), published=False)
    for _ in range(5):
        asked(given)
    desk.get(PAGE)
    with counting() as statements:
        desk.get(PAGE)
    assert statements.count <= 11, statements.texts
