"""An officer says whether they are on duty; the desk sends no new job to one who is not."""

from datetime import datetime

from ptmb.actions import _audit
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import Actor
from ptmb.models import Staff


def set_duty(on_duty: bool, *, by: Actor, at: datetime, address: str = "") -> None:
    """Start or end the duty of `by`; saying the same again changes nothing."""
    with writing() as session:
        officer = session.get_one(Staff, by.staff_id)
        if officer.on_duty is on_duty:
            return
        officer.on_duty = on_duty
        detail = "on" if on_duty else "off"
        _audit.add(
            session, AuditDeed.DUTY_CHANGED, officer.username, by=by, at=at, address=address,
            detail=detail,
        )  # fmt: skip
