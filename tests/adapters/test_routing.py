"""The solver keeps tank, hours and gangs, and serves no fewer houses than the list would."""

import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from ptmb.adapters import routing
from ptmb.adapters.routing import NoPlan, distances, problem_from, solve, trip_from
from ptmb.adapters.routing_solver import solved
from ptmb.domain.first_come import first_come
from ptmb.domain.geography import Point
from ptmb.domain.tanker_trips import Filling, Order, Problem, Trip, Truck, faults, straight

POSKO = Point(-1.2415, 116.8582)
H = 3600


def order(number: int, **rest: Any) -> Order:
    point = Point(
        POSKO.lat + (number * 37 % 11 - 5) / 300, POSKO.lng + (number * 53 % 13 - 6) / 300
    )
    return replace(Order(number, point, 1000, 7 * H, 19 * H, asked=number, worth=10.0), **rest)


def truck(number: int = 1, **rest: Any) -> Truck:
    return replace(Truck(number, 5000, False, 0, 7 * H, 19 * H), **rest)


def day(orders: list[Order], *trucks: Truck) -> Problem:
    points = [POSKO, *(one.point for one in orders)]
    filling = Filling(POSKO, 6 * H, 22 * H, 1200)
    return Problem((filling,), trucks, tuple(orders), straight(points))


def served(trips: list[Trip]) -> set[int]:
    return {stop.order for trip in trips for stop in trip.stops}


def quickly(problem: Problem, seconds: float = 1.0) -> list[Trip]:
    return solved(problem, seconds, lambda _part: None)


class TestTheSolver:
    def test_keeps_every_limit_and_serves_no_fewer_than_the_list(self) -> None:
        litres = (1000, 2500, 5000)
        orders = [
            order(n, litres=litres[n % 3], narrow=n % 5 == 0,
                  opens=(7 + n % 4 * 2) * H, closes=(15 + n % 3 * 2) * H)
            for n in range(1, 31)
        ]  # fmt: skip
        problem = day(orders, truck(1), truck(2, litres=3000, narrow=True))
        trips, by_list = quickly(problem, 2.0), first_come(problem)
        assert faults(problem, trips) == []
        assert faults(problem, by_list) == []
        assert len(served(trips)) >= len(served(by_list))

    def test_fills_up_again_when_the_tank_is_empty(self) -> None:
        problem = day([order(n, litres=5000) for n in (1, 2, 3)], truck())
        trips = quickly(problem)
        assert [len(trip.stops) for trip in trips] == [1, 1, 1]
        assert faults(problem, trips) == []

    def test_a_wide_truck_goes_into_no_gang(self) -> None:
        assert served(quickly(day([order(1, narrow=True), order(2)], truck()))) == {2}
        both = day([order(1, narrow=True), order(2)], truck(), truck(2, narrow=True))
        assert served(quickly(both)) == {1, 2}

    def test_hours_at_home_are_kept(self) -> None:
        problem = day([order(1, opens=16 * H, closes=17 * H)], truck())
        (trip,) = quickly(problem)
        assert 16 * H <= trip.stops[0].at <= 17 * H

    def test_when_not_all_fit_the_neediest_are_served(self) -> None:
        orders = [order(n, litres=5000, worth=100.0 if n in (4, 7) else 10.0) for n in range(1, 9)]
        problem = day(orders, truck(ends=10 * H))
        found = served(quickly(problem))
        assert 2 <= len(found) < 8
        assert {4, 7} <= found

    @pytest.mark.parametrize(("orders", "trucks"), [([], [truck()]), ([order(1)], [])])
    def test_nothing_to_do_is_no_trip(self, orders: list[Order], trucks: list[Truck]) -> None:
        assert quickly(day(orders, *trucks)) == []

    def test_more_than_any_truck_holds_stays_waiting(self) -> None:
        assert quickly(day([order(1, litres=9000)], truck())) == []


class TestTheChildProcess:
    def test_answers_as_the_solver_does_and_tells_how_far_it_is(self) -> None:
        problem, heard = day([order(n) for n in range(1, 9)], truck()), list[int]()
        trips = solve(problem, heard.append, 2.0)
        assert served(trips) == set(range(1, 9))
        assert heard
        assert heard == sorted(heard)
        assert all(0 <= part < 100 for part in heard)

    def test_a_child_that_dies_is_no_plan(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "executable", "/bin/false")
        with pytest.raises(NoPlan):
            solve(day([order(1)], truck()), lambda _part: None, 1.0)

    def test_a_child_that_cannot_start_is_no_plan(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(sys, "executable", str(tmp_path / "not-there"))
        with pytest.raises(NoPlan):
            solve(day([order(1)], truck()), lambda _part: None, 1.0)

    def test_a_child_that_hangs_is_ended(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        sleeper = tmp_path / "sleeper"
        sleeper.write_text("#!/bin/sh\nexec sleep 60\n")
        sleeper.chmod(0o700)
        monkeypatch.setattr(sys, "executable", str(sleeper))
        monkeypatch.setattr(routing, "_GRACE_SECONDS", 0.2)
        with pytest.raises(NoPlan):
            solve(day([order(1)], truck()), lambda _part: None, 0.1)

    def test_a_problem_survives_the_way_through_json(self) -> None:
        problem = day([order(1, narrow=True), order(2)], truck())
        assert problem_from(json.loads(json.dumps(asdict(problem)))) == problem
        (trip,) = quickly(day([order(1)], truck()))
        assert trip_from(json.loads(json.dumps(asdict(trip) | {"late": []}))) == trip


class _Roads(BaseHTTPRequestHandler):
    """Answers like OSRM's table service; every way is 1,234.4 m and 99.6 s long."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if "kaputt" in self.path:
            self.send_error(500)
            return
        if "putus" in self.path or "pendek" in self.path:
            self.send_response(200)
            self.send_header("Content-Length", "9999" if "putus" in self.path else "40")
            self.end_headers()
            self.wfile.write(b'{"distances": [[0]], "durations": [[0]]}')
            return
        sources = self.path.split("sources=")[1].split("&")[0].count(";") + 1
        targets = self.path.split("destinations=")[1].count(";") + 1
        body = json.dumps(
            {"distances": [[1234.4] * targets] * sources, "durations": [[99.6] * targets] * sources}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Tests are silent."""


@pytest.fixture
def osrm() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Roads)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    _Roads.asked = []
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class TestDistances:
    def test_by_road_when_a_server_is_configured(self, osrm: str) -> None:
        found = distances([POSKO, order(1).point, order(2).point], osrm)
        assert found.source == "osrm"
        assert found.metres[0][1] == 1234
        assert found.seconds[2][0] == 100
        assert "116.858200,-1.241500" in _Roads.asked[0]

    def test_a_large_table_is_asked_for_in_pieces(self, osrm: str) -> None:
        points = [order(n).point for n in range(120)]
        found = distances(points, osrm)
        assert len(_Roads.asked) == 9
        assert {len(row) for row in found.metres} == {120}
        assert all(one.split("driving/")[1].split("?")[0].count(";") < 100 for one in _Roads.asked)

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1:9", "file:///etc/passwd", "/kaputt", "/putus", "/pendek"]
    )
    def test_straight_lines_when_it_does_not_answer(self, osrm: str, url: str) -> None:
        asked = f"{osrm}{url}" if url.startswith("/") else url
        points = [POSKO, order(1).point]
        assert distances(points, asked) == straight(points)
