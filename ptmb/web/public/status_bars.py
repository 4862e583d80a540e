"""The last days of an area as columns of 24 hours, in plain numbers for SVG, and in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ptmb.domain.supply import SupplyState
from ptmb.domain.supply_history import DayHours, total
from ptmb.web.filters import percent
from ptmb.web.languages import gettext, ngettext
from ptmb.web.public.status_words import LOOK, hours_words, state_view

HEIGHT = 96
"""Units of a whole day: four for each hour."""
STEP = 20
_BAR = 16
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Piece:
    """A part of a column; units of the SVG."""

    tone: str
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    on: date
    x: int
    pieces: list[Piece]
    hours: list[tuple[SupplyState, str]]


@dataclass(frozen=True)
class Bars:
    """The columns, oldest first; `sentence` says what they show."""

    columns: list[Column]
    width: int
    sentence: str
    present: list[tuple[SupplyState, str]]

    @property
    def labels(self) -> list[date]:
        """The first day, the middle and the last one."""
        days = [one.on for one in self.columns]
        return [days[0], days[len(days) // 2], days[-1]] if days else []


def bars(days: Sequence[DayHours]) -> Bars:
    columns = [_column(number, one) for number, one in enumerate(days)]
    sums = total(days)
    present = [(state, state_view(state).word) for state in SupplyState if sums[state]]
    return Bars(columns, len(columns) * STEP, sentence(days), present)


def _column(number: int, day: DayHours) -> Column:
    """The usual water at the bottom, what was worse above it."""
    pieces, y = [], float(HEIGHT)
    for state, minutes in reversed(day.minutes.items()):
        height = minutes * HEIGHT / _DAY_MINUTES
        y -= height
        pieces.append(Piece(LOOK[state][0], round(y, 1), round(height, 1)))
    hours = [(state, hours_words(minutes)) for state, minutes in day.minutes.items()]
    return Column(day.on, number * STEP + (STEP - _BAR) // 2, pieces, hours)


def sentence(days: Sequence[DayHours]) -> str:
    """What the columns show: of the known time how much was normal, and how much is not known."""
    sums, said = total(days), []
    known = sum(day.known for day in days)
    if known:
        share = percent(round(sums[SupplyState.NORMAL] * 100 / known))
        said.append(gettext("Air normal %(share)s dari waktu yang tercatat.", share=share))
    said += [
        f"{state_view(state).word} {hours_words(sums[state])}."
        for state in (SupplyState.RATIONED, SupplyState.DISTURBED, SupplyState.REPAIR)
        if sums[state]
    ]
    unknown = sum(day.known == 0 for day in days)
    if unknown:
        said.append(ngettext("%(num)s hari tanpa data.", "%(num)s hari tanpa data.", unknown))
    return " ".join(said)
