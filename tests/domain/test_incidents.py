"""The path of an incident: where it may go, what each move must bring, when news is overdue."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from ptmb.domain.incidents import (
    INCIDENT_MOVES,
    IncidentNeed,
    IncidentRefused,
    crew_sentence,
    first_status,
    incident_code,
    move_for,
    next_moves,
    overdue,
)
from ptmb.domain.roles import DESK_ROLES, Role
from ptmb.domain.supply import INCIDENT_OPEN, INCIDENT_WORDS, IncidentKind, IncidentStatus

S = IncidentStatus
NOON = datetime(2024, 2, 10, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_fault_goes_from_known_to_normal_step_by_step() -> None:
    path = [None, S.KNOWN, S.REPAIRING, S.FLOWING, S.NORMAL]
    for source, target in itertools.pairwise(path):
        assert target is not None
        assert move_for(source, target, Role.OPERATOR).target is target


def test_planned_work_waits_and_then_begins_or_is_called_off() -> None:
    targets = {one.target for one in next_moves(S.ANNOUNCED, Role.OPERATOR)}
    assert targets == {S.ANNOUNCED, S.REPAIRING, S.CANCELLED}


@pytest.mark.parametrize("status", sorted(set(S) - INCIDENT_OPEN))
def test_nothing_follows_the_end(status: IncidentStatus) -> None:
    assert next_moves(status, Role.SUPERVISOR) == []
    for target in S:
        with pytest.raises(IncidentRefused):
            move_for(status, target, Role.OPERATOR)


@pytest.mark.parametrize("role", sorted(set(Role) - set(DESK_ROLES)))
def test_only_the_desk_moves_an_incident(role: Role) -> None:
    assert not any(role in move.roles for move in INCIDENT_MOVES)


@pytest.mark.parametrize("status", sorted(INCIDENT_OPEN))
def test_an_open_one_can_carry_news_and_come_to_an_end(status: IncidentStatus) -> None:
    moves = next_moves(status, Role.OPERATOR)
    assert status in {one.target for one in moves}
    assert any(one.final for one in moves)


def test_no_two_rows_say_the_same_move() -> None:
    rows = [(one.source, one.target) for one in INCIDENT_MOVES]
    assert len(rows) == len(set(rows))


def test_whoever_moves_it_says_why_and_whoever_keeps_it_open_says_when_news_comes() -> None:
    for move in INCIDENT_MOVES:
        assert (IncidentNeed.PUBLIC_TEXT in move.needs) is (move.source is not move.target)
        assert (IncidentNeed.NEXT_NEWS in move.needs) is not move.final


@pytest.mark.parametrize(
    ("kind", "starts", "crew", "expected"),
    [
        (IncidentKind.FAULT, -HOUR, False, S.KNOWN),
        (IncidentKind.FAULT, -HOUR, True, S.REPAIRING),
        (IncidentKind.PLANNED, HOUR, True, S.ANNOUNCED),
        (IncidentKind.PLANNED, -HOUR, False, S.REPAIRING),
        (IncidentKind.PLANNED, timedelta(0), False, S.REPAIRING),
    ],
)
def test_where_a_new_one_begins(
    kind: IncidentKind, starts: timedelta, crew: bool, expected: IncidentStatus
) -> None:
    assert first_status(kind, NOON + starts, crew, NOON) is expected


def test_the_number_is_said_with_three_digits_and_grows_beyond() -> None:
    assert [incident_code(one) for one in (1, 14, 999, 1000)] == [
        "G-001", "G-014", "G-999", "G-1000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("end", "news", "late"),
    [
        (None, HOUR, False),
        (None, -HOUR, True),
        (-HOUR, None, True),
        (HOUR, None, False),
        (-HOUR, HOUR, False),  # the promised news is what counts
        (HOUR, -HOUR, True),
        (None, timedelta(0), False),
    ],
)
def test_news_is_overdue_once_its_promised_moment_has_passed(
    end: timedelta | None, news: timedelta | None, late: bool
) -> None:
    moments = [NOON + one if one is not None else None for one in (end, news)]
    assert overdue(S.REPAIRING, moments[0], moments[1], NOON) is late
    assert not overdue(S.NORMAL, moments[0], moments[1], NOON)


@pytest.mark.parametrize("status", S)
def test_every_status_has_a_word_and_says_what_the_crew_does(status: IncidentStatus) -> None:
    assert INCIDENT_WORDS[status]
    assert crew_sentence(status, crew_assigned=False).endswith(".")


def test_a_known_incident_says_whether_a_crew_is_named() -> None:
    assert crew_sentence(S.KNOWN, crew_assigned=True) != crew_sentence(S.KNOWN, crew_assigned=False)
