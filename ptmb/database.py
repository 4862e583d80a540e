"""How the database is opened and how a write takes its turn.

SQLite lets one writer in at a time and makes the others poll, which is unfair: one of them may
starve for seconds. So each write first takes a turn (a queue lock, then the write lock, both
released by the kernel when a process dies) and only then says BEGIN IMMEDIATE.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, event, exc, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from ptmb.extensions import db
from ptmb.turns import Busy, Turns

_IMMEDIATE = "ptmb_immediate"
_TOGETHER = "ptmb_together"
_LOCK_MS = 3000


__all__ = [
    "NOT_STORED",
    "Busy",
    "commits_seen",
    "engine_options",
    "keep_one_open",
    "open_database",
    "together",
    "writing",
]

NOT_STORED = (Busy, exc.OperationalError, exc.InterfaceError, exc.TimeoutError)
"""What `writing` raises when the disk is full, or the database is locked or away."""


@contextmanager
def writing() -> Iterator[Session]:
    """One write transaction: commits at the end, rolls back when anything is raised.

    Raises:
        Busy: nobody could write for three seconds.
        sqlalchemy.exc.OperationalError: the disk is full, or the database is locked or away.
    """
    session = db.session()
    if _TOGETHER in session.info:
        yield session
        session.flush()
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("Changes made before the write transaction began")
    turns: Turns | None = db.engine.dialect.__dict__.get("ptmb_turns")
    begin = _reading_ended(session)
    with turns.turn() if turns else _no_turn():
        try:
            begin()
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


def _reading_ended(session: Session) -> Callable[[], object]:
    """End what was only read, before the turn is waited for; how the writing then begins."""
    if session.in_transaction() and session.get_bind().dialect.name == "sqlite":
        # Give the connection back only to take it again? That costs more than all it asks here.
        connection = session.connection()
        connection.connection.commit()
        return lambda: connection.exec_driver_sql("BEGIN IMMEDIATE")
    session.commit()  # nothing is pending
    return lambda: session.connection(execution_options={_IMMEDIATE: True})


@contextmanager
def together() -> Iterator[Session]:
    """Many writes as one: all of them are stored at the end, or none (see `writing`)."""
    with writing() as session:
        session.info[_TOGETHER] = True
        if session.get_bind().dialect.name != "sqlite":
            # Who loads much is waited for: the next one then finds that it is loaded.
            session.execute(text("SET LOCAL lock_timeout = 0"))
        try:
            yield session
        finally:
            del session.info[_TOGETHER]


@contextmanager
def _no_turn() -> Iterator[None]:
    yield


def engine_options(url: str) -> dict[str, Any]:
    """What SQLAlchemy needs to know for this kind of database."""
    if url.startswith("sqlite"):
        return {
            "connect_args": {"timeout": 1.0, "check_same_thread": False, "cached_statements": 32},
            "pool_size": 16,
        }
    return {
        "pool_size": 10,
        "max_overflow": 10,
        "pool_pre_ping": True,
        "pool_timeout": 3,
        "connect_args": {"connect_timeout": 3},
    }


def open_database(app: Flask) -> None:
    """Tie the pragmas and the turns to the engine of this app."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name != "sqlite":
        event.listen(engine, "connect", _be_impatient)
        return
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    file = engine.url.database
    if file and file != ":memory:":
        engine.dialect.__dict__["ptmb_turns"] = Turns(Path(file))


def keep_one_open(engine: Engine) -> None:
    """Hold one connection for the life of the process.

    On a full disk a WAL database cannot be opened, only read on: the shared-memory file could
    not be made.
    """
    if engine.dialect.name == "sqlite":
        engine.dialect.__dict__["ptmb_held"] = engine.connect()


def commits_seen(engine: Engine) -> int | None:
    """A number that changes whenever any other connection commits; None when nobody counts."""
    held: Connection | None = engine.dialect.__dict__.get("ptmb_held")
    if held is None:
        return None
    with _counting, closing(held.connection.cursor()) as cursor:
        cursor.execute("PRAGMA data_version")
        (number,) = cursor.fetchall()[0]
        return int(number)


_counting = threading.Lock()


def _be_impatient(connection: Any, _record: object) -> None:
    """On a server each row has its lock: who hangs with one holds up the others for seconds."""
    connection.execute(f"SET lock_timeout = {_LOCK_MS}")
    connection.commit()


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours, see _begin
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # NORMAL may lose the last commits at power loss
        "foreign_keys=ON",
        "busy_timeout=1000",  # our own writers take turns: only a stranger is waited for
        "temp_store=MEMORY",
        "cache_size=-256",  # KiB for each of many connections; the system keeps the rest
        "mmap_size=0",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(_IMMEDIATE):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # nobody can refuse it, so no error needs to be put into SQLAlchemy's words
        connection.connection.cursor().execute("BEGIN")
