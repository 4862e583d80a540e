"""The administrator's pages."""

from flask import Blueprint

admin = Blueprint("admin", __name__, url_prefix="/admin")

from ptmb.web.admin import (  # noqa: E402  the views attach themselves to the blueprint
    area_import,
    areas,
    audit,
    categories,
    figures,
    machine_keys,
    materials,
    people,
    replies,
    reservoirs,
    settings,
    tankers,
)

__all__ = [
    "admin",
    "area_import",
    "areas",
    "audit",
    "categories",
    "figures",
    "machine_keys",
    "materials",
    "people",
    "replies",
    "reservoirs",
    "settings",
    "tankers",
]
