"""A job as it will be once the steps that wait on the phone have arrived.

The phone keeps these pages before it needs them, so that a tap without a signal leads on at once.
"""

from sqlalchemy import inspect

from ptmb.domain.lanes import LANE_OF
from ptmb.domain.lifecycle import Status, landing, rule_for
from ptmb.domain.roles import Role
from ptmb.models import Complaint
from ptmb.queries.job_list import ACTIVE
from ptmb.web.officer.step_buttons import next_button


def ahead(status: Status) -> list[Status]:
    """Where the officer's own next steps lead, as the table says, while there is work to do."""
    found: list[Status] = []
    while (button := next_button(status)) is not None:
        status = landing(rule_for(status, button.step, Role.OFFICER), status)
        if status not in ACTIVE:
            break
        found.append(status)
    return found


def as_it_will_be(complaint: Complaint, status: Status) -> Complaint:
    """A copy that is never stored, with that status and the version as it is now."""
    known = {one.key: getattr(complaint, one.key) for one in inspect(Complaint).mapper.column_attrs}
    return Complaint(**{**known, "status": status, "lane": LANE_OF[status]})
