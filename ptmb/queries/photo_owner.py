"""Whose complaint a picture belongs to, so that the page can decide who may see it."""

from dataclasses import dataclass

from sqlalchemy import select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Complaint, Photo, staff_area

_EVERY_PHOTO = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.ADMIN, Role.MAYOR, Role.MANAGER})


@dataclass(frozen=True)
class PhotoViewer:
    """Desk, mayor and administrator see all; an officer their jobs and their areas."""

    role: Role
    staff_id: int
    crew_id: int | None

    def may_see(self, token: str) -> bool:
        statement = (
            select(Complaint.officer_id, Complaint.crew_id, Complaint.area_id)
            .join(Photo, Photo.complaint_id == Complaint.id)
            .where(Photo.token == token)
        )
        row = db.session.execute(statement).one_or_none()
        if row is None:
            return False
        if self.role in _EVERY_PHOTO:
            return True
        if row.officer_id == self.staff_id or self._of_crew(row.officer_id, row.crew_id):
            return True
        return self._serves(row.area_id)

    def _of_crew(self, officer_id: int | None, crew_id: int | None) -> bool:
        return officer_id is None and crew_id is not None and crew_id == self.crew_id

    def _serves(self, area_id: int | None) -> bool:
        served = select(staff_area.c.area_id).where(
            staff_area.c.staff_id == self.staff_id, staff_area.c.area_id == area_id
        )
        return db.session.execute(served).first() is not None
