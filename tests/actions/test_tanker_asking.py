"""A household asks for tanker water: once, by the rule, and beside its complaint's status."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from ptmb.actions import reporting, tanker_asking, tanker_driving
from ptmb.actions._record import Incomplete
from ptmb.actions._tankers import TankerChanged
from ptmb.actions.tanker_driving import Delivery
from ptmb.adapters import clock
from ptmb.domain import tanker_need
from ptmb.domain.choices import DrySpan
from ptmb.domain.deed import Deed
from ptmb.domain.roles import REPORTER, Actor, Role
from ptmb.domain.tanker_rule import Ground
from ptmb.domain.tankers import RequestStatus, Vulnerable
from ptmb.extensions import db
from ptmb.jobs.tankers import end_needless
from ptmb.models import Complaint, TankerRequest
from ptmb.queries.tanker_request import request_now
from tests.people import Given
from tests.tanker_fleet import (
    DESK,
    RULE,
    WISH,
    asked,
    dry,
    fresh,
    relief_of,
    run_of,
    sold,
    stops_of,
    told,
    truck,
)

KEY = "ask-for-water-0001"


@pytest.fixture(autouse=True)
def on_sale(app: Flask) -> None:
    sold()


def ask(complaint: Complaint, key: str = KEY, ground: Ground = RULE, **wish: object) -> int:
    said = replace(WISH, **wish)  # type: ignore[arg-type]  # fields of a wish by name
    return tanker_asking.ask(complaint.id, said, ground, REPORTER, clock.now(), key).id


def stands(request: TankerRequest) -> int:
    now = request_now(request.complaint_id, clock.now())
    assert now
    assert now.waiting
    return now.waiting.position


class TestAsking:
    def test_stands_in_the_queue_and_in_the_history_but_changes_no_status(
        self, given: Given
    ) -> None:
        complaint = dry(given)
        before = complaint.status, complaint.lane, complaint.due_at
        request = asked(given, complaint)
        assert request.status is RequestStatus.WAITING
        assert relief_of(complaint.id) == ["asked"]
        assert told(request) == ["tanker_asked"]
        stored = db.session.get_one(Complaint, complaint.id, populate_existing=True)
        assert (stored.status, stored.lane, stored.due_at) == before

    def test_the_same_form_twice_is_one_request(self, given: Given) -> None:
        complaint = dry(given)
        assert ask(complaint) == ask(complaint)
        assert db.session.scalar(select(func.count()).select_from(TankerRequest)) == 1

    def test_too_early_is_refused_for_a_citizen_but_not_for_the_desk(self, given: Given) -> None:
        complaint = dry(given, days=0.5)
        with pytest.raises(Incomplete) as refused:
            ask(complaint)
        assert refused.value.field == "rule"
        assert tanker_asking.ask(complaint.id, WISH, RULE, DESK, clock.now(), KEY).id

    def test_who_said_two_or_three_days_may_ask_at_once(self, given: Given) -> None:
        complaint = dry(given, days=0, dry_span=DrySpan.DAYS_2_3)
        request = db.session.get_one(TankerRequest, ask(complaint))
        assert clock.now() - request.dry_since == timedelta(days=2)

    def test_outside_the_schedule_anybody_may_ask(self, given: Given) -> None:
        assert ask(dry(given, days=0), ground=Ground(24, outside_schedule=True))

    def test_what_is_not_sold_cannot_be_asked_for(self, given: Given) -> None:
        with pytest.raises(Incomplete) as refused:
            ask(dry(given), litres=1234)
        assert refused.value.field == "litres"

    def test_a_customer_pays_the_customers_price(self, given: Given) -> None:
        stranger = asked(given)
        assert stranger.rupiah is None
        complaint = dry(given)
        complaint.customer_number = "12345678"
        db.session.commit()
        assert asked(given, complaint, litres=5000).rupiah == 50_000


class TestOnePerHousehold:
    def test_not_while_the_first_still_waits(self, given: Given) -> None:
        first = asked(given, at=clock.now() - timedelta(days=1))
        with pytest.raises(Incomplete) as refused:
            ask(dry(given), phone=first.phone)
        assert refused.value.field == "phone"

    def test_not_for_the_same_complaint_under_another_number(self, given: Given) -> None:
        complaint = dry(given)
        asked(given, complaint)
        with pytest.raises(Incomplete):
            ask(complaint, phone="+6281299999999")

    @pytest.mark.parametrize(("hours", "allowed"), [(47, False), (49, True)])
    def test_again_two_days_after_the_water_came(
        self, given: Given, hours: int, allowed: bool
    ) -> None:
        crew = given.crew()
        request = asked(given)
        driver = Actor(Role.OFFICER, given.staff(Role.OFFICER, crew_id=crew.id).id, crew.id)
        stop = stops_of(run_of(truck(crew_id=crew.id), request))[0]
        tanker_driving.deliver(stop.id, Delivery(1000), driver, clock.now(), "deliver-000000001")
        later = clock.now() + timedelta(hours=hours)
        again = replace(WISH, phone=fresh(request).phone)
        complaint = db.session.get_one(Complaint, request.complaint_id)

        def once_more() -> TankerRequest:
            return tanker_asking.ask(complaint.id, again, RULE, REPORTER, later, "ask-once-more-01")

        if allowed:
            assert once_more().id != request.id
        else:
            with pytest.raises(Incomplete):
                once_more()

    def test_two_forms_at_the_same_moment_are_one_request(self, app: Flask, given: Given) -> None:
        complaints = [dry(given).id, dry(given).id]
        db.session.remove()
        results: list[str] = []
        start = threading.Barrier(2)

        def ask_at_once(complaint_id: int, key: str) -> None:
            with app.app_context():
                start.wait()
                try:
                    tanker_asking.ask(complaint_id, WISH, RULE, REPORTER, clock.now(), key)
                    results.append("asked")
                except Incomplete as refused:
                    results.append(refused.field)
                finally:
                    db.session.remove()

        threads = [
            threading.Thread(target=ask_at_once, args=(one, f"ask-at-once-{one:06d}"))
            for one in complaints
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(results) == ["asked", "phone"]


class TestTakingItBack:
    def test_leaves_the_queue_and_is_said_once(self, given: Given) -> None:
        request = asked(given)
        for _ in range(2):
            tanker_asking.cancel(request.id, REPORTER, clock.now())
        assert fresh(request).status is RequestStatus.CANCELLED
        assert relief_of(request.complaint_id) == ["asked", "cancelled"]

    def test_leaves_its_run_and_the_others_move_up(self, given: Given) -> None:
        first, second = asked(given), asked(given)
        run = run_of(truck(), first, second)
        expected = stops_of(run)[1].expected_at
        tanker_asking.cancel(first.id, REPORTER, clock.now())
        (left,) = stops_of(run)
        assert (left.request_id, left.position) == (second.id, 0)
        assert left.expected_at
        assert expected
        assert left.expected_at < expected

    def test_not_after_the_water_came(self, given: Given) -> None:
        crew = given.crew()
        request = asked(given)
        driver = Actor(Role.OFFICER, given.staff(Role.OFFICER, crew_id=crew.id).id, crew.id)
        stop = stops_of(run_of(truck(crew_id=crew.id), request))[0]
        tanker_driving.deliver(stop.id, Delivery(1000), driver, clock.now(), "deliver-000000001")
        with pytest.raises(TankerChanged):
            tanker_asking.cancel(request.id, REPORTER, clock.now())

    def test_by_itself_when_the_complaint_is_closed(self, given: Given) -> None:
        closed = dry(given)
        request, other = asked(given, closed), asked(given)
        reporting.withdraw(closed.id, Deed(REPORTER, clock.now(), "withdraw-0000000001"))
        assert end_needless(clock.now()) == 1
        assert fresh(request).status is RequestStatus.CANCELLED
        assert fresh(other).status is RequestStatus.WAITING


class TestThePlaceInTheQueue:
    def test_is_the_need_and_not_the_order_of_asking(self, given: Given) -> None:
        plain = asked(given, at=clock.now() - timedelta(hours=2))
        ill = asked(given, vulnerable=(Vulnerable.ILL,))
        assert (stands(ill), stands(plain)) == (1, 2)

    def test_high_ground_counts(self, given: Given) -> None:
        low = asked(given)
        high = tanker_asking.ask(
            dry(given).id, replace(WISH, phone="+6281277777777"), replace(RULE, highland=True),
            REPORTER, clock.now(), "ask-from-high-00001",
        )  # fmt: skip
        assert (stands(fresh(high)), stands(low)) == (1, 2)

    def test_the_operator_may_turn_it_with_a_reason_and_take_that_back(self, given: Given) -> None:
        operator = given.staff(Role.OPERATOR)
        by = Actor(Role.OPERATOR, operator.id)
        first, second = asked(given, vulnerable=(Vulnerable.ILL,)), asked(given)
        tanker_asking.override(second.id, 300, "RS kehabisan air", by, clock.now(), second.version)
        turned = fresh(second)
        assert (stands(turned), stands(first)) == (1, 2)
        assert turned.override_reason == "RS kehabisan air"
        assert turned.override_by == operator.id
        assert tanker_need.points_of(turned.rank, clock.now()) == pytest.approx(300)
        tanker_asking.override(second.id, None, "", by, clock.now(), turned.version)
        assert stands(fresh(second)) == 2

    @pytest.mark.parametrize(
        ("points", "reason", "field"),
        [(300, "  ", "reason"), (-1, "a", "points"), (1000, "a", "points")],
    )
    def test_not_without_a_reason(self, given: Given, points: int, reason: str, field: str) -> None:
        request = asked(given)
        with pytest.raises(Incomplete) as refused:
            tanker_asking.override(request.id, points, reason, DESK, clock.now(), request.version)
        assert refused.value.field == field

    def test_two_operators_do_not_overwrite_each_other(self, given: Given) -> None:
        request = asked(given)
        seen = request.version
        tanker_asking.override(request.id, 200, "bayi kembar", DESK, clock.now(), seen)
        with pytest.raises(TankerChanged):
            tanker_asking.override(request.id, 10, "keliru", DESK, clock.now(), seen)

    def test_the_estimate_is_what_the_trucks_can_do(self, given: Given) -> None:
        truck()
        for _ in range(8):
            last = asked(given)
        now = request_now(last.complaint_id, clock.now())
        assert now
        assert now.waiting
        assert now.waiting.position == 8
        assert now.waiting.expected_on
        assert now.waiting.expected_on.isoformat() == "2024-02-12"
