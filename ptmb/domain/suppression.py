"""Hides small counts in a table whose totals are shown, so that none can be worked out again.

A cell from 1 to 4 could point at a person. Hiding it alone is not enough: the total of its row
less the others gives it back. So others are hidden too, until each hidden cell could hold another
number with the same totals: complementary suppression (L. H. Cox: "Suppression methodology and
statistical disclosure control", JASA 75, 1980). Whether it could is a question about the network
whose nodes are rows and columns and whose arcs are hidden cells (J. P. Kelly, B. L. Golden, A. A.
Assad: "Cell suppression: disclosure protection for sensitive tabular data", Networks 22, 1992): a
cell can hold one more exactly when a way leads back from its column to its row through cells that
can hold one more and one less in turn.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from typing import Generic, TypeVar

LEAST = 5
"""The smallest number that is shown."""
_ZERO_COST, _LARGE_COST = 1, 1_000
"""Rather hide a zero, which is under 5 as well, than a number that tells something."""

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


class Withheld(StrEnum):
    """Why a number is not shown. The codes stand in files; they never change."""

    UNDER_5 = "under_5"  # 0 to 4
    COMPLEMENTARY = "complementary"  # 5 or more, hidden for the sake of the others


@dataclass(frozen=True)
class Shown(Generic[Row, Column]):
    """What may be published: a number, or why there is none; None when nothing may be."""

    cells: Mapping[tuple[Row, Column], int | Withheld] | None

    def at(self, row: Row, column: Column) -> int | Withheld:
        """One cell.

        Raises:
            ValueError: the whole table is withheld.
        """
        if self.cells is None:
            raise ValueError("This table is withheld as a whole")
        return self.cells[row, column]


def suppressed(
    counts: Mapping[tuple[Row, Column], int], rows: Sequence[Row], columns: Sequence[Column]
) -> Shown[Row, Column]:
    """The table as it may be shown beside the exact totals of its rows and columns.

    When there are too few complaints to hide the small ones among, the whole table is withheld.

    Args:
        counts: whole numbers from 0; a missing cell is 0.
    """
    grid = [[counts.get((row, column), 0) for column in columns] for row in rows]
    hidden = _hidden(grid)
    if hidden is None:
        return Shown(None)
    return Shown(
        {
            (row, column): _shown(grid[i][j], hidden=(i, j) in hidden)
            for i, row in enumerate(rows)
            for j, column in enumerate(columns)
        }
    )


def _shown(count: int, *, hidden: bool) -> int | Withheld:
    if not hidden:
        return count
    return Withheld.UNDER_5 if count < LEAST else Withheld.COMPLEMENTARY


_Grid = list[list[int]]
_Spot = tuple[int, int]


def _hidden(grid: _Grid) -> set[_Spot] | None:
    """Where nothing is shown; None when the small ones cannot be hidden."""
    small = [(i, j) for i, row in enumerate(grid) for j, n in enumerate(row) if 0 < n < LEAST]
    hidden = set(small)
    for spot in small:
        if _way(grid, hidden, spot, free=True) is None:
            more = _way(grid, hidden, spot, free=False)
            if more is None:
                return None
            hidden |= more
    return hidden


def _way(grid: _Grid, hidden: set[_Spot], spot: _Spot, *, free: bool) -> set[_Spot] | None:
    """The cells through which another number may come into this one; the cheapest of both ways.

    Args:
        free: only through cells that are hidden already.
    """
    ways = [
        _cheapest(grid, hidden, spot, up=up, free=free)
        for up in (True, False)
        if _may(grid[spot[0]][spot[1]], up=up)
    ]
    found = [way for way in ways if way is not None]
    return min(found, key=lambda way: way[0])[1] if found else None


def _may(count: int, *, up: bool) -> bool:
    """Whether a hidden cell could as well hold one more, or one less, by what its mark says."""
    if up:
        return count != LEAST - 1
    return count not in (0, LEAST)


def _cheapest(
    grid: _Grid, hidden: set[_Spot], spot: _Spot, *, up: bool, free: bool
) -> tuple[int, set[_Spot]] | None:
    """Dijkstra from one end of the cell to its other, not through itself.

    Nodes are rows (0, i) and columns (1, j). From a column to a row a cell gives up one, from a
    row to a column it takes one. The cell itself takes one on the way from its row to its column
    when it goes up; so the rest of the circle leads from its column to its row.
    """
    row, column = (0, spot[0]), (1, spot[1])
    start, end = (column, row) if up else (row, column)
    best, queue = {start: 0}, [(0, start)]
    came: dict[_Spot, tuple[_Spot, _Spot]] = {}
    while queue:
        cost, node = heappop(queue)
        if node == end:
            return cost, set(_back(came, start, end))
        if cost > best[node]:
            continue
        for cell, other, price in _arcs(grid, hidden, node, free=free):
            if cell != spot and cost + price < best.get(other, 1 << 60):
                best[other], came[other] = cost + price, (node, cell)
                heappush(queue, (cost + price, other))
    return None


def _arcs(
    grid: _Grid, hidden: set[_Spot], node: _Spot, *, free: bool
) -> Iterator[tuple[_Spot, _Spot, int]]:
    """The cells at a node that can be passed, where they lead, and what hiding them costs."""
    of_row = node[0] == 0
    for other in range(len(grid[0]) if of_row else len(grid)):
        cell = (node[1], other) if of_row else (other, node[1])
        count = grid[cell[0]][cell[1]]
        known = cell in hidden
        if (known or not free) and _may(count, up=of_row):
            price = 0 if known else (_LARGE_COST + count if count else _ZERO_COST)
            yield cell, (1 if of_row else 0, other), price


def _back(came: Mapping[_Spot, tuple[_Spot, _Spot]], start: _Spot, end: _Spot) -> Iterator[_Spot]:
    node = end
    while node != start:
        node, cell = came[node]
        yield cell
