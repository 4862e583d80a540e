"""Kirim: what waits on this phone. The list is the phone's own, its words are the server's."""

from werkzeug.wrappers import Response

from ptmb.domain.roles import Role
from ptmb.web.access import only
from ptmb.web.officer import officer
from ptmb.web.pages import page


@officer.get("/kirim")
@only(Role.OFFICER)
def outbox() -> Response:
    return page("officer/outbox.html")
