"""Compares what the roll-ups say with what a count of the complaints says, in words.

The words are Indonesian: they are kept as they were found, and read at a terminal as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ptmb.domain.figures import WHOLE_CITY, Cell, Grain, Outcome, Tallied

MOST = 40
"""So many differences are told in words; of the others only how many they are."""
CHECK_ASKED = "figures_check_asked"
"""The setting that holds when somebody last asked for a check."""
NIGHTLY_AT_HOUR = 3
_NIGHT = timedelta(hours=3)
"""Until so long after three o'clock the very first check may begin by itself."""

MEASURE_WORDS = {
    Tallied.RECEIVED_CAUSE: "masuk menurut penyebab",
    Tallied.RECEIVED_CATEGORY: "masuk menurut jenis",
    Tallied.RECEIVED_CHANNEL: "masuk menurut saluran",
    Tallied.RECEIVED_HOUR: "masuk menurut jam",
    Tallied.RECEIVED_HEXAGON: "masuk menurut petak peta",
    Tallied.RECEIVED_REOPENED: "dibuka kembali",
    Tallied.RESPONSE_TIME: "waktu tanggap",
    Tallied.ENDED_CAUSE: "berakhir menurut penyebab",
    Tallied.FINISHED_CREW: "diselesaikan menurut tim",
    Tallied.FINISHED_LATE: "diselesaikan terlambat atau tidak",
    Tallied.FINISHED_CREW_LATE: "diselesaikan terlambat menurut tim",
    Tallied.FINISHED_CONFIRMED: "diselesaikan menurut pembenaran",
    Tallied.FINISHED_RATING: "nilai",
    Tallied.RESOLUTION_TIME: "waktu penyelesaian",
    Tallied.RESOLUTION_CATEGORY: "waktu penyelesaian menurut jenis",
    Tallied.RESOLUTION_CREW: "waktu penyelesaian menurut tim",
}
OUTCOME_WORDS = {
    Outcome.OPEN: "terbuka",
    Outcome.RESOLVED: "selesai",
    Outcome.REJECTED: "ditolak",
    Outcome.MERGED: "digabung",
    Outcome.WITHDRAWN: "dibatalkan",
}


@dataclass(frozen=True)
class Compared:
    """How many complaints were counted anew, and every difference in words."""

    complaints: int
    differences: tuple[str, ...]

    @property
    def equal(self) -> bool:
        return not self.differences


def last_night(local: datetime) -> datetime:
    """The last moment at which a check was due, at or before this moment of the city."""
    night = local.replace(hour=NIGHTLY_AT_HOUR, minute=0, second=0, microsecond=0)
    return night if night <= local else night - timedelta(days=1)


def is_due(local: datetime, last: datetime | None) -> bool:
    """Whether to check now: once a night, and later on the day when nobody worked that night.

    The very first one waits for its night, so that a new installation is not busy at once.

    Args:
        local: this moment, in the time of the city.
        last: when it was checked last; None if never.
    """
    night = last_night(local)
    return local - night < _NIGHT if last is None else last < night


def cell_differences(
    kept: Mapping[Cell, int], counted: Mapping[Cell, int], areas: Mapping[int, str]
) -> list[str]:
    """A sentence for each cell that does not hold what was counted; a zero is no cell.

    Args:
        areas: names by id.
    """
    wrong = [
        cell for cell in kept.keys() | counted.keys() if kept.get(cell, 0) != counted.get(cell, 0)
    ]
    return [
        _unequal(_cell_words(cell, areas), kept.get(cell, 0), counted.get(cell, 0))
        for cell in sorted(wrong)
    ]


def line_differences(
    what: str, kept: Mapping[Outcome, int], counted: Mapping[Outcome, int]
) -> list[str]:
    """A sentence for each outcome of a line of the account that is not as counted."""
    return [
        _unequal(f"{what}, {word}", kept.get(outcome, 0), counted.get(outcome, 0))
        for outcome, word in OUTCOME_WORDS.items()
        if kept.get(outcome, 0) != counted.get(outcome, 0)
    ]


def count_differences(kept: Mapping[str, int], counted: Mapping[str, int]) -> list[str]:
    """A sentence for each named number that is not as counted."""
    return [
        _unequal(name, kept.get(name, 0), counted.get(name, 0))
        for name in sorted(kept.keys() | counted.keys())
        if kept.get(name, 0) != counted.get(name, 0)
    ]


def compared(complaints: int, found: Iterable[str]) -> Compared:
    """The first of the differences in words, and how many more there are."""
    every = list(found)
    told = every[:MOST]
    if len(every) > MOST:
        told.append(f"… dan {len(every) - MOST} perbedaan lain")
    return Compared(complaints, tuple(told))


def area_words(area_id: int, areas: Mapping[int, str]) -> str:
    """How a difference names an area."""
    if area_id == WHOLE_CITY:
        return "seluruh kota"
    return areas.get(area_id, f"wilayah {area_id}") if area_id else "tanpa wilayah"


def _cell_words(cell: Cell, areas: Mapping[int, str]) -> str:
    outcome = f", {OUTCOME_WORDS[cell.outcome]}" if cell.outcome else ""
    where, what = area_words(cell.area_id, areas), MEASURE_WORDS[cell.measure]
    return f"{_when(cell.grain, cell.start_on)}, {where}, {what} ({cell.member}{outcome})"


def _when(grain: Grain, start: date) -> str:
    return start.isoformat() if grain is Grain.DAY else f"bulan {start:%Y-%m}"


def _unequal(what: str, kept: int, counted: int) -> str:
    return f"{what}: tercatat {kept}, seharusnya {counted}"
