"""The administrator's account pages."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Staff
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]
PEOPLE = "/admin/pengguna"


@pytest.fixture
def admin(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.ADMIN, username="admin", name="Administrator 1"))


def person(username: str) -> Staff:
    return db.session.scalars(
        select(Staff).where(Staff.username == username).execution_options(populate_existing=True)
    ).one()


def names(browser: Browser, query: str = "") -> list[str]:
    return [tag.get_text(strip=True) for tag in browser.get(PEOPLE + query).all("tbody th a")]


class TestList:
    def test_people_stand_as_they_are_counted(self, admin: Browser, given: Given) -> None:
        for number in (10, 2, 1):
            given.staff(Role.OFFICER, name=f"Petugas {number}")
        assert names(admin) == ["Administrator 1", "Petugas 1", "Petugas 2", "Petugas 10"]

    def test_one_finds_by_name_role_and_status(self, admin: Browser, given: Given) -> None:
        given.staff(Role.OFFICER, name="Petugas 1")
        given.staff(Role.OPERATOR, name="Operator 1", username="meja.satu")
        given.staff(Role.OPERATOR, name="Operator 2", active=False)
        assert names(admin, "?q=PETUGAS") == ["Petugas 1"]
        assert names(admin, "?q=meja.s") == ["Operator 1"]
        assert names(admin, "?peran=operator") == ["Operator 1"]
        assert names(admin, "?status=nonaktif") == ["Operator 2"]
        assert "Tidak ada akun yang cocok." in admin.get(PEOPLE + "?q=%25").text

    def test_long_lists_come_in_pages_that_keep_the_search(
        self, admin: Browser, given: Given
    ) -> None:
        for number in range(1, 53):
            given.staff(Role.OFFICER, name=f"Petugas {number}")
        first = admin.get(PEOPLE + "?q=petugas")
        assert len(first.all("tbody tr")) == 50
        second = admin.get(str(first.one("a[rel=next]")["href"]))
        assert [tag.get_text() for tag in second.all("tbody th a")] == ["Petugas 51", "Petugas 52"]
        assert str(second.one("a[rel=prev]")["href"]).startswith(PEOPLE + "?q=petugas")

    @pytest.mark.parametrize("query", ["?halaman=0", "?halaman=-1", "?halaman=x", "?peran=raja"])
    def test_an_address_that_makes_no_sense_shows_the_list(
        self, admin: Browser, query: str
    ) -> None:
        assert names(admin, query) == ["Administrator 1"]

    def test_it_takes_few_statements_however_many_people(
        self,
        admin: Browser,
        given: Given,
        counting: Callable[[], AbstractContextManager[Any]],
    ) -> None:
        crew = given.crew()
        for _ in range(30):
            given.staff(Role.OFFICER, areas=("Manggar", "Lamaru"), crew_id=crew.id)
        admin.get(PEOPLE)
        with counting() as statements:
            admin.get(PEOPLE)
        assert statements.count <= 5, statements.texts


class TestNewAccount:
    def test_an_officer_is_made_with_areas_and_crew(self, admin: Browser, given: Given) -> None:
        crew, area = given.crew(), given.area("Manggar")
        fields = admin.get("/admin/pengguna-baru").form(PEOPLE)
        data = {**fields, "username": "Petugas7", "name": "Petugas 7", "role": "officer"}
        data |= {"crew": str(crew.id), "areas": str(area.id), "phone": "0812 3456 7890"}
        assert admin.post(PEOPLE, data).location == PEOPLE + "/petugas7"
        made = person("petugas7")
        assert (made.role, made.crew_id, made.phone) == (Role.OFFICER, crew.id, "+6281234567890")
        assert [area.name for area in made.areas] == ["Manggar"]
        assert "Belum dibuat." in admin.get(PEOPLE + "/petugas7").text

    def test_a_crew_that_is_not_there_yet_is_made_on_the_way(
        self, admin: Browser, given: Given
    ) -> None:
        given.crew("Tim Tengah")
        data = {"role": "officer", "crew": "0", "new_crew": " Tim Pipa "}
        for number in (1, 2):
            admin.post(PEOPLE, data | {"username": f"petugas{number}", "name": "Petugas"})
        crews = {person("petugas1").crew_id, person("petugas2").crew_id}
        assert len(crews) == 1
        options = admin.get("/admin/pengguna-baru").all("#crew option")
        assert [one.text for one in options] == ["Tanpa tim", "Tim Pipa", "Tim Tengah"]

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"username": "admin"}, "sudah dipakai"),
            ({"username": "dua kata"}, "tanpa spasi"),
            ({"username": ""}, "Isi nama pengguna."),
            ({"name": ""}, "Isi nama atau sebutan"),
            ({"phone": "12"}, "belum benar"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, admin: Browser, given: Given, change: dict[str, str], sentence: str
    ) -> None:
        data = {"username": "petugas7", "name": "Petugas 7", "role": "officer", "crew": "0"}
        data |= {"areas": str(given.area("Manggar").id), **change}
        page = admin.post(PEOPLE, data, status=422)
        assert sentence in page.text
        assert page.one("#username")["value"] == data["username"]
        assert page.one("#name")["value"] == data["name"]
        assert len(page.all("input[name=areas][checked]")) == 1

    @pytest.mark.parametrize(
        "change", [{"role": "reporter"}, {"role": "raja"}, {"areas": "99999"}, {"areas": "x"}]
    )
    def test_what_the_page_does_not_offer_is_refused(
        self, admin: Browser, change: dict[str, str]
    ) -> None:
        data = {"username": "petugas7", "name": "Petugas 7", "role": "officer", "crew": "0"}
        admin.post(PEOPLE, data | change, status=422)
        assert names(admin) == ["Administrator 1"]

    def test_sent_twice_it_is_one_account(self, admin: Browser) -> None:
        data = {"username": "petugas7", "name": "Petugas 7", "role": "officer", "crew": "0"}
        admin.post(PEOPLE, data)
        admin.post(PEOPLE, data, status=422)
        assert names(admin) == ["Administrator 1", "Petugas 7"]
