"""Areas change all at once or not at all, and complaints and figures follow them."""

from typing import Any

import pytest
from sqlalchemy import select

from ptmb.actions import places
from ptmb.actions._catalogue import CatalogueChanged
from ptmb.actions.places import AreaDetails, FileRefused, apply_areas, change_area
from ptmb.adapters import clock
from ptmb.domain.figures import Cell, Tallied
from ptmb.domain.lifecycle import Status
from ptmb.extensions import db
from ptmb.geometry.file import AreaFile, read_area_file
from ptmb.models import Area, Complaint, ComplaintEvent, District, Edition
from ptmb.queries.area_list import present_areas
from ptmb.queries.area_preview import area_preview
from tests.people import Given
from tests.roll_ups import areas_of, kept, kept_now
from tests.web.admin.area_file import SQUARE, collection, present_features, swapped


def read(raw: bytes) -> AreaFile:
    return read_area_file(raw, present=present_areas())


def apply(raw: bytes, **more: Any) -> places.Applied:
    return apply_areas(read(raw), by=None, at=clock.now(), **more)


def figures() -> tuple[dict[Cell, int], dict[tuple[Any, ...], int]]:
    return kept(), kept_now()


def areas_of_events(complaint: Complaint) -> set[int | None]:
    mine = select(ComplaintEvent.area_id).where(ComplaintEvent.complaint_id == complaint.id)
    return set(db.session.scalars(mine))


def edition() -> int:
    return db.session.scalars(select(Edition.number).where(Edition.name == "catalogue")).one()


def test_the_present_areas_read_back_change_nothing_but_their_standing(given: Given) -> None:
    given.complaint(Status.CLOSED)
    before = figures()

    applied = apply(collection(present_features()))

    assert (applied.new, applied.changed, applied.moved) == (0, 34, 0)
    assert figures() == before
    assert not db.session.scalars(select(Area).where(Area.approximate)).all()


def test_complaints_their_events_and_the_figures_follow_the_boundary(given: Given) -> None:
    """Two areas change places: each of their complaints belongs to the other one now."""
    closed = given.complaint(Status.CLOSED, area="Manggar")
    new = given.complaint(area="Teritip")
    stays = given.complaint(Status.RESOLVED, area="Damai")
    manggar, teritip = given.area("Manggar").id, given.area("Teritip").id

    applied = apply(swapped("Manggar", "Teritip"))

    db.session.expire_all()
    assert applied.moved == 2
    assert (closed.area_id, areas_of_events(closed)) == (teritip, {teritip})
    assert (new.area_id, areas_of_events(new)) == (manggar, {manggar})
    assert stays.area_id == given.area("Damai").id
    assert areas_of(Tallied.RECEIVED_CAUSE) == {(teritip, 1), (manggar, 1), (stays.area_id, 1)}
    assert areas_of(Tallied.ENDED_CAUSE) == {(teritip, 1), (stays.area_id, 1)}


def test_figures_kept_step_by_step_are_those_counted_anew(given: Given) -> None:
    for status in (Status.CLOSED, Status.RESOLVED, Status.ASSIGNED, Status.REJECTED):
        given.complaint(status, area="Damai")
    moved = given.complaint(area="Manggar")
    before = figures()

    apply(swapped("Manggar", "Teritip"))
    apply(swapped("Manggar", "Teritip"))

    db.session.expire_all()
    assert moved.area_id == given.area("Manggar").id
    assert figures() == before


def test_a_complaint_without_a_point_stays_in_its_area(given: Given) -> None:
    complaint = given.complaint(area="Manggar", latitude=None, longitude=None)

    assert apply(swapped("Manggar", "Teritip")).moved == 0

    db.session.expire_all()
    assert complaint.area_id == given.area("Manggar").id


def test_the_preview_promises_what_then_happens(given: Given) -> None:
    for name in ("Manggar", "Teritip", "Damai", "Kariangau"):
        given.complaint(area=name)
    features = [one for one in present_features() if one["properties"]["name"] != "Kariangau"]
    features.append(
        {
            "type": "Feature",
            "properties": {"code": "64.71.02.1999", "name": "Baru Sekali", "district": "Baru"},
            "geometry": next(
                one["geometry"]
                for one in present_features()
                if one["properties"]["name"] == "Kariangau"
            ),
        }
    )
    raw = collection(features)

    promised = area_preview(raw)
    applied = apply(raw)

    assert [one.name for one in promised.new] == ["Baru Sekali"]
    assert [(one.name, one.complaints) for one in promised.missing] == [("Kariangau", 0)]
    assert (len(promised.new), len(promised.changed)) == (applied.new, applied.changed)
    assert promised.moved == applied.moved == 1


def test_a_new_area_makes_its_district_and_wins_over_the_one_it_lies_on(given: Given) -> None:
    complaint = given.complaint(area="Baru Ulu", latitude=-1.19, longitude=116.81)
    feature = {
        "type": "Feature",
        "properties": {"code": "64.71.09.1001", "name": "Pulau", "district": "Balikpapan Laut"},
        "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
    }

    applied = apply(collection([feature]))

    db.session.expire_all()
    assert (applied.new, applied.changed) == (1, 0)
    new = given.area("Pulau")
    assert (new.district.name, new.district.code) == ("Balikpapan Laut", "64.71.09")
    assert complaint.area_id == new.id
    assert db.session.query(Area).count() == 35


def test_a_district_whose_code_is_taken_gets_one_of_its_own(given: Given) -> None:
    feature = {
        "type": "Feature",
        "properties": {"code": "64.71.01.1999", "name": "Pulau", "district": "Lain"},
        "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
    }
    apply(collection([feature]))
    codes = set(db.session.scalars(select(District.code).where(District.name == "Lain")))
    assert codes == {"64.71.01-2"}


def test_a_file_with_errors_changes_nothing(given: Given) -> None:
    number = edition()
    with pytest.raises(FileRefused):
        apply(b"{}")
    assert edition() == number


def test_a_file_compared_with_an_older_edition_changes_nothing(given: Given) -> None:
    raw, seen = swapped("Manggar", "Teritip"), edition()
    area = given.area("Damai")
    change_area(area.id, AreaDetails("Damai Lama"), by=None, at=clock.now())

    with pytest.raises(CatalogueChanged):
        apply(raw, seen=seen)

    assert db.session.scalars(select(Area).where(Area.approximate.is_(False))).all() == [
        given.area("Damai Lama")
    ]


def test_what_breaks_half_way_leaves_everything_as_it_was(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = given.complaint(area="Manggar")
    raw, number, area = swapped("Manggar", "Teritip"), edition(), complaint.area_id
    monkeypatch.setattr("ptmb.actions._resettling.recount", _broken)

    with pytest.raises(OSError, match="disk"):
        apply(raw)

    db.session.expire_all()
    assert (complaint.area_id, edition()) == (area, number)
    monkeypatch.undo()
    assert apply(raw).moved == 1


def _broken(_session: Any) -> None:
    raise OSError("disk")
