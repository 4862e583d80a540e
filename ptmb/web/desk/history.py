"""The history of a complaint in words, for people who may read all of it."""

from collections.abc import Iterable
from datetime import date

from flask import url_for
from flask_babel import gettext

from ptmb.domain.lifecycle import Step
from ptmb.domain.roles import ROLE_WORDS
from ptmb.models import ComplaintEvent, Photo
from ptmb.queries.desk_detail import HistoryEntry
from ptmb.web.filters import day, kilometres
from ptmb.web.history import EntryView, PictureView, chosen, sentence_for_others
from ptmb.web.job_words import stays, visit_facts
from ptmb.web.phone_times import phone_words
from ptmb.web.photo_captions import caption

_CHOSEN = ("cause", "found", "work", "wrong", "channel", "reason")
_PLAIN_FACTS = ("assignee", "needs", "target")


def history_view(reference: str, history: Iterable[HistoryEntry]) -> list[EntryView]:
    """Newest first, as it comes."""
    entries = list(history)
    stayed = stays(one.event for one in reversed(entries))
    return [_entry(reference, one, stayed.get(one.event.id, "")) for one in entries]


def hold_reason(history: Iterable[HistoryEntry]) -> str:
    """Why the place was last called unsafe, and the officer's own words."""
    held = next((one.event for one in history if one.event.step is Step.HOLD), None)
    said = [*chosen(held, "reason"), held.internal_note] if held else []
    return " · ".join(words for words in said if words)


def _entry(reference: str, one: HistoryEntry, stay: str) -> EntryView:
    event = one.event
    facts = (*_facts(event), *visit_facts(event.facts), stay, *phone_words(event))
    said = [" · ".join(filter(None, facts)), event.public_text, _note(event.internal_note)]
    return EntryView(
        event.at,
        f"{sentence_for_others(event)} · {one.staff or gettext(ROLE_WORDS[event.role])}",
        "\n".join(words for words in said if words),
        tuple(_picture(reference, photo, number) for number, photo in enumerate(one.photos, 1)),
    )


def _facts(event: ComplaintEvent) -> Iterable[str]:
    yield from chosen(event, *_CHOSEN)
    yield from (str(event.facts[name]) for name in _PLAIN_FACTS if event.facts.get(name))
    if event.facts.get("next_update_on"):
        on = date.fromisoformat(event.facts["next_update_on"])
        yield gettext("Kabar %(day)s", day=day(on))
    if event.facts.get("far"):
        yield gettext("jauh dari titik laporan")
    if event.facts.get("moved_m") is not None:
        yield gettext("titik digeser %(away)s", away=kilometres(event.facts["moved_m"]))
    if event.facts.get("photo_of"):
        yield gettext("foto sama dengan %(code)s", code=event.facts["photo_of"])
    if event.facts.get("rating"):
        yield gettext("nilai %(n)s dari 5", n=event.facts["rating"])


def _note(words: str) -> str:
    return gettext("Catatan: %(words)s", words=words) if words else ""


def _picture(reference: str, photo: Photo, number: int) -> PictureView:
    large = url_for("desk.photo", reference=reference, token=photo.token)
    small = url_for("desk.photo", reference=reference, token=photo.token, kecil=1)
    words = gettext("Foto %(number)s", number=number)
    return PictureView(large, small, words, caption(photo))
