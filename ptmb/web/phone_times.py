"""What a step from an officer's phone says of time, and of having come too late."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ptmb.domain.lateness import LATE_WORDS, Late
from ptmb.domain.lifecycle import RULES, Step
from ptmb.domain.proof import CLOCK_S
from ptmb.models import ComplaintEvent
from ptmb.web.filters import clock_time, day, local
from ptmb.web.history import TO_OTHERS
from ptmb.web.languages import gettext

_LATER = timedelta(minutes=2)


def phone_words(event: ComplaintEvent) -> Iterator[str]:
    """When it was done, where it was sent later; a clock that is wrong; a step that was refused."""
    done = event.client_at
    if done is not None and abs(event.at - done) > _LATER:
        sent = clock_time(event.at)
        yield gettext(
            "dilakukan %(done)s, terkirim %(sent)s", done=_told(done, event.at), sent=sent
        )
    if event.skew_s is not None and abs(event.skew_s) > CLOCK_S:
        yield gettext("jam ponsel tidak cocok")
    if "refused" in event.facts:
        yield gettext("Ditolak: %(step)s", step=_step_words(Step(event.facts["refused"])))
        yield gettext(LATE_WORDS[Late(event.facts["why"])])


def _told(done: datetime, sent: datetime) -> str:
    """14.10; with its day when that is another one."""
    if local(done).date() == local(sent).date():
        return clock_time(done)
    return f"{day(local(done).date())} {clock_time(done)}"


def _step_words(step: Step) -> str:
    sentence = next((rule.sentence for rule in RULES if rule.step is step and rule.sentence), "")
    words = TO_OTHERS.get(step, sentence)
    return gettext(words) if words else step.value
