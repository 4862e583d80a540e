"""The way out, which leaves nothing behind on the telephone."""

from werkzeug.wrappers import Response

from ptmb.domain.roles import Role
from ptmb.web.pages import go

_READ_OFFLINE = frozenset({Role.MAYOR, Role.MANAGER, Role.ADMIN, Role.OFFICER})
"""Who has pages that stay readable without a network (static/js/mayor-sw.js, officer-sw.js)."""


def keeps_pages(role: Role) -> bool:
    """Whether this person's browser may hold a copy of a page."""
    return role in _READ_OFFLINE


def leave(*, forget: bool) -> Response:
    """To the log-in page; with `forget` the browser drops what our pages keep in it.

    The copies, the worker that holds them and its subscription to news go together: who logged out
    of a telephone is told nothing on it any more. An officer's unsent work goes with them; the page
    has warned of it.
    """
    response = go("session.log_in")
    if forget:
        response.headers["Clear-Site-Data"] = '"storage"'
    return response
