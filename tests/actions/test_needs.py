"""What a step needs is asked by the step itself, whoever takes it and however it was reached."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ptmb.actions import intake, rationed, reporting, triage
from ptmb.actions._record import Incomplete
from ptmb.adapters import clock
from ptmb.domain.choices import RejectReason, StillWrong, WorkDone
from ptmb.domain.deadlines import ANSWER_WITHIN, CONFIRM_WITHIN, REOPEN_WITHIN
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status, Step, StepRefused
from ptmb.domain.roles import FOLLOWER, REPORTER, SYSTEM, Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, Message
from ptmb.web.public.own_keys import owner_of
from tests.people import Given

DESK = Actor(Role.OPERATOR)
SUPERVISOR = Actor(Role.SUPERVISOR)
ALMOST = timedelta(minutes=-1)


def again(complaint: Complaint) -> Complaint:
    db.session.refresh(complaint)
    return complaint


def test_silence_closes_nothing_before_48_hours_are_over(given: Given) -> None:
    complaint = given.complaint(Status.RESOLVED)
    ripe = complaint.status_since + CONFIRM_WITHIN
    with pytest.raises(StepRefused):
        reporting.close_silently(complaint.id, Deed(SYSTEM, ripe + ALMOST, "silence-too-early"))
    reporting.close_silently(complaint.id, Deed(SYSTEM, ripe, "silence-is-a-yes"))
    assert again(complaint).status is Status.CLOSED


def test_an_answer_is_waited_for_three_whole_days(given: Given) -> None:
    complaint = given.complaint(Status.NEED_INFO)
    ripe = complaint.status_since + ANSWER_WITHIN
    with pytest.raises(StepRefused):
        reporting.stop_waiting(complaint.id, Deed(SYSTEM, ripe + ALMOST, "waiting-too-short"))
    reporting.stop_waiting(complaint.id, Deed(SYSTEM, ripe, "waiting-is-over"))
    assert again(complaint).status is Status.RECEIVED


def test_only_the_citizen_may_say_before_the_turn_that_water_is_back(given: Given) -> None:
    by_time, by_word = given.complaint(Status.RATIONED), given.complaint(Status.RATIONED)
    early = by_time.status_since + timedelta(hours=1)
    with pytest.raises(StepRefused):
        rationed.water_is_back(by_time.id, Deed(SYSTEM, early, "turn-not-over-yet"))
    rationed.water_is_back(by_word.id, Deed(REPORTER, early, "citizen-has-water"))
    assert again(by_time).status is Status.RATIONED
    assert again(by_word).status is Status.RESOLVED


def test_a_complaint_back_at_the_desk_is_no_officers_job(given: Given) -> None:
    officer = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    asked = given.complaint(Status.ASSIGNED, officer=officer)
    triage.ask(asked.id, "Di mana?", Deed(DESK, clock.now(), "desk-asks-after-assigning"))
    reporting.answer(asked.id, Deed(REPORTER, clock.now(), "reporter-answers"), "RT 12")
    dry = given.complaint(Status.ASSIGNED, officer=officer)
    due = clock.now() + timedelta(hours=6)
    rationed.explain(dry.id, due, "jadwal", Deed(DESK, clock.now(), "desk-explains-turn"))
    rationed.still_dry(dry.id, Deed(REPORTER, due, "reporter-still-dry"))
    for complaint in (again(asked), again(dry)):
        assert complaint.status is Status.RECEIVED
        assert (complaint.officer_id, complaint.crew_id) == (None, None)


def test_work_nobody_was_sent_to_is_not_sent_back_to_nobody(given: Given) -> None:
    complaint = given.complaint()
    answer = Deed(DESK, clock.now(), "desk-settles-it-alone")
    triage.resolve_at_desk(
        complaint.id, WorkDone.EXPLAINED, Cause.CUSTOMER_SIDE, "Keran rumah", answer
    )
    with pytest.raises(Incomplete):
        triage.send_back(complaint.id, "Belum", Deed(SUPERVISOR, clock.now(), "send-back-nobody"))
    assert again(complaint).status is Status.RESOLVED


@pytest.mark.parametrize("actor", [REPORTER, FOLLOWER, DESK])
def test_fourteen_days_are_fourteen_days_for_everybody(given: Given, actor: Actor) -> None:
    complaint = given.complaint(Status.REJECTED)
    assert complaint.closed_at
    last = complaint.closed_at + REOPEN_WITHIN
    late = Deed(actor, last + timedelta(minutes=1), f"reopen-late-{actor.role}")
    with pytest.raises(Incomplete):
        reporting.reopen(complaint.id, late, StillWrong.DRY, "masih mati")
    reporting.reopen(
        complaint.id, Deed(actor, last, f"reopen-in-time-{actor.role}"), StillWrong.DRY, "mati"
    )
    assert again(complaint).status is Status.RECEIVED


def test_a_question_a_refusal_and_an_explanation_need_their_words(given: Given) -> None:
    one = given.complaint()
    with pytest.raises(Incomplete, match="pertanyaan"):
        triage.ask(one.id, " ", Deed(DESK, clock.now(), "a-question-of-nothing"))
    deed = Deed(DESK, clock.now(), "an-answer-without-words")
    with pytest.raises(Incomplete, match="penjelasan"):
        triage.reject(one.id, RejectReason.NOT_OURS, " ", deed)
    with pytest.raises(Incomplete, match="kapan air"):
        rationed.explain(one.id, None, "jadwal", deed)
    assert again(one).version == 1


def test_a_complaint_others_rely_on_is_not_taken_back(given: Given) -> None:
    joined, followed, child = given.complaint(), given.complaint(), given.complaint()
    intake.support(joined.id, "", Deed(FOLLOWER, clock.now(), "a-neighbour-joins"), secret="x" * 32)
    triage.merge(child.id, followed.id, Deed(DESK, clock.now(), "a-duplicate-follows"))
    for one in (joined, followed):
        with pytest.raises(Incomplete, match="Warga lain"):
            reporting.withdraw(one.id, Deed(REPORTER, clock.now(), f"withdraw-{one.id}-refused"))
        assert again(one).status is Status.RECEIVED


def test_news_goes_to_everybody_who_follows(given: Given) -> None:
    target = given.complaint(phone="+6281200000001")
    child = given.complaint(phone="+6281200000002", language="en")
    intake.support(
        target.id,
        "+6281200000003",
        Deed(FOLLOWER, clock.now(), "a-neighbour-with-a-number"),
        secret="x" * 32,
    )
    triage.merge(child.id, target.id, Deed(DESK, clock.now(), "the-same-trouble"))
    triage.ask(target.id, "Rumah mana?", Deed(DESK, clock.now(), "a-question-to-one"))
    reporting.answer(target.id, Deed(REPORTER, clock.now(), "the-answer-of-one"), "RT 12")
    answer = Deed(DESK, clock.now(), "settled-for-all")
    triage.resolve_at_desk(target.id, WorkDone.EXPLAINED, Cause.TECHNICAL, "Katup dibuka", answer)

    def told(step: Step) -> list[tuple[int, str, str]]:
        rows = db.session.scalars(select(Message).where(Message.template == step.value))
        return sorted((row.complaint_id or 0, row.phone, row.language) for row in rows)

    assert told(Step.ASK) == [(target.id, "+6281200000001", "id")]
    assert told(Step.RESOLVE) == [
        (target.id, "+6281200000001", "id"),
        (target.id, "+6281200000002", "en"),
        (target.id, "+6281200000003", "id"),
    ]


def test_who_reported_a_duplicate_may_open_what_it_follows_again(given: Given) -> None:
    target, child = given.complaint(), given.complaint()
    key = given.key_of(child)
    assert owner_of(key, target) is None
    triage.merge(child.id, target.id, Deed(DESK, clock.now(), "a-duplicate-follows-it"))
    assert owner_of(key, target) is FOLLOWER
    triage.unmerge(child.id, Deed(DESK, clock.now(), "no-duplicate-after-all"))
    assert owner_of(key, target) is None
