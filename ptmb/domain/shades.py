"""Five shades of a number on a map, and the numbers that each of them stands for."""

from typing import NamedTuple

SHADES = 5


class Step(NamedTuple):
    """A shade, 1 the lightest, and the numbers it stands for, both included."""

    shade: int
    least: int
    most: int


def steps(most: int, *, least: int = 1, unit: int = 1) -> list[Step]:
    """At most five equal steps from `least` until `most` is reached; none when nothing reaches it.

    Args:
        unit: every step begins at `least` plus a multiple of it.
    """
    if most < least:
        return []
    units = (most - least) // unit + 1
    width = -(-units // SHADES) * unit
    firsts = range(least, most + 1, width)
    return [Step(shade, first, first + width - 1) for shade, first in enumerate(firsts, start=1)]


def shade_of(number: int, among: list[Step]) -> int:
    """The shade of a number; 0, no shade at all, for one below the first step."""
    return max((step.shade for step in among if number >= step.least), default=0)
