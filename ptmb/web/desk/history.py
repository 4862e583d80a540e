"""The history of a complaint in words, for people who may read all of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from ptmb.domain.choices import (
    CHANNEL_WORDS,
    HAND_BACK_WORDS,
    MAJOR_WORDS,
    REJECT_WORDS,
    STILL_WRONG_WORDS,
    WORK_WORDS,
)
from ptmb.domain.lifecycle import RULES, Cause, Step
from ptmb.domain.roles import ROLE_WORDS, Role
from ptmb.domain.wording import CAUSE_WORDS
from ptmb.models import Photo
from ptmb.queries.desk_detail import HistoryEntry


@dataclass(frozen=True)
class PictureView:
    src: str
    thumb: str
    alt: str


@dataclass(frozen=True)
class EntryView:
    """What `components/timeline.html` draws."""

    at: datetime
    text: str
    detail: str
    photos: tuple[PictureView, ...]
    tone: str = ""


_SENTENCE = {(rule.step, role): rule.sentence for rule in RULES for role in rule.roles}
_DESK_SENTENCE = {rule.step: rule.sentence for rule in RULES}
_FACT_WORDS: dict[str, dict[str, str]] = {
    "cause": {cause.value: words.word for cause, words in CAUSE_WORDS.items()},
    "work": {one.value: word for one, word in WORK_WORDS.items()},
    "wrong": {one.value: word for one, word in STILL_WRONG_WORDS.items()},
    "channel": {one.value: word for one, word in CHANNEL_WORDS.items()},
    "reason": {
        one.value: word
        for table in (REJECT_WORDS, HAND_BACK_WORDS, MAJOR_WORDS)
        for one, word in table.items()
    },
}
_PLAIN_FACTS = ("assignee", "needs", "target", "next_update_on")


def history_view(reference: str, history: Iterable[HistoryEntry]) -> list[EntryView]:
    """Newest first, as it comes."""
    return [_entry(reference, one) for one in history]


def _entry(reference: str, one: HistoryEntry) -> EntryView:
    event = one.event
    said = [" · ".join(_facts(event.facts)), event.public_text, _note(event.internal_note)]
    return EntryView(
        event.at,
        f"{sentence(event.step, event.role)} · {one.staff or gettext(ROLE_WORDS[event.role])}",
        "\n".join(words for words in said if words),
        tuple(_picture(reference, photo, number) for number, photo in enumerate(one.photos, 1)),
    )


def sentence(step: Step, role: Role) -> str:
    """What the step is called in the history."""
    if step is Step.CONFIRM:
        return gettext("Pelapor mengonfirmasi sudah selesai")
    return gettext(_SENTENCE.get((step, role)) or _DESK_SENTENCE[step])


def _facts(facts: dict[str, object]) -> Iterable[str]:
    for name, value in facts.items():
        if name in _FACT_WORDS and value != Cause.UNKNOWN:
            yield gettext(_FACT_WORDS[name].get(str(value), str(value)))
        elif name in _PLAIN_FACTS and value:
            yield str(value)
        elif name == "far" and value:
            yield gettext("jauh dari titik laporan")


def _note(words: str) -> str:
    return gettext("Catatan: %(words)s", words=words) if words else ""


def _picture(reference: str, photo: Photo, number: int) -> PictureView:
    large = url_for("desk.photo", reference=reference, token=photo.token)
    small = url_for("desk.photo", reference=reference, token=photo.token, kecil=1)
    return PictureView(large, small, gettext("Foto %(number)s", number=number))
