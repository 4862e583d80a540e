"""The best order of an officer's jobs is found, and no order is better than a wrong one."""

import itertools
import random
import sys
from pathlib import Path

import pytest

from ptmb.adapters import job_routing
from ptmb.adapters.job_routing import best_order
from ptmb.adapters.job_routing_solver import solved
from ptmb.adapters.routing import NoPlan
from ptmb.domain.geography import Point
from ptmb.domain.job_route import Visit, Way, choice_of

HOME = Point(-1.2415, 116.8582)
PLENTY = 60.0
"""Seconds: the number of tries ends the search, so that a slow machine finds the same."""


def jobs(seed: int, count: int) -> list[Visit]:
    draw = random.Random(seed)  # noqa: S311  the same jobs each time
    return [
        Visit(
            number,
            Point(HOME.lat + draw.uniform(-0.06, 0.06), HOME.lng + draw.uniform(-0.06, 0.06)),
            draw.choice((20, 30, 45, 60)) * 60,
            draw.choice((None, *(draw.randint(-6, 9) * 3600 for _ in range(4)))),
            draw.randint(0, 3),
        )
        for number in range(1, count + 1)
    ]


def way(seed: int, count: int) -> Way:
    return choice_of(HOME, jobs(seed, count)).way


@pytest.mark.parametrize("seed", range(6))
def test_of_six_jobs_no_other_order_is_better(seed: int) -> None:
    day = way(seed, 6)
    best = min(day.cost(one) for one in itertools.permutations(range(6)))

    found = solved(day, PLENTY, tries=300)

    assert sorted(found) == list(range(6))
    assert day.cost(found) == best


def test_thirty_jobs_are_ordered_better_than_by_their_targets() -> None:
    day = way(7, 30)
    assert day.cost(solved(day, PLENTY, tries=300)) < day.cost(day.by_deadline())


def test_the_same_day_gives_the_same_order() -> None:
    assert solved(way(3, 12), PLENTY, tries=200) == solved(way(3, 12), PLENTY, tries=200)


def test_jobs_at_one_and_the_same_point_are_all_visited() -> None:
    same = [Visit(number, HOME, 1800, 3600, 1) for number in range(1, 5)]
    assert sorted(solved(choice_of(HOME, same).way, PLENTY, tries=100)) == [0, 1, 2, 3]


def test_the_child_answers_with_ids_and_those_without_a_point_come_last() -> None:
    found = best_order(HOME, [Visit(90, None, 600, 60, 3), *jobs(1, 5)])
    assert sorted(found[:-1]) == [1, 2, 3, 4, 5]
    assert found[-1] == 90


@pytest.mark.parametrize("count", [0, 1])
def test_where_nothing_can_be_chosen_no_child_is_started(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert best_order(HOME, jobs(1, count)) == list(range(1, count + 1))


def test_a_child_that_dies_is_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(NoPlan):
        best_order(HOME, jobs(1, 3))


@pytest.mark.parametrize("said", ["[0, 1]", "[0, 0, 1]", "[]", "{}", "null", "nonsense"])
def test_an_answer_that_is_no_order_of_all_jobs_is_no_plan(
    said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    child = tmp_path / "child"
    child.write_text(f"#!/bin/sh\ncat >/dev/null\necho '{said}'\n")
    child.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(child))
    with pytest.raises(NoPlan):
        best_order(HOME, jobs(1, 3))


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sleeper = tmp_path / "sleeper"
    sleeper.write_text("#!/bin/sh\nexec sleep 60\n")
    sleeper.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(sleeper))
    monkeypatch.setattr(job_routing, "_GRACE_SECONDS", 0.2)
    with pytest.raises(NoPlan):
        best_order(HOME, jobs(1, 3), 0.1)
