"""A complaint in public words: where it stands, what happened, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import url_for

from ptmb.adapters.clock import now
from ptmb.domain.choices import Confirmation, PhotoKind
from ptmb.domain.lifecycle import KIND, Kind, Status, Step
from ptmb.domain.roles import STAFF_ROLES, Actor, Role
from ptmb.domain.wording import STATUS_WORDS
from ptmb.domain.words import N_
from ptmb.models import Complaint, ComplaintEvent, Photo
from ptmb.queries.complaint_timeline import ComplaintTimeline
from ptmb.queries.turn_here import promised_at
from ptmb.web.filters import clock_time, day, local, status_view
from ptmb.web.history import (
    EntryView,
    PictureView,
    chosen,
    sentence_for_others,
    sentence_for_reporter,
)
from ptmb.web.languages import gettext

FINAL = frozenset({Status.CLOSED, Status.MERGED, Status.REJECTED, Status.WITHDRAWN})
"""The page stops asking for news here; only its reader can start anything again."""
A_PLAN = N_("Jadwal adalah rencana; digilir belum tentu langsung dapat air.")
_RUNNING = frozenset(s for s, kind in KIND.items() if kind in (Kind.NEW, Kind.ACTIVE))
_PRIVATE = frozenset({Step.ASK})
_CHOSEN = {Step.ESCALATE: "reason", Step.REJECT: "reason", Step.RESOLVE: "work"}
_ADDED = frozenset({Step.NOTE, Step.ADD_PHOTO})


@dataclass(frozen=True)
class Target:
    """When it should be finished: "Target selesai hari ini" and "20.30"."""

    words: str
    time: str


def entries_of(history: ComplaintTimeline, actor: Actor | None) -> list[EntryView]:
    """What happened, newest first.

    Without the key a reader sees the sentences alone: no words of the reporter, no question to
    them, no pictures; and nobody outside ever sees a note or a name of the staff.
    """
    reference = history.complaint.reference
    own = actor is not None and actor.role is Role.REPORTER
    sentence = sentence_for_reporter if own else sentence_for_others
    return [
        EntryView(
            event.at,
            sentence(event),
            _detail(event, actor),
            _pictures(reference, event, _shown(event, history) if actor else ()),
            STATUS_WORDS[event.status_after].tone,
        )
        for event in history.events
        if _tells(event, history)
    ]


def _pictures(reference: str, event: ComplaintEvent, photos: Sequence[Photo]) -> list[PictureView]:
    if not photos:
        return []
    said = sentence_for_reporter(event)
    return [
        PictureView(
            url_for("public.photo", reference=reference, photo_id=one.id),
            url_for("public.photo", reference=reference, photo_id=one.id, kecil=1),
            gettext("Foto %(n)s, %(event)s", n=number, event=said),
        )
        for number, one in enumerate(photos, 1)
    ]


def _detail(event: ComplaintEvent, actor: Actor | None) -> str:
    """What was chosen from a list is for everybody; what was written, for whom it is meant."""
    listed = chosen(event, _CHOSEN[event.step]) if event.step in _CHOSEN else ()
    written = event.public_text if actor or _is_public(event) else ""
    return "\n".join(text for text in (*listed, written) if text)


def _is_public(event: ComplaintEvent) -> bool:
    return event.role in STAFF_ROLES and event.step not in _PRIVATE


def _tells(event: ComplaintEvent, history: ComplaintTimeline) -> bool:
    """A note that only the staff may read is no news."""
    if event.step not in _ADDED or event.role not in STAFF_ROLES:
        return bool(sentence_for_reporter(event))
    return bool(event.public_text or "relief" in event.facts or _shown(event, history))


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
        return f"{turn_words(complaint)} {gettext(A_PLAN)}"
    if complaint.status is Status.CLOSED and complaint.confirmed_by is Confirmation.SILENCE:
        return gettext("Ditutup otomatis, tidak ada jawaban 48 jam.")
    return status_view(complaint.status).sentence


def turn_words(complaint: Complaint) -> str:
    """When the water of a rationed complaint is due, and when it is there at the latest."""
    due_at, promised = complaint.water_due_at, promised_at(complaint)
    if due_at is None or promised is None:
        return ""
    said = gettext(
        "Bukan kerusakan. Air dijadwalkan %(day)s pukul %(time)s.",
        day=day_words(due_at),
        time=clock_time(due_at),
    )
    if promised == due_at:
        return said
    late = gettext("Daerah tinggi bisa sampai %(time)s.", time=clock_time(promised))
    return f"{said} {late}"


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


def day_words(moment: date | datetime) -> str:
    """hari ini, besok, kemarin, else Selasa, 13 Feb."""
    on = local(moment).date() if isinstance(moment, datetime) else moment
    days = (on - local(now()).date()).days
    near = {-1: gettext("kemarin"), 0: gettext("hari ini"), 1: gettext("besok")}
    return near.get(days) or day(moment, "EEEE, d MMM")


def check_by(complaint: Complaint, minutes: int) -> datetime:
    """By when an operator looks at a new complaint."""
    return complaint.created_at + timedelta(minutes=minutes)
