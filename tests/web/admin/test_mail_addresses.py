"""Where reports go: the e-mail address of an account, checked and kept."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Staff
from tests.browsing import Browser
from tests.people import Given

ADDRESS = "/admin/pengguna/wali"


@pytest.fixture
def admin(given: Given, browse: Callable[..., Browser]) -> Browser:
    given.staff(Role.MAYOR, username="wali")
    return browse(given.staff(Role.ADMIN))


def kept() -> str:
    wanted = select(Staff).where(Staff.username == "wali").execution_options(populate_existing=True)
    return db.session.scalars(wanted).one().email


def test_an_address_is_kept_shown_and_written_down(admin: Browser) -> None:
    admin.post(ADDRESS, {**admin.get(ADDRESS).form(ADDRESS), "email": "wali.kota@contoh.go.id"})
    assert kept() == "wali.kota@contoh.go.id"
    assert admin.get(ADDRESS).form(ADDRESS)["email"] == "wali.kota@contoh.go.id"
    newest = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert newest
    assert newest.detail == "email"


def test_an_address_may_be_taken_away(admin: Browser) -> None:
    admin.post(ADDRESS, {**admin.get(ADDRESS).form(ADDRESS), "email": "wali@contoh.id"})
    admin.post(ADDRESS, {**admin.get(ADDRESS).form(ADDRESS), "email": ""})
    assert kept() == ""


def test_a_new_account_may_have_one(admin: Browser) -> None:
    form = {"username": "manajer9", "name": "Manajer 9", "role": "manager", "crew": "0"}
    admin.post("/admin/pengguna", {**form, "email": "manajer@contoh.id"})
    made = db.session.scalars(select(Staff).where(Staff.username == "manajer9")).one()
    assert made.email == "manajer@contoh.id"


@pytest.mark.parametrize(
    "wrong",
    [
        "wali",
        "wali@contoh",
        "a@b.id, c@d.id",
        "a b@c.id",
        "wali@contoh.id\nBcc: semua@contoh.id",
        "x" * 250 + "@b.id",
    ],
)
def test_what_is_no_single_address_comes_back_as_it_was_typed(admin: Browser, wrong: str) -> None:
    page = admin.post(ADDRESS, {**admin.get(ADDRESS).form(ADDRESS), "email": wrong}, status=422)
    assert kept() == ""
    assert page.one("input[name=email]")["value"] == wrong
    assert page.one("#email-error").get_text(strip=True)
