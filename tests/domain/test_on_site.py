"""How long somebody was at the place: from the steps alone, by the phone's clock put right."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise

from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.on_site import seconds_on_site, visits, when_done
from ptmb.domain.roles import Role
from ptmb.domain.states import Status, Step

TEN = datetime(2024, 2, 10, 2, tzinfo=UTC)
"""Ten in the morning in the city."""
MINUTE = 60
_ids = count(1)
_AFTER = {
    Step.SET_OFF: Status.EN_ROUTE,
    Step.ARRIVE: Status.IN_PROGRESS,
    Step.RESOLVE: Status.RESOLVED,
    Step.ESCALATE: Status.FOLLOW_UP,
    Step.HAND_BACK: Status.RECEIVED,
    Step.ASSIGN: Status.ASSIGNED,
    Step.REOPEN: Status.RECEIVED,
}


@dataclass(frozen=True)
class Event:
    id: int
    step: Step
    at: datetime
    client_at: datetime | None = None
    skew_s: int | None = None
    role: Role = Role.OFFICER
    status_after: Status = Status.IN_PROGRESS


def step(name: Step, minute: float, **rest: object) -> Event:
    """At so many minutes after ten; by an officer, unless the desk alone does such a thing."""
    role = Role.OPERATOR if name is Step.ASSIGN else Role.OFFICER
    known: dict[str, object] = {
        "role": role, "status_after": _AFTER.get(name, Status.IN_PROGRESS), **rest,
    }  # fmt: skip
    return Event(next(_ids), name, TEN + timedelta(minutes=minute), **known)  # type: ignore[arg-type]  # a table of words


def minutes(*events: Event) -> float | None:
    seconds = seconds_on_site(events)
    return None if seconds is None else seconds / MINUTE


def test_from_the_arrival_to_the_finish() -> None:
    assert minutes(step(Step.SET_OFF, 0), step(Step.ARRIVE, 20), step(Step.RESOLVE, 62)) == 42


def test_several_visits_are_added_up_and_each_stands_by_its_own_end() -> None:
    bigger = step(Step.ESCALATE, 30)
    done = step(Step.RESOLVE, 200)
    events = [step(Step.ARRIVE, 0), bigger, step(Step.ARRIVE, 180), done]
    assert minutes(*events) == 50
    assert [(one.left_id, one.seconds) for one in visits(events)] == [
        (bigger.id, 30 * MINUTE),
        (done.id, 20 * MINUTE),
    ]


def test_handing_back_ends_a_visit_only_after_an_arrival() -> None:
    assert minutes(step(Step.SET_OFF, 0), step(Step.HAND_BACK, 9)) is None
    assert minutes(step(Step.ARRIVE, 0), step(Step.HAND_BACK, 9)) == 9


def test_a_job_that_the_desk_took_away_says_nothing_of_the_time_there() -> None:
    away = step(Step.ASSIGN, 10)
    assert minutes(step(Step.ARRIVE, 0), away, step(Step.ARRIVE, 60), step(Step.RESOLVE, 65)) == 5


def test_a_bigger_job_by_the_desk_s_word_is_not_the_officers_leaving() -> None:
    by_desk = step(Step.ESCALATE, 30, role=Role.OPERATOR)
    assert minutes(step(Step.ARRIVE, 0), by_desk) is None


def test_notes_and_photos_do_not_interrupt_a_visit() -> None:
    note = step(Step.NOTE, 5, role=Role.OPERATOR)
    assert minutes(step(Step.ARRIVE, 0), note, step(Step.RESOLVE, 10)) == 10


def test_a_finish_that_was_taken_back_ends_nothing() -> None:
    events = [
        step(Step.ARRIVE, 0),
        step(Step.RESOLVE, 10),
        step(Step.RETRACT, 10.4),
        step(Step.RESOLVE, 25),
    ]
    assert minutes(*events) == 25
    assert len(visits(events)) == 1


def test_work_sent_back_without_another_arrival_adds_nothing() -> None:
    sent_back = step(Step.SEND_BACK, 100, role=Role.SUPERVISOR)
    events = step(Step.ARRIVE, 0), step(Step.RESOLVE, 10), sent_back, step(Step.RESOLVE, 300)
    assert minutes(*events) == 10


def offline(name: Step, minute: float, received: float = 180, skew_s: int | None = 0) -> Event:
    """Taken at `minute` by the city's clock, on a phone that was `skew_s` behind it."""
    phone = TEN + timedelta(minutes=minute, seconds=-(skew_s or 0))
    return step(name, received, client_at=phone, skew_s=skew_s)


def test_steps_that_waited_for_a_signal_count_by_when_they_were_taken() -> None:
    assert minutes(offline(Step.ARRIVE, 20), offline(Step.RESOLVE, 62)) == 42
    behind = offline(Step.ARRIVE, 20, skew_s=3600), offline(Step.RESOLVE, 62, skew_s=3600)
    assert minutes(*behind) == 42


def test_a_phone_whose_clock_nobody_measured_is_not_believed() -> None:
    unmeasured = offline(Step.RESOLVE, 62, skew_s=None)
    assert minutes(step(Step.ARRIVE, 20), unmeasured) == 160


def test_a_moment_after_its_receipt_or_before_the_former_step_is_not_believed() -> None:
    ahead = offline(Step.RESOLVE, 999)
    assert when_done(ahead, None) == ahead.at
    early = offline(Step.RESOLVE, 5)
    assert minutes(step(Step.ARRIVE, 20), early) == 160


_STEPS = st.sampled_from([*_AFTER, Step.NOTE, Step.RETRACT])
_PHONE = st.none() | st.floats(-500, 500, allow_nan=False)
_SKEW = st.none() | st.integers(-9000, 9000)


@given(st.lists(st.tuples(_STEPS, st.integers(0, 60), _PHONE, _SKEW), max_size=12))
def test_no_visit_lasts_less_than_nothing_and_none_overlap(
    drawn: list[tuple[Step, int, float | None, int | None]],
) -> None:
    at, events = 0.0, []
    for name, later, phone, skew_s in drawn:
        at += later
        client_at = None if phone is None else TEN + timedelta(minutes=phone)
        events.append(step(name, at, client_at=client_at, skew_s=skew_s))
    found = visits(events)
    assert all(one.seconds >= 0 for one in found)
    assert all(one.left_at <= two.arrived_at for one, two in pairwise(found))
