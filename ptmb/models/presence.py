"""Who is looking at which complaint at the desk just now."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ptmb.columns import Moment
from ptmb.extensions import Model


class DeskPresence(Model):
    """One row for each person: the complaint they looked at last, and when."""

    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True
    )
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    seen_at: Mapped[Moment]
