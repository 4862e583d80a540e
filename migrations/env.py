"""Runs the migrations in one transaction, on SQLite as on PostgreSQL.

A process that dies half-way leaves the database as it was, and two that start together take
turns: the second finds nothing left to do.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection, Enum, TypeDecorator, text

_WAIT_MS = 60_000
_TURN = 7_462_011
"""Any number of our own: the name of the PostgreSQL lock that only migrations take."""


def _render(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write plain types into a migration, so that it never imports the models."""
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def _wait_for_turn(connection: Connection) -> None:
    """SQLite's turn is the write lock that BEGIN IMMEDIATE takes."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})


def _loosen(connection: Connection) -> None:
    """SQLite changes a table by making it anew; rows that point at it must not mind meanwhile."""
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and driver is not None:
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute(f"PRAGMA busy_timeout={_WAIT_MS}")


def _check(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if broken:
        raise RuntimeError(f"Migrasi meninggalkan baris tanpa induk: {broken[:5]}")


def run() -> None:
    """Bring the database to the wanted revision, or leave it untouched."""
    settings = current_app.extensions["migrate"]
    with settings.db.engine.connect() as connection:
        _loosen(connection)
        connection.execution_options(ptmb_immediate=True)  # read when the transaction begins
        context.configure(
            connection=connection,
            target_metadata=settings.db.metadata,
            transactional_ddl=True,
            render_item=_render,
            **settings.configure_args,
        )
        with context.begin_transaction():
            _wait_for_turn(connection)
            context.run_migrations()
            _check(connection)
        connection.detach()  # its pragmas are not those of the application


run()
