"""Sends the news that waits for devices, as jobs/deliver.py sends messages.

A notice is claimed by a conditional UPDATE, sent outside of any transaction, and marked; a claim
that nobody ended runs out. Before something that has waited goes out it is asked whether it is
still so; if not, it is dropped.
"""

import base64
import hashlib
import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, and_, or_, select, update

from ptmb.actions import push_subscriptions
from ptmb.adapters.message_gateway import NotSent
from ptmb.adapters.web_push import Parcel, SendPush, SubscriptionGone, push_sender
from ptmb.config import CITY_TIME, Settings
from ptmb.database import writing
from ptmb.domain.push_rules import AT_NIGHT_TOO, MANNER_OF
from ptmb.domain.quiet_hours import quiet
from ptmb.extensions import db
from ptmb.jobs.deliver import LEASE, MOST_ATTEMPTS, Claimed, pause_after
from ptmb.models import PushNotice, PushSubscription
from ptmb.queries.push_devices import listeners
from ptmb.queries.push_news import news

_WAITED_LONG = timedelta(minutes=10)
"""After this long the news may be old."""
_MOST = 100
NO_LONGER_SO = "no longer so"
"""Why a notice was dropped that had waited; no failure of anybody."""
_log = logging.getLogger(__name__)


def send_waiting(now: Callable[[], datetime]) -> int:
    """As the worker does it, with this installation's keys."""
    settings: Settings = current_app.config["PTMB"]
    return send_notices(push_sender(settings.instance, settings.public_url), now)


def send_notices(send: SendPush, now: Callable[[], datetime]) -> int:
    """Send what waits, at most a hundred; how many were taken."""
    sent = 0
    for _ in range(_MOST):
        claimed = claim_one(now())
        if claimed is None:
            return sent
        sent += _send(send, claimed, now)
    return sent


def claim_one(at: datetime) -> Claimed | None:
    """Take the next waiting notice; two workers never hold the same one."""
    if db.session.scalar(select(PushNotice.id).where(_waits(at)).limit(1)) is None:
        return None  # the usual case takes no turn from those who write
    with writing() as session:
        waiting = select(PushNotice.id).where(_waits(at)).order_by(PushNotice.id).limit(1)
        mine = (
            update(PushNotice)
            .where(PushNotice.id == waiting.scalar_subquery(), _waits(at))
            .values(claimed_at=at, attempts=PushNotice.attempts + 1)
            .returning(PushNotice.id, PushNotice.attempts)
        )
        row = session.execute(mine).one_or_none()
    return Claimed(row[0], at, row[1]) if row else None


def _waits(at: datetime) -> ColumnElement[bool]:
    """Not sent, due, nobody's, and not held back for the night."""
    free = or_(
        PushNotice.claimed_at.is_(None),
        PushNotice.claimed_at < at - LEASE,
        PushNotice.claimed_at > at + LEASE,  # a clock that was set back
    )
    open_ = and_(PushNotice.sent_at.is_(None), PushNotice.failed_at.is_(None))
    present = and_(open_, PushNotice.due_at <= at, free)
    if quiet(at.astimezone(CITY_TIME)):
        return and_(present, PushNotice.topic.in_(AT_NIGHT_TOO))
    return present


def _send(send: SendPush, claimed: Claimed, now: Callable[[], datetime]) -> bool:
    notice = db.session.get(PushNotice, claimed.id, populate_existing=True)
    device = db.session.get(PushSubscription, notice.subscription_id) if notice else None
    current = notice is not None and _is_current(notice, now())
    db.session.rollback()  # no transaction stays open while the network is slow
    if notice is None or device is None:
        return False  # the device was removed just now
    if not current:
        _end(claimed, failed_at=now(), error=NO_LONGER_SO)
        return False
    try:
        send(_parcel(notice, device))
    except SubscriptionGone as gone:
        _log.info("device %s is gone: %s", device.id, gone)
        push_subscriptions.forget(device.id)
        return False
    except NotSent as error:
        _log.warning("notice %s not sent (attempt %s): %s", claimed.id, claimed.attempts, error)
        _put_off(claimed, error, now())
        return False
    _end(claimed, sent_at=now(), error="")
    with writing() as session:
        taken = update(PushSubscription).where(PushSubscription.id == device.id)
        session.execute(taken.values(accepted_at=now()))
    return True


def _is_current(notice: PushNotice, at: datetime) -> bool:
    """Whether the device still wants it and, of what has waited long, whether it is still so."""
    device = next((one for one in listeners() if one.id == notice.subscription_id), None)
    if device is None or notice.topic not in device.topics:
        return False
    if at - notice.made_at < _WAITED_LONG:
        return True
    return any((one.topic, one.subject) == (notice.topic, notice.subject) for one in news(at))


def _parcel(notice: PushNotice, device: PushSubscription) -> Parcel:
    manner = MANNER_OF[notice.topic]
    about = notice.topic.value if manner.replaces else f"{notice.topic}:{notice.subject}"
    digest = hashlib.sha256(about.encode()).digest()
    tag = base64.urlsafe_b64encode(digest)[:32].decode()
    told = {"title": notice.title, "body": notice.body, "url": notice.address, "tag": tag}
    return Parcel(
        endpoint=device.endpoint,
        public_key=device.public_key,
        auth_secret=device.auth_secret,
        payload=json.dumps({**told, "lang": device.language}, ensure_ascii=False),
        urgency=manner.urgency,
        ttl_seconds=int(manner.lives.total_seconds()),
        topic=tag,
    )


def _put_off(claimed: Claimed, error: NotSent, at: datetime) -> None:
    words = str(error)[:300]
    if error.hopeless or claimed.attempts >= MOST_ATTEMPTS:
        _end(claimed, failed_at=at, error=words)
    else:
        later = at + pause_after(claimed.attempts, error.wait_seconds)
        _end(claimed, due_at=later, claimed_at=None, error=words)


def _end(claimed: Claimed, **values: object) -> None:
    """Note how it went, unless the claim has run out and is another's."""
    with writing() as session:
        mine = update(PushNotice).where(
            PushNotice.id == claimed.id,
            PushNotice.sent_at.is_(None),
            PushNotice.claimed_at == claimed.at,
        )
        session.execute(mine.values(**values))
