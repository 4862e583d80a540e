"""Who would hear of a publication, before it is made."""

from collections.abc import Collection

from sqlalchemy import func, select

from ptmb.extensions import db
from ptmb.models import Follow


def followers_told(area_ids: Collection[int]) -> int:
    """How many telephone numbers follow the water of these areas; each counts once."""
    if not area_ids:
        return 0
    counted = select(func.count(func.distinct(Follow.phone))).where(
        Follow.area_id.in_(area_ids), Follow.ended_at.is_(None), Follow.phone != ""
    )
    return int(db.session.scalar(counted) or 0)
