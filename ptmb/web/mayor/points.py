"""The dots of the map of complaints, for its script."""

from flask import Response, jsonify, request, url_for

from ptmb.adapters.clock import now
from ptmb.domain.roles import Role
from ptmb.queries.catalogue import catalogue
from ptmb.queries.newest_points import PointOf, newest_points
from ptmb.web.access import only
from ptmb.web.filters import category_name, local, moment_words, status_for_others
from ptmb.web.mayor import mayor
from ptmb.web.periods import asked_period

_READERS = (Role.MAYOR, Role.MANAGER, Role.ADMIN)


@mayor.get("/wilayah/titik.json")
@only(*_READERS)
def points() -> Response:
    """The newest complaints of the period; exact places are for staff alone."""
    period = asked_period(request.args, local(now()).date())
    return jsonify([_dot(one) for one in newest_points(period)])


def _dot(one: PointOf) -> dict[str, object]:
    state = status_for_others(one.status)
    return {
        "at": [one.latitude, one.longitude],
        "reference": one.reference,
        "category": category_name(catalogue().categories[one.category_id]),
        "state": state.word,
        "tone": state.tone,
        "icon": state.icon,
        "moment": moment_words(one.created_at),
        "href": url_for("mayor.complaint", reference=one.reference),
    }
