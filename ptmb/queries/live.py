"""Whether a live page is out of date: one indexed look-up per poll, before anything is rendered."""

from sqlalchemy import text

from ptmb.extensions import db

_ALL = text("SELECT COALESCE(MAX(id), 0) FROM complaint_event")
_ONE = text("SELECT COALESCE(MAX(id), 0) FROM complaint_event WHERE complaint_id = :id")
_OFFICER = text(
    "SELECT COALESCE((SELECT MAX(id) FROM complaint_event WHERE officer_id = :staff), 0),"
    " COALESCE((SELECT MAX(id) FROM complaint_event WHERE previous_officer_id = :staff), 0),"
    " COALESCE((SELECT MAX(id) FROM complaint_event WHERE crew_id = :crew), 0)"
)
_AREAS = text(
    "SELECT COALESCE(MAX((SELECT MAX(e.id) FROM complaint_event e"
    " WHERE e.area_id = staff_area.area_id)), 0) FROM staff_area WHERE staff_id = :staff"
)


def newest_event() -> int:
    """The newest event of all: for the desk and the mayor."""
    return int(db.session.execute(_ALL).scalar_one())


def newest_event_of(complaint_id: int) -> int:
    """The newest event of one complaint."""
    return int(db.session.execute(_ONE, {"id": complaint_id}).scalar_one())


def newest_event_for(staff_id: int, crew_id: int | None) -> int:
    """The newest event that can change an officer's own list."""
    row = db.session.execute(_OFFICER, {"staff": staff_id, "crew": crew_id or 0}).one()
    return max(int(value) for value in row)


def newest_event_in_areas_of(staff_id: int) -> int:
    """The newest event in the areas an officer serves: new jobs to take show up there."""
    return int(db.session.execute(_AREAS, {"staff": staff_id}).scalar_one())
