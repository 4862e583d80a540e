"""Leaves a light behind: "somebody has this complaint open"."""

from datetime import datetime

from ptmb.database import writing
from ptmb.models import DeskPresence


def look_at(complaint_id: int, staff_id: int, at: datetime) -> None:
    """Renew this person's lease on the complaint they look at; the one before lapses."""
    with writing() as session:
        row = session.get(DeskPresence, staff_id)
        if row is None:
            row = DeskPresence(staff_id=staff_id)
            session.add(row)
        row.complaint_id, row.seen_at = complaint_id, at
