"""The devices of a person that are told of news: added, chosen for, and removed."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ptmb.actions._refusals import Incomplete
from ptmb.database import writing
from ptmb.domain.push import PushTopic
from ptmb.domain.push_rules import MOST_DEVICES, TOPICS_OF
from ptmb.domain.push_services import known_service
from ptmb.domain.roles import Actor
from ptmb.domain.tokens import token_hash
from ptmb.domain.words import N_
from ptmb.models import PushSubscription

_POINT_BYTES = 65
_SECRET_BYTES = 16


@dataclass(frozen=True)
class Device:
    """What a browser gives of itself: the address of its push service and its two keys.

    `name` is what it is called on the page ("Chrome di Android").
    """

    endpoint: str
    public_key: str
    auth_secret: str
    name: str = ""
    language: str = "id"


def subscribe(device: Device, by: Actor, at: datetime) -> PushSubscription:
    """Tell this device of everything its person may be told; the same device twice is one.

    A device on which another person logged in before is theirs no more.

    Raises:
        Incomplete: no browser's push service has such an address or such keys, or it would be
            one device too many.
        LookupError: nothing is ever told to this role.
    """
    if by.staff_id is None or not TOPICS_OF.get(by.role):
        raise LookupError(by.role)
    _check(device)
    try:
        return _subscribed(device, by.staff_id, by, at)
    except IntegrityError:  # the same device by another way, a moment before
        return _subscribed(device, by.staff_id, by, at)


def choose(subscription_id: int, topics: Iterable[PushTopic], by: Actor) -> PushSubscription:
    """Be told of these alone on this device, as far as the role may be told of them.

    Raises:
        LookupError: the person has no such device.
    """
    wanted = frozenset(topics)
    with writing() as session:
        row = _own(session, subscription_id, by)
        row.topics = [one.value for one in TOPICS_OF.get(by.role, ()) if one in wanted]
        return row


def remove(subscription_id: int, by: Actor) -> str:
    """Forget the device and what waits for it; gives its name.

    Raises:
        LookupError: the person has no such device.
    """
    with writing() as session:
        row = _own(session, subscription_id, by)
        session.delete(row)
        return row.device


def forget(subscription_id: int) -> None:
    """The push service says that this device is gone; twice is once."""
    with writing() as session:
        session.execute(delete(PushSubscription).where(PushSubscription.id == subscription_id))


def _check(device: Device) -> None:
    if not device.endpoint:
        raise Incomplete("endpoint", N_("Ponsel ini belum memberi izin. Ketuk tombolnya lagi."))
    if not known_service(device.endpoint):
        raise Incomplete(
            "endpoint", N_("Peramban ini memakai layanan kabar yang tidak kami kenal.")
        )
    point, secret = _bytes(device.public_key), _bytes(device.auth_secret)
    if len(point) != _POINT_BYTES or point[0] != 4 or len(secret) != _SECRET_BYTES:
        raise Incomplete("endpoint", N_("Izin dari ponsel ini tidak lengkap. Coba lagi."))


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _subscribed(device: Device, staff_id: int, by: Actor, at: datetime) -> PushSubscription:
    mark = token_hash(device.endpoint)
    with writing() as session:
        known = select(PushSubscription).where(PushSubscription.endpoint_hash == mark)
        row = session.scalar(known.with_for_update())
        if row is None or row.staff_id != staff_id:
            _check_room(session, staff_id)
            if row is not None:
                session.delete(row)
                session.flush()
            row = PushSubscription(
                staff_id=staff_id,
                endpoint=device.endpoint,
                endpoint_hash=mark,
                topics=[one.value for one in TOPICS_OF[by.role]],
                created_at=at,
            )
            session.add(row)
        row.public_key, row.auth_secret = device.public_key, device.auth_secret
        row.language, row.device = device.language, device.name[:120]
        return row


def _check_room(session: Session, staff_id: int) -> None:
    have = select(func.count()).where(PushSubscription.staff_id == staff_id)
    if (session.scalar(have) or 0) >= MOST_DEVICES:
        raise Incomplete("endpoint", N_("Sudah sepuluh ponsel. Hapus dulu yang tidak dipakai."))


def _own(session: Session, subscription_id: int, by: Actor) -> PushSubscription:
    row = session.get(PushSubscription, subscription_id, populate_existing=True)
    if row is None or row.staff_id != by.staff_id:
        raise LookupError(subscription_id)
    return row
