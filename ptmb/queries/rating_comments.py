"""What citizens wrote beside their stars, for those who lead the utility."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import literal_column, select

from ptmb.domain.lifecycle import DONE
from ptmb.domain.periods import Period
from ptmb.extensions import db
from ptmb.models import Complaint


@dataclass(frozen=True)
class RatingComment:
    """A comment without anything about who wrote it."""

    reference: str
    area_id: int | None
    finished_on: date
    rating: int
    words: str


def rating_comments(
    period: Period, most: int, area_id: int | None = None
) -> Sequence[RatingComment]:
    """One query: the newest comments on complaints finished in a period."""
    statement = select(
        Complaint.reference, Complaint.area_id, Complaint.ended_on, Complaint.rating,
        Complaint.rating_comment,
    ).where(
        # Written out, not bound: only so it names the index of the few with words.
        Complaint.rating_comment != literal_column("''"),
        Complaint.ended_on.between(period.first, period.last),
        Complaint.status.in_(DONE),
    )  # fmt: skip
    if area_id is not None:
        statement = statement.where(Complaint.area_id == area_id)
    ordered = statement.order_by(Complaint.ended_on.desc(), Complaint.id.desc()).limit(most)
    return [
        RatingComment(reference, area, finished_on, rating, words)
        for reference, area, finished_on, rating, words in db.session.execute(ordered)
        if finished_on and rating
    ]
