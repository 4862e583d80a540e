"""A supervisor's verdict: the first one counts, and work not accepted yet goes back."""

import pytest

from ptmb.actions import reporting, spot_checks, triage
from ptmb.actions._record import Incomplete
from ptmb.adapters import clock
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status, StepRefused
from ptmb.domain.roles import REPORTER, Actor, Role
from ptmb.domain.spot_checks import Verdict
from ptmb.extensions import db
from ptmb.models import Complaint, SpotCheck
from ptmb.queries.spot_checks import spot_checks as listed
from ptmb.queries.spot_checks import waiting_checks
from tests.people import Given


@pytest.fixture
def complaint(given: Given) -> Complaint:
    """Finished by a phone that did not say where it was."""
    done: Complaint = given.complaint(Status.RESOLVED)
    return done


def check() -> SpotCheck:
    db.session.expire_all()
    return db.session.query(SpotCheck).one()


def supervisor(given: Given) -> Actor:
    return given.staff(Role.SUPERVISOR).actor()


def test_good_work_leaves_the_list_and_stays_as_it_is(given: Given, complaint: Complaint) -> None:
    assert waiting_checks() == 1
    by = supervisor(given)
    for _ in range(2):
        spot_checks.judge(check().id, Verdict.GOOD, "", by, clock.now())
    assert (check().verdict, check().judged_by_id) == (Verdict.GOOD, by.staff_id)
    assert waiting_checks() == 0
    assert db.session.get_one(Complaint, complaint.id).status is Status.RESOLVED
    (kept,) = listed(judged=True)
    assert kept.complaint.id == complaint.id


def test_of_two_supervisors_the_first_one_counts(given: Given, complaint: Complaint) -> None:
    first = supervisor(given)
    spot_checks.judge(check().id, Verdict.GOOD, "", first, clock.now())
    for verdict in Verdict:
        with pytest.raises(spot_checks.JudgedBefore):
            spot_checks.judge(check().id, verdict, "kotor", supervisor(given), clock.now())
    assert check().judged_by_id == first.staff_id


def test_sending_back_is_the_verdict_too(given: Given, complaint: Complaint) -> None:
    by = supervisor(given)
    triage.send_back(complaint.id, "Masih bocor", Deed(by, clock.now(), "sent-back-by-the-first"))
    assert (check().verdict, check().words) == (Verdict.SENT_BACK, "Masih bocor")
    assert db.session.get_one(Complaint, complaint.id).status is Status.IN_PROGRESS
    second = Deed(supervisor(given), clock.now(), "sent-back-by-the-second")
    with pytest.raises(StepRefused):
        triage.send_back(complaint.id, "Kotor", second)


def test_accepted_work_is_judged_without_being_opened_again(
    given: Given, complaint: Complaint
) -> None:
    reporting.confirm(complaint.id, Deed(REPORTER, clock.now(), "the-citizen-says-yes"), 5, "")
    with pytest.raises(Incomplete):
        spot_checks.judge(check().id, Verdict.SENT_BACK, " ", supervisor(given), clock.now())
    spot_checks.judge(check().id, Verdict.SENT_BACK, "Foto lama", supervisor(given), clock.now())
    assert check().verdict is Verdict.SENT_BACK
    assert db.session.get_one(Complaint, complaint.id).status is Status.CLOSED


def test_what_is_not_there_cannot_be_judged(given: Given) -> None:
    with pytest.raises(LookupError):
        spot_checks.judge(999, Verdict.GOOD, "", supervisor(given), clock.now())
