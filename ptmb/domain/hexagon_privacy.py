"""What everybody may know of how many complaints came from a cell of the map.

A cell is half a neighbourhood, so a small number in it may be one house. Three rules: a cell with
fewer than five complaints is not told at all (k-anonymity, Sweeney 2002, with k = 5), the others
are rounded down to a multiple of five, and it is told for calendar months and the running periods
only. Without the rounding, somebody could subtract the answer for one period from that for a
longer one and read the small number in between (Hundepool et al., Statistical Disclosure Control,
2012, on differencing). Rounding is not enough for periods of any length: where a stretch loses
its five by starting a day later, a complaint came on that day.
"""

from collections.abc import Mapping

LEAST = 5


def published(cells: Mapping[str, int]) -> dict[str, int]:
    """The cells that may be told, each with its complaints rounded down to a multiple of five."""
    return {cell: total - total % LEAST for cell, total in cells.items() if total >= LEAST}
