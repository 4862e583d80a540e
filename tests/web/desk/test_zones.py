"""The desk's page of a zone: what belongs to it, its places, its boundary."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Zone
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]
SQUARE = json.dumps(
    {"type": "Polygon", "coordinates": [[[116.83, -1.25], [116.85, -1.25], [116.85, -1.23],
                                          [116.83, -1.23], [116.83, -1.25]]]}
)  # fmt: skip


@pytest.fixture
def operator(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.OPERATOR))


def stored(code: str) -> Zone:
    db.session.remove()
    wanted = select(Zone).where(Zone.code == code).options(undefer(Zone.geometry))
    return db.session.scalars(wanted).one()


def filled(given: Given, **more: Any) -> dict[str, Any]:
    return {
        "name": "Gunung Bakaran",
        "code": "gb-1",
        "recovery_minutes": "180",
        "connections": "1200",
        "highland": "y",
        "active": "y",
        "areas": [str(given.area("Damai").id), str(given.area("Prapatan").id)],
        "partial": [str(given.area("Prapatan").id)],
        "places": "Stalkuda; Stal Kuda, SK\r\n\r\nMarkoni\r\n",
        **more,
    }


def test_a_zone_is_made_and_shown_as_it_was_typed(operator: Browser, given: Given) -> None:
    page = operator.post("/meja/jadwal/zona/baru", filled(given))
    assert page.location == "/meja/jadwal/GB-1"
    row = stored("GB-1")
    assert (row.highland, row.recovery_minutes, row.connections) == (True, 180, 1200)
    assert {one.area_id: one.partial for one in row.areas} == {
        given.area("Damai").id: False,
        given.area("Prapatan").id: True,
    }
    assert row.places == [
        {"name": "Stalkuda", "aliases": ["Stal Kuda", "SK"], "area": ""},
        {"name": "Markoni", "aliases": [], "area": ""},
    ]
    form = operator.get("/meja/jadwal/zona/GB-1")
    assert (
        form.one("textarea[name=places]").get_text().strip() == "Stalkuda; Stal Kuda, SK\nMarkoni"
    )
    assert [one["value"] for one in form.all("input[name=partial][checked]")] == [
        str(given.area("Prapatan").id)
    ]


@pytest.mark.parametrize("way", ["text", "file"])
def test_a_boundary_is_typed_drawn_or_uploaded_and_can_be_erased(
    operator: Browser, given: Given, way: str
) -> None:
    fields = filled(given)
    if way == "text":
        fields["geometry"] = SQUARE
    else:
        feature = f'{{"type":"Feature","properties":{{}},"geometry":{SQUARE}}}'
        fields["file"] = (io.BytesIO(feature.encode()), "zona.geojson")
    operator.post("/meja/jadwal/zona/baru", fields, content_type="multipart/form-data")
    assert json.loads(stored("GB-1").geometry or "")["type"] in ("Polygon", "MultiPolygon")
    page = operator.get("/meja/jadwal/zona/GB-1")
    drawn = page.one("textarea[name=geometry]").get_text()
    again = {**filled(given), "seen": "1", "geometry": drawn}
    operator.post("/meja/jadwal/zona/GB-1", {**again, "name": "Nama lain"})
    assert stored("GB-1").geometry is not None, "what was not touched stays"
    operator.post("/meja/jadwal/zona/GB-1", {**filled(given), "seen": "2", "geometry": ""})
    assert stored("GB-1").geometry is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Isi nama zona."),
        ({"code": "K12"}, "Kode ini sudah dipakai."),
        ({"code": "spasi di sini"}, "Pakai huruf besar, angka, atau tanda hubung."),
        ({"recovery_minutes": "5000"}, "Waktu pulih paling lama tiga hari."),
        ({"connections": "-1"}, "Isi 0 sampai 1.000.000."),
        ({"geometry": "{"}, "GeoJSON"),
        ({"geometry": '{"type":"Point","coordinates":[1,2]}'}, "olygon"),
        ({"places": "x" * 200}, "Paling banyak 300 tempat"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_typed(
    operator: Browser, given: Given, wrong: dict[str, str], sentence: str
) -> None:
    page = operator.post("/meja/jadwal/zona/baru", filled(given, **wrong), status=422)
    assert sentence in page.text
    name, text = next(iter(wrong.items()))
    field = page.one(f"[name={name}]")
    assert text in (field.get("value"), field.get_text().removeprefix("\n"))


def test_a_colleagues_change_is_not_overwritten_unseen(operator: Browser, given: Given) -> None:
    path = "/meja/jadwal/zona/K12"
    fields = operator.get(path).form(path)
    row = stored("K12")
    row.name = "Nama rekan"
    db.session.commit()
    page = operator.post(path, {**fields, "name": "Nama saya"}, status=409)
    assert "Rekan mengubah zona ini." in page.text
    assert page.one("input[name=name]")["value"] == "Nama saya"
    assert stored("K12").name == "Nama rekan"
    operator.post(path, {**page.form(path), "name": "Nama saya"})
    assert stored("K12").name == "Nama saya"


def test_the_map_has_a_ground_and_the_fields_it_writes_to(operator: Browser) -> None:
    page = operator.get("/meja/jadwal/zona/baru")
    assert page.one("[data-area-editor]")["data-boundaries"] == "/meja/peta.json"
    assert page.one("#geometry")
    assert page.one("[data-area-clear]")
    operator.get("/meja/peta.json")
