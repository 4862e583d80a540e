"""Makes the reports when their moment has come, and sends them to those who read them.

A letter is sent at most once to each person: it is claimed, sent outside of any transaction, and
marked. What the server certainly refused is tried again later and later; where a sender died, or
the server was lost while it held the letter, nobody is written to again. The report itself stands
on its page in any case.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from flask import current_app

from ptmb.actions import reports
from ptmb.actions.reports import ClaimedMail
from ptmb.adapters.mail import MaybeSent, SendMail, mailer
from ptmb.adapters.message_gateway import NotSent
from ptmb.config import CITY_TIME, Settings
from ptmb.domain.report_figures import from_json
from ptmb.domain.reports import MAILED_WITHIN, Due, ReportKind, newest_due
from ptmb.extensions import db
from ptmb.jobs.deliver import MOST_ATTEMPTS, pause_after
from ptmb.jobs.report_letter import letter
from ptmb.models import Report, Staff
from ptmb.queries.report_figures import report_figures
from ptmb.queries.reports import mail_readers, report_made

_MOST = 100
NOBODY = "no address any more"
_log = logging.getLogger(__name__)


def make_due(at: datetime) -> int:
    """Make the reports whose moment has come and that nobody has made; how many."""
    here = at.astimezone(CITY_TIME)
    return sum(_make(newest_due(kind, here), at) for kind in ReportKind)


def mail_waiting(now: Callable[[], datetime]) -> int:
    """Send the letters that wait, as this installation's settings say; how many were taken."""
    settings: Settings = current_app.config["PTMB"]
    send = mailer(settings.mail_url, settings.mail_from)
    return send_letters(send, now) if send else 0


def send_letters(send: SendMail, now: Callable[[], datetime]) -> int:
    """Send what waits, at most a hundred; how many were taken."""
    reports.give_up_lost(now())
    sent = 0
    for _ in range(_MOST):
        claimed = reports.claim_mail(now())
        if claimed is None:
            return sent
        sent += _send(send, claimed, now)
    return sent


def _make(due: Due, at: datetime) -> bool:
    if report_made(due.kind, due.period.last):
        return False
    figures = report_figures(due.kind, due.period, at)
    settings: Settings = current_app.config["PTMB"]
    wanted = bool(settings.mail_url) and at - due.at <= MAILED_WITHIN
    return reports.make(figures, at, mail_readers() if wanted else ())


def _send(send: SendMail, claimed: ClaimedMail, now: Callable[[], datetime]) -> bool:
    reader = db.session.get(Staff, claimed.staff_id, populate_existing=True)
    report = db.session.get_one(Report, claimed.report_id)
    if reader is None or not reader.active or not reader.email:
        reports.give_up(claimed, now(), NOBODY)
        return False
    told, to = from_json(report.figures), reader.email
    mail = letter(told, to, f"report-{claimed.report_id}-{claimed.staff_id}", now())
    db.session.rollback()  # no transaction stays open while the network is slow
    try:
        send(mail)
    except MaybeSent as error:
        _log.warning("letter %s: %s", mail.id, error)
        reports.give_up(claimed, now(), str(error))
        return False
    except NotSent as error:
        _log.warning("letter %s not sent (attempt %s): %s", mail.id, claimed.attempts, error)
        _put_off(claimed, error, now())
        return False
    reports.mailed(claimed, now())
    return True


def _put_off(claimed: ClaimedMail, error: NotSent, at: datetime) -> None:
    if error.hopeless or claimed.attempts >= MOST_ATTEMPTS:
        reports.give_up(claimed, at, str(error))
    else:
        reports.put_off(claimed, at + pause_after(claimed.attempts), str(error))
