"""The statements behind an officer's list.

They are made once: to make one takes as long as to run it. Their values are `staff`, the officer,
`crew` (0: none), and for `JOBS` `since`, from when on an order of their own counts.
"""

from sqlalchemy import BindParameter as Bind
from sqlalchemy import and_, bindparam, func, null, or_, select, union_all

from ptmb.domain.job_order import BEGUN, OFFICER_HOLDS
from ptmb.domain.lanes import Lane
from ptmb.models import Complaint, JobOrder, Photo, staff_area

_MOST_OPEN = 50
_PHOTOS = select(func.count(Photo.id)).where(Photo.complaint_id == Complaint.id).scalar_subquery()
_SHOWN = (
    Complaint.id, Complaint.reference, Complaint.version, Complaint.status, Complaint.status_since,
    Complaint.clock_started_at, Complaint.due_at, Complaint.next_update_on, Complaint.category_id,
    Complaint.area_id, Complaint.latitude, Complaint.longitude, Complaint.address,
    Complaint.landmark, Complaint.neighbourhood, Complaint.reporter_phone, Complaint.supporters,
    Complaint.urgency, Complaint.urgency_rank, Complaint.held_at, _PHOTOS.label("photos"),
)  # fmt: skip
"""A third of the columns: a list of fifty whole complaints takes three times as long to read."""

STAFF: Bind[int] = bindparam("staff")
_CREW: Bind[int] = bindparam("crew")
_OF_OFFICER = Complaint.officer_id == STAFF
_OF_CREW = and_(Complaint.officer_id.is_(None), Complaint.crew_id == _CREW)
MINE = or_(_OF_OFFICER, _OF_CREW)
_HELD = Complaint.lane.in_((Lane.RUNNING, Lane.WAITING))
_OWN_ORDER = and_(
    JobOrder.staff_id == STAFF,
    JobOrder.complaint_id == Complaint.id,
    JobOrder.made_at >= bindparam("since"),
    # What ended and came back stands where the rule puts it; work goes on in its place.
    or_(Complaint.status.in_(BEGUN), JobOrder.made_at >= Complaint.status_since),
)
JOBS = (
    select(*_SHOWN, JobOrder.position.label("place"), JobOrder.made_at.label("ordered_at"))
    .outerjoin(JobOrder, _OWN_ORDER)
    .where(
        # As a union, because of an OR SQLite reads every running job in the city.
        Complaint.id.in_(
            union_all(
                select(Complaint.id).where(_OF_OFFICER, _HELD),
                select(Complaint.id).where(_OF_CREW, _HELD),
            )
        ),
        Complaint.status.in_(OFFICER_HOLDS),
    )
)
_IN_AREAS = Complaint.area_id.in_(
    select(staff_area.c.area_id).where(staff_area.c.staff_id == STAFF)
)
OPEN = (
    select(*_SHOWN, null().label("place"), null().label("ordered_at"))
    .where(_IN_AREAS, Complaint.lane == Lane.TRIAGE)
    .order_by(Complaint.due_at, Complaint.id)
    .limit(_MOST_OPEN)
)
ONE_OF_MINE = select(Complaint).where(MINE, Complaint.reference == bindparam("reference"))
ONE_IN_AREAS = select(Complaint).where(_IN_AREAS, Complaint.reference == bindparam("reference"))
