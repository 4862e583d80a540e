"""What makes finished work worth a second look, and what does not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ptmb.domain.choices import WorkDone
from ptmb.domain.photos import shows_the_same, tells_apart
from ptmb.domain.proof import FAR_M, Finish, doubts, in_sample
from ptmb.domain.safety import still_held
from ptmb.domain.spot_checks import Doubt
from ptmb.domain.states import Status, Step

ARRIVED = datetime(2024, 2, 10, 6, 0, tzinfo=UTC)
FINE = Finish(
    WorkDone.PIPE_REPAIRED,
    positioned=True,
    distances_m=(30.0, FAR_M),
    taken=(ARRIVED + timedelta(minutes=20),),
    arrived_at=ARRIVED,
    on_site=timedelta(minutes=3),
    skew_s=-300,
)


def test_ordinary_work_is_not_doubted() -> None:
    assert doubts(FINE) == []


@pytest.mark.parametrize(
    ("finish", "reason"),
    [
        (replace(FINE, positioned=False, distances_m=()), Doubt.NO_POSITION),
        (replace(FINE, distances_m=(30.0, 301.0)), Doubt.FAR_AWAY),
        (replace(FINE, reused=True), Doubt.PHOTO_REUSED),
        (replace(FINE, taken=(ARRIVED - timedelta(minutes=3),)), Doubt.PHOTO_OLD),
        (replace(FINE, skew_s=301), Doubt.CLOCK_WRONG),
        (replace(FINE, skew_s=-301), Doubt.CLOCK_WRONG),
        (replace(FINE, on_site=timedelta(seconds=179)), Doubt.TOO_QUICK),
    ],
)
def test_each_reason_alone(finish: Finish, reason: Doubt) -> None:
    assert doubts(finish) == [reason]


@pytest.mark.parametrize(
    "finish",
    [
        replace(FINE, work=WorkDone.VALVE_OPENED, on_site=timedelta(seconds=40)),
        replace(FINE, work=WorkDone.EXPLAINED, on_site=timedelta(seconds=40)),
        replace(FINE, taken=(ARRIVED - timedelta(seconds=90),)),
        replace(FINE, arrived_at=None, on_site=None, taken=(ARRIVED - timedelta(days=1),)),
        replace(FINE, skew_s=None),
    ],
)
def test_what_has_a_plain_explanation_is_no_reason(finish: Finish) -> None:
    assert doubts(finish) == []


def test_several_reasons_stand_together_in_a_fixed_order() -> None:
    worst = replace(FINE, positioned=False, distances_m=(), reused=True, on_site=timedelta(0))
    assert doubts(worst) == [
        Doubt.NO_POSITION,
        Doubt.PHOTO_REUSED,
        Doubt.TOO_QUICK,
    ]


def test_the_sample_is_the_same_each_time_and_about_as_large_as_it_is_called() -> None:
    chosen = [number for number in range(20_000) if in_sample(number, 5)]
    assert chosen == [number for number in range(20_000) if in_sample(number, 5)]
    assert 800 < len(chosen) < 1_200
    assert not any(in_sample(number, 0) for number in range(1_000))
    assert all(in_sample(number, 100) for number in range(1_000))


def test_a_dark_or_empty_picture_is_not_taken_for_another_one() -> None:
    assert shows_the_same("0" * 16, "0" * 15 + "3")
    assert not tells_apart("0" * 16)
    assert not tells_apart("f" * 16)
    assert tells_apart("ffff0000ffff0000")


@pytest.mark.parametrize(
    ("step", "after", "lasts"),
    [
        (Step.SET_OFF, Status.EN_ROUTE, True),
        (Step.ARRIVE, Status.IN_PROGRESS, True),
        (Step.ESCALATE, Status.FOLLOW_UP, True),
        (Step.NOTE, Status.IN_PROGRESS, True),
        (Step.RELEASE, Status.IN_PROGRESS, False),
        (Step.ASSIGN, Status.ASSIGNED, False),
        (Step.HAND_BACK, Status.RECEIVED, False),
        (Step.RESOLVE, Status.RESOLVED, False),
        (Step.MERGE, Status.MERGED, False),
        (Step.GROUP, Status.GROUPED, False),
    ],
)
def test_a_hold_lasts_as_long_as_the_same_people_have_the_job(
    step: Step, after: Status, *, lasts: bool
) -> None:
    assert still_held(step, after) is lasts
