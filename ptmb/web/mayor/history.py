"""A complaint's history as those read it who only look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from ptmb.domain.lifecycle import KIND, RULES, Kind, Status
from ptmb.domain.roles import ROLE_WORDS
from ptmb.models import ComplaintEvent, Photo
from ptmb.queries.complaint_timeline import ComplaintTimeline

_TONES = {Kind.NEW: "new", Kind.ACTIVE: "fix", Kind.WAITING: "fix", Kind.DONE: "ok"}
_SENTENCES = {(rule.step, role): rule.sentence for rule in RULES for role in rule.roles}


@dataclass(frozen=True)
class Picture:
    src: str
    thumb: str
    alt: str


@dataclass(frozen=True)
class Entry:
    """One line of the timeline component."""

    at: datetime
    text: str
    detail: str
    tone: str
    photos: list[Picture]


def entries(history: ComplaintTimeline, names: Mapping[int, str]) -> list[Entry]:
    """Newest first, with who did it: staff by name, citizens only by their role."""
    return [_entry(event, history, names) for event in history.events]


def _entry(event: ComplaintEvent, history: ComplaintTimeline, names: Mapping[int, str]) -> Entry:
    who = names.get(event.staff_id or 0) or gettext(ROLE_WORDS[event.role])
    words = gettext(_SENTENCES.get((event.step, event.role), event.step.value))
    pictures = [_picture(photo, words) for photo in history.photos_of(event)]
    detail = " · ".join(part for part in (who, event.public_text) if part)
    return Entry(event.at, words, detail, tone(event.status_after), pictures)


def tone(status: Status) -> str:
    """The colour of a status in a timeline."""
    return _TONES.get(KIND[status], "none")


def _picture(photo: Photo, words: str) -> Picture:
    return Picture(
        f"/foto/{photo.token}",
        f"/foto/{photo.token}/kecil",
        gettext("Foto: %(what)s", what=words),
    )
