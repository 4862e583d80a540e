"""A complaint in public words: where it stands, what happened, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext

from ptmb.adapters.clock import now
from ptmb.domain.choices import (
    MAJOR_WORDS,
    REJECT_WORDS,
    WORK_WORDS,
    Confirmation,
    PhotoKind,
)
from ptmb.domain.deadlines import REOPEN_WITHIN
from ptmb.domain.lifecycle import KIND, RULES, Kind, Status, Step, StepRefused, rule_for
from ptmb.domain.roles import STAFF_ROLES, Actor
from ptmb.models import Complaint, ComplaintEvent, Photo
from ptmb.queries.complaint_timeline import ComplaintTimeline
from ptmb.web.filters import clock_time, day, local, status_view

FINAL = frozenset({Status.CLOSED, Status.MERGED, Status.REJECTED, Status.WITHDRAWN})
"""The page stops asking for news here; only its reader can start anything again."""
_RUNNING = frozenset(s for s, kind in KIND.items() if kind in (Kind.NEW, Kind.ACTIVE))
_PRIVATE = frozenset({Step.ASK})
_CHOSEN: dict[Step, tuple[str, dict[str, str]]] = {
    Step.ESCALATE: ("reason", {one.value: word for one, word in MAJOR_WORDS.items()}),
    Step.REJECT: ("reason", {one.value: word for one, word in REJECT_WORDS.items()}),
    Step.RESOLVE: ("work", {one.value: word for one, word in WORK_WORDS.items()}),
}
_ADDED = frozenset({Step.NOTE, Step.ADD_PHOTO})


@dataclass(frozen=True)
class Entry:
    """One line of the timeline, as the component draws it."""

    at: datetime
    text: str
    detail: str
    tone: str
    photos: Sequence[Photo]


@dataclass(frozen=True)
class Target:
    """When it should be finished: "Target selesai hari ini" and "20.30"."""

    words: str
    time: str


def entries_of(history: ComplaintTimeline, actor: Actor | None) -> list[Entry]:
    """What happened, newest first.

    Without the key a reader sees the sentences alone: no words of the reporter, no question to
    them, no pictures; and nobody outside ever sees a note or a name of the staff.
    """
    return [
        Entry(
            at=event.at,
            text=gettext(_sentence(event)),
            detail=_detail(event, actor),
            tone=status_view(event.status_after).tone,
            photos=_shown(event, history) if actor else (),
        )
        for event in history.events
        if _tells(event, history)
    ]


def _sentence(event: ComplaintEvent) -> str:
    try:
        return rule_for(event.status_before, event.step, event.role).sentence
    except StepRefused:  # written under an older table
        return next((rule.sentence for rule in RULES if rule.step is event.step), "")


def _detail(event: ComplaintEvent, actor: Actor | None) -> str:
    """What was chosen from a list is for everybody; what was written, for whom it is meant."""
    fact, words = _CHOSEN.get(event.step, ("", {}))
    chosen = gettext(words[event.facts[fact]]) if event.facts.get(fact) in words else ""
    written = event.public_text if actor or _is_public(event) else ""
    return "\n".join(text for text in (chosen, written) if text)


def _is_public(event: ComplaintEvent) -> bool:
    return event.role in STAFF_ROLES and event.step not in _PRIVATE


def _tells(event: ComplaintEvent, history: ComplaintTimeline) -> bool:
    """A note that only the staff may read is no news."""
    if event.step not in _ADDED or event.role not in STAFF_ROLES:
        return bool(_sentence(event))
    return bool(event.public_text or _shown(event, history))


def _shown(event: ComplaintEvent, history: ComplaintTimeline) -> list[Photo]:
    """Extra pictures were taken by the staff for the file."""
    return [photo for photo in history.photos_of(event) if photo.kind is not PhotoKind.EXTRA]


def sentence_of(complaint: Complaint) -> str:
    """One sentence under the status, with its time where there is one."""
    since = clock_time(complaint.status_since)
    if complaint.status is Status.IN_PROGRESS:
        return gettext("Petugas di lokasi sejak %(time)s.", time=since)
    if complaint.status is Status.EN_ROUTE:
        return gettext("Petugas berangkat %(time)s.", time=since)
    if complaint.status is Status.FOLLOW_UP and complaint.next_update_on:
        when = day(complaint.next_update_on, "EEEE, d MMM")
        return gettext("Kabar berikutnya paling lambat %(day)s.", day=when)
    if complaint.status is Status.RATIONED and complaint.water_due_at:
        return _rationed(complaint.water_due_at)
    if complaint.status is Status.CLOSED and complaint.confirmed_by is Confirmation.SILENCE:
        return gettext("Ditutup otomatis, tidak ada jawaban 48 jam.")
    return status_view(complaint.status).sentence


def _rationed(water_due_at: datetime) -> str:
    return gettext(
        "Bukan kerusakan. Air dijadwalkan %(day)s pukul %(time)s.",
        day=day_words(water_due_at),
        time=clock_time(water_due_at),
    )


def target_of(complaint: Complaint) -> Target | None:
    """The promised moment, while the clock runs."""
    if complaint.status not in _RUNNING:
        return None
    when = day_words(complaint.due_at)
    late = complaint.due_at < now()
    words = gettext("Target %(day)s terlewat", day=when) if late else gettext(
        "Target selesai %(day)s", day=when
    )  # fmt: skip
    return Target(words, clock_time(complaint.due_at))


def day_words(moment: datetime) -> str:
    """hari ini, besok, kemarin, else Selasa, 13 Feb."""
    days = (local(moment).date() - local(now()).date()).days
    near = {-1: gettext("kemarin"), 0: gettext("hari ini"), 1: gettext("besok")}
    return near.get(days) or day(moment, "EEEE, d MMM")


def check_by(complaint: Complaint, minutes: int) -> datetime:
    """By when an operator looks at a new complaint."""
    return complaint.created_at + timedelta(minutes=minutes)


def may_reopen(complaint: Complaint) -> bool:
    """Whether the fourteen days for a reopening are not over."""
    ended = complaint.closed_at or complaint.resolved_at or complaint.status_since
    return now() - ended <= REOPEN_WITHIN
