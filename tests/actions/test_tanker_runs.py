"""A day's runs: by the solver's trips, by hand, published, and driven to their end."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb.actions import tanker_driving, tanker_planning, tanker_runs
from ptmb.actions._record import Incomplete
from ptmb.actions._tankers import TankerChanged
from ptmb.actions.tanker_driving import Delivery
from ptmb.actions.tanker_planning import Found
from ptmb.adapters import clock
from ptmb.config import CITY_TIME
from ptmb.domain.roles import Actor, Role
from ptmb.domain.tanker_trips import PlannedStop, Trip
from ptmb.domain.tankers import Access, FailReason, PlanStatus, RequestStatus, RunStatus
from ptmb.extensions import db
from ptmb.jobs.tankers import end_old_runs
from ptmb.models import Complaint, TankerPlan, TankerRequest, TankerRun, TankerTruck
from tests.people import Given
from tests.tanker_fleet import (
    DESK,
    asked,
    fresh,
    relief_of,
    run_now,
    run_of,
    sold,
    stops_of,
    told,
    truck,
    version_of,
)

H = 3600


@pytest.fixture(autouse=True)
def on_sale(app: Flask) -> None:
    sold()


@pytest.fixture
def driver(given: Given) -> Actor:
    crew = given.crew("Tim Tangki")
    return Actor(Role.OFFICER, given.staff(Role.OFFICER, crew_id=crew.id).id, crew.id)


def ids(run: TankerRun) -> list[int]:
    return [stop.request_id for stop in stops_of(run)]


def trip(of: TankerTruck, *requests: TankerRequest, starts: int = 15 * H) -> Trip:
    stops = tuple(
        PlannedStop(one.id, starts + (n + 1) * 1800, one.litres) for n, one in enumerate(requests)
    )
    return Trip(of.id, starts, starts + (len(stops) + 1) * 1800, 4_000, stops)


class TestReckoning:
    def begin(self, key: str = "plan-000000000001") -> tuple[int, bool]:
        return tanker_planning.begin(clock.now().date(), DESK, clock.now(), key)

    def test_the_trips_become_drafts_and_nobody_is_told(self, given: Given) -> None:
        one, other = asked(given), asked(given)
        plan_id, new = self.begin()
        wagon = truck()
        found = Found([trip(wagon, one, other)], 2, "straight")
        tanker_planning.store(plan_id, found, clock.now())
        (run,) = db.session.scalars(select(TankerRun))
        assert new
        assert (run.status, run.number, run.plan) == (RunStatus.DRAFT, 1, "solver")
        assert ids(run) == [one.id, other.id]
        first = stops_of(run)[0]
        assert first.expected_at
        assert first.expected_at.astimezone(CITY_TIME).strftime("%H.%M") == "15.30"
        assert fresh(one).status is RequestStatus.WAITING
        assert told(one) == ["tanker_asked"]
        plan = db.session.get_one(TankerPlan, plan_id)
        assert (plan.status, plan.planned, plan.asked, plan.metres) == (PlanStatus.DONE, 2, 2, 4000)

    def test_new_drafts_replace_the_old_but_not_what_is_published(self, given: Given) -> None:
        fixed, one = asked(given), asked(given)
        wagon = truck()
        published = run_of(wagon, fixed)
        run_of(wagon, one, published=False)
        plan_id, _ = self.begin()
        late = Found([trip(wagon, fixed), trip(wagon, one, starts=17 * H)], 2, "straight")
        tanker_planning.store(plan_id, late, clock.now())
        runs = db.session.scalars(select(TankerRun).order_by(TankerRun.number)).all()
        assert [(run.number, run.status) for run in runs] == [
            (1, RunStatus.PUBLISHED), (2, RunStatus.DRAFT),
        ]  # fmt: skip
        assert ids(runs[1]) == [one.id]
        assert run_now(published.id).status is RunStatus.PUBLISHED

    def test_one_reckoning_of_a_day_at_a_time(self) -> None:
        first, _ = self.begin()
        assert self.begin("plan-000000000002") == (first, False)
        assert self.begin() == (first, False)

    def test_one_that_has_died_does_not_hold_up_the_next(self) -> None:
        first, _ = self.begin()
        later = clock.now() + tanker_planning.LEASE + timedelta(seconds=1)
        again = tanker_planning.begin(clock.now().date(), DESK, later, "plan-000000000002")
        assert again != (first, False)
        tanker_planning.give_up(first, "lost", later)
        tanker_planning.store(first, Found([], 0, "straight"), later)
        dead = db.session.get_one(TankerPlan, first, populate_existing=True)
        assert (dead.status, dead.error) == (PlanStatus.FAILED, "lost")

    def test_a_sign_of_life_keeps_it(self) -> None:
        first, _ = self.begin()
        later = clock.now() + timedelta(seconds=15)
        tanker_planning.beat(first, 70, later)
        after = later + timedelta(seconds=15)
        again = tanker_planning.begin(clock.now().date(), DESK, after, "plan-000000000002")
        assert again == (first, False)


class TestByHand:
    def test_up_and_down_and_the_times_follow(self, given: Given) -> None:
        near = asked(given, given.complaint(at=clock.now() - timedelta(days=2)))
        far = asked(given)
        run = run_of(truck(), near, far, published=False)
        before = run.metres, stops_of(run)[0].expected_at
        stop = stops_of(run)[1]
        tanker_runs.move(stop.id, True, clock.now(), version_of(run.id))
        assert ids(run) == [far.id, near.id]
        tanker_runs.move(stop.id, True, clock.now(), version_of(run.id))
        assert ids(run) == [far.id, near.id]
        tanker_runs.move(stop.id, False, clock.now(), version_of(run.id))
        assert ids(run) == [near.id, far.id]
        assert (run_now(run.id).metres, stops_of(run)[0].expected_at) == before

    def test_an_older_page_moves_nothing(self, given: Given) -> None:
        run = run_of(truck(), asked(given), asked(given), published=False)
        seen, stop = version_of(run.id), stops_of(run)[1]
        tanker_runs.move(stop.id, True, clock.now(), seen)
        with pytest.raises(TankerChanged):
            tanker_runs.move(stop.id, True, clock.now(), seen)

    def test_a_full_tank_takes_no_more(self, given: Given) -> None:
        run = run_of(truck(), asked(given, litres=5000, storage_litres=5000), published=False)
        more = asked(given)
        with pytest.raises(Incomplete) as refused:
            tanker_runs.insert(more.id, run.id, DESK, clock.now(), version_of(run.id))
        assert refused.value.field == "run"
        assert len(stops_of(run)) == 1

    def test_a_wide_truck_is_not_sent_into_a_gang(self, given: Given) -> None:
        narrow = asked(given, access=Access.NARROW)
        with pytest.raises(Incomplete):
            run_of(truck(), narrow, published=False)
        assert run_of(truck(narrow=True, litres=3000), narrow).status is RunStatus.PUBLISHED

    def test_one_request_is_in_one_run_only(self, given: Given) -> None:
        request = asked(given)
        run_of(truck(), request, published=False)
        with pytest.raises(TankerChanged):
            run_of(truck(), request, published=False)

    def test_taken_out_it_waits_again_and_an_empty_draft_is_gone(self, given: Given) -> None:
        request = asked(given)
        run = run_of(truck(), request, published=False)
        tanker_runs.remove(stops_of(run)[0].id, DESK, clock.now(), version_of(run.id))
        assert db.session.scalars(select(TankerRun)).all() == []
        assert fresh(request).status is RequestStatus.WAITING
        assert told(request) == ["tanker_asked"]

    def test_who_was_promised_a_time_is_told_that_it_holds_no_more(self, given: Given) -> None:
        request = asked(given)
        run = run_of(truck(), request)
        assert fresh(request).status is RequestStatus.PLANNED
        tanker_runs.remove(stops_of(run)[0].id, DESK, clock.now(), version_of(run.id))
        assert fresh(request).status is RequestStatus.WAITING
        assert told(request) == ["tanker_asked", "tanker_planned", "tanker_postponed"]
        assert run_now(run.id).status is RunStatus.CANCELLED

    def test_to_another_truck(self, given: Given) -> None:
        one, other = asked(given), asked(given)
        here = run_of(truck(), one, published=False)
        there = run_of(truck(), other, published=False)
        stop = stops_of(here)[0]
        tanker_runs.transfer(stop.id, there.id, DESK, clock.now(), version_of(here.id))
        assert ids(there) == [other.id, one.id]
        assert db.session.get(TankerRun, here.id) is None

    def test_a_second_run_starts_after_the_first(self, given: Given) -> None:
        wagon = truck()
        first = run_of(wagon, asked(given), published=False)
        second = run_of(wagon, asked(given), published=False)
        assert second.number == 2
        assert run_now(first.id).ends_at == run_now(second.id).starts_at


class TestPublishing:
    def test_hours_of_yesterdays_draft_are_reckoned_anew(self, given: Given) -> None:
        run = run_of(truck(), asked(given), published=False)
        later = clock.now() + timedelta(hours=2)
        tanker_planning.publish([(run.id, version_of(run.id))], DESK, later)
        starts = run_now(run.id).starts_at
        assert starts
        assert starts >= later

    def test_tells_every_household_its_hours_once(self, given: Given) -> None:
        request = asked(given)
        run = run_of(truck(), request)
        again = tanker_planning.publish([(run.id, 1)], DESK, clock.now())
        assert again == 0
        assert told(request) == ["tanker_asked", "tanker_planned"]
        assert relief_of(request.complaint_id) == ["asked", "planned"]

    def test_all_or_nothing(self, given: Given) -> None:
        one = run_of(truck(), asked(given), published=False)
        other = run_of(truck(), asked(given), published=False)
        stale = [(one.id, version_of(one.id)), (other.id, version_of(other.id) - 1)]
        with pytest.raises(TankerChanged):
            tanker_planning.publish(stale, DESK, clock.now())
        assert run_now(one.id).status is RunStatus.DRAFT


class TestDriving:
    def test_from_setting_off_to_the_last_house(self, given: Given, driver: Actor) -> None:
        requests = asked(given), asked(given)
        run = run_of(truck(crew_id=driver.crew_id), *requests)
        for number, stop in enumerate(stops_of(run)):
            tanker_driving.set_off(stop.id, driver, clock.now())
            tanker_driving.set_off(stop.id, driver, clock.now())
            assert run_now(run.id).status is RunStatus.STARTED
            drawn = Delivery(1000, signature="M1 2L30 40")
            for _ in range(2):
                key = f"deliver-{number:012d}"
                tanker_driving.deliver(stop.id, drawn, driver, clock.now(), key)
        assert run_now(run.id).status is RunStatus.FINISHED
        assert told(requests[0]) == [
            "tanker_asked", "tanker_planned", "tanker_on_the_way", "tanker_delivered",
        ]  # fmt: skip
        complaint = db.session.get_one(Complaint, requests[0].complaint_id)
        assert complaint.status == "received"
        assert relief_of(complaint.id) == ["asked", "planned", "on_the_way", "delivered"]
        assert stops_of(run)[0].delivered_litres == 1000

    def test_in_vain_it_goes_back_to_the_queue_with_its_attempt(
        self, given: Given, driver: Actor
    ) -> None:
        request = asked(given)
        stop = stops_of(run_of(truck(crew_id=driver.crew_id), request))[0]
        for _ in range(2):
            tanker_driving.fail(
                stop.id,
                FailReason.NOBODY,
                "pagar terkunci",
                driver,
                clock.now(),
                "fail-000000001",
            )
        again = fresh(request)
        assert (again.status, again.attempts) == (RequestStatus.WAITING, 1)
        assert again.created_at == request.created_at
        assert told(request)[-1] == "tanker_failed"

    def test_after_three_visits_in_vain_it_ends(self, given: Given, driver: Actor) -> None:
        request, wagon = asked(given), truck(crew_id=driver.crew_id)
        for number in range(3):
            stop = stops_of(run_of(wagon, fresh(request)))[0]
            tanker_driving.fail(
                stop.id, FailReason.NOBODY, "", driver, clock.now(), f"fail-{number:012d}"
            )
        assert fresh(request).status is RequestStatus.FAILED

    def test_our_own_breakdown_counts_for_nobody(self, given: Given, driver: Actor) -> None:
        request = asked(given)
        stop = stops_of(run_of(truck(crew_id=driver.crew_id), request))[0]
        tanker_driving.fail(stop.id, FailReason.TRUCK, "", driver, clock.now(), "fail-000000001")
        assert fresh(request).attempts == 0

    def test_a_truck_too_wide_brings_a_narrow_one_next(self, given: Given, driver: Actor) -> None:
        request = asked(given)
        stop = stops_of(run_of(truck(crew_id=driver.crew_id), request))[0]
        tanker_driving.fail(
            stop.id, FailReason.NO_ACCESS, "", driver, clock.now(), "fail-000000001"
        )
        assert fresh(request).access is Access.NARROW

    def test_a_run_that_cannot_go_on_frees_who_is_left(self, given: Given, driver: Actor) -> None:
        done, left = asked(given), asked(given)
        run = run_of(truck(crew_id=driver.crew_id), done, left)
        first = stops_of(run)[0]
        tanker_driving.deliver(first.id, Delivery(1000), driver, clock.now(), "deliver-00000001")
        for _ in range(2):
            tanker_driving.end_run(run.id, driver, clock.now())
        assert run_now(run.id).status is RunStatus.FINISHED
        assert ids(run) == [done.id]
        assert fresh(left).status is RequestStatus.WAITING
        assert told(left)[-1] == "tanker_postponed"

    def test_what_nobody_drove_is_free_again_the_next_morning(
        self, given: Given, driver: Actor
    ) -> None:
        wagon = truck(crew_id=driver.crew_id)
        drafted, promised, begun, done = (asked(given) for _ in range(4))
        run_of(truck(), drafted, published=False)
        planned, driven = run_of(wagon, promised), run_of(wagon, begun, done)
        tanker_driving.set_off(stops_of(driven)[0].id, driver, clock.now())
        last = stops_of(driven)[1]
        tanker_driving.deliver(last.id, Delivery(1000), driver, clock.now(), "deliver-00000001")
        morning = datetime(2024, 2, 11, 6, tzinfo=CITY_TIME)
        assert end_old_runs(morning - timedelta(seconds=1)) == 0
        assert end_old_runs(morning) == 3
        assert end_old_runs(morning) == 0
        waiting = (drafted, promised, begun)
        assert [fresh(one).status for one in waiting] == [RequestStatus.WAITING] * 3
        assert [told(one)[-1:] for one in waiting] == [
            ["tanker_asked"], ["tanker_postponed"], ["tanker_postponed"],
        ]  # fmt: skip
        assert fresh(done).status is RequestStatus.DELIVERED
        assert run_now(planned.id).status is RunStatus.CANCELLED
        assert run_now(driven.id).status is RunStatus.FINISHED
        on = clock.now().date() + timedelta(days=1)
        plan_id, _ = tanker_planning.begin(on, DESK, morning, "plan-of-tomorrow-01")
        found = Found([trip(wagon, *waiting)], 3, "straight")
        tanker_planning.store(plan_id, found, morning)
        assert db.session.get_one(TankerPlan, plan_id).planned == 3

    def test_another_crew_touches_nothing(self, given: Given, driver: Actor) -> None:
        stranger = Actor(Role.OFFICER, driver.staff_id, given.crew("Tim Lain").id)
        run = run_of(truck(crew_id=driver.crew_id), asked(given))
        stop = stops_of(run)[0]
        drawn, at = Delivery(1000), clock.now()
        with pytest.raises(TankerChanged):
            tanker_driving.set_off(stop.id, stranger, at)
        with pytest.raises(TankerChanged):
            tanker_driving.deliver(stop.id, drawn, stranger, at, "deliver-00000001")
        with pytest.raises(TankerChanged):
            tanker_driving.end_run(run.id, stranger, at)

    def test_a_draft_is_not_driven(self, given: Given, driver: Actor) -> None:
        run = run_of(truck(crew_id=driver.crew_id), asked(given), published=False)
        with pytest.raises(TankerChanged):
            tanker_driving.set_off(stops_of(run)[0].id, driver, clock.now())

    @pytest.mark.parametrize(
        ("litres", "drawn", "field"),
        [(0, "", "litres"), (5001, "", "litres"), (1000, "<svg onload=1>", "signature"),
         (1000, "M1 2" * 1100, "signature")],
    )  # fmt: skip
    def test_nonsense_is_refused(
        self, given: Given, driver: Actor, litres: int, drawn: str, field: str
    ) -> None:
        stop = stops_of(run_of(truck(crew_id=driver.crew_id), asked(given)))[0]
        with pytest.raises(Incomplete) as refused:
            tanker_driving.deliver(
                stop.id, Delivery(litres, signature=drawn), driver, clock.now(), "deliver-00000001"
            )
        assert refused.value.field == field
