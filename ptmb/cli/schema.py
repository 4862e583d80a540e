"""Which schema the database has, and which one this program wants; asked without Alembic."""

import re
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection, inspect, text

import ptmb

MIGRATIONS = Path(ptmb.__file__).parent.parent / "migrations"
_REVISION = re.compile(r'^(down_)?revision(?:: [^=]+)? = "([^"]+)"', re.MULTILINE)


class Schema(Enum):
    """How the database stands to this program."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"
    FOREIGN = "foreign"


def known_revisions() -> tuple[set[str], str]:
    """All revisions in the migrations folder, and the newest: the one nobody comes after."""
    known: set[str] = set()
    followed: set[str] = set()
    for file in (MIGRATIONS / "versions").glob("*.py"):
        for before, name in _REVISION.findall(file.read_text()):
            (followed if before else known).add(name)
    return known, (known - followed).pop()


def schema_of(connection: Connection) -> Schema:
    """Look at the tables and the revision that the last migration left."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        return Schema.FOREIGN if tables else Schema.EMPTY
    present = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    known, newest = known_revisions()
    if present is None:
        return Schema.EMPTY
    if present == newest:
        return Schema.CURRENT
    return Schema.OLDER if present in known else Schema.NEWER
