"""What people complain about, and the sentences that answer them."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ptmb.columns import Code, Key, Name, Words
from ptmb.domain.categories import Want
from ptmb.domain.deadlines import Urgency
from ptmb.extensions import Model


class Category(Model):
    """Targets are in hours."""

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name_id: Mapped[Name]
    name_en: Mapped[Name]
    icon: Mapped[Code]
    urgency: Mapped[Urgency]
    response_hours: Mapped[float]
    resolution_hours: Mapped[float]
    place: Mapped[Want]
    photo: Mapped[Want]
    customer_number: Mapped[Want]
    phone_required: Mapped[bool] = mapped_column(default=False)
    supply: Mapped[bool] = mapped_column(default=False)
    first: Mapped[bool] = mapped_column(default=False)
    after_photo: Mapped[bool] = mapped_column(default=False)
    meter_reading: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class CannedReply(Model):
    """A ready sentence for the desk; `used_for` is the step it belongs to, or empty for any."""

    id: Mapped[Key]
    title: Mapped[Name]
    text_id: Mapped[Words]
    text_en: Mapped[Words]
    used_for: Mapped[str] = mapped_column(String(32), default="")
    active: Mapped[bool] = mapped_column(default=True)


class Setting(Model):
    """One setting of the utility that an administrator may change."""

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[Words]
