"""Who did or looked at what, beside the complaints' own events. Only ever added to."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ptmb.columns import Code, Key, Moment, Words
from ptmb.extensions import Model


class AuditEntry(Model):
    id: Mapped[Key]
    at: Mapped[Moment]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    deed: Mapped[Code]
    subject: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(String(64), default="")
    detail: Mapped[Words]

    __table_args__ = (
        Index("ix_audit_deed", "deed", "id"),
        Index("ix_audit_staff", "staff_id", "id"),
    )
