"""The worker keeps plans without an end written down far enough ahead."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from ptmb.actions.rationing import Plan, draft, publish
from ptmb.domain.roles import SYSTEM
from ptmb.domain.water_plans import WITA
from ptmb.extensions import db
from ptmb.jobs.runner import chores
from ptmb.models import RationingWindow, Zone
from tests.people import Given

NOW = datetime(2024, 2, 10, 14, 32, tzinfo=WITA)


def test_the_worker_lengthens_a_plan_that_goes_on(given: Given) -> None:
    zone_id = db.session.scalars(select(Zone.id).where(Zone.code == "BA")).one()
    plan = Plan("Mati", "", "", 0, NOW, None)
    publish([draft(zone_id, plan, SYSTEM, NOW).id], SYSTEM, NOW, "key")
    (chore,) = [one for one in chores(None) if one.name == "lengthen"]
    chore.work(NOW + timedelta(days=3))
    db.session.rollback()
    assert db.session.scalar(select(func.max(RationingWindow.ends_at))) == NOW + timedelta(days=48)
