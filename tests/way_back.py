"""Puts a PostgreSQL database back to how it was, by the tables that were written alone.

A clone of the whole database for each test costs four times as much.
"""

import re
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import event
from sqlalchemy.engine import Engine

_WRITES = re.compile(r'\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
_SHAPES = re.compile(r"\s*(?:CREATE|DROP|ALTER|TRUNCATE)\b", re.IGNORECASE)


class WrittenTables:
    """Which tables any engine of this process has written to."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.reshaped = False
        event.listen(Engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        self.names.update(_WRITES.findall(statement))
        self.reshaped = self.reshaped or bool(_SHAPES.match(statement))

    def forget(self) -> None:
        self.names, self.reshaped = set(), False


class Snapshot:
    """The rows and counters of every table as they are now."""

    def __init__(self, address: str, clone: Callable[[], None]) -> None:
        self._address, self._clone = address, clone
        self._written = WrittenTables()
        with psycopg.connect(address) as connection:
            self._rows = {name: _rows(connection, name) for name in _tables(connection)}
            self._counters = _counters(connection)

    def back(self) -> None:
        """Undo what was written since; the whole database where tables themselves were changed."""
        names = self._written.names & self._rows.keys()
        if self._written.reshaped:
            self._clone()
        elif names:
            self._restore(names)
        self._written.forget()

    def _restore(self, names: set[str]) -> None:
        with psycopg.connect(self._address) as connection:
            # Foreign keys are right again at the end; on the way they need not be.
            connection.execute("SET session_replication_role = replica")
            for name in sorted(names):
                table = sql.Identifier(name)
                connection.execute(sql.SQL("DELETE FROM {}").format(table))
                if self._rows[name]:
                    into = sql.SQL("COPY {} FROM STDIN").format(table)
                    with connection.cursor().copy(into) as copy:
                        copy.write(self._rows[name])
            for counter, table_name, last in self._counters:
                if table_name in names:
                    said = (counter, last or 1, last is not None)
                    connection.execute("SELECT setval(%s::regclass, %s, %s)", said)


def _tables(connection: psycopg.Connection[Any]) -> list[str]:
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [row[0] for row in found]


def _rows(connection: psycopg.Connection[Any], name: str) -> bytes:
    out = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))
    with connection.cursor().copy(out) as copy:
        return b"".join(bytes(part) for part in copy)


def _counters(connection: psycopg.Connection[Any]) -> list[tuple[str, str, int | None]]:
    """Each sequence with the table it counts for and its last value."""
    found = connection.execute(
        "SELECT quote_ident(s.sequencename), t.relname, s.last_value FROM pg_sequences s"
        " JOIN pg_class c ON c.relname = s.sequencename"
        " JOIN pg_depend d ON d.objid = c.oid AND d.deptype IN ('a', 'i')"
        " JOIN pg_class t ON t.oid = d.refobjid WHERE s.schemaname = 'public'"
    )
    return [(row[0], row[1], row[2]) for row in found]
