"""The mayor's and the managers' pages: read only."""

from flask import Blueprint

mayor = Blueprint("mayor", __name__, url_prefix="/walikota")

from ptmb.web.mayor import views  # noqa: E402, F401  the views attach themselves to the blueprint
