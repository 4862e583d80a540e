"""Roll-ups, kept by the transaction that writes the event, so that no page counts complaints.

`area_id` is 0 for a complaint whose area is not known.
"""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from ptmb.domain.lanes import Lane
from ptmb.domain.lifecycle import Cause, Status
from ptmb.extensions import Model


class CountByDay(Model):
    """How many complaints received on a day, in an area, with a cause, have a status now."""

    received_on: Mapped[date] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(primary_key=True)
    cause: Mapped[Cause] = mapped_column(primary_key=True)
    status: Mapped[Status] = mapped_column(primary_key=True)
    total: Mapped[int] = mapped_column(default=0)


class CountNow(Model):
    """How many complaints of an area and category are in a status now, whatever their age."""

    lane: Mapped[Lane] = mapped_column(primary_key=True)
    status: Mapped[Status] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(primary_key=True)
    total: Mapped[int] = mapped_column(default=0)


class FinishedByDay(Model):
    """How many complaints that are finished now were finished on a day, in an area.

    A complaint that is opened again leaves its day, so that this never counts one twice.
    """

    resolved_on: Mapped[date] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(primary_key=True)
    total: Mapped[int] = mapped_column(default=0)
