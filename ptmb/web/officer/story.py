"""A job's history in the officer's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from ptmb.domain.choices import HAND_BACK_WORDS, MAJOR_WORDS, WORK_WORDS, PhotoKind
from ptmb.domain.found_causes import FOUND_WORDS
from ptmb.domain.lifecycle import RULES, Step, StepRefused, rule_for
from ptmb.domain.roles import ROLE_WORDS
from ptmb.models import ComplaintEvent, Photo
from ptmb.queries.complaint_timeline import ComplaintTimeline
from ptmb.web.filters import kilometres

_FACT_WORDS: dict[str, dict[str, str]] = {
    "work": {one.value: word for one, word in WORK_WORDS.items()},
    "found": {one.value: word for one, word in FOUND_WORDS.items()},
    "reason": {
        **{one.value: word for one, word in HAND_BACK_WORDS.items()},
        **{one.value: word for one, word in MAJOR_WORDS.items()},
    },
}


@dataclass(frozen=True)
class PictureView:
    src: str
    thumb: str
    alt: str


@dataclass(frozen=True)
class EntryView:
    """One line, as components/timeline.html draws it."""

    at: datetime
    text: str
    detail: str
    photos: Sequence[PictureView]
    tone: str = ""


def entries_of(history: ComplaintTimeline, *, personal: bool) -> list[EntryView]:
    """What happened, newest first; without `personal` only the sentences."""
    return [_entry(event, history, personal=personal) for event in history.events]


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
    )


def has_before_photo(history: ComplaintTimeline) -> bool:
    """Whether the place was photographed before the work."""
    return any(photo.kind is PhotoKind.BEFORE for photo in history.photos)


def sentence(event: ComplaintEvent) -> str:
    """What the step is called in the lifecycle table."""
    try:
        return gettext(rule_for(event.status_before, event.step, event.role).sentence)
    except StepRefused:  # written under an older table
        return gettext(next((rule.sentence for rule in RULES if rule.step is event.step), ""))


def _entry(event: ComplaintEvent, history: ComplaintTimeline, *, personal: bool) -> EntryView:
    said = [" · ".join(_facts(event)), event.public_text, event.internal_note]
    return EntryView(
        event.at,
        f"{sentence(event)} · {gettext(ROLE_WORDS[event.role])}",
        "\n".join(words for words in said if words) if personal else "",
        [picture(photo) for photo in history.photos_of(event)],
    )


def _facts(event: ComplaintEvent) -> Iterable[str]:
    for name, value in event.facts.items():
        if name in _FACT_WORDS:
            yield gettext(_FACT_WORDS[name].get(str(value), str(value)))
        elif name == "needs" and value:
            yield str(value)
    if event.step is Step.ARRIVE and event.facts.get("far"):
        away = kilometres(float(event.facts["distance_m"]))
        yield gettext("%(away)s dari titik laporan", away=away)
