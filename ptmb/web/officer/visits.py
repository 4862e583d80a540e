"""Where an officer is, and what the form of a step says about the moment and the place."""

from typing import Any

from ptmb.domain.deed import Deed
from ptmb.domain.geography import Point, distance_m
from ptmb.domain.proof import FAR_M
from ptmb.models import Complaint
from ptmb.web.identity import deed


def visit(form: Any, position: Point | None = None) -> Deed:
    """What the officer does now, as the form says it."""
    return deed(
        form.key.data,
        form.version,
        client_at=form.client_moment,
        position=position,
        client_now=form.client_clock,
    )


def point_of(complaint: Complaint) -> Point | None:
    """The complaint's point, when it has one."""
    if complaint.latitude is None or complaint.longitude is None:
        return None
    return Point(complaint.latitude, complaint.longitude)


def far_away(complaint: Complaint, form: Any) -> float | None:
    """Metres to the complaint's point when they are too many to pass without a word."""
    point, here = point_of(complaint), form.position
    if point is None or here is None:
        return None
    away = distance_m(point, here)
    return away if away > FAR_M else None
