"""The demonstration's water: a week of turns, two incidents, a year of levels, eight trucks."""

from collections import Counter
from datetime import date, timedelta

from flask import Flask
from sqlalchemy import func, select

from ptmb.demo.calendar import MOMENT
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.supply import IncidentKind, IncidentStatus
from ptmb.domain.tankers import RequestStatus
from ptmb.extensions import db
from ptmb.models import (
    Complaint,
    RationingSchedule,
    TankerRequest,
    TankerRun,
    TankerTruck,
)
from ptmb.queries.catalogue import catalogue
from ptmb.queries.incident_list import open_incidents
from ptmb.queries.reservoir_levels import main_level, readings_of_all
from ptmb.queries.water_due import city_water, city_week

HIGH = {
    "Gunung Sari Ilir", "Gunung Sari Ulu", "Karang Rejo", "Karang Jati", "Mekar Sari",
    "Sumber Rejo", "Muara Rapak", "Batu Ampar", "Gunung Samarinda",
}  # fmt: skip


def dry(city_names: dict[int, str], hours: float) -> set[str]:
    found = city_water(MOMENT + timedelta(hours=hours))
    return {city_names[id_] for id_, due in found.items() if not due.due}


def test_nine_areas_are_dry_by_plan_at_half_past_two_and_others_at_night(city: Flask) -> None:
    names = {area.id: area.name for area in catalogue().areas.values()}
    assert dry(names, 0) == HIGH
    assert {"Baru Ulu", "Baru Tengah"} <= dry(names, 7)
    assert "Gunung Sari Ilir" not in dry(names, 4)


def test_the_week_of_a_zone_alternates_and_one_plan_is_still_a_draft(city: Flask) -> None:
    names = {area.name: area.id for area in catalogue().areas.values()}
    planned = [one for one in city_week(MOMENT)[names["Gunung Sari Ilir"]] if one.windows]
    assert [one.zone.code for one in planned] == ["GS"]
    assert Counter(window.share for window in planned[0].windows)[100] >= 7
    drafts = select(func.count()).where(RationingSchedule.published_at.is_(None))
    assert db.session.scalar(drafts) == 1


def test_a_burst_main_with_its_complaints_and_planned_work_are_under_way(city: Flask) -> None:
    found = {one.kind: one for one in open_incidents()}
    assert len(open_incidents()) == 2
    assert found[IncidentKind.FAULT].status is IncidentStatus.REPAIRING
    assert found[IncidentKind.PLANNED].status is IncidentStatus.REPAIRING
    grouped = select(func.count()).where(Complaint.status == Status.GROUPED)
    assert db.session.scalar(grouped) == found[IncidentKind.FAULT].complaints > 0


def test_a_year_of_levels_ends_at_the_one_of_the_morning(city: Flask) -> None:
    level = main_level(MOMENT)
    assert level
    assert level.reading
    assert level.reading.level == 8.42
    assert level.heading
    assert level.heading.cm_per_day < 0
    year = readings_of_all([level.id], MOMENT - timedelta(days=366), MOMENT)[level.id]
    assert len(year) == 366
    october = [one.level for one in year if one.at.date() == date(2023, 10, 2)]
    assert october == [8.23]


def test_eight_trucks_have_a_queue_and_two_runs(city: Flask) -> None:
    assert db.session.scalar(select(func.count(TankerTruck.id))) == 8
    by_status = Counter(db.session.scalars(select(TankerRequest.status)))
    assert by_status[RequestStatus.WAITING] >= 10
    assert by_status[RequestStatus.DELIVERED] == 2
    assert by_status[RequestStatus.ON_THE_WAY] == 1
    assert db.session.scalar(select(func.count(TankerRun.id))) == 2


def test_no_tanker_and_no_follower_counts_as_solved_or_as_a_complaint(city: Flask) -> None:
    delivered = select(Complaint.status, Complaint.cause).join(
        TankerRequest, TankerRequest.complaint_id == Complaint.id
    )
    rows = db.session.execute(delivered.where(TankerRequest.status == RequestStatus.DELIVERED))
    assert {(row.status, row.cause) for row in rows} == {(Status.RATIONED, Cause.RATIONING)}
    assert db.session.scalar(select(func.count(Complaint.id))) == 286
