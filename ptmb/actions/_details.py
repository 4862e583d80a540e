"""What is known of a person who works here, as it is asked for and compared."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from ptmb.domain.roles import Role
from ptmb.models import Staff


@dataclass(frozen=True)
class Details:
    """What an administrator may change; areas and crew count for officers only.

    Args:
        new_crew: the name of a crew to join, made when there is none of this name.
        email: where reports go, for the roles that read them.
    """

    name: str
    role: Role
    crew_id: int | None = None
    area_ids: frozenset[int] = frozenset()
    phone: str = ""
    new_crew: str = ""
    email: str = ""

    @classmethod
    def of(cls, staff: Staff) -> "Details":
        """As they are stored now; loads the areas."""
        areas = frozenset(area.id for area in staff.areas)
        return cls(staff.name, staff.role, staff.crew_id, areas, staff.phone, email=staff.email)

    @property
    def mark(self) -> str:
        """Differs when anything differs; a form carries it to notice that it is out of date."""
        values = (
            self.name, self.role.value, self.crew_id, sorted(self.area_ids), self.phone, self.email,
        )  # fmt: skip
        return hashlib.blake2b(repr(values).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class NewStaff:
    """An account to be made; without a password it is entered by a one-time link first."""

    username: str
    name: str
    role: Role
    password_hash: str = ""
    crew_id: int | None = None
    area_ids: Iterable[int] = ()
    phone: str = ""
    new_crew: str = ""
    email: str = ""

    @property
    def details(self) -> Details:
        areas = frozenset(self.area_ids)
        return Details(
            self.name, self.role, self.crew_id, areas, self.phone, self.new_crew, self.email
        )
