"""The people and crews of the demonstration; all share one password."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ptmb.adapters.passwords import hashed
from ptmb.config import Settings
from ptmb.database import writing
from ptmb.domain.reference import ALPHABET, grouped
from ptmb.domain.roles import Role
from ptmb.models import Area, Crew, District, Staff

_DISTRICT_OF_CREW = {
    "Tim Tengah": "Balikpapan Tengah",
    "Tim Selatan": "Balikpapan Selatan",
    "Tim Utara": "Balikpapan Utara",
    "Tim Barat": "Balikpapan Barat",
    "Tim Timur": "Balikpapan Timur",
    "Tim Kota": "Balikpapan Kota",
}


@dataclass(frozen=True)
class Account:
    username: str
    name: str
    role: Role
    crew: str = ""


_OFFICER_CREWS = (
    "Tim Tengah",
    "Tim Selatan",
    "Tim Utara",
    "Tim Barat",
    "Tim Timur",
    "Tim Kota",
    "Tim Tengah",
    "Tim Selatan",
)
ACCOUNTS = (
    Account("admin", "Administrator", Role.ADMIN),
    Account("operator", "Operator 1", Role.OPERATOR),
    Account("operator2", "Operator 2", Role.OPERATOR),
    Account("pengawas", "Pengawas 1", Role.SUPERVISOR),
    *(
        Account("petugas" if at == 1 else f"petugas{at}", f"Petugas {at}", Role.OFFICER, crew)
        for at, crew in enumerate(_OFFICER_CREWS, start=1)
    ),
    Account("walikota", "Wali Kota", Role.MAYOR),
    Account("manajer", "Manajer", Role.MANAGER),
)


def log_ins() -> list[tuple[str, str]]:
    """User names with what each sees, for the terminal."""
    return [
        ("operator", "meja aduan"),
        ("petugas", "tugas lapangan (juga petugas2 sampai petugas8)"),
        ("walikota", "ringkasan kota"),
        ("pengawas", "meja aduan sebagai pengawas"),
        ("manajer", "ringkasan sebagai manajer"),
        ("admin", "pengaturan"),
    ]


def kept_password() -> str:
    """The password now valid; empty before the demonstration was prepared."""
    file = _file()
    return file.read_text().strip() if file.exists() else ""


def password_is_new() -> bool:
    """Whether PTMB_DEMO_PASSWORD names another password than the kept one, or none is kept."""
    wanted = _settings().demo_password
    return not kept_password() or bool(wanted and wanted != kept_password())


def renew_password() -> None:
    """Give everybody the configured password, the kept one, or a new random one.

    The database comes first: killed in between, the next start finds no kept password, or the
    old one, and does it again.
    """
    password = _settings().demo_password or kept_password() or _random_password()
    names = [account.username for account in ACCOUNTS]
    change = update(Staff).where(Staff.username.in_(names)).values(password_hash=hashed(password))
    with writing() as session:
        session.execute(change)
    handle = os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(f"{password}\n")


def add_people(session: Session, at: datetime) -> None:
    """Crews with the areas of their district, and everybody who works there."""
    crews = {name: Crew(name=name) for name in _DISTRICT_OF_CREW}
    session.add_all(crews.values())
    session.flush()
    for account in ACCOUNTS:
        crew = crews.get(account.crew)
        person = Staff(
            username=account.username,
            name=account.name,
            role=account.role,
            crew_id=crew.id if crew else None,
            created_at=at,
        )
        person.areas = _areas(session, account.crew)
        session.add(person)
    session.flush()


def _areas(session: Session, crew: str) -> list[Area]:
    district = _DISTRICT_OF_CREW.get(crew, "")
    return list(session.scalars(select(Area).join(District).where(District.name == district)))


def _random_password() -> str:
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(16)))


def _settings() -> Settings:
    found: Settings = current_app.config["PTMB"]
    return found


def _file() -> Path:
    return _settings().instance / "demo_password"
