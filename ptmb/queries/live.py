"""Whether a live page is out of date: one indexed look-up per poll, before anything is rendered."""

from sqlalchemy import text

from ptmb.extensions import db

_ALL = text("SELECT COALESCE(MAX(id), 0) FROM complaint_event")
_WITH_INCIDENTS = text(
    "SELECT COALESCE((SELECT MAX(id) FROM complaint_event), 0),"
    " COALESCE((SELECT MAX(id) FROM incident_update), 0)"
)
_OF_THE_DESK = text(
    "SELECT COALESCE((SELECT MAX(id) FROM complaint_event), 0),"
    " COALESCE((SELECT MAX(id) FROM question), 0),"
    " (SELECT COUNT(*) FROM question WHERE answered_at IS NULL)"
)
_ONE = text("SELECT COALESCE(MAX(id), 0) FROM complaint_event WHERE complaint_id = :id")


def newest_event() -> int:
    """The newest event of all: for the desk and the mayor."""
    return int(db.session.execute(_ALL).scalar_one())


def newest_of_the_desk() -> tuple[int, int, int]:
    """The newest event of all, the newest question, and how many of these wait; one statement."""
    event, question, waiting = db.session.execute(_OF_THE_DESK).one()
    return int(event), int(question), int(waiting)


def newest_news() -> tuple[int, int]:
    """The newest event of all, and the newest word about an incident; one statement."""
    row = db.session.execute(_WITH_INCIDENTS).one()
    return int(row[0]), int(row[1])


def newest_event_of(complaint_id: int) -> int:
    """The newest event of one complaint."""
    return int(db.session.execute(_ONE, {"id": complaint_id}).scalar_one())
