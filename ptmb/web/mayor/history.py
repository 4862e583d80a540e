"""A complaint's history as those read it who only look."""

from collections.abc import Mapping

from flask import url_for
from flask_babel import gettext

from ptmb.domain.lifecycle import KIND, Kind
from ptmb.domain.roles import ROLE_WORDS
from ptmb.models import ComplaintEvent, Photo
from ptmb.queries.complaint_timeline import ComplaintTimeline
from ptmb.web.history import EntryView, PictureView, chosen, sentence_for_others

_TONES = {Kind.NEW: "new", Kind.ACTIVE: "fix", Kind.WAITING: "fix", Kind.DONE: "ok"}


def entries(history: ComplaintTimeline, names: Mapping[int, str]) -> list[EntryView]:
    """Newest first, with who did it: staff by name, citizens only by their role."""
    return [_entry(event, history, names) for event in history.events]


def _entry(
    event: ComplaintEvent, history: ComplaintTimeline, names: Mapping[int, str]
) -> EntryView:
    who = names.get(event.staff_id or 0) or gettext(ROLE_WORDS[event.role])
    words = sentence_for_others(event)
    detail = [who, *chosen(event, "work", "found", "reason"), event.public_text]
    return EntryView(
        event.at,
        words,
        " · ".join(part for part in detail if part),
        [_picture(photo, words) for photo in history.photos_of(event)],
        _TONES.get(KIND[event.status_after], "none"),
    )


def _picture(photo: Photo, words: str) -> PictureView:
    return PictureView(
        url_for("photos.photo", token=photo.token),
        url_for("photos.thumbnail", token=photo.token),
        gettext("Foto: %(what)s", what=words),
    )
