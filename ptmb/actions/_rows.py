"""Stores new rows one by one, for the few that every submission brings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Column, Connection, Table, inspect
from sqlalchemy import insert as inserting

from ptmb.extensions import Model
from ptmb.prepared import Prepared


def insert(connection: Connection, model: type[Model], values: Mapping[str, Any]) -> int:
    """Store a row and give its id; what `values` leave open gets the default of its column.

    No session knows of the row: what it holds for it stays outside.

    Raises:
        sqlalchemy.exc.IntegrityError: a constraint does not allow it.
    """
    kind = _kind(model)
    stored: int = kind.statement.run(connection, {**kind.defaults, **values}).scalar_one()
    return stored


@dataclass(frozen=True)
class _Kind:
    """How one kind of row is stored; `defaults` hold a value for each of its columns."""

    statement: Prepared
    defaults: dict[str, Any]


@cache
def _kind(model: type[Model]) -> _Kind:
    table = cast(Table, inspect(model).local_table)
    defaults = {column.key: _default(column) for column in table.columns if column.key != "id"}
    return _Kind(Prepared(inserting(table).returning(table.c.id), list(defaults)), defaults)


def _default(column: Column[Any]) -> Any:
    """What the session itself would write; a made one (dict, list) is only ever written down."""
    default: Any = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg
