"""Column types that behave alike on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import DateTime, Dialect, Enum, Index, String, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.schema import MetaData
from sqlalchemy.types import JSON


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; SQLite would hand it back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
_PYTHON_TYPES: dict[Any, Any] = {
    datetime: UtcDateTime,
    dict[str, Any]: JSON,
    list[str]: JSON,
    # The value, not the NAME, and no native type: a new label is never a migration.
    StrEnum: Enum(
        StrEnum,
        values_callable=lambda kind: [member.value for member in kind],
        native_enum=False,
        create_constraint=False,
        length=32,
    ),
}


class Base(DeclarativeBase):
    """Names every constraint, so that a migration can find it again on both databases."""

    registry = registry(
        metadata=MetaData(naming_convention=_NAMES), type_annotation_map=_PYTHON_TYPES
    )


Key = Annotated[int, mapped_column(primary_key=True)]
IDS_ONCE = {"sqlite_autoincrement": True}
"""For tables whose rows people see and may delete: an old page then names no newer row."""
Code = Annotated[str, mapped_column(String(32))]
Name = Annotated[str, mapped_column(String(120))]
Words = Annotated[str, mapped_column(String(2000), default="")]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]


def known(name: str, first: str, *rest: str) -> Index:
    """An index of the rows whose first column is filled: the many others cost no write.

    On SQLite alone: naming PostgreSQL here would load its whole dialect at every start.
    """
    return Index(name, first, *rest, sqlite_where=text(f"{first} IS NOT NULL"))
