"""What an area is called: the worst that holds, and normal only where somebody looked."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from ptmb.domain.rationing import WaterDue
from ptmb.domain.supply import IncidentKind, IncidentStatus, SupplyState
from ptmb.domain.supply_state import Trouble, disturbs, rationed, repairs, supply_state, watched

AT = datetime(2024, 2, 10, 6, 32, tzinfo=UTC)
HOUR = timedelta(hours=1)
S = SupplyState


@pytest.mark.parametrize(
    ("disturbed", "repaired", "dry", "seen", "state"),
    [
        (True, True, True, True, S.DISTURBED),
        (True, False, False, False, S.DISTURBED),
        (False, True, True, True, S.REPAIR),
        (False, False, True, True, S.RATIONED),
        (False, False, True, False, S.RATIONED),
        (False, False, False, True, S.NORMAL),
        (False, False, False, False, S.NO_DATA),
    ],
)
def test_the_worst_that_holds_is_said(
    disturbed: bool, repaired: bool, dry: bool, seen: bool, state: SupplyState
) -> None:
    found = supply_state(disturbed=disturbed, repaired=repaired, rationed=dry, watched=seen)
    assert found is state


def test_only_a_watched_area_without_trouble_is_normal() -> None:
    for disturbed, repaired, dry, seen in product((False, True), repeat=4):
        found = supply_state(disturbed=disturbed, repaired=repaired, rationed=dry, watched=seen)
        assert (found is S.NORMAL) == (seen and not (disturbed or repaired or dry))


@pytest.mark.parametrize(
    ("ago", "seen"),
    [
        (timedelta(0), True),
        (24 * HOUR - timedelta(seconds=1), True),
        (24 * HOUR, False),
        (-HOUR, False),
    ],
)
def test_a_sign_counts_for_24_hours(ago: timedelta, seen: bool) -> None:
    assert watched([None, AT - ago], AT) is seen


def test_one_fresh_sign_is_enough_and_none_is_not() -> None:
    assert watched([None, AT - 30 * HOUR, AT - HOUR], AT)
    assert not watched([None, None], AT)
    assert not watched([], AT)


@pytest.mark.parametrize("status", list(IncidentStatus))
def test_a_fault_disturbs_and_planned_work_never_does(status: IncidentStatus) -> None:
    assert disturbs(Trouble(IncidentKind.FAULT, status, AT))
    assert not disturbs(Trouble(IncidentKind.PLANNED, status, AT))
    assert not repairs(Trouble(IncidentKind.FAULT, status, AT), AT)


def test_announced_work_counts_from_its_announced_start_on() -> None:
    def announced(starts_at: datetime) -> Trouble:
        return Trouble(IncidentKind.PLANNED, IncidentStatus.ANNOUNCED, starts_at)

    assert not repairs(announced(AT + timedelta(seconds=1)), AT)
    assert repairs(announced(AT), AT)


def test_work_that_began_early_is_under_way() -> None:
    early = Trouble(IncidentKind.PLANNED, IncidentStatus.REPAIRING, AT + HOUR)
    assert repairs(early, AT)


@pytest.mark.parametrize(
    ("water", "less"),
    [
        (WaterDue(), False),
        (WaterDue(planned=True), False),
        (WaterDue(planned=True, share=99), True),
        (WaterDue(planned=True, due=False, share=0), True),
    ],
)
def test_less_than_the_usual_water_is_rationed(water: WaterDue, less: bool) -> None:
    assert rationed(water) is less
