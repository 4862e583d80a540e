"""The names of all crews, of those also that do not work any more."""

from sqlalchemy import select

from ptmb.extensions import db
from ptmb.models import Crew


def crew_names() -> dict[int, str]:
    """By id, in one query."""
    return {row[0]: row[1] for row in db.session.execute(select(Crew.id, Crew.name))}
