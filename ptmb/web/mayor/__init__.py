"""The mayor's and the managers' pages: they look, and they ask the desk."""

from flask import Blueprint

mayor = Blueprint("mayor", __name__, url_prefix="/walikota")

from ptmb.web.mayor import (  # noqa: E402  the views attach themselves to it
    account_views,
    exports,
    list_views,
    materials,
    news,
    patterns,
    points,
    questions,
    reports,
    views,
)

__all__ = [
    "account_views",
    "exports",
    "list_views",
    "materials",
    "mayor",
    "news",
    "patterns",
    "points",
    "questions",
    "reports",
    "views",
]
