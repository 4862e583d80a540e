"""The names behind ids, for histories: only of staff, never of citizens."""

from collections.abc import Iterable

from sqlalchemy import select

from ptmb.extensions import db
from ptmb.models import Crew, Staff


def staff_names(ids: Iterable[int | None]) -> dict[int, str]:
    """Names by staff id, in one query; unknown ids are left out."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    rows = db.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))
    return {row[0]: row[1] for row in rows}


def crew_name(crew_id: int | None) -> str:
    """The name of a crew, or nothing."""
    if crew_id is None:
        return ""
    return db.session.scalar(select(Crew.name).where(Crew.id == crew_id)) or ""
