"""A picture proves one job only; used again, the desk is told and the officer is not stopped."""

from dataclasses import replace

from ptmb.actions import fieldwork
from ptmb.actions._photos import NewPhoto
from ptmb.actions.fieldwork import Outcome
from ptmb.adapters import clock
from ptmb.domain.choices import WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Actor, Role
from ptmb.models import Complaint, Staff
from tests.people import Given

MENDED = NewPhoto("a" * 32, 1600, 1200, 90_000, "1" * 64, "ffff0000ffff0000")


def _finished(given: Given, officer: Staff, photo: NewPhoto) -> tuple[Complaint, dict[str, object]]:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    outcome = Outcome(WorkDone.OTHER, Cause.TECHNICAL, photos=[photo])
    deed = Deed(Actor(Role.OFFICER, officer.id), clock.now(), f"finished-{photo.token}")
    return complaint, fieldwork.resolve(complaint.id, outcome, deed).facts


def test_the_same_file_at_another_complaint_is_noticed_whoever_sends_it(given: Given) -> None:
    first, facts = _finished(given, given.staff(Role.OFFICER), MENDED)
    assert "photo_of" not in facts
    copied = replace(MENDED, token="b" * 32, dhash="0" * 16)
    _, facts = _finished(given, given.staff(Role.OFFICER), copied)
    assert facts["photo_of"] == first.reference


def test_the_same_scene_saved_anew_is_noticed_among_the_officers_own(given: Given) -> None:
    officer, other = given.staff(Role.OFFICER), given.staff(Role.OFFICER)
    first, _ = _finished(given, officer, MENDED)
    saved = replace(MENDED, token="c" * 32, sha256="2" * 64, dhash="ffff0000ffff0003")
    _, facts = _finished(given, officer, saved)
    assert facts["photo_of"] == first.reference
    strangers = replace(saved, token="d" * 32, sha256="3" * 64)
    _, facts = _finished(given, other, strangers)
    assert "photo_of" not in facts


def test_another_picture_says_nothing(given: Given) -> None:
    officer = given.staff(Role.OFFICER)
    _finished(given, officer, MENDED)
    other = replace(MENDED, token="e" * 32, sha256="4" * 64, dhash="00ff00ff00ff00ff")
    _, facts = _finished(given, officer, other)
    assert "photo_of" not in facts
