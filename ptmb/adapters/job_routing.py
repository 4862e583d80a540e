"""Finds the best order of an officer's jobs, with the tankers' solver in a process of its own.

The officer waits for the answer, so the solver gets a second. It runs as a child for the same
reason as the tankers' does (see `routing`).
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ptmb.adapters.routing import NoPlan
from ptmb.domain.geography import Point
from ptmb.domain.job_route import Visit, Way, choice_of
from ptmb.domain.tanker_trips import Distances

SECONDS = 1.0
_GRACE_SECONDS = 10.0
"""For the start of the child on a busy machine."""


def best_order(start: Point | None, visits: Sequence[Visit], seconds: float = SECONDS) -> list[int]:
    """The ids of the jobs: the one at hand, then the best way, then those without a point.

    Raises:
        NoPlan: the child died, hung, answered nonsense, or could not be started.
    """
    choice = choice_of(start, visits)
    many = len(choice.way.visits) > 1
    return choice.ids(_asked(choice.way, seconds) if many else range(len(choice.way.visits)))


def _asked(way: Way, seconds: float) -> list[int]:
    command = [sys.executable, "-m", "ptmb.adapters.job_routing_solver", str(seconds)]
    try:
        child = subprocess.run(  # noqa: S603  our own module by our own interpreter
            command,
            input=json.dumps(asdict(way)),
            stdout=subprocess.PIPE,
            text=True,
            timeout=seconds + _GRACE_SECONDS,
            check=True,
        )
        found = [int(one) for one in json.loads(child.stdout)]
    except (OSError, subprocess.SubprocessError, ValueError, TypeError) as error:
        raise NoPlan(f"{type(error).__name__}: {error}") from error
    if sorted(found) != list(range(len(way.visits))):
        raise NoPlan("the answer leaves a job out")
    return min(found, way.by_deadline(), key=way.cost)


def way_from(raw: dict[str, Any]) -> Way:
    """The way that `asdict` took apart."""
    visits = tuple(Visit(**{**one, "point": Point(**one["point"])}) for one in raw["visits"])
    return Way(visits, Distances(**raw["distances"]))
