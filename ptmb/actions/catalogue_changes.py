"""Categories, ready sentences and settings, as the administrator wishes them."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ptmb.actions import _audit, _catalogue
from ptmb.actions._catalogue import CatalogueChanged
from ptmb.actions._record import Incomplete
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.categories import Want
from ptmb.domain.deadlines import Urgency
from ptmb.domain.roles import Actor
from ptmb.domain.settings import defaults
from ptmb.domain.words import N_
from ptmb.models import CannedReply, Category, Setting

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,31}")


@dataclass(frozen=True)
class CategoryDetails:
    """Targets are hours."""

    name_id: str
    name_en: str
    icon: str
    urgency: Urgency
    response_hours: float
    resolution_hours: float
    place: Want
    photo: Want
    customer_number: Want
    phone_required: bool
    supply: bool
    first: bool
    after_photo: bool
    meter_reading: bool
    active: bool
    position: int


@dataclass(frozen=True)
class ReplyDetails:
    """`used_for` is the value of a step, or empty for any."""

    title: str
    text_id: str
    text_en: str
    used_for: str = ""
    active: bool = True


@dataclass(frozen=True)
class By:
    """Who changes something, when, and from which address."""

    actor: Actor | None
    at: datetime
    address: str = ""


def create_category(code: str, details: CategoryDetails, by: By) -> None:
    """Add a category; the same one sent twice is one.

    Raises:
        Incomplete: the code is ill-formed, or belongs to another category.
    """
    code = code.strip().upper()
    if not _CODE.fullmatch(code):
        raise Incomplete("code", N_("Pakai 2 sampai 32 huruf besar, angka, atau garis bawah."))
    try:
        with writing() as session:
            there = session.scalar(select(Category).where(Category.code == code))
            if there is None:
                session.add(Category(code=code, **asdict(details)))
                _done(session, AuditDeed.CATEGORY_CHANGED, code, by, "+")
            elif not _same(there, details):
                raise Incomplete("code", N_("Kode ini sudah dipakai."))
    except IntegrityError as error:
        raise Incomplete("code", N_("Kode ini sudah dipakai.")) from error


def change_category(
    category_id: int, details: CategoryDetails, by: By, *, seen: str | None = None
) -> None:
    """Change a category. Complaints that were received before keep their deadlines.

    Raises:
        CatalogueChanged: it is not as it was seen any more.
    """
    with writing() as session:
        category = _catalogue.held(session, Category, category_id, seen)
        _set(category, details)
        changed = _catalogue.changed_columns(category)
        if changed:
            _done(session, AuditDeed.CATEGORY_CHANGED, category.code, by, changed)


def create_reply(details: ReplyDetails, by: By) -> None:
    """Add a ready sentence; the same one sent twice is one.

    Raises:
        Incomplete: another sentence has this title.
    """
    with writing() as session:
        there = _titled(session, details.title)
        if there is None:
            session.add(CannedReply(**asdict(details)))
            _done(session, AuditDeed.REPLY_CHANGED, details.title, by, "+")
        elif not _same(there, details):
            raise _title_taken()


def change_reply(reply_id: int, details: ReplyDetails, by: By, *, seen: str | None = None) -> None:
    """Change a ready sentence; what was sent before stays as it was.

    Raises:
        CatalogueChanged: it is not as it was seen any more.
        Incomplete: another sentence has this title.
    """
    with writing() as session:
        reply = _catalogue.held(session, CannedReply, reply_id, seen)
        other = _titled(session, details.title)
        if other is not None and other.id != reply_id:
            raise _title_taken()
        _set(reply, details)
        changed = _catalogue.changed_columns(reply)
        if changed:
            _done(session, AuditDeed.REPLY_CHANGED, reply.title, by, changed)


def change_settings(values: Mapping[str, str], by: By, *, seen: str | None = None) -> None:
    """Store those settings that are not as they were.

    Args:
        seen: the mark of all settings as the person saw them.

    Raises:
        CatalogueChanged: one of them is not like that any more.
    """
    with writing() as session:
        _catalogue.edition(session)  # two administrators take turns here
        rows = {row.name: row for row in session.scalars(select(Setting))}
        present = {**defaults(), **{name: row.text for name, row in rows.items()}}
        if seen is not None and seen != settings_mark(present):
            raise CatalogueChanged
        changed = [name for name in defaults() if values.get(name, present[name]) != present[name]]
        for name in changed:
            row = rows.get(name) or Setting(name=name)
            row.text = values[name]
            session.add(row)
            detail = f"{present[name]} > {row.text}"
            _audit.add(
                session, AuditDeed.SETTING_CHANGED, name, by=by.actor, at=by.at,
                address=by.address, detail=detail,
            )  # fmt: skip
        if changed:
            _catalogue.raise_edition(session)


def settings_mark(values: Mapping[str, str]) -> str:
    """The mark of what an administrator may change; other settings do not count."""
    return _catalogue.mark_of(values[name] for name in sorted(defaults()))


def _done(session: Session, deed: AuditDeed, subject: str, by: By, detail: str) -> None:
    _catalogue.raise_edition(session)
    _audit.add(session, deed, subject, by=by.actor, at=by.at, address=by.address, detail=detail)


def _set(row: Any, details: CategoryDetails | ReplyDetails) -> None:
    for name, value in asdict(details).items():
        setattr(row, name, value)


def _same(row: Any, details: CategoryDetails | ReplyDetails) -> bool:
    return all(getattr(row, name) == value for name, value in asdict(details).items())


def _titled(session: Session, title: str) -> CannedReply | None:
    return session.scalar(select(CannedReply).where(CannedReply.title == title).limit(1))


def _title_taken() -> Incomplete:
    return Incomplete("title", N_("Judul ini sudah dipakai."))
