"""The settings of the utility: each checked by its kind, and shown everywhere at once."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Setting
from tests.browsing import Browser
from tests.people import Given

PAGE = "/admin/pengaturan"


@pytest.fixture
def admin(given: Given, browse: Callable[..., Browser]) -> Browser:
    return browse(given.staff(Role.ADMIN))


def test_the_page_says_how_the_program_stands_and_keeps_secrets(admin: Browser, app: Any) -> None:
    page = admin.get(PAGE)
    assert "Bisa ditulis" in page.text
    assert "SQLite" in page.text or "PostgreSQL" in page.text
    assert str(app.secret_key) not in page.html
    assert app.config["SQLALCHEMY_DATABASE_URI"] not in page.html


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICER, Role.MAYOR])
def test_nobody_else_gets_in(given: Given, browse: Callable[..., Browser], role: Role) -> None:
    browse(given.staff(role)).get(PAGE, status=403)
    browse(given.staff(role)).post(PAGE, {"product_name": "x"}, status=403)


def test_a_new_name_stands_on_every_page_at_once(admin: Browser, app: Any) -> None:
    admin.post(PAGE, admin.get(PAGE).form(PAGE) | {"product_name": "Tirta  Kota"})
    assert "Tirta Kota" in Browser(app, None).get("/").text
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.deed, entry.subject) == ("setting_changed", "product_name")
    assert entry.detail == "Air Balikpapan > Tirta Kota"


def test_what_did_not_change_is_not_stored(admin: Browser) -> None:
    before = set(db.session.scalars(select(Setting.name)))
    admin.post(PAGE, admin.get(PAGE).form(PAGE))
    assert set(db.session.scalars(select(Setting.name))) == before
    assert not db.session.scalars(select(AuditEntry)).all()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("product_name", " ", "Isian ini tidak boleh kosong."),
        ("office", "x" * 201, "Paling banyak 200 huruf."),
        ("call_centre", "nol lima", "Tulis nomor telepon"),
        ("whatsapp", "--", "Tulis nomor telepon"),
        ("triage_minutes", "0", "Tulis angka bulat"),
        ("retention_months", "1,5", "Tulis angka bulat"),
        ("retention_months", "²", "Tulis angka bulat"),
        ("customer_number_pattern", "[0-9", "bukan ungkapan reguler"),
        ("map_crop", "1,2,3", "Tulis empat angka"),
        ("map_crop", "a,b,c,d", "Tulis empat angka"),
        ("map_crop", "-1.1,116,-1.3,117", "Selatan harus di bawah utara"),
        ("map_crop", "-91,116,-1,117", "bukan derajat"),
        ("map_crop", "nan,116,-1,117", "bukan derajat"),
    ],
)
def test_a_wrong_value_is_explained_beside_its_field_and_stays(
    admin: Browser, name: str, value: str, sentence: str
) -> None:
    page = admin.post(PAGE, admin.get(PAGE).form(PAGE) | {name: value}, status=422)
    assert sentence in page.text
    assert [str(link["href"]) for link in page.all("[data-error-summary] a")] == [f"#{name}"]
    assert page.form(PAGE)[name] == value
    assert not db.session.scalars(select(AuditEntry)).all()


def test_the_second_of_two_administrators_is_told(
    admin: Browser, given: Given, browse: Callable[..., Browser]
) -> None:
    second = browse(given.staff(Role.ADMIN))
    early, late = admin.get(PAGE).form(PAGE), second.get(PAGE).form(PAGE)
    admin.post(PAGE, early | {"triage_minutes": "20"})

    page = second.post(PAGE, late | {"office": "Jl. Jenderal Sudirman 1"}, status=409)

    assert "Menit sampai operator memeriksa laporan baru: 20" in page.text
    assert page.form(PAGE)["office"] == "Jl. Jenderal Sudirman 1"
    again = page.form(PAGE) | {"triage_minutes": "20"}
    second.post(PAGE, again)
    assert second.get(PAGE).form(PAGE)["office"] == "Jl. Jenderal Sudirman 1"
