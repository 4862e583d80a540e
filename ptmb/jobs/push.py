"""Puts what is new before the devices that want to hear of it, each once.

In the quiet hours only what cannot wait. The rest is simply looked at again in the morning, and
told if it is still so.
"""

from datetime import datetime

from ptmb.actions.push_notices import tell
from ptmb.config import CITY_TIME
from ptmb.domain.push_rules import AT_NIGHT_TOO
from ptmb.domain.quiet_hours import quiet
from ptmb.jobs.push_texts import words_of
from ptmb.queries.push_devices import Listener, listeners, told
from ptmb.queries.push_news import News, news


def make_notices(at: datetime) -> int:
    """Let the news wait for its devices; how many there were to tell."""
    devices = listeners()
    if not devices:
        return 0
    silent = quiet(at.astimezone(CITY_TIME))
    present = [one for one in news(at) if one.topic in AT_NIGHT_TOO or not silent]
    known = told({subject for one in present for subject in one.subjects})
    return sum(
        tell(device.id, one.topic, one.subject, one.address, words_of(one, device.language), at)
        for one in present
        for device in devices
        if _concerns(one, device)
        and not any((device.id, one.topic, subject) in known for subject in one.subjects)
    )


def _concerns(one: News, device: Listener) -> bool:
    return (
        one.topic in device.topics
        and one.staff_id in (None, device.staff_id)
        and (one.before is None or device.created_at <= one.before)
    )
