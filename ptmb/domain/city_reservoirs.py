"""The reservoirs the city drinks from, as the press gives them; the desk corrects what is wrong.

Waduk Manggar, metres on its gauge board: normal 10.30, announcements at 7, intake limit 5,
technical floor 4.40. Waduk Teritip, metres of elevation: normal 21.50, called low at 19.82
(press, 2023).
"""

from dataclasses import dataclass
from datetime import date

from ptmb.domain.supply import ThresholdKind

MARKS_SINCE = date(2014, 1, 1)
"""The oldest report that the marks come from is of that year."""


@dataclass(frozen=True, slots=True)
class CityReservoir:
    """`lowest` and `highest` are the ends of the gauge, for catching slips of the finger."""

    code: str
    name: str
    gauge: str
    lowest: float
    highest: float
    main: bool
    marks: tuple[tuple[ThresholdKind, float], ...]


RESERVOIRS = (
    CityReservoir(
        "manggar",
        "Waduk Manggar",
        "papan duga",
        3.0,
        12.0,
        main=True,
        marks=(
            (ThresholdKind.NORMAL, 10.30),
            (ThresholdKind.ALERT, 7.0),
            (ThresholdKind.CRITICAL, 5.0),
            (ThresholdKind.FLOOR, 4.40),
        ),
    ),
    CityReservoir(
        "teritip",
        "Waduk Teritip",
        "elevasi",
        15.0,
        25.0,
        main=False,
        marks=((ThresholdKind.NORMAL, 21.50), (ThresholdKind.ALERT, 19.82)),
    ),
)
