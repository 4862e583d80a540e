"""How a count is written that may be withheld, see domain/suppression.py."""

from ptmb.domain.suppression import Withheld
from ptmb.web.filters import number

MARKS = {Withheld.UNDER_5: "<5", Withheld.COMPLEMENTARY: "×"}


def counted(cell: int | Withheld) -> str:
    """The number, or the mark that stands for it."""
    return MARKS[cell] if isinstance(cell, Withheld) else number(cell)
