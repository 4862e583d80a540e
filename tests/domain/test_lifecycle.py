"""The table of steps: what it allows, what it refuses, and that it has no hole."""

import pytest

from ptmb.domain.lanes import LANE_OF
from ptmb.domain.lifecycle import (
    EVERY,
    KIND,
    OPEN,
    RULES,
    Kind,
    Status,
    Step,
    StepRefused,
    landing,
    open_steps,
    rule_for,
)
from ptmb.domain.roles import Role
from ptmb.domain.wording import STATUS_WORDS


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_kind_a_lane_and_words(status: Status) -> None:
    assert status in KIND
    assert status in LANE_OF
    assert STATUS_WORDS[status].word
    assert STATUS_WORDS[status].tone in {"ok", "turn", "bad", "fix", "new", "none"}


@pytest.mark.parametrize("step", Step)
def test_every_step_stands_in_the_table(step: Step) -> None:
    assert any(rule.step is step for rule in RULES)


def test_no_two_rows_claim_the_same_step_for_the_same_person_and_status() -> None:
    claims = [
        (rule.step, source, role)
        for rule in RULES
        for source in rule.sources or {None}
        for role in rule.roles
    ]
    assert len(claims) == len(set(claims))


@pytest.mark.parametrize("status", sorted(OPEN))
def test_an_open_complaint_always_has_a_way_on_for_the_desk(status: Status) -> None:
    moving = set(open_steps(status, Role.OPERATOR)) - {
        Step.NOTE,
        Step.ADD_PHOTO,
        Step.SUPPORT,
        Step.VERIFY,
    }
    assert moving


@pytest.mark.parametrize("status", sorted(EVERY - {Status.IN_PROGRESS}))
def test_an_officer_resolves_nothing_without_having_arrived(status: Status) -> None:
    with pytest.raises(StepRefused):
        rule_for(status, Step.RESOLVE, Role.OFFICER)


@pytest.mark.parametrize("status", sorted(EVERY - {Status.RESOLVED}))
def test_only_finished_work_can_be_confirmed(status: Status) -> None:
    with pytest.raises(StepRefused):
        rule_for(status, Step.CONFIRM, Role.REPORTER)


@pytest.mark.parametrize("role", [Role.MAYOR, Role.MANAGER, Role.ADMIN])
@pytest.mark.parametrize("status", Status)
def test_those_who_only_look_are_offered_no_step(role: Role, status: Status) -> None:
    assert open_steps(status, role) == []


def test_an_officer_on_site_finishes_asks_for_more_or_hands_back() -> None:
    steps = open_steps(Status.IN_PROGRESS, Role.OFFICER)
    assert {Step.RESOLVE, Step.ESCALATE, Step.HAND_BACK} <= set(steps)
    assert Step.ARRIVE not in steps


def test_a_merged_complaint_goes_back_to_where_it_was() -> None:
    rule = rule_for(Status.MERGED, Step.UNMERGE, Role.OPERATOR)
    assert landing(rule, Status.MERGED, Status.EN_ROUTE) is Status.EN_ROUTE


def test_a_note_moves_nothing() -> None:
    rule = rule_for(Status.CLOSED, Step.NOTE, Role.REPORTER)
    assert landing(rule, Status.CLOSED) is Status.CLOSED


def test_a_supervisor_may_send_back_and_an_operator_may_not() -> None:
    assert Step.SEND_BACK in open_steps(Status.RESOLVED, Role.SUPERVISOR)
    assert Step.SEND_BACK not in open_steps(Status.RESOLVED, Role.OPERATOR)


def test_nothing_that_ended_is_counted_as_done() -> None:
    ended = {status for status in Status if KIND[status] is Kind.ENDED}
    assert ended == {Status.MERGED, Status.REJECTED, Status.WITHDRAWN}
