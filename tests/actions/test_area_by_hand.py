"""One area is changed by hand: once, remembered, and complaints follow its boundary."""

from sqlalchemy import select

from ptmb.actions._catalogue import mark
from ptmb.actions.places import AreaDetails, change_area
from ptmb.adapters import clock
from ptmb.extensions import db
from ptmb.geometry.file import read_area_file
from ptmb.models import AuditEntry, Edition
from tests.people import Given
from tests.web.admin.area_file import swapped


def edition() -> int:
    return db.session.scalars(select(Edition.number).where(Edition.name == "catalogue")).one()


def test_one_area_changed_by_hand_is_remembered_and_moves_complaints(given: Given) -> None:
    complaint = given.complaint(area="Manggar")
    area, other = given.area("Damai"), given.area("Manggar")
    number = edition()
    boundary = read_area_file(swapped("Manggar", "Damai")).areas
    damai = next(one for one in boundary if one.name == "Damai")

    moved = change_area(
        area.id,
        AreaDetails("Damai", boundary=damai),
        by=None,
        at=clock.now(),
        seen=mark(area),
    )

    db.session.expire_all()
    assert moved == 1
    assert complaint.area_id == area.id
    assert complaint.area_id != other.id
    assert edition() == number + 1
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.deed, entry.subject) == ("area_changed", area.code)
    assert "geometry" in entry.detail


def test_a_change_of_nothing_is_no_change(given: Given) -> None:
    area = given.area("Damai")
    same = AreaDetails(area.name, tuple(area.aliases), area.highland, area.approximate)
    number = edition()
    assert change_area(area.id, same, by=None, at=clock.now()) == 0
    assert edition() == number
    assert not db.session.scalars(select(AuditEntry)).all()
