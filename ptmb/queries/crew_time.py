"""How long crews were at the place for the work they finished: for managers, never for a person."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import median
from typing import Any

from sqlalchemy import select

from ptmb.domain.lifecycle import GENTLE
from ptmb.domain.on_site import seconds_on_site
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent


@dataclass(frozen=True)
class TimeOnSite:
    """Seconds in the middle of so many complaints; all visits to one are added up."""

    seconds: float
    complaints: int


def crew_time_on_site(first: date, last: date) -> dict[int, TimeOnSite]:
    """One query, by crew: what a crew finished on these days of the city and visited before."""
    event = ComplaintEvent
    rows: Any = db.session.execute(
        select(
            Complaint.finished_crew_id, event.complaint_id, event.id, event.step, event.role,
            event.status_after, event.at, event.client_at, event.skew_s,
        )
        .join(Complaint, Complaint.id == event.complaint_id)
        .where(
            Complaint.ended_on >= first,
            Complaint.ended_on <= last,
            Complaint.finished_crew_id.is_not(None),
            event.step.not_in(GENTLE),
        )
        .order_by(event.complaint_id, event.id)
    )  # fmt: skip
    times: dict[int, list[float]] = defaultdict(list)
    for (crew, _), steps in groupby(rows, key=lambda row: (row.finished_crew_id, row.complaint_id)):
        seconds = seconds_on_site(steps)
        if seconds is not None:
            times[crew].append(seconds)
    return {crew: TimeOnSite(median(all_), len(all_)) for crew, all_ in times.items()}
