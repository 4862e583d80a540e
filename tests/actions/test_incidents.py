"""One trouble of many: who is in it, who hears of it, what it leaves behind when it is over."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb.actions import _incident_complaints, incidents, reporting, triage
from ptmb.actions._record import Incomplete, KeyTaken, StaleComplaint
from ptmb.actions._refusals import StaleIncident
from ptmb.actions.incidents import Chosen, Ending, NewIncident, News
from ptmb.adapters import clock
from ptmb.domain.choices import RejectReason, StillWrong, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.incidents import IncidentRefused
from ptmb.domain.lifecycle import Cause, Status, Step, StepRefused
from ptmb.domain.roles import REPORTER, Actor, Role
from ptmb.domain.supply import FollowKind, IncidentKind, IncidentStatus
from ptmb.extensions import db
from ptmb.models import (
    Complaint,
    ComplaintEvent,
    Follow,
    Incident,
    IncidentUpdate,
    Message,
)
from tests.conftest import Statements
from tests.people import Given
from tests.roll_ups import check_roll_ups

DESK = Actor(Role.OPERATOR)
HOUR = timedelta(hours=1)
S = IncidentStatus
Counting = Callable[[], AbstractContextManager[Statements]]


def phone(number: int) -> str:
    return f"+62812000000{number:02d}"


def leaks(given: Given, count: int = 3, **fields: Any) -> list[Complaint]:
    return [given.complaint(category="LEAK", phone=phone(n), **fields) for n in range(count)]


def burst(given: Given, *complaints: Complaint, **fields: object) -> NewIncident:
    at = clock.now()
    new = NewIncident(
        kind=IncidentKind.FAULT,
        cause=Cause.TECHNICAL,
        title="Pipa bocor di Jl. MT Haryono",
        public_text="Pipa bocor. Petugas menuju lokasi.",
        starts_at=at - HOUR,
        area_ids=(given.area().id,),
        next_update_at=at + HOUR,
        complaints=tuple(Chosen(one.id, one.version) for one in complaints),
    )
    return replace(new, **fields)  # type: ignore[arg-type]  # the test names real fields


def opened(given: Given, *complaints: Complaint, **fields: object) -> Incident:
    return incidents.open_incident(
        burst(given, *complaints, **fields), DESK, clock.now(), "opened-under-this-key"
    )


def news(text: str = "", status: IncidentStatus = S.KNOWN, **fields: object) -> News:
    said = News(status, text, next_update_at=clock.now() + 2 * HOUR)
    return replace(said, **fields)  # type: ignore[arg-type]  # the test names real fields


def now_of(row: Complaint) -> Complaint:
    return db.session.get_one(Complaint, row.id, populate_existing=True)


def incident_now(incident: Incident) -> Incident:
    return db.session.get_one(Incident, incident.id, populate_existing=True)


def told(template: str) -> Counter[str]:
    rows = db.session.scalars(select(Message.phone).where(Message.template == template))
    return Counter(rows)


def close(incident: Incident, **fields: object) -> IncidentUpdate:
    ending = replace(Ending("Air sudah normal.", Cause.TECHNICAL), **fields)  # type: ignore[arg-type]  # as above
    return incidents.close(
        incident.id, ending, DESK, clock.now(), "closed-under-this-key", incident.version
    )


def check_counters() -> None:
    """Each incident counts its complaints, and the roll-ups still equal a count of all."""
    members = Counter(db.session.scalars(select(Complaint.incident_id)))
    for incident in db.session.scalars(select(Incident).execution_options(populate_existing=True)):
        assert incident.complaints == members[incident.id]
    check_roll_ups()


def test_opening_takes_the_chosen_complaints_along_and_tells_each_reporter_once(
    given: Given,
) -> None:
    rows = leaks(given)
    incident = opened(given, *rows)
    assert incident.number == 1
    assert incident.complaints == 3
    assert {now_of(row).status for row in rows} == {Status.GROUPED}
    assert told("group") == {phone(n): 1 for n in range(3)}
    check_counters()


def test_numbers_go_up_by_one(given: Given) -> None:
    first = opened(given)
    again = incidents.open_incident(burst(given), DESK, clock.now(), "opened-under-another-key")
    assert (first.number, again.number) == (1, 2)


def test_the_same_form_sent_twice_opens_one_incident(given: Given) -> None:
    rows = leaks(given)
    assert opened(given, *rows).id == opened(given, *rows).id
    assert told("group").total() == 3
    check_counters()


@pytest.mark.parametrize(
    ("field", "missing"),
    [
        ("title", {"title": " "}),
        ("areas", {"area_ids": ()}),
        ("public_text", {"public_text": ""}),
        ("next_update_at", {"next_update_at": None}),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_stored(
    given: Given, field: str, missing: dict[str, object]
) -> None:
    with pytest.raises(Incomplete) as told_why:
        opened(given, **missing)
    assert told_why.value.field == field
    assert db.session.scalars(select(Incident)).all() == []


def test_a_promise_for_a_moment_that_has_passed_is_refused(given: Given) -> None:
    with pytest.raises(Incomplete) as told_why:
        opened(given, next_update_at=clock.now())
    assert told_why.value.field == "next_update_at"


def test_an_expected_end_alone_is_enough_but_not_before_the_start(given: Given) -> None:
    at = clock.now()
    assert opened(given, next_update_at=None, expected_end_at=at + HOUR).status is S.KNOWN
    with pytest.raises(Incomplete):
        incidents.open_incident(
            burst(given, starts_at=at + 3 * HOUR, expected_end_at=at + HOUR),
            DESK,
            at,
            "ends-before-it-begins",
        )


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MAYOR, Role.REPORTER, Role.ADMIN])
def test_only_the_desk_opens_an_incident(given: Given, role: Role) -> None:
    with pytest.raises(IncidentRefused):
        incidents.open_incident(burst(given), Actor(role), clock.now(), "opened-by-somebody")


def test_a_complaint_that_moved_on_meanwhile_stays_as_it_is(given: Given) -> None:
    first, second = leaks(given, 2)
    seen = [Chosen(one.id, one.version) for one in (first, second)]
    deed = Deed(DESK, clock.now(), "somebody-else-rejects")
    triage.reject(second.id, RejectReason.NOT_OURS, "PLN", deed)
    assert opened(given, complaints=tuple(seen)).complaints == 1
    assert now_of(second).status is Status.REJECTED
    check_counters()


def test_joining_later_counts_once_however_often_it_is_sent(given: Given) -> None:
    incident, rows = opened(given), leaks(given)
    chosen = [Chosen(one.id, one.version) for one in rows]
    for _ in range(2):
        assert incidents.join(chosen, incident.id, DESK, clock.now(), "joined-with-this-key") == 3
    assert told("group").total() == 3
    assert incident_now(incident).version == incident.version, "who joins is no news"
    check_counters()


def test_two_operators_who_take_the_same_complaint_do_not_hold_each_other_up(
    app: Flask, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, incident = leaks(given, 1)[0], opened(given)
    chosen, new, at = [Chosen(row.id)], burst(given, row), clock.now()
    count, results = _incident_complaints.count, list[str]()

    def slowly(session: Any, incident_id: int | None, delta: int) -> None:
        time.sleep(0.4)  # the other one begins meanwhile
        count(session, incident_id, delta)

    monkeypatch.setattr(_incident_complaints, "count", slowly)

    def work(wait: float, name: str, deed: Callable[[], object]) -> None:
        time.sleep(wait)
        with app.app_context():
            deed()
            db.session.remove()
        results.append(name)

    deeds: list[Callable[[], object]] = [
        lambda: incidents.join(chosen, incident.id, DESK, at, "joined-at-once-key"),
        lambda: incidents.open_incident(new, DESK, at, "opened-at-once-key"),
    ]
    threads = [
        threading.Thread(target=work, args=(number * 0.2, str(number), deed))
        for number, deed in enumerate(deeds)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["0", "1"], "both are stored"
    db.session.remove()
    assert now_of(row).incident_id == incident.id
    check_counters()


def test_who_left_again_is_not_taken_back_by_the_same_form(given: Given) -> None:
    incident, row = opened(given), leaks(given, 1)[0]
    chosen = [Chosen(row.id)]
    incidents.join(chosen, incident.id, DESK, clock.now(), "joined-with-this-key")
    incidents.leave(row.id, Deed(DESK, clock.now(), "it-leaves-again-key"))
    assert incidents.join(chosen, incident.id, DESK, clock.now(), "joined-with-this-key") == 0
    assert now_of(row).status is Status.RECEIVED
    assert told("group").total() == 1
    check_counters()


def test_nobody_joins_what_is_over(given: Given) -> None:
    incident, row = opened(given), given.complaint()
    close(incident)
    with pytest.raises(StepRefused):
        incidents.join([Chosen(row.id)], incident.id, DESK, clock.now(), "joined-too-late-key")
    assert now_of(row).status is Status.RECEIVED


def test_a_complaint_of_another_incident_stays_there(given: Given) -> None:
    rows = leaks(given, 1)
    first = opened(given, *rows)
    second = incidents.open_incident(burst(given), DESK, clock.now(), "opened-under-another-key")
    assert incidents.join([Chosen(rows[0].id)], second.id, DESK, clock.now(), "joined-two") == 0
    assert now_of(rows[0]).incident_id == first.id
    check_counters()


def test_news_reaches_every_number_once(given: Given) -> None:
    rows = leaks(given)
    twice = given.complaint(category="LEAK", phone=phone(0))
    silent = given.complaint(category="LEAK")
    incident = opened(given, *rows, twice, silent)
    joined = given.complaint(category="LEAK", phone=phone(7))
    triage.merge(joined.id, rows[1].id, Deed(DESK, clock.now(), "merged-into-a-grouped-one"))
    incidents.update(
        incident.id, news("Pipa sudah ditemukan."), DESK, clock.now(), "news-1-key", None
    )
    assert told("incident_update") == {phone(n): 1 for n in (0, 1, 2, 7)}


def test_a_follower_who_also_reported_hears_of_it_once(given: Given) -> None:
    rows = leaks(given, 1)
    incident = opened(given, *rows)
    for number in (0, 9):
        db.session.add(
            Follow(
                kind=FollowKind.INCIDENT,
                incident_id=incident.id,
                phone=phone(number),
                key=f"follow-{number}",
                key_hash="",
                created_at=clock.now(),
            )
        )
    db.session.commit()
    incidents.update(incident.id, news("Kabar."), DESK, clock.now(), "news-1-key", None)
    assert told("incident_update") == {phone(0): 1, phone(9): 1}
    close(incident_now(incident))
    assert told("incident_normal") == {phone(0): 1, phone(9): 1}


def test_a_follower_of_the_area_hears_of_the_beginning_and_of_the_end(given: Given) -> None:
    db.session.add(
        Follow(
            kind=FollowKind.AREA,
            area_id=given.area().id,
            phone=phone(9),
            key="follow-area",
            key_hash="",
            created_at=clock.now(),
        )
    )
    db.session.commit()
    incident = opened(given)
    assert told("incident_update") == {phone(9): 1}
    incidents.update(incident.id, news("Kabar."), DESK, clock.now(), "news-1-key", None)
    close(incident_now(incident))
    assert told("incident_update") == {phone(9): 1}
    assert told("incident_normal") == {phone(9): 1}


def test_a_note_for_colleagues_is_told_to_nobody(given: Given) -> None:
    incident = opened(given, *leaks(given))
    note = news(internal_note="Katup 12 macet")
    incidents.update(incident.id, note, DESK, clock.now(), "note-1-key", None)
    assert told("incident_update").total() == 0
    assert incident_now(incident).public_text == "Pipa bocor. Petugas menuju lokasi."


@pytest.mark.parametrize("hours", [-48, -1])
def test_an_expected_end_that_has_passed_is_refused_but_one_that_passes_may_stay(
    given: Given, hours: int
) -> None:
    at = clock.now()
    incident = opened(given, starts_at=at - 5 * HOUR, expected_end_at=at + HOUR)
    late = news("Salah ketik.", expected_end_at=at + hours * HOUR)
    with pytest.raises(Incomplete) as told_why:
        incidents.update(incident.id, late, DESK, at, "late-news-key", None)
    assert told_why.value.field == "expected_end_at"
    kept = news("Masih digali.", expected_end_at=at + HOUR, next_update_at=at + 4 * HOUR)
    incidents.update(incident.id, kept, DESK, at + 2 * HOUR, "kept-news-key", None)
    assert incident_now(incident).public_text == "Masih digali."


def test_saying_nothing_is_refused(given: Given) -> None:
    incident = opened(given)
    same = News(S.KNOWN, next_update_at=incident.next_update_at)
    with pytest.raises(Incomplete):
        incidents.update(incident.id, same, DESK, clock.now(), "nothing-key", None)


def test_a_new_status_needs_words_for_the_public(given: Given) -> None:
    incident = opened(given)
    with pytest.raises(Incomplete):
        incidents.update(incident.id, news("", S.REPAIRING), DESK, clock.now(), "no-words-1", None)
    incidents.update(incident.id, news("Digali.", S.REPAIRING), DESK, clock.now(), "words-1", None)
    assert incident_now(incident).status is S.REPAIRING


def test_the_second_of_two_operators_is_told_and_overwrites_nothing(given: Given) -> None:
    incident = opened(given)
    seen = incident.version
    incidents.update(incident.id, news("Dari pertama."), DESK, clock.now(), "operator-1", seen)
    with pytest.raises(StaleIncident) as told_why:
        incidents.update(incident.id, news("Dari kedua."), DESK, clock.now(), "operator-2", seen)
    assert [one.public_text for one in told_why.value.updates] == ["Dari pertama."]
    assert incident_now(incident).public_text == "Dari pertama."


def test_news_sent_twice_is_said_once(given: Given) -> None:
    incident = opened(given, *leaks(given, 1))
    for _ in range(2):
        incidents.update(incident.id, news("Sekali."), DESK, clock.now(), "once-key", 1)
    assert told("incident_update").total() == 1


def test_the_end_resolves_all_and_asks_each_reporter_once(given: Given) -> None:
    rows = leaks(given, 5)
    incident = opened(given, *rows)
    close(incident, complaints=5)
    for row in rows:
        assert now_of(row).status is Status.RESOLVED
        assert now_of(row).ended_on is not None
    assert told("incident_normal") == {phone(n): 1 for n in range(5)}
    assert told("resolve").total() == 0
    check_counters()


def test_after_the_end_the_reporter_confirms_or_opens_it_again(given: Given) -> None:
    row = leaks(given, 1)[0]
    close(opened(given, row))
    deed = Deed(REPORTER, clock.now(), "reporter-confirms-it")
    assert reporting.confirm(row.id, deed, 5, "").status_after is Status.CLOSED


def test_the_end_is_refused_when_others_joined_after_the_preview(given: Given) -> None:
    rows = leaks(given, 3)
    incident = opened(given, *rows[:2])
    incidents.join([Chosen(rows[2].id)], incident.id, DESK, clock.now(), "joined-meanwhile")
    with pytest.raises(StaleIncident):
        close(incident, complaints=2)
    assert now_of(rows[0]).status is Status.GROUPED


def test_nothing_is_said_after_the_end(given: Given) -> None:
    incident = opened(given)
    close(incident)
    with pytest.raises(IncidentRefused):
        incidents.update(incident.id, news("Lagi."), DESK, clock.now(), "after-the-end", None)


@pytest.mark.parametrize("status", [S.NORMAL, S.CANCELLED])
def test_news_alone_ends_nothing(given: Given, status: IncidentStatus) -> None:
    incident = opened(given, *leaks(given, 1))
    with pytest.raises(IncidentRefused):
        incidents.update(
            incident.id, news("Sudah.", status), DESK, clock.now(), "an-end-without-an-end", None
        )
    assert incident_now(incident).status is S.KNOWN


def test_the_desk_cannot_resolve_one_of_them_apart_from_its_incident(given: Given) -> None:
    row = leaks(given, 1)[0]
    opened(given, row)
    with pytest.raises(StepRefused):
        triage.resolve_at_desk(
            row.id, WorkDone.EXPLAINED, Cause.TECHNICAL, "Sudah",
            Deed(DESK, clock.now(), "resolved-apart-key"),
        )  # fmt: skip


def test_leaving_gives_back_the_desk_the_cause_and_the_time(given: Given) -> None:
    row = given.complaint(category="LEAK", phone=phone(1))
    triage.verify(
        row.id, triage.Verdict(cause=Cause.QUALITY), Deed(DESK, clock.now(), "cause-is-set")
    )
    row = now_of(row)
    due = row.due_at
    incident = opened(given, row)
    assert now_of(row).cause is Cause.TECHNICAL
    later = Deed(DESK, clock.now() + 3 * HOUR, "it-leaves-again-key")
    incidents.leave(row.id, later)
    row = now_of(row)
    assert (row.status, row.cause, row.incident_id) == (Status.RECEIVED, Cause.QUALITY, None)
    assert row.due_at - due == 3 * HOUR
    assert incident_now(incident).complaints == 0
    assert told("ungroup") == {phone(1): 1}
    steps = db.session.scalars(
        select(ComplaintEvent.step)
        .where(ComplaintEvent.complaint_id == row.id)
        .order_by(ComplaintEvent.id)
    )
    assert list(steps) == [Step.RECEIVE, Step.VERIFY, Step.GROUP, Step.UNGROUP]
    check_counters()


def test_a_cause_that_the_desk_set_meanwhile_stays_when_it_leaves(given: Given) -> None:
    row = leaks(given, 1)[0]
    opened(given, row)
    verdict = triage.Verdict(cause=Cause.CUSTOMER_SIDE)
    triage.verify(row.id, verdict, Deed(DESK, clock.now(), "cause-set-meanwhile"))
    incidents.leave(row.id, Deed(DESK, clock.now(), "it-leaves-again-key"))
    assert now_of(row).cause is Cause.CUSTOMER_SIDE


def test_leaving_twice_with_one_key_is_leaving_once(given: Given) -> None:
    row = leaks(given, 1)[0]
    opened(given, row)
    deed = Deed(DESK, clock.now(), "it-leaves-again-key")
    assert incidents.leave(row.id, deed).id == incidents.leave(row.id, deed).id
    with pytest.raises(StepRefused):
        incidents.leave(row.id, replace(deed, key="it-leaves-once-more"))
    with pytest.raises(KeyTaken):
        incidents.leave(given.complaint().id, deed)
    check_counters()


def test_whoever_saw_an_older_complaint_does_not_take_it_out(given: Given) -> None:
    row = leaks(given, 1)[0]
    opened(given, row)
    with pytest.raises(StaleComplaint):
        incidents.leave(row.id, Deed(DESK, clock.now(), "from-an-old-page", seen=row.version - 1))
    assert now_of(row).status is Status.GROUPED


def test_an_unknown_cause_takes_nothing_away_and_a_found_one_is_passed_on(given: Given) -> None:
    row = given.complaint(phone=phone(1))
    deed = Deed(DESK, clock.now(), "cause-is-set-before")
    triage.verify(row.id, triage.Verdict(cause=Cause.QUALITY), deed)
    incident = opened(given, now_of(row), cause=Cause.UNKNOWN)
    assert now_of(row).cause is Cause.QUALITY
    found = news("Ternyata bergilir.", cause=Cause.RATIONING)
    incidents.update(incident.id, found, DESK, clock.now(), "cause-found", None)
    assert now_of(row).cause is Cause.RATIONING
    check_counters()
    incidents.leave(row.id, Deed(DESK, clock.now(), "it-leaves-again-key"))
    assert now_of(row).cause is Cause.QUALITY
    check_counters()


def test_news_of_something_else_leaves_each_complaint_its_own_cause(given: Given) -> None:
    row = given.complaint(phone=phone(1))
    deed = Deed(DESK, clock.now(), "cause-is-set-before")
    triage.verify(row.id, triage.Verdict(cause=Cause.QUALITY), deed)
    incident = opened(given, now_of(row), cause=Cause.UNKNOWN)
    still = news("Masih diperiksa.", cause=Cause.UNKNOWN)  # the form always says a cause
    incidents.update(incident.id, still, DESK, clock.now(), "still-looking-key", None)
    assert now_of(row).cause is Cause.QUALITY
    found = news("Pipa bocor.", cause=Cause.TECHNICAL)
    incidents.update(incident.id, found, DESK, clock.now(), "found-it-now-key", None)
    verdict = triage.Verdict(cause=Cause.CUSTOMER_SIDE)
    triage.verify(row.id, verdict, Deed(DESK, clock.now(), "cause-of-its-own"))
    later = news("Masih dikerjakan.", cause=Cause.TECHNICAL)
    incidents.update(incident.id, later, DESK, clock.now(), "still-working-key", None)
    assert now_of(row).cause is Cause.CUSTOMER_SIDE
    check_counters()


def test_a_false_alarm_gives_each_complaint_its_cause_back(given: Given) -> None:
    row = leaks(given, 1)[0]
    incident = opened(given, row)
    close(incident, status=S.CANCELLED, public_text="Keliru.", cause=Cause.CUSTOMER_SIDE)
    assert now_of(row).cause is Cause.UNKNOWN
    check_counters()


def test_what_was_merged_meanwhile_does_not_come_back_to_an_incident_that_is_over(
    given: Given,
) -> None:
    first, second = leaks(given, 2)
    incident = opened(given, first, second)
    triage.merge(second.id, first.id, Deed(DESK, clock.now(), "merged-meanwhile-key"))
    close(incident)
    triage.unmerge(second.id, Deed(DESK, clock.now() + HOUR, "unmerged-after-the-end"))
    assert now_of(second).status is Status.RECEIVED
    check_counters()


def test_a_false_alarm_lets_everybody_go(given: Given) -> None:
    rows = leaks(given)
    incident = opened(given, *rows)
    close(incident, status=S.CANCELLED, public_text="Ternyata bukan gangguan.")
    for row in rows:
        assert now_of(row).status is Status.RECEIVED
        assert now_of(row).cause is Cause.UNKNOWN
    assert told("incident_update") == {phone(n): 1 for n in range(3)}
    assert told("incident_normal").total() == 0
    assert incident_now(incident).complaints == 0
    check_counters()


def test_a_complaint_opened_again_can_join_the_next_incident(given: Given) -> None:
    row = leaks(given, 1)[0]
    first = opened(given, row)
    close(first)
    reporting.reopen(
        row.id, Deed(REPORTER, clock.now(), "it-leaks-again-key"), StillWrong.LEAKING, "bocor lagi"
    )
    second = incidents.open_incident(
        burst(given, now_of(row)), DESK, clock.now(), "opened-under-another-key"
    )
    assert now_of(row).incident_id == second.id
    assert (incident_now(first).complaints, incident_now(second).complaints) == (0, 1)
    check_counters()


def test_planned_work_is_announced_begins_and_ends(given: Given) -> None:
    at = clock.now()
    incident = opened(
        given,
        kind=IncidentKind.PLANNED,
        starts_at=at + 26 * HOUR,
        expected_end_at=at + 30 * HOUR,
        next_update_at=None,
    )
    assert incident.status is S.ANNOUNCED
    begun = news("Dimulai.", S.REPAIRING, next_update_at=at + 28 * HOUR)
    incidents.update(incident.id, begun, DESK, at + 26 * HOUR, "work-begins", None)
    assert incident_now(incident).status is S.REPAIRING


def test_many_complaints_are_counted_in_few_statements(given: Given, counting: Counting) -> None:
    rows = leaks(given, 20)
    incident = opened(given, *rows)
    with counting() as statements:
        close(incident)
    upserts = [text for text in statements.texts if text.startswith("INSERT INTO count_")]
    assert len(upserts) <= 8, "each cell is counted once, not once for every complaint"
