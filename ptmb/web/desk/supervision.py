"""What a supervisor is told: work that failed twice."""

from flask import abort, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import notices
from ptmb.adapters.clock import now
from ptmb.domain.roles import Role
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.wishes import QueueWish


@desk.post("/kabar/<int(max=2147483647):notice_id>")
@only(Role.SUPERVISOR)
def acknowledge(notice_id: int) -> Response:
    """One supervisor has read it; it leaves the desks of all."""
    try:
        notices.acknowledge(notice_id, by=current_user.actor, at=now())
    except LookupError:
        abort(404)
    return redirect(QueueWish.of(request.args).address, 303)
