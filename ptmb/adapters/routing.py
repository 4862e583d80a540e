"""Plans tanker trips with a solver in a process of its own, and asks a road network for distances.

The solver (PyVRP with NumPy) would add some 60 MB to a web worker for ever and hold it up for ten
seconds, so it runs as a child that gets the problem as JSON and answers line by line: progress in
per cent, and at last the trips. A child that says nothing is ended.
"""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import asdict
from http.client import HTTPException
from threading import Timer
from typing import Any

from ptmb.domain.geography import Point
from ptmb.domain.tanker_trips import (
    Distances,
    Filling,
    Order,
    PlannedStop,
    Problem,
    Trip,
    Truck,
    straight,
)

SECONDS = 10.0
_GRACE_SECONDS = 20.0
"""For the start of the child on a busy machine."""
_OSRM_SECONDS = 5.0
_BLOCK = 50
"""OSRM answers at most 100 coordinates in one table, as it is delivered."""

Progress = Callable[[int], None]


class NoPlan(Exception):
    """The solver did not answer, or answered nonsense."""


def solve(problem: Problem, progress: Progress, seconds: float = SECONDS) -> list[Trip]:
    """The best trips found within so many seconds; `progress` hears per cent.

    Raises:
        NoPlan: the child died, hung, or could not be started.
    """
    command = [sys.executable, "-m", "ptmb.adapters.routing_solver", str(seconds)]
    try:
        child = subprocess.Popen(  # noqa: S603  our own module by our own interpreter
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
    except OSError as error:
        raise NoPlan(str(error)) from error
    watch = Timer(seconds + _GRACE_SECONDS, child.kill)
    watch.start()
    try:
        with child:
            return _talk(child, problem, progress)
    except (OSError, ValueError, KeyError) as error:
        raise NoPlan(f"{type(error).__name__}: {error}") from error
    finally:
        watch.cancel()


def _talk(child: "subprocess.Popen[str]", problem: Problem, progress: Progress) -> list[Trip]:
    if child.stdin is None or child.stdout is None:
        raise NoPlan("no way to talk to the solver")
    with child.stdin as way_in:
        json.dump(asdict(problem), way_in)
    for line in child.stdout:
        said = json.loads(line)
        if "trips" in said:
            return [trip_from(one) for one in said["trips"]]
        progress(int(said["progress"]))
    raise NoPlan("the solver ended without an answer")


def problem_from(raw: dict[str, Any]) -> Problem:
    """The problem that `asdict` took apart."""
    return Problem(
        tuple(Filling(**{**one, "point": Point(**one["point"])}) for one in raw["fillings"]),
        tuple(Truck(**one) for one in raw["trucks"]),
        tuple(Order(**{**one, "point": Point(**one["point"])}) for one in raw["orders"]),
        Distances(**raw["distances"]),
    )


def trip_from(raw: dict[str, Any]) -> Trip:
    stops = tuple(PlannedStop(**one) for one in raw["stops"])
    return Trip(raw["truck"], raw["starts"], raw["ends"], raw["metres"], stops)


def distances(points: Sequence[Point], osrm_url: str = "") -> Distances:
    """By road when a server of OSRM is configured and answers, else straight (see `straight`)."""
    if not osrm_url:
        return straight(points)
    try:
        return _by_road(points, osrm_url.rstrip("/"))
    except (OSError, HTTPException, ValueError, LookupError, TypeError):
        return straight(points)


def _by_road(points: Sequence[Point], url: str) -> Distances:
    size = range(len(points))
    metres, seconds = [[0] * len(points) for _ in size], [[0] * len(points) for _ in size]
    blocks = [list(size[start : start + _BLOCK]) for start in size[::_BLOCK]]
    for rows in blocks:
        for columns in blocks:
            said = _table(points, rows, columns, url)
            for i, row in enumerate(rows):
                for j, column in enumerate(columns):
                    metres[row][column] = round(said["distances"][i][j])
                    seconds[row][column] = round(said["durations"][i][j])
    return Distances(metres, seconds, "osrm")


def _table(points: Sequence[Point], rows: list[int], columns: list[int], url: str) -> Any:
    """One request to OSRM's table service; coordinates are longitude first."""
    named = list(dict.fromkeys((*rows, *columns)))
    places = ";".join(f"{points[one].lng:.6f},{points[one].lat:.6f}" for one in named)
    sources = ";".join(str(named.index(one)) for one in rows)
    targets = ";".join(str(named.index(one)) for one in columns)
    asked = (
        f"{url}/table/v1/driving/{places}?annotations=distance,duration"
        f"&sources={sources}&destinations={targets}"
    )
    request = urllib.request.Request(asked)  # noqa: S310  see below
    if request.type not in ("http", "https"):
        raise ValueError(f"PTMB_OSRM_URL: {request.type} is no way to ask")
    try:
        with _opener.open(request, timeout=_OSRM_SECONDS) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            raise ValueError(f"HTTP {error.code}") from error


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
