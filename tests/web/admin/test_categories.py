"""The administrator's categories: targets, icons, order, and new ones."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import ptmb
from ptmb.adapters import clock
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Category, Complaint
from ptmb.web.admin.forms.category import ICONS
from tests.browsing import Browser
from tests.people import Given

LIST = "/admin/kategori"
NOFLOW = "/admin/kategori/NOFLOW"
NEW = {
    "code": "hydrant", "name_id": "Hidran rusak", "name_en": "Broken hydrant", "icon": "tool",
    "urgency": "high", "response_hours": "1,5", "resolution_hours": "48", "place": "required",
    "photo": "optional", "customer_number": "hidden", "active": "y", "position": "20",
}  # fmt: skip


@pytest.fixture
def admin(given: Given, browse: Callable[..., Browser]) -> Browser:
    return browse(given.staff(Role.ADMIN))


def stored(code: str) -> Category:
    return db.session.scalars(select(Category).where(Category.code == code)).one()


def audited() -> list[tuple[str, str]]:
    rows = db.session.execute(select(AuditEntry.subject, AuditEntry.detail))
    return [(row.subject, row.detail) for row in rows]


def test_the_list_shows_targets_and_costs_few_questions(
    admin: Browser, counting: Callable[[], AbstractContextManager[Any]]
) -> None:
    admin.get(LIST)
    with counting() as statements:
        page = admin.get(LIST)
    assert statements.count <= 5, statements.texts
    assert len(page.all("tbody tr")) == 16
    assert "NOFLOW · No water" in page.text
    assert "sebaiknya" not in page.text


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICER, Role.MAYOR])
def test_nobody_else_gets_in(given: Given, browse: Callable[..., Browser], role: Role) -> None:
    other = browse(given.staff(role))
    other.get(LIST, status=403)
    other.post(NOFLOW, {"name_id": "x"}, status=403)
    assert stored("NOFLOW").name_id == "Air tidak mengalir"


def test_new_targets_hold_for_new_complaints_only(admin: Browser, given: Given) -> None:
    old = given.complaint()
    before = old.due_at
    admin.post(NOFLOW, admin.get(NOFLOW).form(NOFLOW) | {"resolution_hours": "6"})

    new = given.complaint(at=clock.now())

    assert db.session.get_one(Complaint, old.id).due_at == before
    assert new.due_at == clock.now() + timedelta(hours=6)
    assert audited() == [("NOFLOW", "resolution_hours")]


def test_a_renamed_category_is_offered_by_its_new_name(admin: Browser, app: Any) -> None:
    admin.post(NOFLOW, admin.get(NOFLOW).form(NOFLOW) | {"name_id": "Air mati"})
    assert "Air mati" in Browser(app, None).get("/lapor").text


def test_an_inactive_category_is_no_longer_offered(admin: Browser, app: Any) -> None:
    form = admin.get(NOFLOW).form(NOFLOW)
    form.pop("active")
    admin.post(NOFLOW, form)
    assert "Air tidak mengalir" not in Browser(app, None).get("/lapor").text
    assert "sebaiknya 6" in admin.get(LIST).text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name_id": " "}, "Isi nama kategori."),
        ({"response_hours": "satu"}, "Tulis jumlah jam"),
        ({"resolution_hours": "0"}, "Isi lebih dari 0"),
        ({"resolution_hours": "nan"}, "Isi lebih dari 0"),
        ({"position": "x"}, "Tulis angka bulat dari 0 sampai 999."),
        ({"position": " "}, "Tulis angka bulat dari 0 sampai 999."),
        ({"position": ""}, "Tulis angka bulat dari 0 sampai 999."),
        ({"icon": "logo"}, "icon"),
        ({"place": "maybe"}, "place"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    admin: Browser, changed: dict[str, str], sentence: str
) -> None:
    form = admin.get(NOFLOW).form(NOFLOW) | {"name_en": "Dry tap"} | changed
    page = admin.post(NOFLOW, form, status=422)
    links = [str(link["href"]) for link in page.all("[data-error-summary] a")]
    assert links == [f"#{next(iter(changed))}"]
    assert sentence in page.text or f"#{sentence}" in links
    assert page.form(NOFLOW)["name_en"] == "Dry tap"
    assert audited() == []


def test_a_new_category_is_added_once_however_often_it_is_sent(admin: Browser) -> None:
    admin.get("/admin/kategori-baru")
    admin.post(LIST, NEW)
    admin.post(LIST, NEW)

    made = stored("HYDRANT")
    assert (made.response_hours, made.resolution_hours, made.position) == (1.5, 48.0, 20)
    assert audited() == [("HYDRANT", "+")]
    assert "Hidran rusak" in admin.get(LIST).text


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("NOFLOW", "Kode ini sudah dipakai."), ("no flow", "Pakai 2 sampai 32"), ("", "Isi kode")],
)
def test_a_code_is_well_formed_and_its_own(admin: Browser, code: str, sentence: str) -> None:
    page = admin.post(LIST, NEW | {"code": code}, status=422)
    assert sentence in page.text
    assert page.form(LIST)["name_id"] == "Hidran rusak"


def test_the_second_of_two_administrators_sees_what_the_first_wrote(
    admin: Browser, given: Given, browse: Callable[..., Browser]
) -> None:
    second = browse(given.staff(Role.ADMIN))
    early, late = admin.get(NOFLOW).form(NOFLOW), second.get(NOFLOW).form(NOFLOW)
    admin.post(NOFLOW, early | {"resolution_hours": "12"})

    page = second.post(NOFLOW, late | {"name_id": "Air mati"}, status=409)

    assert "Penyelesaian (jam): 12" in page.text
    assert page.form(NOFLOW)["name_id"] == "Air mati"
    assert stored("NOFLOW").name_id == "Air tidak mengalir"


def test_the_same_form_sent_twice_is_one_change(admin: Browser) -> None:
    form = admin.get(NOFLOW).form(NOFLOW) | {"response_hours": "2,5"}
    admin.post(NOFLOW, form)
    admin.post(NOFLOW, form)
    assert audited() == [("NOFLOW", "response_hours")]


def test_changes_of_different_categories_do_not_disturb_each_other(
    admin: Browser, given: Given, browse: Callable[..., Browser]
) -> None:
    second = browse(given.staff(Role.ADMIN))
    late = second.get("/admin/kategori/LEAK").form("/admin/kategori/LEAK")
    admin.post(NOFLOW, admin.get(NOFLOW).form(NOFLOW) | {"resolution_hours": "12"})
    second.post("/admin/kategori/LEAK", late | {"resolution_hours": "10"})
    assert stored("LEAK").resolution_hours == 10.0


def test_every_icon_offered_is_in_the_sprite() -> None:
    sprite = Path(ptmb.__file__).parent / "static" / "vendor" / "icons.svg"
    text = sprite.read_text("utf-8")
    assert [name for name in ICONS if f'id="{name}"' not in text] == []
