"""A job's history in the officer's words."""

import itertools
from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext

from ptmb.domain.choices import PhotoKind
from ptmb.domain.lifecycle import Step
from ptmb.domain.roles import ROLE_WORDS
from ptmb.models import ComplaintEvent, Photo
from ptmb.queries.complaint_timeline import ComplaintTimeline
from ptmb.web.filters import kilometres
from ptmb.web.history import EntryView, PictureView, chosen, sentence_for_others
from ptmb.web.job_words import stays, visit_facts
from ptmb.web.phone_times import phone_words
from ptmb.web.photo_captions import caption


def entries_of(history: ComplaintTimeline, *, personal: bool) -> list[EntryView]:
    """What happened, newest first; without `personal` only the sentences."""
    stayed = stays(reversed(history.events)) if personal else {}
    return [
        _entry(event, history, stayed.get(event.id, ""), personal=personal)
        for event in history.events
    ]


def picture(photo: Photo) -> PictureView:
    """A stored picture with its small copy."""
    words = {
        PhotoKind.BEFORE: gettext("Foto sebelum"),
        PhotoKind.AFTER: gettext("Foto sesudah"),
        PhotoKind.REPORT: gettext("Foto dari pelapor"),
        PhotoKind.EXTRA: gettext("Foto tambahan"),
    }
    return PictureView(
        url_for("photos.photo", token=photo.token),
        url_for("photos.thumbnail", token=photo.token),
        words[photo.kind],
        caption(photo),
    )


def has_before_photo(history: ComplaintTimeline) -> bool:
    """Whether the place was photographed before the work."""
    return any(photo.kind is PhotoKind.BEFORE for photo in history.photos)


def calls_made(history: ComplaintTimeline, staff_id: int) -> int:
    """Unanswered calls of this officer since the job was last given to somebody."""
    given = (Step.ASSIGN, Step.TAKE)
    recent = itertools.takewhile(lambda event: event.step not in given, history.events)
    return sum(event.step is Step.CALL and event.staff_id == staff_id for event in recent)


def _entry(
    event: ComplaintEvent, history: ComplaintTimeline, stay: str, *, personal: bool
) -> EntryView:
    facts = (*_facts(event), *visit_facts(event.facts), stay, *phone_words(event))
    said = [" · ".join(filter(None, facts)), event.public_text, event.internal_note]
    return EntryView(
        event.at,
        f"{sentence_for_others(event)} · {gettext(ROLE_WORDS[event.role])}",
        "\n".join(words for words in said if words) if personal else "",
        [picture(photo) for photo in history.photos_of(event)],
    )


def _facts(event: ComplaintEvent) -> Iterable[str]:
    yield from chosen(event, "work", "found", "reason")
    if event.facts.get("needs"):
        yield str(event.facts["needs"])
    if event.step is Step.ARRIVE and event.facts.get("far"):
        away = kilometres(float(event.facts["distance_m"]))
        yield gettext("%(away)s dari titik laporan", away=away)
    if event.facts.get("moved_m") is not None:
        yield gettext("titik digeser %(away)s", away=kilometres(event.facts["moved_m"]))
