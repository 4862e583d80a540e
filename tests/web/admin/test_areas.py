"""The administrator's areas: looked at, changed by hand, exported, and replaced from a file."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Area, AuditEntry, Complaint
from tests.browsing import Browser
from tests.people import Given
from tests.web.admin.area_file import (
    SQUARE,
    feature_named,
)

DAMAI = "/admin/wilayah/64.71.06.1005"

POINT = '{"type":"Point","coordinates":[116.8,-1.2]}'
TURNED = [[lat, lng] for lng, lat in SQUARE]
BOW_TIE = [[116.8, -1.3], [116.9, -1.2], [116.9, -1.3], [116.8, -1.2], [116.8, -1.3]]


def polygon(ring: list[list[float]]) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


@pytest.fixture
def admin(given: Given, browse: Callable[..., Browser]) -> Browser:
    return browse(given.staff(Role.ADMIN))


def deeds() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)))


def test_the_list_names_every_area_and_says_what_is_an_estimate(admin: Browser) -> None:
    page = admin.get("/admin/wilayah")
    assert len(page.all("tbody th[scope=row]")) == 34
    assert "34 wilayah masih memakai batas perkiraan" in page.text
    assert "Balikpapan Timur" in page.text
    assert "64.71.06.1005" in page.text


def test_the_list_needs_few_questions(
    admin: Browser, counting: Callable[[], AbstractContextManager[Any]]
) -> None:
    admin.get("/admin/wilayah")
    with counting() as statements:
        admin.get("/admin/wilayah")
    assert statements.count <= 5, statements.texts


@pytest.mark.parametrize(
    "path",
    ["/admin/wilayah", DAMAI, "/admin/wilayah/ekspor", "/admin/wilayah/batas.json"],
)
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICER, Role.MAYOR])
def test_nobody_else_gets_in(
    given: Given, browse: Callable[..., Browser], path: str, role: Role
) -> None:
    browse(given.staff(role)).get(path, status=403)


def test_an_area_that_is_not_there_is_not_found(admin: Browser) -> None:
    admin.get("/admin/wilayah/1", status=404)


def test_the_export_reads_back_as_it_is_and_is_audited(admin: Browser) -> None:
    answer = admin.get("/admin/wilayah/ekspor").response
    assert "wilayah.geojson" in answer.headers["Content-Disposition"]
    features = json.loads(answer.get_data())["features"]
    assert len(features) == 34
    assert set(features[0]["properties"]) == {"code", "name", "district", "aliases"}
    assert deeds() == ["export"]


def test_names_and_marks_of_an_area_are_changed(admin: Browser) -> None:
    form = admin.get(DAMAI).form(DAMAI)
    form |= {"name": "Damai Raya", "aliases": "Damai, Dami ", "connections": "1200"}
    form["highland"] = "y"

    assert admin.post(DAMAI, form).location.endswith("/admin/wilayah")

    page = admin.get("/admin/wilayah")
    assert "Perubahan tersimpan." in page.text
    area = db.session.scalars(select(Area).where(Area.code == "64.71.06.1005")).one()
    assert (area.name, area.aliases, area.connections) == ("Damai Raya", ["Damai", "Dami"], 1200)
    assert area.highland
    assert area.approximate
    assert "1.200" in page.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Isi nama wilayah."),
        ({"connections": "-3"}, "Tulis angka bulat dari 0 sampai 1.000.000."),
        ({"geometry": ""}, "Isi batas wilayah."),
        ({"geometry": "{"}, "bukan GeoJSON yang utuh"),
        ({"geometry": POINT}, "Bentuk Point tidak diterima"),
        ({"geometry": polygon(TURNED)}, "tertukar"),
        ({"geometry": polygon(BOW_TIE)}, "memotong dirinya sendiri"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_explained_and_what_was_typed_stays(
    admin: Browser, changed: dict[str, str], sentence: str
) -> None:
    form = admin.get(DAMAI).form(DAMAI) | {"aliases": "Dami"} | changed
    page = admin.post(DAMAI, form, status=422)
    assert sentence in page.text
    kept = page.form(DAMAI)
    assert kept["aliases"] == "Dami"
    assert all(kept[name] == value for name, value in changed.items())
    assert deeds() == []


def test_ground_shared_with_a_neighbour_must_be_meant(admin: Browser, given: Given) -> None:
    complaint = given.complaint(area="Baru Ulu", latitude=-1.19, longitude=116.81)
    square = json.dumps({"type": "Polygon", "coordinates": [SQUARE]})
    form = admin.get(DAMAI).form(DAMAI) | {"geometry": square}
    form.pop("approximate")

    page = admin.post(DAMAI, form, status=422)
    assert "Bertumpuk dengan Baru Ulu (" in page.text
    assert "km²" in page.text
    again = page.form(DAMAI) | {"accept_overlap": "y"}
    admin.post(DAMAI, again)

    assert "1 aduan pindah wilayah" in admin.get("/admin/wilayah").text
    assert db.session.get_one(Complaint, complaint.id).area_id == given.area("Damai").id


def test_a_whole_feature_may_be_pasted(admin: Browser) -> None:
    feature = feature_named("Damai")
    feature["geometry"]["coordinates"][0] = SQUARE
    form = admin.get(DAMAI).form(DAMAI) | {"geometry": json.dumps(feature), "accept_overlap": "y"}
    admin.post(DAMAI, form)
    geometry = db.session.scalars(select(Area.geometry).where(Area.name == "Damai")).one()
    assert json.loads(geometry) == {"type": "Polygon", "coordinates": [SQUARE]}


def test_the_second_of_two_administrators_is_told_and_loses_nothing(
    admin: Browser, given: Given, browse: Callable[..., Browser]
) -> None:
    second = browse(given.staff(Role.ADMIN))
    form, late = admin.get(DAMAI).form(DAMAI), second.get(DAMAI).form(DAMAI)
    admin.post(DAMAI, form | {"name": "Damai Satu"})

    page = second.post(DAMAI, late | {"name": "Damai Dua"}, status=409)

    assert "Sudah diubah orang lain" in page.text
    assert "Damai Satu" in page.text
    assert page.form(DAMAI)["name"] == "Damai Dua"
    second.post(DAMAI, page.form(DAMAI))
    assert "Damai Dua" in second.get("/admin/wilayah").text


def test_the_same_form_sent_twice_is_one_change(admin: Browser) -> None:
    square = json.dumps({"type": "Polygon", "coordinates": [SQUARE]})
    form = admin.get(DAMAI).form(DAMAI) | {"geometry": square, "accept_overlap": "y"}
    admin.post(DAMAI, form)
    admin.post(DAMAI, form)
    assert deeds() == ["area_changed"]
