"""The list of materials, as the administrator keeps it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Category, Material
from tests.browsing import Browser
from tests.people import Given

LIST = "/admin/bahan"
STEEL = {
    "name_id": "  Pipa  baja ", "name_en": "Steel pipe", "unit": "m", "position": "5", "active": "y"
}  # fmt: skip


@pytest.fixture
def admin(given: Given, browse: Callable[..., Browser]) -> Browser:
    return browse(given.staff(Role.ADMIN))


def steel() -> Material:
    return db.session.scalars(select(Material).where(Material.name_id == "Pipa baja")).one()


def test_a_new_installation_shows_its_list(admin: Browser) -> None:
    page = admin.get(LIST)
    assert len(page.all("tbody tr")) == db.session.query(Material).count() >= 20
    assert "Meter air ½ inci" in page.text


def test_a_material_is_added_once_and_stands_where_its_number_says(admin: Browser) -> None:
    admin.get(f"{LIST}-baru")
    for _ in range(2):
        admin.post(LIST, STEEL)
    assert admin.get(LIST).all("tbody tr")[0].select("a")[0].get_text() == "Pipa baja"
    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.deed == "material_changed")
    ).all()
    assert [(one.subject, one.detail) for one in entries] == [("Pipa baja", "+")]


def test_a_material_is_switched_off_and_goes_to_the_end(admin: Browser) -> None:
    admin.post(LIST, STEEL)
    address = f"{LIST}/{steel().id}"
    form = admin.get(address).form(address)
    del form["active"]
    admin.post(address, form)
    assert "Pipa baja" in admin.get(LIST).all("tbody tr")[-1].get_text()
    assert "Mengubah bahan" in admin.get("/admin/jejak").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name_id": " "}, "Isi nama bahan."),
        ({"unit": ""}, "Isi satuannya."),
        ({"position": "x"}, "Tulis angka bulat dari 0 sampai 999."),
        ({"name_id": "Semen"}, "Nama ini sudah dipakai."),
    ],
)
def test_what_cannot_be_is_told_and_kept(
    typed: dict[str, str], sentence: str, admin: Browser
) -> None:
    page = admin.post(LIST, {**STEEL, **typed}, status=422)
    assert sentence in page.text
    assert page.form(LIST)["name_en"] == "Steel pipe"


def test_two_administrators_are_told_of_each_other(admin: Browser) -> None:
    admin.post(LIST, STEEL)
    address = f"{LIST}/{steel().id}"
    old = admin.get(address).form(address)
    admin.post(address, {**old, "unit": "batang"})
    page = admin.post(address, {**old, "unit": "cm"}, status=409)
    assert "batang" in page.text
    admin.post(address, page.form(address))
    assert steel().unit == "cm"


def test_nobody_else_changes_the_list(given: Given, browse: Callable[..., Browser]) -> None:
    for role in (Role.OPERATOR, Role.OFFICER, Role.MANAGER):
        browse(given.staff(role)).get(LIST, status=403)
    browse(given.staff(Role.ADMIN)).get(f"{LIST}/999999", status=404)


def test_a_category_can_ask_for_the_meter(admin: Browser) -> None:
    address = "/admin/kategori/BILL"
    form = admin.get(address).form(address)
    assert "meter_reading" not in form
    admin.post(address, {**form, "meter_reading": "y"})
    category = db.session.scalars(select(Category).where(Category.code == "BILL")).one()
    assert category.meter_reading
    assert "angka meter" in admin.get("/admin/jejak").text
