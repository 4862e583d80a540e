"""The background worker: looks for work again and again, and survives whatever goes wrong."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from flask import Flask

from ptmb.actions import rationing
from ptmb.adapters.clock import now
from ptmb.adapters.message_gateway import Send, gateway
from ptmb.config import Settings
from ptmb.extensions import db
from ptmb.jobs import (
    deadlines,
    forget,
    prune,
    push,
    push_sending,
    reminders,
    reports,
    self_check,
    tankers,
)
from ptmb.jobs.deliver import deliver, drop_stale

_log = logging.getLogger(__name__)
_TICK_SECONDS = 1.0
_SOON_SECONDS = 5.0
"""For what somebody waits for."""
_MINUTE, _HOUR = 60.0, 3600.0


@dataclass
class Chore:
    """Something to do every so many seconds; the first time at once."""

    name: str
    seconds: float
    work: Callable[[datetime], object]
    next_at: float = field(default=0.0)

    def due(self, clock: float) -> bool:
        """Whether it is time; the seconds are those of a clock that nobody can set."""
        if clock < self.next_at:
            return False
        self.next_at = clock + self.seconds
        return True


def chores(send: Send | None) -> list[Chore]:
    """What the worker does; without a gateway the messages wait and grow stale."""
    found = [
        Chore("close_silent", _MINUTE, deadlines.close_silent),
        Chore("stop_waiting", _MINUTE, deadlines.stop_waiting),
        Chore("ask_about_flow", _MINUTE, deadlines.ask_about_flow),
        Chore("end_turns", _MINUTE, deadlines.end_turns),
        Chore("remind_followers", _MINUTE, reminders.remind_followers),
        Chore("drop_stale", _HOUR, drop_stale),
        Chore("prune_rows", _HOUR, prune.prune_rows),
        Chore("prune_photos", _HOUR, prune.prune_photos),
        Chore("forget_reporters", _HOUR, forget.forget_reporters),
        Chore("forget_followers", _HOUR, forget.forget_followers),
        Chore("end_needless_tankers", _MINUTE, tankers.end_needless),
        Chore("end_old_tanker_runs", _MINUTE, tankers.end_old_runs),
        Chore("lengthen", _HOUR, rationing.lengthen),
        Chore("check_figures", _SOON_SECONDS, self_check.check_when_due),
        Chore("make_reports", _MINUTE, reports.make_due),
        Chore("mail_reports", _MINUTE, lambda _at: reports.mail_waiting(now)),
        Chore("make_notices", _MINUTE, push.make_notices),
        Chore("send_notices", _SOON_SECONDS, lambda _at: push_sending.send_waiting(now)),
    ]
    if send:
        found.insert(0, Chore("deliver", _TICK_SECONDS, lambda _at: deliver(send, now)))
    return found


def run(app: Flask, stop: threading.Event) -> None:
    """Work until told to stop; what is being sent is finished first."""
    settings: Settings = app.config["PTMB"]
    send = gateway(settings.message_gateway, settings.message_url, settings.message_token)
    waiting = chores(send)
    while not stop.is_set():
        for chore in waiting:
            if chore.due(time.monotonic()) and not stop.is_set():
                _do(app, chore)
        stop.wait(_TICK_SECONDS)


def _do(app: Flask, chore: Chore) -> None:
    """One chore may fail, whatever the reason; the next round tries again."""
    with app.app_context():
        try:
            chore.work(now())
        except Exception:
            _log.exception("%s failed and will be tried again", chore.name)
            db.session.rollback()
        finally:
            db.session.remove()
