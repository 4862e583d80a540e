"""Whether a live page is out of date: one indexed look-up per poll, before anything is rendered."""

from sqlalchemy import text

from ptmb.extensions import db

_ALL = text("SELECT COALESCE(MAX(id), 0) FROM complaint_event")
_ONE = text("SELECT COALESCE(MAX(id), 0) FROM complaint_event WHERE complaint_id = :id")


def newest_event() -> int:
    """The newest event of all: for the desk and the mayor."""
    return int(db.session.execute(_ALL).scalar_one())


def newest_event_of(complaint_id: int) -> int:
    """The newest event of one complaint."""
    return int(db.session.execute(_ONE, {"id": complaint_id}).scalar_one())
