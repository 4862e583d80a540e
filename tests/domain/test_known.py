"""What is said before somebody reports: the most important thing, in the design's order."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from ptmb.domain.categories import DEFAULT_CATEGORIES
from ptmb.domain.known import KnownKind, about_supply, known_facts, recovered_at
from ptmb.domain.rationing import WaterDue
from ptmb.domain.supply import IncidentKind, IncidentStatus

AT = datetime(2024, 2, 10, 6, 32, tzinfo=UTC)
HOUR = timedelta(hours=1)
MIDNIGHT = datetime(2024, 2, 10, 16, tzinfo=UTC)


@dataclass(frozen=True)
class Incident:
    kind: IncidentKind = IncidentKind.FAULT
    status: IncidentStatus = IncidentStatus.KNOWN
    crew_assigned: bool = False
    starts_at: datetime = AT - HOUR


CREW = Incident(crew_assigned=True)
NO_CREW = Incident()
PLANNED = Incident(IncidentKind.PLANNED, IncidentStatus.ANNOUNCED, True, AT + HOUR)
DRY = WaterDue(planned=True, due=False, next_flow_at=AT + 3 * HOUR)
ENDED = WaterDue(planned=True, ended_at=AT - HOUR, recovering_until=AT - HOUR)
LATER = WaterDue(planned=True, next_stop_at=AT + 5 * HOUR)


NOTHING = WaterDue()


def kinds(*incidents: Incident, water: WaterDue = NOTHING) -> list[KnownKind]:
    return [fact.kind for fact in known_facts(incidents, water, AT, MIDNIGHT)]


@pytest.mark.parametrize(
    ("incident", "water", "kind"),
    [
        (CREW, WaterDue(), KnownKind.CREW),
        (NO_CREW, WaterDue(), KnownKind.INCIDENT),
        (None, DRY, KnownKind.RATIONED),
        (None, ENDED, KnownKind.RECOVERING),
        (None, LATER, KnownKind.LATER),
        (PLANNED, WaterDue(), KnownKind.PLANNED),
    ],
)
def test_each_thing_is_known_by_itself(
    incident: Incident | None, water: WaterDue, kind: KnownKind
) -> None:
    assert kinds(*([incident] if incident else []), water=water) == [kind]


@pytest.mark.parametrize(("first", "second"), list(combinations((CREW, NO_CREW, DRY, PLANNED), 2)))
def test_of_two_things_the_more_important_one_is_said(first: object, second: object) -> None:
    incidents = [one for one in (second, first) if isinstance(one, Incident)]
    water = next((one for one in (first, second) if isinstance(one, WaterDue)), WaterDue())
    alone = kinds(first) if isinstance(first, Incident) else kinds(water=water)
    found = kinds(*incidents, water=water)
    assert len(found) == 2
    assert found[0] == alone[0]


@pytest.mark.parametrize("water", [DRY, ENDED, LATER])
def test_planned_work_comes_after_whatever_the_schedule_says(water: WaterDue) -> None:
    assert kinds(PLANNED, water=water)[-1] is KnownKind.PLANNED


def test_where_nothing_is_planned_nothing_is_known() -> None:
    assert kinds() == []


def test_what_is_over_is_not_said() -> None:
    assert kinds(replace(CREW, status=IncidentStatus.NORMAL)) == []


@pytest.mark.parametrize("begins", [MIDNIGHT, MIDNIGHT + HOUR])
def test_what_begins_tomorrow_is_not_of_today(begins: datetime) -> None:
    assert kinds(replace(PLANNED, starts_at=begins)) == []
    assert kinds(water=replace(LATER, next_stop_at=begins)) == []


@pytest.mark.parametrize(
    ("ago", "recovery", "recovering"),
    [(2.99, 0, True), (3, 0, False), (3.5, 4, True), (4, 4, False), (0, 0, True)],
)
def test_high_ground_has_three_hours_or_what_its_zone_says(
    ago: float, recovery: float, recovering: bool
) -> None:
    ended_at = AT - ago * HOUR
    water = replace(ENDED, ended_at=ended_at, recovering_until=ended_at + recovery * HOUR)
    assert (kinds(water=water) == [KnownKind.RECOVERING]) is recovering


def test_while_it_is_dry_nothing_has_recovered() -> None:
    assert recovered_at(DRY) is None
    assert recovered_at(WaterDue()) is None


def test_the_card_is_for_supply_and_never_for_a_leak() -> None:
    asked = {one.code for one in DEFAULT_CATEGORIES if about_supply(one.code, one.supply)}
    assert asked == {"NOFLOW", "LOWP", "QUALITY", "SCHED"}
