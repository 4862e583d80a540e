"""The command centre's pages."""

from flask import Blueprint

desk = Blueprint("desk", __name__, url_prefix="/meja")

from ptmb.web.desk import (  # noqa: E402  the views attach themselves to the blueprint
    bulk,
    city_map,
    complaint,
    merging,
    queue,
    quick_intake,
    steps,
)

__all__ = ["bulk", "city_map", "complaint", "desk", "merging", "queue", "quick_intake", "steps"]
