"""A picture proves one job only; used again, a supervisor is told and the officer not stopped."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ptmb.actions import fieldwork, undoing
from ptmb.actions._photos import NewPhoto
from ptmb.actions.fieldwork import Outcome
from ptmb.adapters import clock
from ptmb.domain.choices import WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.geography import Point
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Setting, SpotCheck, Staff
from tests.people import Given

MENDED = NewPhoto("a" * 32, 1600, 1200, 90_000, "1" * 64, "ffff0000ffff0000")


@pytest.fixture(autouse=True)
def nothing_by_chance(given: Given) -> None:
    db.session.add(Setting(name="spot_check_percent", text="0"))
    db.session.commit()


def finished(
    given: Given,
    officer: Staff,
    photo: NewPhoto | None = MENDED,
    work: WorkDone = WorkDone.OTHER,
    **deed: object,
) -> tuple[Complaint, ComplaintEvent]:
    """Two hours after the arrival, at the very point, unless the deed says otherwise."""
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    outcome = Outcome(work, Cause.TECHNICAL, photos=[photo] if photo else [])
    here = Point(complaint.latitude or 0, complaint.longitude or 0)
    key = f"finished-{complaint.id:012d}"
    visit = Deed(Actor(Role.OFFICER, officer.id), clock.now(), key, position=here)
    return complaint, fieldwork.resolve(complaint.id, outcome, replace(visit, **deed))  # type: ignore[arg-type]  # any field of a deed


def reasons(event: ComplaintEvent) -> list[str] | None:
    """Why a supervisor looks at it; None: nobody is asked to."""
    check = db.session.query(SpotCheck).filter_by(event_id=event.id).one_or_none()
    return check.reasons if check else None


def test_ordinary_work_is_put_before_nobody(given: Given) -> None:
    _, event = finished(given, given.staff(Role.OFFICER))
    assert reasons(event) is None
    assert "photo_of" not in event.facts


def test_the_same_file_at_another_complaint_is_noticed_whoever_sends_it(given: Given) -> None:
    first, _ = finished(given, given.staff(Role.OFFICER))
    copied = replace(MENDED, token="b" * 32, dhash="0" * 16)
    _, event = finished(given, given.staff(Role.OFFICER), copied)
    assert event.facts["photo_of"] == first.reference
    assert event.facts["photo_same"] == MENDED.token
    assert reasons(event) == ["photo_reused"]


def test_the_same_scene_saved_anew_is_noticed_among_everybodys(given: Given) -> None:
    first, _ = finished(given, given.staff(Role.OFFICER))
    saved = replace(MENDED, token="c" * 32, sha256="2" * 64, dhash="ffff0000ffff0003")
    _, event = finished(given, given.staff(Role.OFFICER), saved)
    assert event.facts["photo_of"] == first.reference
    assert reasons(event) == ["photo_reused"]


def test_a_picture_from_before_the_work_counts_as_well(given: Given) -> None:
    officer = given.staff(Role.OFFICER)
    first, _ = finished(given, officer)
    again = replace(MENDED, token="f" * 32)
    other = given.complaint(Status.EN_ROUTE, officer=officer)
    deed = Deed(Actor(Role.OFFICER, officer.id), clock.now(), "arrived-with-an-old-picture")
    fieldwork.arrive(other.id, deed, [again])
    here = Point(other.latitude or 0, other.longitude or 0)
    later = replace(deed, key="finished-without-a-picture", position=here)
    outcome = Outcome(WorkDone.OTHER, Cause.TECHNICAL)
    event = fieldwork.resolve(other.id, outcome, later)
    assert event.facts["photo_of"] == first.reference


@pytest.mark.parametrize("dhash", ["00ff00ff00ff00ff", "0" * 16])
def test_another_picture_says_nothing_and_a_dark_one_neither(given: Given, dhash: str) -> None:
    officer = given.staff(Role.OFFICER)
    finished(given, officer, replace(MENDED, dhash="0" * 16))
    _, event = finished(
        given, officer, replace(MENDED, token="e" * 32, sha256="4" * 64, dhash=dhash)
    )
    assert reasons(event) is None


def test_what_the_phone_did_not_say_or_said_wrongly_is_a_reason(given: Given) -> None:
    officer = given.staff(Role.OFFICER)
    nowhere = finished(given, officer, work=WorkDone.PIPE_REPAIRED, position=None)[1]
    assert reasons(nowhere) == ["no_position"]
    far = replace(MENDED, token="1" * 32, sha256="5" * 64, dhash="1" * 16, distance_m=900.0)
    assert reasons(finished(given, officer, far)[1]) == ["far_away"]
    wrong = finished(given, officer, None, skew_s=-3600)[1]
    assert reasons(wrong) == ["clock_wrong"]


def test_a_picture_older_than_the_arrival_and_work_done_in_no_time_are_reasons(
    given: Given,
) -> None:
    officer = given.staff(Role.OFFICER)
    old = replace(MENDED, taken_at=clock.now() - timedelta(days=2))
    assert reasons(finished(given, officer, old)[1]) == ["photo_old"]
    complaint = given.complaint(Status.EN_ROUTE, officer=officer)
    here = Point(complaint.latitude or 0, complaint.longitude or 0)
    came = Deed(Actor(Role.OFFICER, officer.id), clock.now(), "came-and-went-1", position=here)
    fieldwork.arrive(complaint.id, came)
    went = replace(came, at=came.at + timedelta(seconds=100), key="came-and-went-2")
    outcome = Outcome(WorkDone.PIPE_REPAIRED, Cause.TECHNICAL)
    assert reasons(fieldwork.resolve(complaint.id, outcome, went)) == ["too_quick"]


def test_times_of_a_phone_without_a_signal_are_its_own_put_right(given: Given) -> None:
    """Both steps arrive hours later within a second, and the work took forty minutes."""
    officer = given.staff(Role.OFFICER)
    complaint = given.complaint(Status.EN_ROUTE, officer=officer)
    here = Point(complaint.latitude or 0, complaint.longitude or 0)
    began = clock.now() - timedelta(minutes=60)
    came = Deed(Actor(Role.OFFICER, officer.id), clock.now(), "offline-arrival", position=here,
                client_at=began - timedelta(seconds=90), skew_s=90)  # fmt: skip
    fieldwork.arrive(complaint.id, came)
    left = replace(came, key="offline-finish", client_at=began + timedelta(minutes=40))
    shot = replace(MENDED, taken_at=began + timedelta(minutes=38))
    outcome = Outcome(WorkDone.PIPE_REPAIRED, Cause.TECHNICAL, photos=[shot])
    assert reasons(fieldwork.resolve(complaint.id, outcome, left)) is None


def test_some_of_the_ordinary_work_is_looked_at_too(given: Given) -> None:
    db.session.query(Setting).filter_by(name="spot_check_percent").one().text = "100"
    db.session.commit()
    _, event = finished(given, given.staff(Role.OFFICER))
    assert reasons(event) == []


def test_a_finish_taken_back_is_not_looked_at(given: Given) -> None:
    officer = given.staff(Role.OFFICER)
    complaint, event = finished(given, officer, position=None)
    assert reasons(event)
    undo = Deed(
        Actor(Role.OFFICER, officer.id), event.at + timedelta(seconds=5), "not-done-yet-after-all"
    )
    undoing.retract(complaint.id, undo)
    assert db.session.query(SpotCheck).count() == 0


def test_the_same_finish_sent_twice_is_looked_at_once(given: Given) -> None:
    officer = given.staff(Role.OFFICER)
    complaint, event = finished(given, officer, position=None)
    outcome = Outcome(WorkDone.OTHER, Cause.TECHNICAL, photos=[MENDED])
    again = Deed(Actor(Role.OFFICER, officer.id), clock.now(), f"finished-{complaint.id:012d}")
    assert fieldwork.resolve(complaint.id, outcome, again).id == event.id
    assert db.session.query(SpotCheck).count() == 1
