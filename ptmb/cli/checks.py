"""What `ptmb doctor` looks at: each check tells what it found, in one sentence a finding."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import click
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from ptmb.adapters.clock import now
from ptmb.adapters.photo_store import storage_ok
from ptmb.cli import installation
from ptmb.cli.schema import Schema
from ptmb.database import writing
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import ComplaintEvent, Message, Staff

_LEAST_FREE = 0.10
_LATE = timedelta(minutes=15)
_RECENT = timedelta(days=7)
_AHEAD = timedelta(minutes=2)


@dataclass(frozen=True)
class Finding:
    """`wrong` stops the service or loses something; a warning can wait until tomorrow."""

    words: str
    wrong: bool = False
    warning: bool = False


def configuration() -> Iterator[Finding]:
    settings = installation.settings()
    yield Finding(f"folder {settings.instance}, alamat {settings.public_url}")
    if not settings.https and "127.0.0.1" not in settings.public_url:
        yield Finding("PTMB_PUBLIC_URL tanpa https: kuki tidak aman", warning=True)
    if settings.message_gateway == "webhook" and not settings.message_url:
        yield Finding("PTMB_MESSAGE_URL belum diisi", wrong=True)
    key = settings.instance / "secret_key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield Finding(f"{key} bisa dibaca orang lain. Jalankan: chmod 600 {key}", wrong=True)
    if settings.demo:
        yield Finding("PTMB_DEMO menyala: akun demonstrasi bisa masuk", warning=True)


def database() -> Iterator[Finding]:
    try:
        found = installation.look()
    except click.ClickException as error:
        yield Finding(error.message, wrong=True)
        return
    if found.schema is not Schema.CURRENT:
        state = "kosong" if found.schema is Schema.EMPTY else "lebih lama dari program"
        yield Finding(f"skema {state}. Jalankan: ptmb db upgrade", wrong=True)
        return
    yield Finding(f"{db.engine.dialect.name}, skema cocok")
    if db.engine.dialect.name == "sqlite":
        yield from _sqlite()
    yield _writable()
    if db.session.scalar(select(Staff.id).where(Staff.role == Role.ADMIN, Staff.active)) is None:
        yield Finding("belum ada administrator. Jalankan: ptmb users create", warning=True)


def _sqlite() -> Iterator[Finding]:
    def pragma(name: str) -> str:
        return str(db.session.execute(text(f"PRAGMA {name}")).scalar())

    if (pragma("journal_mode"), pragma("synchronous")) != ("wal", "2"):
        yield Finding("journal_mode dan synchronous bukan WAL dan FULL", wrong=True)
    try:
        health = pragma("quick_check")
    except DatabaseError as error:  # some damage stops the check itself
        health = str(error.orig)
    if health == "ok":
        yield Finding("isi berkas utuh (quick_check)")
    else:
        yield Finding(f"berkas rusak: {health[:200]}. Pulihkan dari cadangan.", wrong=True)


def _writable() -> Finding:
    """Take the write lock and change nothing."""
    with writing() as session:
        session.execute(text("UPDATE edition SET number = number WHERE name = 'catalogue'"))
    return Finding("bisa ditulis")


def storage() -> Iterator[Finding]:
    folder = installation.settings().storage
    if storage_ok(folder):
        yield Finding(f"foto di {folder} bisa ditulis dan dibaca")
    else:
        yield Finding(f"{folder} tidak bisa ditulis. Periksa pemilik dan ruang.", wrong=True)


def disk() -> Iterator[Finding]:
    settings = installation.settings()
    for folder in {settings.instance, _nearest(settings.storage)}:
        usage = shutil.disk_usage(folder)
        percent = round(100 * usage.free / usage.total)
        low = usage.free < usage.total * _LEAST_FREE
        yield Finding(f"{folder}: {percent} % bebas", wrong=low)


def _nearest(folder: Path) -> Path:
    return folder if folder.exists() else _nearest(folder.parent)


def clock() -> Iterator[Finding]:
    at = now()
    if installation.settings().now:
        yield Finding(f"jam ditahan pada {at.isoformat()} (PTMB_NOW)", warning=True)
    newest = _newest_event()
    if newest and newest > at + _AHEAD:
        yield Finding(
            f"kejadian terakhir {newest.isoformat()} ada di masa depan. Periksa jam (NTP).",
            wrong=True,
        )
    else:
        yield Finding(f"{at.isoformat(timespec='seconds')}, tidak mundur")


def _newest_event() -> datetime | None:
    newest = select(ComplaintEvent.at).order_by(ComplaintEvent.id.desc()).limit(1)
    return db.session.scalar(newest)


def messages() -> Iterator[Finding]:
    at, way = now(), installation.settings().message_gateway
    if way == "off":
        yield Finding("pesan ke warga dimatikan (PTMB_MESSAGE_GATEWAY=off)", warning=True)
        return
    dead = select(func.count()).where(Message.failed_at > at - _RECENT)
    late = select(func.count()).where(
        Message.sent_at.is_(None), Message.failed_at.is_(None), Message.created_at < at - _LATE
    )
    lost, waiting = db.session.scalar(dead) or 0, db.session.scalar(late) or 0
    if lost:
        last = select(Message.error).where(Message.failed_at.is_not(None))
        why = db.session.scalar(last.order_by(Message.failed_at.desc()).limit(1))
        yield Finding(f"{lost} pesan gagal dalam 7 hari; terakhir: {why}", wrong=True)
    if waiting:
        yield Finding(
            f"{waiting} pesan menunggu lebih dari 15 menit. ptmb worker jalan?", wrong=True
        )
    if not lost and not waiting:
        yield Finding("tidak ada yang tertahan")


Check = Callable[[], Iterator[Finding]]
ALL: dict[str, Check] = {
    "pengaturan": configuration,
    "foto": storage,
    "ruang": disk,
    "basis data": database,
}
WITH_DATABASE: dict[str, Check] = {"jam": clock, "pesan": messages}
"""Asked only when the database is well; connecting to a lost file would make an empty one."""
