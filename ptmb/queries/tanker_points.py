"""Where the utility's tankers fill up, for everybody to see."""

from sqlalchemy import select

from ptmb.extensions import db
from ptmb.models import FillingPoint


def tanker_points() -> list[FillingPoint]:
    """Those in use, by name."""
    wanted = select(FillingPoint).where(FillingPoint.active).order_by(FillingPoint.name)
    return list(db.session.scalars(wanted))
