"""How much of each material was used in a month, for managers."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import func, select

from ptmb.config import CITY_TIME
from ptmb.domain.months import month_after
from ptmb.extensions import db
from ptmb.models import ComplaintEvent, Material, MaterialUse

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class MaterialSum:
    """So much of a material in its own unit, at so many different complaints."""

    material: Material
    quantity: Decimal
    complaints: int


def materials_used(month: date) -> list[MaterialSum]:
    """One query, in the order of the officers' list. A visit counts when we received its end.

    Args:
        month: its first day in the city.
    """
    first, after = (datetime.combine(day, time(), CITY_TIME) for day in (month, month_after(month)))
    rows = db.session.execute(
        select(
            Material,
            func.sum(MaterialUse.quantity),
            func.count(MaterialUse.complaint_id.distinct()),
        )
        .join(MaterialUse, MaterialUse.material_id == Material.id)
        .join(ComplaintEvent, ComplaintEvent.id == MaterialUse.event_id)
        .where(ComplaintEvent.at >= first, ComplaintEvent.at < after)
        .group_by(Material.id)
        .order_by(Material.position, Material.id)
    )
    return [MaterialSum(row[0], Decimal(row[1]).quantize(_HUNDREDTH), row[2]) for row in rows]
