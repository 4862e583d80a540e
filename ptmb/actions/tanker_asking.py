"""A household asks for tanker water, takes that back, or is put elsewhere in the queue."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ptmb.actions import _tanker_runs, _tankers
from ptmb.actions._record import Incomplete
from ptmb.actions._tankers import TankerChanged
from ptmb.database import writing
from ptmb.domain import tanker_need, tanker_rule
from ptmb.domain.roles import Actor, Role
from ptmb.domain.tanker_need import MOST_POINTS
from ptmb.domain.tanker_rule import ALLOWED, HOUSEHOLD_PAUSE, DryHouse, Ground
from ptmb.domain.tankers import ENDED, Access, Relief, RequestStatus, Vulnerable
from ptmb.domain.words import N_
from ptmb.models import Category, Complaint, TankerPrice, TankerRequest

NOT_YET = N_("Air tangki untuk rumah tanpa air 24 jam atau lebih.")
TWICE = N_("Rumah ini sudah meminta air tangki. Satu permintaan tiap 48 jam.")


@dataclass(frozen=True)
class Wish:
    """What the household says; `opens` and `closes` are minutes after midnight in the city."""

    litres: int
    storage_litres: int | None
    access: Access
    vulnerable: tuple[Vulnerable, ...]
    opens: int
    closes: int
    phone: str


def dry_house(complaint: Complaint, category: str) -> DryHouse:
    """The complaint as the rule sees it; opened again, its time counts from then."""
    again = bool(complaint.reopened)
    since = complaint.clock_started_at if again else complaint.created_at
    return DryHouse(category, complaint.status, since, None if again else complaint.dry_span)


def ask(
    complaint_id: int, wish: Wish, ground: Ground, by: Actor, at: datetime, key: str
) -> TankerRequest:
    """Stand in the queue. The same key again is the same request.

    The desk may ask for somebody whom the rule does not know, for it has spoken to them.

    Raises:
        Incomplete: the rule does not allow it, the amount is not sold, or the household has asked.
    """
    with writing() as session:
        _tankers.take_turn(session)
        done = session.scalar(select(TankerRequest).where(TankerRequest.key == key))
        if done:
            return done
        complaint = session.get_one(Complaint, complaint_id, populate_existing=True)
        house = dry_house(complaint, session.get_one(Category, complaint.category_id).code)
        if by.role is Role.REPORTER and tanker_rule.verdict(house, ground, at) not in ALLOWED:
            raise Incomplete("rule", NOT_YET)
        request = _request(session, complaint, wish, at, key)
        request.dry_since = min(tanker_rule.dry_since(house, ground), at)
        request.highland = ground.highland
        request.score = tanker_need.rank(request.house)
        session.add(request)
        _tankers.tell(session, request, Relief.ASKED, by, at, litres=request.litres)
        return request


def cancel(request_id: int, by: Actor, at: datetime) -> None:
    """The household has water again, or the desk knows that it needs none; once is enough.

    Raises:
        TankerChanged: the water is delivered already.
    """
    with writing() as session:
        _tankers.take_turn(session)
        request = _tankers.held_request(session, request_id, None)
        if request.status is RequestStatus.CANCELLED:
            return
        if request.status in ENDED:
            raise TankerChanged
        _tanker_runs.take_out(session, request, at)
        _tankers.move_request(request, RequestStatus.CANCELLED, at)
        _tankers.tell(session, request, Relief.CANCELLED, by, at)


def override(
    request_id: int, points: int | None, reason: str, by: Actor, at: datetime, seen: int
) -> None:
    """Put a request higher or lower than its need says; None gives it back its own points.

    Raises:
        Incomplete: the reason is missing, or the points are none.
        TankerChanged: somebody was faster.
    """
    if points is not None and not 0 <= points <= MOST_POINTS:
        raise Incomplete("points", N_("Tulis angka dari 0 sampai 999."))
    if points is not None and not reason.strip():
        raise Incomplete("reason", N_("Tulis alasannya."))
    with writing() as session:
        _tankers.take_turn(session)
        request = _tankers.held_request(session, request_id, seen)
        if request.status in ENDED:
            raise TankerChanged
        rank = None if points is None else tanker_need.rank_of(points, at)
        request.score_override, request.override_by = rank, by.staff_id
        request.override_reason = reason.strip() if points is not None else ""


def _request(
    session: Session, complaint: Complaint, wish: Wish, at: datetime, key: str
) -> TankerRequest:
    household = _household(complaint, wish.phone)
    if _asked(session, complaint, household, wish.phone, at):
        raise Incomplete("phone", TWICE)
    return TankerRequest(
        complaint_id=complaint.id,
        area_id=complaint.area_id,
        household=household,
        created_at=at,
        litres=wish.litres,
        rupiah=_price(session, complaint, wish.litres),
        storage_litres=wish.storage_litres,
        access=wish.access,
        vulnerable=[one.value for one in wish.vulnerable],
        opens=wish.opens,
        closes=wish.closes,
        phone=wish.phone,
        status_since=at,
        override_reason="",
        key=key,
    )


def _household(complaint: Complaint, phone: str) -> str:
    """A customer number is one house; without it the telephone number stands for it.

    Not the point on the map: two houses of a gang lie closer together than a phone can tell.
    """
    told = complaint.customer_number or phone
    return hashlib.sha256(f"household:{told}".encode()).hexdigest()


def _asked(
    session: Session, complaint: Complaint, household: str, phone: str, at: datetime
) -> bool:
    """Whether a request still runs, or water came within the pause."""
    row = TankerRequest
    theirs = or_(row.complaint_id == complaint.id, row.household == household, row.phone == phone)
    recent = or_(
        row.status.not_in(ENDED),
        (row.status == RequestStatus.DELIVERED) & (row.status_since > at - HOUSEHOLD_PAUSE),
    )
    return session.scalar(select(row.id).where(theirs, recent).limit(1)) is not None


def _price(session: Session, complaint: Complaint, litres: int) -> int | None:
    price = session.scalar(
        select(TankerPrice).where(TankerPrice.litres == litres, TankerPrice.active)
    )
    if price is None:
        raise Incomplete("litres", N_("Pilih jumlah air."))
    return price.customer_rupiah if complaint.customer_number else price.stranger_rupiah
