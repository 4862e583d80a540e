"""How old the open complaints are: the backlog in classes of age."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

AGE_CLASSES = ((0, 1), (2, 3), (4, 7), (8, 14), (15, 30), (31, None))
"""First and last age in days, both included; the last class has no end."""


@dataclass(frozen=True)
class AgeClass:
    """Open complaints between two ages.

    Args:
        first: the least age in days; 0 is received today.
        last: the greatest, included; None where there is no greatest.
    """

    first: int
    last: int | None
    count: int


def by_age(received: Mapping[date, int], today: date) -> list[AgeClass]:
    """Open complaints by the day of the city on which they were received, in all classes.

    A day after `today`, which only a wrong clock makes, counts as today.
    """
    totals = [0] * len(AGE_CLASSES)
    for day, count in received.items():
        age = max(0, (today - day).days)
        number = next(n for n, (_, last) in enumerate(AGE_CLASSES) if last is None or age <= last)
        totals[number] += count
    return [
        AgeClass(first, last, total)
        for (first, last), total in zip(AGE_CLASSES, totals, strict=True)
    ]


def oldest(received: Mapping[date, int], today: date) -> int | None:
    """The age in days of the oldest open complaint; None without any."""
    days = [day for day, count in received.items() if count > 0]
    return max(0, (today - min(days)).days) if days else None
