"""Complaints for a file: what may be told of them, without anybody's name, number or place."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from ptmb.domain.choices import Channel
from ptmb.domain.lifecycle import Cause, Status
from ptmb.extensions import db
from ptmb.models import Complaint
from ptmb.queries.complaint_list import ComplaintList

MOST = 50_000
"""Rows of one file."""
_AT_ONCE = 1_000


class ComplaintRow(NamedTuple):
    id: int
    reference: str
    created_at: datetime
    area_id: int | None
    category_id: int
    cause: Cause
    channel: Channel
    status: Status
    responded_at: datetime | None
    due_at: datetime
    resolved_at: datetime | None
    reopened: int
    rating: int | None


def complaint_rows(asked: ComplaintList, most: int = MOST) -> Iterator[ComplaintRow]:
    """The newest first, at most so many, one query for a thousand of them."""
    columns = [getattr(Complaint, name) for name in ComplaintRow._fields]
    wanted = select(*columns).where(*asked.conditions()).order_by(Complaint.id.desc())
    before: int | None = None
    for start in range(0, most, _AT_ONCE):
        part = wanted.limit(min(_AT_ONCE, most - start))
        if before is not None:
            part = part.where(Complaint.id < before)
        rows = [ComplaintRow(*row) for row in db.session.execute(part)]
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        before = rows[-1].id
