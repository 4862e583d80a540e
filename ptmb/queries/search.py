"""What the search box of the desk understands: a code, a number, words, a place."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_

from ptmb.domain.reference import NotACode, read_reference
from ptmb.models import Complaint
from ptmb.queries.catalogue import AreaView

_SHORTEST_WORD = 3


@dataclass(frozen=True)
class Search:
    """Exactly one of the four ways is used, in this order.

    Args:
        reference: a whole ticket code.
        phone: a whole number in E.164; part of a number finds nothing, so nobody can fish.
        areas: ids of the areas that carry this name.
        words: looked for in what the reporter wrote and in the place.
    """

    reference: str = ""
    phone: str = ""
    areas: tuple[int, ...] = ()
    words: str = ""

    def condition(self) -> ColumnElement[bool]:
        """The rows that match."""
        if self.reference:
            return Complaint.reference == self.reference
        if self.phone:
            return Complaint.reporter_phone == self.phone
        texts = (Complaint.description, Complaint.landmark, Complaint.address)
        found = [column.icontains(self.words, autoescape=True) for column in texts if self.words]
        if self.areas:
            found.append(Complaint.area_id.in_(self.areas))
        return or_(*found)


def read_search(text: str, phone: str | None, areas: Iterable[AreaView]) -> Search | None:
    """What was typed, understood; None when it is too short to mean anything.

    Args:
        phone: the text read as a telephone number (E.164), if it is one.
    """
    text = " ".join(text.split())
    try:
        return Search(reference=read_reference(text))
    except NotACode:
        pass  # most searches are words
    if phone:
        return Search(phone=phone)
    if len(text) < _SHORTEST_WORD:
        return None
    return Search(areas=areas_named(text, areas), words=text)


def areas_named(text: str, areas: Iterable[AreaView]) -> tuple[int, ...]:
    """Ids of the areas whose name or alias begins with this text."""
    wanted = text.casefold()
    return tuple(
        area.id
        for area in areas
        if any(name.casefold().startswith(wanted) for name in (area.name, *area.aliases))
    )
