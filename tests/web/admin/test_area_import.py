"""Boundaries from a file: looked at beside the present ones, and taken over at once."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Complaint
from tests.browsing import Browser
from tests.people import Given
from tests.web.admin.area_file import (
    collection,
    feature_named,
    present_features,
    swapped,
    upload,
)

DAMAI = "/admin/wilayah/64.71.06.1005"
IMPORT = "/admin/wilayah-impor"


@pytest.fixture
def admin(given: Given, browse: Callable[..., Browser]) -> Browser:
    return browse(given.staff(Role.ADMIN))


def deeds() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)))


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICER, Role.MAYOR])
def test_nobody_else_imports(given: Given, browse: Callable[..., Browser], role: Role) -> None:
    other = browse(given.staff(role))
    other.get(IMPORT, status=403)
    other.post(IMPORT, upload(b"{}"), status=403)


def previewed(admin: Browser, raw: bytes) -> str:
    where = admin.post(IMPORT, upload(raw)).location
    return where[where.index("/admin") :]


def test_a_file_is_looked_at_first_and_then_taken_over(admin: Browser, given: Given) -> None:
    complaint = given.complaint(area="Manggar")
    address = previewed(admin, swapped("Manggar", "Teritip"))

    page = admin.get(address)
    assert "34 Wilayah berubah" in _counts(page.all(".pt-counts > div"))
    assert "1 Aduan pindah wilayah" in _counts(page.all(".pt-counts > div"))
    assert deeds() == []

    admin.post(address, page.form(address))
    page = admin.get("/admin/wilayah")
    assert "34 berubah, 1 aduan pindah" in page.text
    assert "Semua batas resmi." in page.text
    assert db.session.get_one(Complaint, complaint.id).area_id == given.area("Teritip").id
    assert deeds() == ["areas_imported"]


def _counts(divs: list[Any]) -> list[str]:
    return [f"{div.dd.get_text(strip=True)} {div.dt.get_text(strip=True)}" for div in divs]


def test_taken_over_twice_it_is_taken_over_once(admin: Browser) -> None:
    address = previewed(admin, collection(present_features()))
    form = admin.get(address).form(address)
    admin.post(address, form)

    assert admin.post(address, form).location.endswith(IMPORT)
    assert "sudah diterapkan" in admin.get(IMPORT).text
    assert deeds() == ["areas_imported"]


def test_an_area_changed_after_the_preview_stops_the_import(
    admin: Browser, given: Given, browse: Callable[..., Browser]
) -> None:
    address = previewed(admin, swapped("Manggar", "Teritip"))
    form = admin.get(address).form(address)
    second = browse(given.staff(Role.ADMIN))
    second.post(DAMAI, second.get(DAMAI).form(DAMAI) | {"name": "Damai Raya"})

    page = admin.post(address, form, status=409)

    assert "Belum ada yang diterapkan" in page.text
    assert deeds() == ["area_changed"]
    admin.post(address, page.form(address))
    assert deeds() == ["area_changed", "areas_imported"]


def test_areas_that_the_file_leaves_out_stay_and_are_named(admin: Browser, given: Given) -> None:
    given.complaint(area="Damai")
    rest = [one for one in present_features() if one["properties"]["name"] != "Damai"]
    page = admin.get(previewed(admin, collection(rest)))
    assert "Wilayah yang tetap ada" in page.text
    assert "Damai 64.71.06.1005 · 1 aduan" in page.text


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "Berkas ini bukan GeoJSON yang utuh."),
        (b"\xff\xd8\xff", "Berkas ini bukan teks UTF-8."),
        (b'{"type":"FeatureCollection","features":[]}', "tidak berisi satu wilayah pun"),
        (b'{"type":"FeatureCollection","features":[{}]}', "Wilayah ke-1: Bagian ini bukan"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(admin: Browser, raw: bytes, sentence: str) -> None:
    page = admin.post(IMPORT, upload(raw), status=422)
    assert sentence in page.text
    assert not page.all("form[action*=impor]")


def test_a_file_with_one_bad_area_still_shows_the_others(admin: Browser) -> None:
    features = present_features()
    features[3]["geometry"] = None
    page = admin.post(IMPORT, upload(collection(features)), status=422)
    assert "Wilayah ke-4" in page.text
    assert page.all("svg path.pt-area")


def test_without_a_file_it_asks_for_one(admin: Browser) -> None:
    assert "Pilih berkas GeoJSON dulu." in admin.post(IMPORT, {}, status=422).text


@pytest.mark.parametrize("token", ["0" * 32, "secret_key", "x" * 32])
def test_an_unknown_upload_is_asked_for_again(admin: Browser, token: str) -> None:
    assert admin.get(f"{IMPORT}/{token}", status=303).location.endswith(IMPORT)
    assert "Unggah lagi." in admin.get(IMPORT).text


def test_an_area_may_have_any_code(admin: Browser) -> None:
    feature = feature_named("Damai")
    feature["properties"] |= {"code": "A/1 ?", "name": "Pulau"}
    address = previewed(admin, collection([feature]))
    admin.post(address, admin.get(address).form(address))
    link = next(one for one in admin.get("/admin/wilayah").all("tbody a") if one.text == "Pulau")
    assert "Pulau" in admin.get(str(link["href"])).one("h1").text
