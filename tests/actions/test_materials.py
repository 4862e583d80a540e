"""What a visit used is kept with its step, once, and counted by month."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from ptmb.actions import fieldwork, material_changes, undoing
from ptmb.actions._record import Incomplete
from ptmb.actions.fieldwork import MajorWork, Outcome
from ptmb.actions.intake import Reporter
from ptmb.actions.material_changes import MaterialDetails
from ptmb.adapters import clock
from ptmb.domain.choices import MajorReason, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.materials import DEFAULT_MATERIALS, Used
from ptmb.domain.meters import MeterReading
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Complaint, Material, MaterialUse, Staff
from ptmb.queries.crew_time import crew_time_on_site
from ptmb.queries.former_reading import former_reading
from ptmb.queries.material_sums import materials_used
from tests.people import Given

FEBRUARY, TODAY = date(2024, 2, 1), date(2024, 2, 10)


@pytest.fixture
def officer(given: Given) -> Staff:
    person: Staff = given.staff(
        Role.OFFICER, areas=("Gunung Sari Ilir",), crew_id=given.crew("Tim Barat").id
    )
    return person


def material(number: int) -> Material:
    return db.session.scalars(select(Material).order_by(Material.position)).all()[number]


def used(number: int, quantity: str) -> Used:
    return Used(material(number).id, Decimal(quantity))


def deed(officer: Staff, key: str, seconds: int = 0) -> Deed:
    return Deed(officer.actor(), clock.now() + timedelta(seconds=seconds), key)


def finish(complaint: Complaint, officer: Staff, key: str, **said: object) -> dict[str, object]:
    outcome = Outcome(WorkDone.OTHER, Cause.TECHNICAL, **said)  # type: ignore[arg-type]  # as named
    return dict(fieldwork.resolve(complaint.id, outcome, deed(officer, key)).facts)


def stored() -> list[tuple[int, Decimal]]:
    db.session.rollback()
    return [
        (row.material_id, row.quantity)
        for row in db.session.scalars(select(MaterialUse).order_by(MaterialUse.id))
    ]


def test_a_new_installation_has_a_list_of_materials_in_their_order(given: Given) -> None:
    rows = db.session.scalars(select(Material).order_by(Material.position)).all()
    assert [row.name_id for row in rows] == [one.name_id for one in DEFAULT_MATERIALS]
    assert all(row.active for row in rows)


def test_a_finish_keeps_what_it_used_once_however_often_it_is_sent(
    given: Given, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    pipe, clamp = used(0, "3.5"), used(14, "1")
    for _ in range(2):
        facts = finish(
            complaint, officer, "used-a-pipe-and-a-clamp", materials=(pipe, clamp, clamp)
        )
    assert facts["materials"] == [[pipe.material_id, "3.5"], [clamp.material_id, "2"]]
    assert stored() == [(pipe.material_id, Decimal("3.50")), (clamp.material_id, Decimal(2))]


def test_major_work_keeps_what_was_used_to_make_it_safe(given: Given, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    major = MajorWork(MajorReason.MAIN_PIPE, "ekskavator", False, TODAY, materials=(used(14, "1"),))
    fieldwork.escalate(complaint.id, major, deed(officer, "needs-more-than-a-clamp"))
    assert stored() == [(material(14).id, Decimal(1))]


@pytest.mark.parametrize("broken", ["stranger", "much", "many"])
def test_what_cannot_be_so_stores_nothing_at_all(broken: str, given: Given, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    said = {
        "stranger": (Used(999_999, Decimal(1)),),
        "much": (used(0, "9999"), used(0, "9999")),
        "many": tuple(used(number, "1") for number in range(7)),
    }[broken]
    with pytest.raises(Incomplete) as refused:
        finish(complaint, officer, f"cannot-be-so-{broken}", materials=said)
    assert refused.value.field == "materials"
    db.session.rollback()
    assert db.session.get_one(Complaint, complaint.id).status is Status.IN_PROGRESS
    assert stored() == []


def test_a_material_switched_off_meanwhile_still_counts(given: Given, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    said = used(0, "2")
    material(0).active = False
    db.session.commit()
    finish(complaint, officer, "chosen-before-it-went", materials=(said,))
    assert stored() == [(said.material_id, Decimal(2))]


def test_a_finish_taken_back_used_nothing_and_the_next_one_counts_once(
    given: Given, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    finish(complaint, officer, "finished-a-little-early", materials=(used(0, "2"),))
    undoing.retract(complaint.id, deed(officer, "not-finished-after-all", 20))
    assert stored() == []
    finish(complaint, officer, "finished-for-good-now", materials=(used(0, "3"),))
    assert stored() == [(material(0).id, Decimal(3))]


def test_a_month_adds_up_by_material_and_knows_no_other_month(given: Given, officer: Staff) -> None:
    for number, quantity in enumerate(("1.25", "2")):
        complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
        rows = (used(1, quantity), used(0, "4"))
        finish(complaint, officer, f"sum-of-the-month-{number}", materials=rows)
    assert [
        (one.material.id, one.quantity, one.complaints) for one in materials_used(FEBRUARY)
    ] == [
        (material(0).id, Decimal(8), 2),
        (material(1).id, Decimal("3.25"), 2),
    ]
    assert materials_used(date(2024, 1, 1)) == materials_used(date(2024, 3, 1)) == []


def test_the_time_at_the_place_is_the_middle_of_the_crews_finishes(
    given: Given, officer: Staff
) -> None:
    def visited(minutes: int) -> None:
        at = clock.now() - timedelta(minutes=minutes + 3)  # assign, set off, arrive: a minute each
        complaint = given.complaint(Status.IN_PROGRESS, officer=officer, at=at)
        finish(complaint, officer, f"finished-after-{minutes:03d}-minutes")

    for minutes in (10, 40, 90):
        visited(minutes)
    given.complaint(Status.IN_PROGRESS, officer=officer)
    assert officer.crew_id
    (found,) = crew_time_on_site(TODAY, TODAY).values()
    assert (found.seconds, found.complaints) == (40 * 60, 3)
    assert crew_time_on_site(TODAY - timedelta(days=9), TODAY - timedelta(days=1)) == {}


def test_a_reading_is_compared_with_the_customers_former_one(given: Given, officer: Staff) -> None:
    first = given.complaint(
        Status.IN_PROGRESS, officer=officer, reporter=Reporter(customer_number="0123456")
    )
    assert former_reading(first) is None
    reading = MeterReading(Decimal("1300.5"), "AB 1")
    assert finish(first, officer, "read-for-the-first-time", meter=reading)["meter_m3"] == "1300.5"

    again = given.complaint(
        Status.IN_PROGRESS, officer=officer, reporter=Reporter(customer_number="0123456")
    )
    other = given.complaint(
        Status.IN_PROGRESS, officer=officer, reporter=Reporter(customer_number="7654321")
    )
    assert (former_reading(again), former_reading(other)) == (reading, None)
    less = MeterReading(Decimal(1240), "AB 1")
    facts = finish(again, officer, "read-less-than-before", meter=less, former=reading)
    assert facts["meter_before"] == "1300.5"


def details(**said: object) -> MaterialDetails:
    known: dict[str, object] = {
        "name_id": "Pipa baja", "name_en": "Steel pipe", "unit": "m", "active": True,
        "position": 5, **said,
    }  # fmt: skip
    return MaterialDetails(**known)  # type: ignore[arg-type]  # a table of words


def test_a_material_is_added_once_and_its_name_belongs_to_it_alone(given: Given) -> None:
    by = given.staff(Role.ADMIN).actor()
    first = material_changes.create(details(), by, clock.now(), "10.0.0.1")
    assert material_changes.create(details(), by, clock.now()) == first
    for taken in (details(unit="kg"), details(name_en="Other pipe"), details(name_id="Pipa lain")):
        with pytest.raises(Incomplete):
            material_changes.create(taken, by, clock.now())
    db.session.rollback()
    deeds = db.session.scalars(
        select(AuditEntry.subject).where(AuditEntry.deed == "material_changed")
    ).all()
    assert deeds == ["Pipa baja"]
