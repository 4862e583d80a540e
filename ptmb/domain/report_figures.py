"""Everything that a report tells, as it stood at one moment, and how it is kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from ptmb.domain.lifecycle import Cause
from ptmb.domain.reports import ReportKind
from ptmb.domain.trends import Trend

VERSION = 1
"""Of the kept form. Rows of an earlier version stay readable, or are converted by a migration."""


class UnknownVersion(ValueError):
    """These figures were kept by a newer program."""


@dataclass(frozen=True)
class Account:
    """Complaints by what has become of them; the parts are the whole."""

    resolved: int = 0
    rejected: int = 0
    merged: int = 0
    withdrawn: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        return self.resolved + self.rejected + self.merged + self.withdrawn + self.open

    def __add__(self, other: "Account") -> "Account":
        return Account(
            self.resolved + other.resolved,
            self.rejected + other.rejected,
            self.merged + other.merged,
            self.withdrawn + other.withdrawn,
            self.open + other.open,
        )


@dataclass(frozen=True)
class WorstArea:
    """An area with many complaints. `trend`: the last seven days against the seven before."""

    code: str
    name: str
    received: int
    open: int
    trend: Trend
    mostly_rationed: bool


@dataclass(frozen=True)
class Water:
    """The main reservoir: metres on its gauge, and the change in cm since `days` before.

    `change_cm` is None where nobody read the gauge then.
    """

    name: str
    level: float
    read_at: datetime
    days: int
    change_cm: float | None


@dataclass(frozen=True)
class Earlier:
    """The period that a report is compared with. Times in seconds; None without any."""

    first: date
    last: date
    received: int
    resolved: int
    finished: int
    resolution_seconds: float | None


@dataclass(frozen=True)
class DayFigures:
    """One day: what came in, and what was finished whenever it had come in."""

    on: date
    received: int
    finished: int


@dataclass(frozen=True)
class ReportFigures:
    """Figures of `first` to `last`, both included, as they stood at `counted_at`.

    What each of them means is said in domain/measures.py. `late_now` and `open_now` hold at
    `counted_at`, whenever the complaints were received. Medians in seconds, the rating 1 to 5,
    each None without any. `running`: the period was not over yet.
    """

    kind: ReportKind
    first: date
    last: date
    running: bool
    counted_at: datetime
    received: Account
    carried: Account
    open_now: int
    late_now: int
    finished: int
    finished_late: int
    confirmed: int
    reopened: int
    response_seconds: float | None
    resolution_seconds: float | None
    rating: float | None
    ratings: int
    causes: dict[Cause, int]
    worst: tuple[WorstArea, ...]
    days: tuple[DayFigures, ...]
    water: Water | None
    earlier: Earlier

    def to_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; `from_json` reads them."""
        plain: dict[str, Any] = _plain(asdict(self))
        return {"version": VERSION, **plain}


def from_json(kept: Mapping[str, Any]) -> ReportFigures:
    """The figures of a kept report.

    Raises:
        UnknownVersion: a newer program kept them.
    """
    if kept["version"] != VERSION:
        raise UnknownVersion(kept["version"])
    values = {name: value for name, value in kept.items() if name != "version"}
    water, earlier = kept["water"], kept["earlier"]
    return ReportFigures(
        **{
            **values,
            "kind": ReportKind(kept["kind"]),
            "first": date.fromisoformat(kept["first"]),
            "last": date.fromisoformat(kept["last"]),
            "counted_at": datetime.fromisoformat(kept["counted_at"]),
            "received": Account(**kept["received"]),
            "carried": Account(**kept["carried"]),
            "causes": {Cause(name): total for name, total in kept["causes"].items()},
            "worst": tuple(WorstArea(**{**w, "trend": Trend(w["trend"])}) for w in kept["worst"]),
            "days": tuple(
                DayFigures(date.fromisoformat(day["on"]), day["received"], day["finished"])
                for day in kept["days"]
            ),
            "water": water and _water(water),
            "earlier": _earlier(earlier),
        }
    )


def _water(kept: Mapping[str, Any]) -> Water:
    return Water(**{**kept, "read_at": datetime.fromisoformat(kept["read_at"])})


def _earlier(kept: Mapping[str, Any]) -> Earlier:
    days = {name: date.fromisoformat(kept[name]) for name in ("first", "last")}
    return Earlier(**{**kept, **days})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
