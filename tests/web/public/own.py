"""What the tests of the reporter's own pages share."""

from ptmb.extensions import db
from ptmb.models import Complaint
from tests.browsing import Browser, Page


def now_of(complaint: Complaint) -> Complaint:
    db.session.expire_all()
    return db.session.get_one(Complaint, complaint.id)


def path_of(complaint: Complaint, page: str = "") -> str:
    return f"/t/{complaint.reference}{page}"


def answered(
    browser: Browser,
    complaint: Complaint,
    page: str = "/konfirmasi",
    query: str = "",
    status: int = 303,
    **typed: str,
) -> Page:
    path = path_of(complaint, page)
    return browser.post(path, {**browser.get(path + query).form(path), **typed}, status=status)
