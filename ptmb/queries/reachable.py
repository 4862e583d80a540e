"""Whether the database answers, for monitors."""

from sqlalchemy import select

from ptmb.extensions import db
from ptmb.models import Edition


def read_one_row() -> None:
    """Read from a table, not from the air: SQLite answers SELECT 1 without its file.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database is away, broken, or not yet made.
    """
    db.session.execute(select(Edition.number).limit(1)).first()
