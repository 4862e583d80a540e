"""The life of an incident: one table says which status follows which, and what each must bring."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ptmb.domain.roles import DESK_ROLES, Role
from ptmb.domain.supply import INCIDENT_OPEN, IncidentKind, IncidentStatus
from ptmb.domain.words import N_

__all__ = [
    "INCIDENT_MOVES", "INCIDENT_OPEN", "KIND_WORDS", "IncidentMessage", "IncidentMove",
    "IncidentNeed",
    "IncidentRefused", "crew_sentence", "first_status", "incident_code", "is_major", "move_for",
    "next_moves", "overdue",
]  # fmt: skip

KIND_WORDS = {
    IncidentKind.FAULT: N_("Gangguan"),
    IncidentKind.PLANNED: N_("Pekerjaan terjadwal"),
}


class IncidentMessage(StrEnum):
    """Texts in templates/messages that are not a step of a complaint."""

    UPDATE = "incident_update"
    NORMAL = "incident_normal"


class IncidentNeed(StrEnum):
    """What a move must bring; the action that makes it checks it."""

    NEXT_NEWS = "next_news"
    PUBLIC_TEXT = "public_text"


@dataclass(frozen=True)
class IncidentMove:
    """One row: from where, to where, by whom, with what. `source` None: it is being opened."""

    source: IncidentStatus | None
    target: IncidentStatus
    roles: frozenset[Role]
    needs: frozenset[IncidentNeed]

    @property
    def final(self) -> bool:
        """Whether nothing follows it."""
        return self.target not in INCIDENT_OPEN


class IncidentRefused(Exception):
    """The table does not allow this move; `source` and `target` say which."""

    def __init__(self, source: IncidentStatus | None, target: IncidentStatus, role: Role) -> None:
        super().__init__(f"{role} cannot make an incident {target} that is {source}")
        self.source, self.target, self.role = source, target, role


def _moves(
    source: IncidentStatus | None,
    targets: Iterable[IncidentStatus],
    *needs: IncidentNeed,
) -> tuple[IncidentMove, ...]:
    roles = frozenset(DESK_ROLES)
    return tuple(IncidentMove(source, target, roles, frozenset(needs)) for target in targets)


_S, _NEWS, _TEXT = IncidentStatus, IncidentNeed.NEXT_NEWS, IncidentNeed.PUBLIC_TEXT

# fmt: off
# The path of a widespread outage: known, being repaired, flowing gradually, normal. Planned work
# waits before it. A row that stays where it is carries news alone.
INCIDENT_MOVES: tuple[IncidentMove, ...] = (
    *_moves(None, (_S.ANNOUNCED, _S.KNOWN, _S.REPAIRING), _NEWS, _TEXT),
    *_moves(_S.ANNOUNCED, (_S.ANNOUNCED,), _NEWS),
    *_moves(_S.ANNOUNCED, (_S.REPAIRING,), _NEWS, _TEXT),
    *_moves(_S.ANNOUNCED, (_S.CANCELLED,), _TEXT),
    *_moves(_S.KNOWN, (_S.KNOWN,), _NEWS),
    *_moves(_S.KNOWN, (_S.REPAIRING, _S.FLOWING), _NEWS, _TEXT),
    *_moves(_S.KNOWN, (_S.NORMAL, _S.CANCELLED), _TEXT),
    *_moves(_S.REPAIRING, (_S.REPAIRING,), _NEWS),
    *_moves(_S.REPAIRING, (_S.KNOWN, _S.FLOWING), _NEWS, _TEXT),
    *_moves(_S.REPAIRING, (_S.NORMAL,), _TEXT),
    *_moves(_S.FLOWING, (_S.FLOWING,), _NEWS),
    *_moves(_S.FLOWING, (_S.REPAIRING,), _NEWS, _TEXT),
    *_moves(_S.FLOWING, (_S.NORMAL,), _TEXT),
)
# fmt: on


def move_for(source: IncidentStatus | None, target: IncidentStatus, role: Role) -> IncidentMove:
    """The row of the table that allows this move.

    Raises:
        IncidentRefused: no row allows it.
    """
    for move in INCIDENT_MOVES:
        if move.source is source and move.target is target and role in move.roles:
            return move
    raise IncidentRefused(source, target, role)


def next_moves(source: IncidentStatus, role: Role) -> list[IncidentMove]:
    """Moves to offer, in the table's order; the same table decides and displays."""
    return [one for one in INCIDENT_MOVES if one.source is source and role in one.roles]


def first_status(
    kind: IncidentKind, starts_at: datetime, crew: bool, at: datetime
) -> IncidentStatus:
    """Where a new one begins: work of the future is announced, a sent crew repairs."""
    if kind is IncidentKind.PLANNED and starts_at > at:
        return IncidentStatus.ANNOUNCED
    working = crew or kind is IncidentKind.PLANNED
    return IncidentStatus.REPAIRING if working else IncidentStatus.KNOWN


def incident_code(number: int) -> str:
    """As people say it: G-014."""
    return f"G-{number:03d}"


def overdue(
    status: IncidentStatus,
    expected_end_at: datetime | None,
    next_update_at: datetime | None,
    at: datetime,
) -> bool:
    """Whether news was promised for a moment that has passed.

    A promised next update counts alone when there is one; otherwise the expected end does.
    """
    promised = next_update_at or expected_end_at
    return status in INCIDENT_OPEN and promised is not None and promised < at


def crew_sentence(status: IncidentStatus, crew_assigned: bool) -> str:
    """What the crew does now, for everybody to read."""
    if status is IncidentStatus.ANNOUNCED:
        return N_("Pekerjaan belum dimulai.")
    if status is IncidentStatus.REPAIRING:
        return N_("Petugas sedang mengerjakan.")
    if status is IncidentStatus.FLOWING:
        return N_("Air mulai mengalir. Daerah tinggi bisa lebih lama.")
    if status is IncidentStatus.NORMAL:
        return N_("Penanganan selesai.")
    if status is IncidentStatus.CANCELLED:
        return N_("Pekerjaan ini tidak jadi dilakukan.")
    return N_("Petugas sudah ditunjuk.") if crew_assigned else N_("Penyebab sedang dicari.")


def is_major(
    status: IncidentStatus, kind: IncidentKind, size: tuple[int, int], limits: tuple[int, int]
) -> bool:
    """Whether leaders are told at once: an open fault that is as wide or as loud as a limit.

    Args:
        size: areas, and complaints that follow it. limits: from how many of each it is major.
    """
    reached = any(found >= limit for found, limit in zip(size, limits, strict=True))
    return reached and kind is IncidentKind.FAULT and status in INCIDENT_OPEN
