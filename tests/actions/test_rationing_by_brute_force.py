"""Three weeks of publishing and taking back at random, against a diary kept by hand."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from ptmb.actions.rationing import Plan, Settled, draft, lengthen, publish, unpublish
from ptmb.domain.roles import Actor, Role
from ptmb.domain.water_plans import WITA, cut, cycle
from ptmb.extensions import db
from ptmb.models import RationingWindow, Zone
from tests.people import Given

DESK = Actor(Role.OPERATOR)
START = datetime(2024, 2, 10, tzinfo=WITA)
STEP = timedelta(hours=6)


@dataclass
class Told:
    """One publication in the diary."""

    plan: Plan
    phases: tuple[tuple[int, int], ...]
    since: datetime
    token: str
    ended_at: datetime | None = None
    ended_by: str = ""

    def holds(self, at: datetime) -> bool:
        until = self.plan.valid_until
        if at < self.since or (until is not None and at >= until):
            return False
        return self.ended_at is None or at < self.ended_at

    def share(self, at: datetime) -> int:
        """Counted in days from the first, not by any recurrence."""
        if not self.phases:
            return 0
        day = (at - self.plan.valid_from) // timedelta(days=1)
        days = [share for length, share in self.phases for _ in range(length)]
        return days[day % len(days)]


Phases = tuple[tuple[int, int], ...]


class Diary:
    """What one zone was told, step by step, beside what the program stores of it."""

    def __init__(self, zone_id: int, seed: int) -> None:
        self.zone_id, self.chance = zone_id, random.Random(seed)  # noqa: S311  the same every time
        self.pages: list[Told] = []
        self.heard: dict[datetime, int | None] = {}

    def go_on(self, at: datetime, number: int) -> None:
        """Publish, take back, lengthen or do nothing, and hear what holds until the next step."""
        roll = self.chance.random()
        if roll < 0.2:
            self.publish(at, number)
        elif roll < 0.3 and self.pages:
            self.take_back(self.chance.choice(self.pages), at)
        elif roll < 0.4:
            lengthen(at)
        for part in range(4):
            self.hear(at + STEP * part / 4)

    def hear(self, at: datetime) -> None:
        holding = [one for one in self.pages if one.holds(at)]
        self.heard[at] = holding[-1].share(at) if holding else None

    def publish(self, at: datetime, number: int) -> None:
        plan, phases = self.some_plan(at, number)
        made = draft(self.zone_id, plan, DESK, at)
        token = publish([made.id], DESK, at, f"key {number}").token
        new = Told(plan, phases, max(at, plan.valid_from), token)
        for old in self.pages:
            if old.ended_at is None and covers(new, old):
                old.ended_at, old.ended_by = new.since, token
        self.pages.append(new)

    def take_back(self, one: Told, at: datetime) -> None:
        if one.ended_by not in ("", one.token):
            with pytest.raises(Settled):
                unpublish(one.token, DESK, at)
            return
        unpublish(one.token, DESK, at)
        if one.ended_by:
            return
        for old in self.pages:
            if old.ended_by == one.token:
                old.ended_at, old.ended_by = None, ""
        one.ended_at, one.ended_by = at, one.token

    def some_plan(self, at: datetime, number: int) -> tuple[Plan, Phases]:
        chance = self.chance
        begins = at + timedelta(hours=chance.choice([-30, 0, 7, 50]))
        if chance.random() < 0.3:
            ends = max(at, begins) + timedelta(hours=chance.choice([3, 20]))
            return cut(f"Potong {number}", "", "", begins, chance.choice([ends, ends, None])), ()
        phases = tuple((chance.randint(1, 3), share) for share in chance.sample([0, 50, 100], 2))
        until = None if chance.random() < 0.6 else at + timedelta(days=chance.randint(3, 9))
        rules = cycle(begins.strftime("%Y-%m-%dT%H:%M"), *phases)
        return Plan(f"Giliran {number}", "", "", 0, begins, until, rules), phases


def covers(new: Told, old: Told) -> bool:
    """Whether nothing is left of the old one once the new one holds."""
    old_until, new_until = old.plan.valid_until, new.plan.valid_until
    if old_until is not None and old_until <= new.since:
        return False
    if not new.plan.passing or new_until is None:
        return True
    return old_until is not None and old_until <= new_until


@pytest.mark.parametrize("seed", range(6))
def test_the_windows_are_what_people_were_told_at_each_time(given: Given, seed: int) -> None:
    zone_id = db.session.scalars(select(Zone.id).where(Zone.code == "BA")).one()
    diary = Diary(zone_id, seed)
    for number in range(80):
        diary.go_on(START + STEP * number, number)
    for number in range(80, 140):
        diary.hear(START + STEP * number)

    rows = db.session.scalars(select(RationingWindow).order_by(RationingWindow.starts_at)).all()
    assert all(one.starts_at < one.ends_at for one in rows)
    assert all(one.ends_at <= following.starts_at for one, following in pairwise(rows))
    for moment, share in diary.heard.items():
        found = [row.share for row in rows if row.starts_at <= moment < row.ends_at]
        assert found == ([] if share is None else [share]), moment
