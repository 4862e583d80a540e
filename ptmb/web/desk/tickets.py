"""The complaints that were chosen for an incident, and what they have in common."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Row

from ptmb.actions.incidents import Chosen
from ptmb.domain.geography import Point
from ptmb.domain.lifecycle import Cause
from ptmb.domain.reference import NotACode
from ptmb.queries.incident_matches import chosen_complaints
from ptmb.web.desk.merging import read_ticket

MOST = 200


@dataclass(frozen=True)
class Tickets:
    """`seen` is the version of each code that the operator looked at."""

    rows: Sequence[Row[Any]]
    seen: dict[str, int | None]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Tickets":
        """The complaints of these check boxes; what is no code, or of nobody, is left out."""
        seen: dict[str, int | None] = {}
        for text in list(texts)[:MOST]:
            try:
                reference, version = read_ticket(text)
            except NotACode:  # only a changed form sends such a value
                continue
            seen[reference] = version
        return cls(chosen_complaints(list(seen)) if seen else (), seen)

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        return tuple(Chosen(row.id, self.seen[row.reference]) for row in self.rows)

    @property
    def texts(self) -> list[str]:
        """As check boxes carry them."""
        return [f"{row.reference}~{self.seen[row.reference] or row.version}" for row in self.rows]

    @cached_property
    def area_ids(self) -> tuple[int, ...]:
        counted = Counter(row.area_id for row in self.rows if row.area_id is not None)
        return tuple(area_id for area_id, _ in counted.most_common())

    @property
    def cause(self) -> Cause:
        """The one cause that they agree on, if there is one."""
        causes = {row.cause for row in self.rows} - {Cause.UNKNOWN}
        return causes.pop() if len(causes) == 1 else Cause.UNKNOWN

    @property
    def since(self) -> datetime | None:
        return min((row.created_at for row in self.rows), default=None)

    @property
    def middle(self) -> Point | None:
        """The mean of their points; near enough on the ground of one city."""
        points = [row for row in self.rows if row.latitude is not None]
        if not points:
            return None
        lat = sum(row.latitude for row in points) / len(points)
        lng = sum(row.longitude for row in points) / len(points)
        return Point(round(lat, 6), round(lng, 6))
