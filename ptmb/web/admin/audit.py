"""The audit log: who did or looked at what, and when."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext

from ptmb.config import CITY_TIME
from ptmb.domain.audit import DEED_WORDS, AuditDeed
from ptmb.domain.roles import ROLE_WORDS, Role
from ptmb.domain.words import N_
from ptmb.models import AuditEntry
from ptmb.queries.audit_log import PAGE, AuditLog
from ptmb.web.access import only
from ptmb.web.admin import admin
from ptmb.web.pages import page

_FIELDS = {
    "name": N_("nama"),
    "crew_id": N_("tim"),
    "area_ids": N_("wilayah"),
    "phone": N_("telepon"),
    "geometry": N_("batas"),
    "latitude": N_("titik tengah"),
    "longitude": N_("titik tengah"),
    "aliases": N_("nama lain"),
    "highland": N_("dataran tinggi"),
    "approximate": N_("batas perkiraan"),
    "connections": N_("sambungan"),
    "name_id": N_("nama"),
    "name_en": N_("nama dalam bahasa Inggris"),
    "icon": N_("ikon"),
    "urgency": N_("kemendesakan"),
    "response_hours": N_("target tanggapan"),
    "resolution_hours": N_("target selesai"),
    "place": N_("lokasi"),
    "photo": N_("foto"),
    "customer_number": N_("nomor pelanggan"),
    "phone_required": N_("nomor telepon wajib"),
    "supply": N_("soal pasokan air"),
    "first": N_("tampil di depan"),
    "after_photo": N_("foto sesudah"),
    "meter_reading": N_("angka meter"),
    "unit": N_("satuan"),
    "position": N_("urutan"),
    "active": N_("dipakai"),
    "title": N_("judul"),
    "text_id": N_("kalimat"),
    "text_en": N_("kalimat dalam bahasa Inggris"),
    "used_for": N_("dipakai untuk"),
}
_CHANGES = (
    AuditDeed.STAFF_CHANGED,
    AuditDeed.AREA_CHANGED,
    AuditDeed.CATEGORY_CHANGED,
    AuditDeed.REPLY_CHANGED,
    AuditDeed.MATERIAL_CHANGED,
)
"""Deeds whose detail lists the changed columns."""
_SIGNS = {"on": N_("mulai"), "off": N_("selesai"), "+": N_("baru")}


@dataclass(frozen=True)
class Line:
    """An entry as it is read: in words."""

    at: datetime
    who: str
    username: str
    deed: str
    subject: str
    detail: str
    address: str


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _start(day: date | None, *, days: int = 0) -> datetime | None:
    """The first moment of a day of the city, or of one some days later."""
    if day is None or day.year < 2000 or day.year > 9000:
        return None
    return datetime.combine(day + timedelta(days=days), time.min, CITY_TIME).astimezone(UTC)


def _asked() -> AuditLog:
    before = request.args.get("sebelum", "")
    deed = request.args.get("tindakan", "")
    return AuditLog(
        deed=deed if deed in list(AuditDeed) else "",
        username=request.args.get("oleh", "").strip().casefold()[:64],
        since=_start(_day(request.args.get("dari", ""))),
        until=_start(_day(request.args.get("sampai", "")), days=1),
        before=int(before) if before.isdecimal() and len(before) < 10 else None,
    )


def _detail(entry: AuditEntry) -> str:
    """Roles and fields by their words; any other detail as it was written."""
    if entry.deed in _CHANGES:
        words = (gettext(_FIELDS.get(name, name)) for name in entry.detail.split(", "))
        return ", ".join(dict.fromkeys(words))
    if entry.detail in _SIGNS:
        return gettext(_SIGNS[entry.detail])
    parts = entry.detail.split(" > ")
    if all(part in list(Role) for part in parts):
        return " → ".join(gettext(ROLE_WORDS[Role(part)]) for part in parts)
    return entry.detail


def _line(entry: AuditEntry, name: str | None, username: str | None) -> Line:
    known = entry.deed in list(AuditDeed)
    return Line(
        entry.at,
        name or gettext("Tanpa akun"),
        username or "",
        gettext(DEED_WORDS[AuditDeed(entry.deed)]) if known else entry.deed,
        entry.subject,
        _detail(entry),
        entry.address,
    )


@admin.get("/jejak")
@only(Role.ADMIN)
def audit() -> Response:
    asked = _asked()
    rows = asked.rows()
    kept: dict[str, Any] = {
        name: text for name, text in request.args.items() if name != "sebelum" and text
    }
    older = (
        url_for("admin.audit", **kept, sebelum=rows[PAGE - 1][0].id) if len(rows) > PAGE else None
    )
    return page(
        "admin/audit.html",
        lines=[_line(entry, name, username) for entry, name, username in rows[:PAGE]],
        deeds=[(deed.value, words) for deed, words in DEED_WORDS.items()],
        asked=asked,
        older=older,
        newest=url_for("admin.audit", **kept) if asked.before else None,
    )
