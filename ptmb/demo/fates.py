"""What becomes of the 286 complaints: 176 are done, 110 are still open on 10 February.

Only the totals are the press's. Days, causes, categories and areas are plausible, not known.
"""

from dataclasses import dataclass
from enum import StrEnum

from ptmb.domain.lifecycle import Cause, Status

RECEIVED_BY_DAY = (26, 27, 24, 22, 33, 32, 30, 31, 30, 31)
"""From 1 to 10 February, the last day until 14.32: 286 together."""
DONE_BY_DAY = (6, 14, 17, 16, 20, 21, 20, 21, 19, 22)
"""How many of the 176 were finished on each day."""
AREA_SHARES = {
    "Gunung Sari Ilir": 41,
    "Sepinggan": 28,
    "Baru Ulu": 19,
    "Muara Rapak": 17,
    "Gunung Sari Ulu": 16,
    "Sumber Rejo": 15,
    "Karang Rejo": 13,
    "Batu Ampar": 12,
    "Mekar Sari": 11,
    "Gunung Samarinda": 10,
    "Karang Jati": 10,
    "Manggar": 9,
    "Baru Tengah": 8,
    "Baru Ilir": 7,
    "Damai": 6,
    "Gunung Bahagia": 6,
    "Telaga Sari": 6,
    "Klandasan Ulu": 5,
    "Klandasan Ilir": 5,
    "Prapatan": 5,
    "Sepinggan Baru": 5,
    "Gunung Samarinda Baru": 5,
    "Marga Sari": 4,
    "Margo Mulyo": 4,
    "Graha Indah": 4,
    "Sungai Nangka": 3,
    "Damai Baru": 2,
    "Damai Bahagia": 2,
    "Sepinggan Raya": 2,
    "Manggar Baru": 2,
    "Karang Joang": 1,
    "Lamaru": 1,
    "Teritip": 1,
    "Kariangau": 1,
}
"""Complaints by area: high and dense ones have more. They add up to 286."""


class Way(StrEnum):
    """How a complaint gets done."""

    TURN = "turn"
    VISIT = "visit"
    DESK = "desk"


@dataclass(frozen=True)
class Fate:
    """`count` complaints of a category, received on one of `days`, end up like this.

    `way` is set for those that are done; `status` is where the open ones stand.
    """

    count: int
    category: str
    cause: Cause
    status: Status
    way: Way | None = None
    days: tuple[int, ...] = ()


_T, _R, _Q, _C, _U = (
    Cause.TECHNICAL,
    Cause.RATIONING,
    Cause.QUALITY,
    Cause.CUSTOMER_SIDE,
    Cause.UNKNOWN,
)
_TODAY, _FRESH, _YESTERDAY, _OLD = (10,), (8, 9), (9,), (6, 7, 8)


def _done(way: Way, count: int, category: str, cause: Cause) -> Fate:
    return Fate(count, category, cause, Status.RESOLVED, way)


DONE = (
    _done(Way.TURN, 112, "NOFLOW", _R),
    _done(Way.TURN, 5, "SCHED", _R),
    _done(Way.VISIT, 14, "LEAK", _T),
    _done(Way.VISIT, 6, "LEAKSVC", _T),
    _done(Way.VISIT, 9, "NOFLOW", _T),
    _done(Way.VISIT, 3, "LOWP", _T),
    _done(Way.VISIT, 5, "LOWP", _R),
    _done(Way.VISIT, 9, "QUALITY", _Q),
    _done(Way.VISIT, 1, "ASSET", _T),
    _done(Way.VISIT, 1, "DIG", _T),
    _done(Way.DESK, 3, "LOWP", _R),
    _done(Way.DESK, 2, "NOFLOW", _C),
    _done(Way.DESK, 4, "BILL", _C),
    _done(Way.DESK, 1, "METER", _T),
    _done(Way.DESK, 1, "TANKER", _R),
)

_S = Status
OPEN = (
    Fate(3, "NOFLOW", _U, _S.RECEIVED, days=_TODAY),
    Fate(5, "NOFLOW", _R, _S.RECEIVED, days=_TODAY),
    Fate(2, "QUALITY", _U, _S.RECEIVED, days=_TODAY),
    Fate(1, "LEAK", _U, _S.RECEIVED, days=_TODAY),
    Fate(1, "SCHED", _R, _S.RECEIVED, days=_TODAY),
    Fate(1, "TANKER", _R, _S.RECEIVED, days=_TODAY),
    Fate(1, "BILL", _U, _S.RECEIVED, days=_FRESH),
    Fate(1, "METER", _U, _S.RECEIVED, days=_FRESH),
    Fate(1, "OTHER", _U, _S.RECEIVED, days=_FRESH),
    Fate(1, "NOFLOW", _U, _S.RECEIVED, days=(8,)),
    Fate(1, "QUALITY", _Q, _S.RECEIVED, days=(8,)),
    Fate(2, "LEAK", _T, _S.ASSIGNED, days=_TODAY),
    Fate(2, "NOFLOW", _T, _S.ASSIGNED, days=_TODAY),
    Fate(1, "QUALITY", _Q, _S.ASSIGNED, days=_TODAY),
    Fate(5, "LOWP", _R, _S.ASSIGNED, days=_FRESH),
    Fate(2, "LOWP", _T, _S.ASSIGNED, days=_FRESH),
    Fate(2, "METER", _U, _S.ASSIGNED, days=_FRESH),
    Fate(1, "BILL", _C, _S.ASSIGNED, days=_FRESH),
    Fate(1, "LEAKSVC", _T, _S.ASSIGNED, days=_YESTERDAY),
    Fate(1, "LEAK", _T, _S.ASSIGNED, days=_OLD),
    Fate(2, "NOFLOW", _T, _S.ASSIGNED, days=_OLD),
    Fate(1, "QUALITY", _Q, _S.ASSIGNED, days=_OLD),
    Fate(1, "LEAK", _T, _S.EN_ROUTE, days=_TODAY),
    Fate(1, "NOFLOW", _T, _S.EN_ROUTE, days=_TODAY),
    Fate(1, "ASSET", _T, _S.EN_ROUTE, days=_TODAY),
    Fate(2, "LOWP", _R, _S.EN_ROUTE, days=_YESTERDAY),
    Fate(4, "LOWP", _T, _S.IN_PROGRESS, days=_FRESH),
    Fate(4, "LEAKSVC", _T, _S.IN_PROGRESS, days=_YESTERDAY),
    Fate(1, "DIG", _T, _S.IN_PROGRESS, days=_FRESH),
    Fate(2, "LEAK", _T, _S.IN_PROGRESS, days=_OLD),
    Fate(1, "NOFLOW", _T, _S.IN_PROGRESS, days=_OLD),
    Fate(3, "LEAK", _T, _S.FOLLOW_UP, days=(4, 5, 6)),
    Fate(6, "NOFLOW", _T, _S.FOLLOW_UP, days=(5, 6, 7, 8)),
    Fate(2, "LOWP", _T, _S.FOLLOW_UP, days=(5, 6, 7)),
    Fate(1, "LEAKSVC", _T, _S.FOLLOW_UP, days=(6, 7)),
    Fate(1, "METER", _T, _S.FOLLOW_UP, days=(5, 6)),
    Fate(1, "QUALITY", _Q, _S.FOLLOW_UP, days=(7, 8)),
    Fate(3, "NOFLOW", _R, _S.RATIONED, days=_TODAY),
    Fate(30, "NOFLOW", _R, _S.RATIONED, days=(6, 7, 8, 9)),
    Fate(2, "SCHED", _R, _S.RATIONED, days=_FRESH),
    Fate(1, "TANKER", _R, _S.RATIONED, days=_FRESH),
    Fate(2, "LOWP", _U, _S.NEED_INFO, days=_FRESH),
    Fate(1, "NOFLOW", _U, _S.NEED_INFO, days=_YESTERDAY),
    Fate(1, "BILL", _U, _S.NEED_INFO, days=_YESTERDAY),
    Fate(1, "QUALITY", _U, _S.NEED_INFO, days=_YESTERDAY),
)
"""Of the open ones only the nine of `_OLD` and the two of day 8 are past their target."""
