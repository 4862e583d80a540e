"""Who acts: staff by role, the reporter, a follower, the system itself."""

from dataclasses import dataclass
from enum import StrEnum

from ptmb.domain.words import N_


class Role(StrEnum):
    REPORTER = "reporter"
    FOLLOWER = "follower"
    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    OFFICER = "officer"
    MAYOR = "mayor"
    MANAGER = "manager"
    ADMIN = "admin"
    API = "api"
    SYSTEM = "system"


STAFF_ROLES = (
    Role.OPERATOR,
    Role.SUPERVISOR,
    Role.OFFICER,
    Role.MAYOR,
    Role.MANAGER,
    Role.ADMIN,
)
DESK_ROLES = (Role.OPERATOR, Role.SUPERVISOR)

ROLE_WORDS = {
    Role.REPORTER: N_("Pelapor"),
    Role.FOLLOWER: N_("Warga yang ikut"),
    Role.OPERATOR: N_("Operator"),
    Role.SUPERVISOR: N_("Pengawas"),
    Role.OFFICER: N_("Petugas"),
    Role.MAYOR: N_("Wali Kota"),
    Role.MANAGER: N_("Manajer"),
    Role.ADMIN: N_("Administrator"),
    Role.API: N_("Sistem luar"),
    Role.SYSTEM: N_("Sistem"),
}


@dataclass(frozen=True)
class Actor:
    """The one who takes a step; `areas` are the area ids an officer serves."""

    role: Role
    staff_id: int | None = None
    crew_id: int | None = None
    areas: frozenset[int] = frozenset()

    def holds(self, officer_id: int | None, crew_id: int | None) -> bool:
        """Whether a complaint given to this officer or crew is this actor's own job."""
        if self.staff_id is None:
            return False
        if officer_id is not None:
            return officer_id == self.staff_id
        return crew_id is not None and crew_id == self.crew_id


SYSTEM = Actor(Role.SYSTEM)
REPORTER = Actor(Role.REPORTER)
FOLLOWER = Actor(Role.FOLLOWER)
