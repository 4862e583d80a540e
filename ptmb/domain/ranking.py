"""Whom to send: candidates with the reasons in words; the operator decides."""

from dataclasses import dataclass

_AREA_MATCH_KM = 3.0
"""Knowing the area is worth about three kilometres of driving."""
_JOB_KM = 1.0
_OFF_DUTY_KM = 50.0


@dataclass(frozen=True)
class Candidate:
    """An officer or crew that could be sent; distance in metres, None when unknown."""

    staff_id: int | None
    crew_id: int | None
    name: str
    on_duty: bool
    serves_area: bool
    open_jobs: int
    distance_m: float | None

    @property
    def cost(self) -> float:
        """Lower is better; every part is a distance in kilometres or stands for one."""
        driving = (self.distance_m or 5_000.0) / 1_000.0
        stranger = 0.0 if self.serves_area else _AREA_MATCH_KM
        absent = 0.0 if self.on_duty else _OFF_DUTY_KM
        return driving + stranger + absent + self.open_jobs * _JOB_KM


def ranked(candidates: list[Candidate], most: int = 5) -> list[Candidate]:
    """The best `most` candidates, best first; equal ones by name so the order is steady."""
    return sorted(candidates, key=lambda one: (one.cost, one.name))[:most]
