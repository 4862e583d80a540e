"""Statements that run with every submission: compiled once, then handed straight to the driver.

The session compiles, caches and wraps each statement anew; for one row that costs several times
what the database itself does. Whoever uses this works beside the session's objects: nothing is
flushed before, and nothing comes back but plain rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ClauseElement, Connection, CursorResult, Dialect
from sqlalchemy.sql.compiler import SQLCompiler

_Convert = Callable[[Any], Any] | None


@dataclass(frozen=True)
class _Compiled:
    """The text for one kind of database, and how its values are written there."""

    text: str
    binds: tuple[tuple[str, _Convert], ...]
    positional: bool

    def bound(self, values: Mapping[str, Any]) -> Any:
        written = [
            values[name] if convert is None else convert(values[name])
            for name, convert in self.binds
        ]
        if self.positional:
            return tuple(written)
        return {name: value for (name, _), value in zip(self.binds, written, strict=True)}


class Prepared:
    """A statement without lists (`IN`); it joins the transaction that is open on its connection.

    Args:
        columns: which columns an INSERT fills.
    """

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None = None) -> None:
        self._statement, self._columns = statement, columns
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Run it once on a session's connection; values as the columns of the models take them.

        Raises:
            sqlalchemy.exc.DBAPIError: as the session's own statements do.
        """
        compiled = self._for(connection.dialect)
        return connection.exec_driver_sql(compiled.text, compiled.bound(values))

    def run_all(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it once for each of the rows, of which there is at least one (see `run`)."""
        compiled = self._for(connection.dialect)
        connection.exec_driver_sql(compiled.text, [compiled.bound(values) for values in rows])

    def _for(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = self._compile(dialect)
        return compiled

    def _compile(self, dialect: Dialect) -> _Compiled:
        made = cast(
            SQLCompiler, self._statement.compile(dialect=dialect, column_keys=self._columns)
        )
        names = made.positiontup if made.positiontup is not None else list(made.binds)
        binds = tuple((name, _writer(made.binds[name].type, dialect)) for name in names)
        return _Compiled(made.string, binds, made.positiontup is not None)


def _writer(kind: Any, dialect: Dialect) -> _Convert:
    writer: _Convert = kind.dialect_impl(dialect).bind_processor(dialect)
    return writer
