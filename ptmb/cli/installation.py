"""Whether the database is the one of this installation; a wrong one is refused in one line.

A file in the instance folder remembers that there is a database, and which. So a lost or
mistyped database is never taken for a first start.
"""

from dataclasses import dataclass
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import Connection, make_url, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from ptmb.actions.founding import INSTALLATION
from ptmb.actions.rebuilding import missing
from ptmb.cli.schema import Schema, schema_of
from ptmb.config import Settings
from ptmb.demo import DEMONSTRATION
from ptmb.extensions import db
from ptmb.models import Setting


@dataclass(frozen=True)
class Installation:
    """What a look at the database told; `name` is empty before the city is founded.

    `counted` is False after a migration that left the roll-ups empty though there are complaints.
    """

    schema: Schema
    name: str = ""
    demonstration: bool = False
    people: bool = False
    counted: bool = True


def settings() -> Settings:
    """The settings of the current application."""
    found: Settings = current_app.config["PTMB"]
    return found


def marker() -> Path:
    """The file that remembers the database of this installation."""
    return settings().instance / "installation"


def look() -> Installation:
    """What is in the database now.

    Raises:
        click.ClickException: it cannot be read, or is not the one we had before.
    """
    known = _remembered()  # before the database: another process may be founding it now
    try:
        found = _read()
    except OperationalError as error:
        raise click.ClickException(f"Basis data tidak bisa dibuka: {error.orig}") from error
    except DatabaseError as error:
        raise click.ClickException(
            f"Basis data rusak atau bukan basis data: {error.orig}. Pulihkan dari cadangan."
        ) from error
    _refuse_strangers(found, known)
    return found


def remember(name: str) -> None:
    """Write down which database is ours; it may be written again at each start."""
    if name and not marker().exists():
        marker().write_text(f"{name}\n")


def _read() -> Installation:
    if _file_is_missing():
        return Installation(Schema.EMPTY)
    with db.engine.connect() as connection:
        schema = schema_of(connection)
        if schema is not Schema.CURRENT:
            return Installation(schema, _kept(connection, schema).get(INSTALLATION, ""))
        kept = _kept(connection, schema)
        people = connection.execute(text("SELECT 1 FROM staff LIMIT 1")).scalar() is not None
        name, demonstration = kept.get(INSTALLATION, ""), DEMONSTRATION in kept
        return Installation(schema, name, demonstration, people, not missing(connection))


def _kept(connection: Connection, schema: Schema) -> dict[str, str]:
    if schema in (Schema.EMPTY, Schema.FOREIGN):
        return {}
    names = (INSTALLATION, DEMONSTRATION)
    rows = connection.execute(select(Setting.name, Setting.text).where(Setting.name.in_(names)))
    return {row.name: row.text for row in rows}


def _file_is_missing() -> bool:
    """Connecting to a missing SQLite file would make an empty one."""
    url = make_url(settings().database_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return False
    file = Path(url.database)
    return not file.exists() or file.stat().st_size == 0


def _remembered() -> str:
    return marker().read_text().strip() if marker().exists() else ""


def _refuse_strangers(found: Installation, known: str) -> None:
    where = make_url(settings().database_url).render_as_string(hide_password=True)
    if found.schema is Schema.FOREIGN:
        raise click.ClickException(f"{where} berisi tabel lain, bukan milik PTMB.")
    if found.schema is Schema.NEWER:
        raise click.ClickException(
            "Basis data dibuat oleh versi program yang lebih baru. Pasang versi itu lagi."
        )
    if known and known != found.name:
        what = "milik instalasi lain" if found.name else "kosong, padahal dulu berisi"
        raise click.ClickException(
            f"{where} {what}. Periksa PTMB_DATABASE_URL atau pulihkan cadangan."
            f" Memang mulai baru? Hapus {marker()}."
        )
