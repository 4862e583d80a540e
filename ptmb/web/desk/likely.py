""" "Mungkin satu gangguan: 6 aduan": what the desk is offered when many say the same nearby."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.domain.detection import Likely
from ptmb.domain.roles import DESK_ROLES
from ptmb.queries.catalogue import catalogue
from ptmb.queries.likely_incidents import likely_incidents
from ptmb.queries.live import newest_event
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.filters import category_name
from ptmb.web.languages import language
from ptmb.web.pages import live, unchanged

SECONDS = 60
_SHOWN = 3


@dataclass(frozen=True)
class Suggestion:
    """One line with its link to the form that it fills."""

    count: int
    category: str
    place: str
    href: str


@desk.get("/gangguan/mungkin")
@only(*DESK_ROLES)
def likely_block() -> Response:
    """The suggestions above the queue; a block of its own, so that the queue stays quick."""
    at = now()
    tag = f"{newest_event()}-{at:%H%M}-{language()}"
    same = unchanged(tag, quiet=True)
    if same is not None:
        return same
    return live(
        tag,
        "desk/likely.html",
        block="likely",
        suggestions=suggestions(likely_incidents(at)),
        seconds=SECONDS,
        tag=tag,
    )


def suggestions(found: Iterable[Likely]) -> list[Suggestion]:
    """The largest few, in words."""
    return [_suggestion(one) for one in list(found)[:_SHOWN]]


def _suggestion(one: Likely) -> Suggestion:
    present = catalogue()
    names = [present.area_name(area_id) for area_id in one.area_ids]
    return Suggestion(
        len(one.sightings),
        category_name(present.categories.get(one.category_id)),
        ", ".join(names),
        url_for("desk.new_incident", aduan=[sighting.ticket for sighting in one.sightings]),
    )
