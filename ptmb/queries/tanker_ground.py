"""Whether tanker water may be asked for here: the setting, the schedule, and what is on offer."""

from datetime import datetime

from sqlalchemy import select

from ptmb.domain.geography import Point
from ptmb.domain.tanker_rule import DRY_CATEGORIES, Ground
from ptmb.extensions import db
from ptmb.models import Complaint, TankerPrice, TankerTruck
from ptmb.queries.catalogue import catalogue
from ptmb.queries.water_due import water_due


def ground_of(complaint: Complaint, at: datetime) -> Ground:
    """What the rule needs to know beside the complaint itself."""
    hours = int(catalogue().settings["tanker_hours"])
    area = catalogue().areas.get(complaint.area_id or 0)
    if area is None:
        return Ground(hours)
    water = water_due(area.id, at, _point(complaint))
    flows = water.planned and water.due
    recovered = water.recovering_until is None or water.recovering_until <= at
    dry = water.window.starts_at if water.planned and not water.due and water.window else None
    return Ground(hours, flows and recovered, dry, area.highland)


def may_be_dry(complaint: Complaint) -> bool:
    """Whether the category is one of a dry tap at all; asks the database nothing."""
    return catalogue().categories[complaint.category_id].code in DRY_CATEGORIES


def prices() -> list[TankerPrice]:
    """What is sold, the smallest amount first; nothing while no truck drives."""
    drives = select(TankerTruck.id).where(TankerTruck.active).exists()
    sold = select(TankerPrice).where(TankerPrice.active, drives).order_by(TankerPrice.litres)
    return list(db.session.scalars(sold))


def _point(complaint: Complaint) -> Point | None:
    if complaint.latitude is None or complaint.longitude is None:
        return None
    return Point(complaint.latitude, complaint.longitude)
