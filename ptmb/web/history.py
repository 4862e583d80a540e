"""What the histories of a complaint have in common, whoever reads them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ptmb.domain.choices import (
    CHANNEL_WORDS,
    HAND_BACK_WORDS,
    MAJOR_WORDS,
    REJECT_WORDS,
    STILL_WRONG_WORDS,
    WORK_WORDS,
)
from ptmb.domain.found_causes import FOUND_WORDS
from ptmb.domain.lifecycle import RULES, Cause, Step, StepRefused, rule_for
from ptmb.domain.safety import HOLD_WORDS
from ptmb.domain.tankers import RELIEF_WORDS, Relief
from ptmb.domain.wording import CAUSE_WORDS
from ptmb.domain.words import N_
from ptmb.models import ComplaintEvent
from ptmb.web.languages import gettext

_FACT_WORDS: dict[str, dict[str, str]] = {
    "cause": {cause.value: words.word for cause, words in CAUSE_WORDS.items()},
    "found": {one.value: word for one, word in FOUND_WORDS.items()},
    "work": {one.value: word for one, word in WORK_WORDS.items()},
    "wrong": {one.value: word for one, word in STILL_WRONG_WORDS.items()},
    "channel": {one.value: word for one, word in CHANNEL_WORDS.items()},
    "reason": {
        one.value: word
        for table in (REJECT_WORDS, HAND_BACK_WORDS, MAJOR_WORDS, HOLD_WORDS)
        for one, word in table.items()
    },
}
TO_OTHERS = {
    Step.ASK: N_("Pelapor ditanya"),
    Step.ANSWER: N_("Pelapor menjawab"),
    Step.CONFIRM: N_("Pelapor mengonfirmasi sudah selesai"),
    Step.CALL: N_("Pelapor ditelepon, tidak diangkat"),
    Step.HOLD: N_("Pekerjaan ditahan: area tidak aman"),
    Step.RELEASE: N_("Area aman, pekerjaan dilanjutkan"),
}
"""The table says "Anda" to the citizen, or nothing; these say it of the citizen."""


@dataclass(frozen=True)
class PictureView:
    src: str
    thumb: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class EntryView:
    """One line, as `components/timeline.html` draws it."""

    at: datetime
    text: str
    detail: str
    photos: Sequence[PictureView]
    tone: str = ""


def sentence_for_reporter(event: ComplaintEvent) -> str:
    """What the reporter reads, in the language of the page; empty: the step is no news."""
    if "relief" in event.facts:
        return gettext(RELIEF_WORDS[Relief(event.facts["relief"])])
    try:
        sentence = rule_for(event.status_before, event.step, event.role).sentence
    except StepRefused:  # written under an older table
        sentence = next((rule.sentence for rule in RULES if rule.step is event.step), "")
    return gettext(sentence) if sentence else ""


def sentence_for_others(event: ComplaintEvent) -> str:
    """What everybody else reads: those who work here, and who only has the code."""
    words = TO_OTHERS.get(event.step)
    return gettext(words) if words else sentence_for_reporter(event)


def chosen(event: ComplaintEvent, *names: str) -> Iterator[str]:
    """What was chosen from lists, in words and in the order it was kept; an unknown cause is none.

    Args:
        names: of the facts to say: cause, found, work, wrong, channel, reason.
    """
    for name, value in event.facts.items():
        if name in names and value != Cause.UNKNOWN:
            yield gettext(_FACT_WORDS[name].get(str(value), str(value)))
