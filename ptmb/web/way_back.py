"""Where to go next: only ever to an address of our own, and only to a page the person may open."""

from urllib.parse import urlsplit

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from ptmb.domain.roles import Role

HOME = {
    Role.OFFICER: "officer.jobs",
    Role.OPERATOR: "desk.queue",
    Role.SUPERVISOR: "desk.queue",
    Role.MAYOR: "mayor.summary",
    Role.MANAGER: "mayor.summary",
    Role.ADMIN: "admin.people",
}
_LONGEST = 1000


def local(address: str | None) -> str | None:
    """The address when it stays on this site, else None.

    Browsers read a backslash as a slash and skip line breaks, so "/\\evil.example" would leave.
    """
    if not address or len(address) > _LONGEST or not address.startswith("/"):
        return None
    if address.startswith("//") or "\\" in address or not address.isprintable():
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else address


def after_log_in(address: str | None, role: Role) -> str:
    """The page the person wanted, when it is one for them; else where their work begins."""
    wanted = local(address)
    return wanted if wanted and _may_open(wanted, role) else url_for(HOME[role])


def _may_open(address: str, role: Role) -> bool:
    try:
        routes = current_app.url_map.bind("localhost")
        endpoint, _ = routes.match(urlsplit(address).path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    # Pages for everybody are not why one logs in, and among them is the log-in page itself.
    return role in (getattr(current_app.view_functions[endpoint], "access", None) or ())
