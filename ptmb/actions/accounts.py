"""Who works here: making, changing and disabling accounts."""

import re
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ptmb.actions import _audit, _sessions
from ptmb.actions._details import Details, NewStaff
from ptmb.actions._record import Incomplete
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import STAFF_ROLES, Actor, Role
from ptmb.domain.words import N_
from ptmb.models import Area, Crew, OneTimeLink, Staff

__all__ = [
    "AccountChanged",
    "Details",
    "NewStaff",
    "change_staff",
    "create_staff",
    "disable_staff",
    "enable_staff",
]

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")


class AccountChanged(Exception):
    """Somebody else changed the account after this person opened it."""


def create_staff(new: NewStaff, *, by: Actor | None, at: datetime, address: str = "") -> Staff:
    """Make an account.

    Raises:
        Incomplete: the user name is taken or ill-formed, or the name is empty.
    """
    username = new.username.strip().casefold()
    if not _USERNAME.fullmatch(username):
        raise Incomplete(
            "username", N_("Pakai 2 sampai 64 huruf kecil, angka, titik, garis, tanpa spasi.")
        )
    try:
        with writing() as session:
            staff = Staff(username=username, password_hash=new.password_hash, created_at=at)
            _apply(session, staff, new.details)
            session.add(staff)
            session.flush()
            detail = new.role.value
            _audit.add(
                session, AuditDeed.STAFF_CREATED, username, by=by, at=at, address=address,
                detail=detail,
            )  # fmt: skip
            return staff
    except IntegrityError as error:
        raise Incomplete("username", N_("Nama pengguna ini sudah dipakai.")) from error


def change_staff(
    staff_id: int,
    details: Details,
    *,
    by: Actor | None,
    at: datetime,
    seen: str | None = None,
    address: str = "",
) -> Staff:
    """Change name, role, crew, areas, telephone or e-mail; another role ends every session at once.

    Args:
        seen: the `mark` of the details as the person saw them.

    Raises:
        AccountChanged: they are not like that any more.
        Incomplete: the name is empty, or nobody would be left to administer.
    """
    with writing() as session:
        staff = _held(session, staff_id)
        before = Details.of(staff)
        if seen is not None and seen != before.mark:
            raise AccountChanged
        if before.role is Role.ADMIN and details.role is not Role.ADMIN:
            _keep_an_admin(session, staff, "role")
        _apply(session, staff, details)
        deed, detail = _difference(before, Details.of(staff))
        if deed is AuditDeed.ROLE_CHANGED:
            _sessions.end_all(session, staff.id)
        if detail:
            _audit.add(session, deed, staff.username, by=by, at=at, address=address, detail=detail)
        return staff


def disable_staff(staff_id: int, *, by: Actor | None, at: datetime, address: str = "") -> Staff:
    """Close an account at once; its history stays.

    Raises:
        Incomplete: it is one's own, or the last administrator's.
    """
    with writing() as session:
        staff = _held(session, staff_id)
        if by and by.staff_id == staff.id:
            raise Incomplete("", N_("Anda tidak bisa menonaktifkan akun sendiri."))
        if staff.role is Role.ADMIN:
            _keep_an_admin(session, staff, "")
        if staff.active:
            staff.active = False
            _audit.add(
                session, AuditDeed.STAFF_DISABLED, staff.username, by=by, at=at, address=address
            )
        _sessions.end_all(session, staff.id)
        session.execute(delete(OneTimeLink).where(OneTimeLink.staff_id == staff.id))
        return staff


def enable_staff(staff_id: int, *, by: Actor | None, at: datetime, address: str = "") -> Staff:
    """Open an account again, with its old password."""
    with writing() as session:
        staff = _held(session, staff_id)
        if not staff.active:
            staff.active = True
            _audit.add(
                session, AuditDeed.STAFF_ENABLED, staff.username, by=by, at=at, address=address
            )
        return staff


def _held(session: Session, staff_id: int) -> Staff:
    return session.get_one(Staff, staff_id, populate_existing=True, with_for_update=True)


def _apply(session: Session, staff: Staff, details: Details) -> None:
    name = details.name.strip()
    if not name:
        raise Incomplete("name", N_("Isi nama atau sebutan orang ini."))
    if details.role not in STAFF_ROLES:
        raise Incomplete("role", N_("Pilih peran dari daftar."))
    officer = details.role is Role.OFFICER
    staff.name, staff.role, staff.phone = name, details.role, details.phone
    staff.email = details.email.strip()
    staff.crew_id = _crew(session, details) if officer else None
    wanted = details.area_ids if officer else frozenset()
    staff.areas = list(session.scalars(select(Area).where(Area.id.in_(wanted)))) if wanted else []


def _crew(session: Session, details: Details) -> int | None:
    name = details.new_crew.strip()
    if not name:
        return details.crew_id
    crew = session.scalar(select(Crew).where(Crew.name == name)) or Crew(name=name)
    crew.active = True
    session.add(crew)
    session.flush()
    return crew.id


def _difference(before: Details, after: Details) -> tuple[AuditDeed, str]:
    if before.role is not after.role:
        return AuditDeed.ROLE_CHANGED, f"{before.role.value} > {after.role.value}"
    names = ("name", "crew_id", "area_ids", "phone", "email")
    changed = [name for name in names if getattr(before, name) != getattr(after, name)]
    return AuditDeed.STAFF_CHANGED, ", ".join(changed)


def _keep_an_admin(session: Session, staff: Staff, field: str) -> None:
    others = session.scalar(
        select(func.count()).where(Staff.role == Role.ADMIN, Staff.active, Staff.id != staff.id)
    )
    if not others:
        raise Incomplete(field, N_("Harus ada paling sedikit satu administrator aktif."))
