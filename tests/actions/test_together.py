"""Two officers and an operator act on one job at once: every order ends well, and is told truly."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from ptmb.actions import dispatch, triage
from ptmb.actions._record import StaleComplaint
from ptmb.actions.dispatch import Assignee
from ptmb.adapters import clock
from ptmb.domain.choices import WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status, StepRefused, landing, rule_for
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Staff
from tests.browsing import Browser
from tests.people import Given

FINISH = {"found": "pipe", "work": "pipe_repaired"}
QUEUES: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "first": (("berangkat", {}), ("tiba", {}), ("selesai", FINISH)),
    "second": (("berangkat", {}), ("tiba", {})),
}
"""What waits on the phones of the two officers."""

Act = Callable[[Complaint, Staff, Deed, Complaint], Any]
ACTS: dict[str, Act] = {
    "gives it to the second": lambda one, to, deed, _: dispatch.assign(
        one.id, Assignee(staff_id=to.id), deed, "uji"
    ),
    "corrects it": lambda one, _to, deed, _: triage.verify(
        one.id, triage.Verdict(cause=Cause.QUALITY), deed
    ),
    "merges it": lambda one, _to, deed, other: triage.merge(one.id, other.id, deed),
    "settles it": lambda one, _to, deed, _: triage.resolve_at_desk(
        one.id, WorkDone.OTHER, Cause.TECHNICAL, "Sudah beres.", deed
    ),
}


def orders() -> Iterator[tuple[str, ...]]:
    """Every order of the three: each keeps the order of their own deeds."""
    turns = ["first"] * 3 + ["second"] * 2 + ["desk"]
    yield from sorted(set(itertools.permutations(turns)))


@dataclass
class Phone:
    """An outbox: its own steps done make its own later steps fresh (see outbox.js)."""

    browser: Browser
    staff_id: int
    name: str
    seen: int | None = None
    answers: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def deliver(self, complaint: Complaint, at: str) -> None:
        slug, fields = QUEUES[self.name][len(self.answers)]
        self.seen = self.seen or complaint.version
        key = f"of-the-{self.name}-{at}-{slug}"
        words = {"note": key} if slug == "selesai" else {}
        form = {"staff": self.staff_id, "key": key, "seen": self.seen, **fields, **words}
        path = f"/tugas/{complaint.reference}/antar/{slug}"
        twice = [
            self.browser.post(path, form, status=200, headers={"Accept": "application/json"})
            for _ in range(2)  # a bad line doubles every request
        ]
        said, again = (page.response.get_json() for page in twice)
        assert said == again
        if said["result"] == "done":
            self.seen = said["version"]
        self.answers.append((key, said))


def check_history(complaint: Complaint) -> None:
    """Each event is a step the table allows from where the one before ended."""
    events = (
        db.session.query(ComplaintEvent)
        .filter_by(complaint_id=complaint.id)
        .order_by(ComplaintEvent.id)
        .all()
    )
    status: Status | None = None
    for number, event in enumerate(events, 1):
        assert event.version == number
        assert event.status_before == status or status is None
        rule = rule_for(status, event.step, event.role)
        assert event.status_after is landing(rule, status)
        status = event.status_after
    assert (complaint.status, complaint.version) == (status, len(events))


def check_truth(complaint: Complaint, phone: Phone) -> None:
    """Who heard "done" finds it once; who was refused finds their words kept, if they had it."""
    events = db.session.query(ComplaintEvent).filter_by(complaint_id=complaint.id).all()
    had_it = any(event.officer_id == phone.staff_id for event in events)
    for key, said in phone.answers:
        stored = [event for event in events if event.key == key]
        assert len(stored) == (said["result"] == "done"), (key, said)
        if said["result"] != "done":
            assert said["result"] == "refused"
            assert said["words"]
            noted = [event for event in events if event.internal_note == key]
            assert len(noted) == said["kept"], (key, said)
            assert said["kept"] is (had_it and "selesai" in key)


@pytest.mark.parametrize("name", ACTS)
def test_every_order_of_three_people_is_legal_true_and_loses_nothing(
    given: Given, browse: Callable[..., Browser], name: str
) -> None:
    officers = [given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",)) for _ in range(2)]
    browsers, ids = [browse(one) for one in officers], [one.id for one in officers]
    desk = Actor(Role.OPERATOR, given.staff(Role.OPERATOR).id)
    other, ends = given.complaint(), set()
    for number, order in enumerate(orders()):
        complaint = given.complaint(Status.ASSIGNED, officer=officers[0])
        seen = complaint.version
        phones = [
            Phone(browser, staff_id, which)
            for browser, staff_id, which in zip(browsers, ids, QUEUES, strict=True)
        ]
        phones[0].seen = seen
        refused = False
        for turn in order:
            if turn == "desk":
                deed = Deed(desk, clock.now(), f"desk-{number:04d}-at-once", seen)
                try:
                    ACTS[name](complaint, officers[1], deed, other)
                except (StaleComplaint, StepRefused):
                    refused = True
            else:
                phones[list(QUEUES).index(turn)].deliver(complaint, f"{number:04d}")
            complaint = db.session.get_one(Complaint, complaint.id, populate_existing=True)
        check_history(complaint)
        for phone in phones:
            check_truth(complaint, phone)
        by_desk = db.session.query(ComplaintEvent).filter_by(key=f"desk-{number:04d}-at-once")
        assert by_desk.count() == (not refused)
        ends.add(complaint.status)
    assert Status.RESOLVED in ends
