"""The small map of a job: its kelurahan, what lies around, the place, and who looks for it."""

import itertools
from dataclasses import dataclass

from flask_babel import gettext
from flask_login import current_user

from ptmb.domain.compass import wind
from ptmb.domain.geography import Point, distance_m
from ptmb.domain.lifecycle import Status
from ptmb.geometry.drawing import Spot
from ptmb.geometry.locator import VIEW, LocatorMap, locator_map
from ptmb.models import Complaint
from ptmb.queries.catalogue import area_geometries, catalogue
from ptmb.web.filters import kilometres, short_area

_MOST_NAMES = 4
_LETTER = 10.0
"""Units that a letter takes at 18 pixels."""


@dataclass(frozen=True)
class Locator:
    """Paths and spots in units of `view_box`; `away` says in words where the officer was last.

    `names` are neighbours with room for their name.
    """

    view_box: str
    own: str
    around: str
    names: list[tuple[str, Spot]]
    place: Spot
    officer: Spot | None
    away: str


def locator(complaint: Complaint) -> Locator | None:
    """None where there is nothing to find: no point, or the officer is already there."""
    if complaint.latitude is None or complaint.longitude is None or complaint.area_id is None:
        return None
    if complaint.status is Status.IN_PROGRESS:
        return None
    drawn = locator_map(catalogue().edition, complaint.area_id, area_geometries)
    point = Point(complaint.latitude, complaint.longitude)
    place = drawn.spot(point) if drawn else None
    if drawn is None or place is None:
        return None
    here = current_user.position
    officer = drawn.spot(here) if here else None
    away = _away(point, here) if here else ""
    return Locator(VIEW.view_box, drawn.own, drawn.around, _names(drawn), place, officer, away)


def _names(drawn: LocatorMap) -> list[tuple[str, Spot]]:
    """Written where the largest circle inside is as wide as the words."""
    known = catalogue()
    wide = ((short_area(known.area_name(one)), spot, room) for one, spot, room in drawn.rooms)
    fitting = ((name, spot) for name, spot, room in wide if len(name) * _LETTER <= 2 * room)
    return list(itertools.islice(fitting, _MOST_NAMES))


def _away(point: Point, here: Point) -> str:
    """From where the officer was to the job."""
    far = kilometres(distance_m(here, point))
    return gettext(
        "%(far)s ke %(wind)s dari posisi terakhir Anda", far=far, wind=gettext(wind(here, point))
    )
