"""The demonstration can be started at any hour; before 14.32 its last day is squeezed."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import func, select

from ptmb.demo.loading import load_demonstration
from ptmb.domain.deadlines import CONFIRM_WITHIN
from ptmb.domain.lifecycle import DONE, Step
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent

WITA = ZoneInfo("Asia/Makassar")


def test_just_after_midnight_the_figures_are_the_same_and_nobody_is_closed_too_early(
    app: Flask,
) -> None:
    now = datetime(2026, 11, 24, 0, 1, tzinfo=WITA)

    load_demonstration(now, quiet=True)

    by_status = Counter(db.session.scalars(select(Complaint.status)))
    assert by_status.total() == 286
    assert sum(by_status[status] for status in DONE) == 176
    assert (db.session.scalar(select(func.max(ComplaintEvent.at))) or now) <= now
    closed = select(ComplaintEvent.at, Complaint.resolved_at).join(
        Complaint, Complaint.id == ComplaintEvent.complaint_id
    )
    silent = db.session.execute(closed.where(ComplaintEvent.step == Step.CLOSE_SILENT)).all()
    assert silent
    assert all(done and at - done >= CONFIRM_WITHIN for at, done in silent)
