"""Throws away what nobody needs any more: stray photos, old attempts, ended sessions."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, select

from ptmb.adapters.photo_parts import PhotoParts
from ptmb.adapters.photo_store import PhotoStore
from ptmb.config import Settings
from ptmb.database import writing
from ptmb.domain.log_in_limits import KEPT
from ptmb.extensions import db
from ptmb.models import (
    DeskPresence,
    JobOrder,
    LoginAttempt,
    OneTimeLink,
    Photo,
    PushNotice,
    SelfCheck,
    StaffSession,
)

_PRESENCE_KEPT = timedelta(hours=1)
_JOB_ORDERS_KEPT = timedelta(days=1)
_SELF_CHECKS_KEPT = timedelta(days=400)
_NOTICES_KEPT = timedelta(days=180)
"""Longer than any news lasts: a notice is also the memory that somebody was told."""


def prune_photos(at: datetime) -> int:
    """Delete pictures whose form was never sent; how many."""
    settings: Settings = current_app.config["PTMB"]
    store = PhotoStore(settings.storage)
    PhotoParts(store).prune(at=at)
    return store.prune(_is_known, at=at)


def prune_rows(at: datetime) -> None:
    """Delete rows that time has made meaningless."""
    with writing() as session:
        session.execute(delete(LoginAttempt).where(LoginAttempt.at < at - KEPT))
        session.execute(delete(StaffSession).where(StaffSession.expires_at < at))
        session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < at))
        session.execute(delete(DeskPresence).where(DeskPresence.seen_at < at - _PRESENCE_KEPT))
        session.execute(delete(JobOrder).where(JobOrder.made_at < at - _JOB_ORDERS_KEPT))
        session.execute(delete(SelfCheck).where(SelfCheck.at < at - _SELF_CHECKS_KEPT))
        session.execute(delete(PushNotice).where(PushNotice.made_at < at - _NOTICES_KEPT))


def _is_known(token: str) -> bool:
    return db.session.scalar(select(Photo.id).where(Photo.token == token)) is not None
