"""Trucks, filling points and prices, as the administrator keeps them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, FillingPoint, TankerPrice, TankerTruck
from tests.browsing import Browser
from tests.people import Given
from tests.tanker_fleet import filling, sold, truck

LIST = "/admin/tangki"
POINT = {
    "name": "Posko", "position": "-1.2415, 116.8582", "opens": "06:00", "closes": "22:00",
    "fill_minutes": "20", "active": "y",
}  # fmt: skip
PRICE = {"litres": "5000", "customer": "50000", "stranger": "", "active": "y"}


@pytest.fixture
def admin(given: Given, browse: Callable[..., Browser]) -> Browser:
    return browse(given.staff(Role.ADMIN))


def wagon(**typed: str) -> dict[str, str]:
    """The form of a truck at the posko."""
    return {
        "plate": "kt 8123  ab", "litres": "5000", "crew": "", "filling": str(filling().id),
        "starts": "07:00", "ends": "19:00", "active": "y", **typed,
    }  # fmt: skip


def test_an_empty_fleet_says_what_to_do_first(admin: Browser) -> None:
    text = admin.get(LIST).text
    assert "Tambahkan titik isi dulu." in text
    assert "Tanpa harga, warga tidak bisa meminta." in text


def test_the_lists_cost_few_questions(
    admin: Browser, counting: Callable[[], AbstractContextManager[Any]]
) -> None:
    sold()
    for _ in range(3):
        truck()
    admin.get(LIST)
    with counting() as statements:
        page = admin.get(LIST)
    assert statements.count <= 6, statements.texts
    assert len(page.all("tbody tr")) == 3 + 1 + 3
    assert "menurut jarak" in page.text


def test_a_truck_is_added_once_however_often_it_is_sent(admin: Browser, given: Given) -> None:
    data = wagon(crew=str(given.crew("Tim Tangki").id))
    admin.get(f"{LIST}/truk-baru")
    for _ in range(2):
        admin.post(f"{LIST}/truk", data)
    (row,) = db.session.scalars(select(TankerTruck))
    assert (row.plate, row.litres, row.shift_starts, row.narrow) == ("KT 8123 AB", 5000, 420, False)
    assert "Tim Tangki" in admin.get(LIST).text
    deeds = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "tanker_changed")).all()
    assert [deed.subject for deed in deeds] == [
        "filling_point Posko tangki",
        "tanker_truck KT 8123 AB",
    ]


def test_a_filling_point_and_a_price_are_added(admin: Browser) -> None:
    admin.post(f"{LIST}/titik", POINT)
    admin.post(f"{LIST}/harga", PRICE)
    (point,) = db.session.scalars(select(FillingPoint))
    (price,) = db.session.scalars(select(TankerPrice))
    assert (point.latitude, point.opens, point.fill_minutes) == (-1.2415, 360, 20)
    assert (price.customer_rupiah, price.stranger_rupiah) == (50_000, None)


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("truk", {"plate": ""}, "Isi nomor polisi."),
        ("truk", {"litres": "0"}, "Isi liter lebih dari 0."),
        ("truk", {"litres": "x"}, "Tulis angka bulat dari 0 sampai 30.000."),
        ("truk", {"ends": "06:00"}, "Jam selesai harus sesudah jam mulai."),
        ("truk", {"filling": "999"}, "Pilih dari daftar."),
        ("titik", {"position": "di posko"}, "Tulis seperti -1.2415, 116.8582."),
        ("titik", {"position": "-91, 116"}, "Angka ini bukan derajat lintang dan bujur."),
        ("titik", {"closes": "05:00"}, "Jam tutup harus sesudah jam buka."),
        ("harga", {"litres": "0"}, "Isi liter lebih dari 0."),
    ],
)
def test_a_slip_is_told_and_nothing_typed_is_lost(
    admin: Browser, kind: str, typed: dict[str, str], words: str
) -> None:
    plain = {"truk": wagon(), "titik": POINT, "harga": PRICE}[kind]
    page = admin.post(f"{LIST}/{kind}", {**plain, **typed}, status=422)
    assert words in page.text
    name, value = next(iter(typed.items()))
    if page.one(f"#{name}").name == "input":
        assert page.one(f"#{name}")["value"] == value


def test_a_name_belongs_to_one_only(admin: Browser) -> None:
    admin.post(f"{LIST}/truk", wagon())
    page = admin.post(f"{LIST}/truk", wagon(litres="3000"), status=422)
    assert "Nomor polisi ini sudah ada." in page.text


def test_a_change_is_stored_and_two_administrators_do_not_overwrite_each_other(
    admin: Browser,
) -> None:
    path = f"{LIST}/truk/{truck().id}"
    data = admin.get(path).form(path)
    admin.post(path, {**data, "litres": "3000", "narrow": "y"})
    page = admin.post(path, {**data, "litres": "4000"}, status=409)
    assert "3000" in page.one(".tone-fix").get_text()
    assert page.one("#litres")["value"] == "4000"
    admin.post(path, {**page.form(path), "litres": "4000"})
    (row,) = db.session.scalars(select(TankerTruck))
    assert row.litres == 4000


def test_a_truck_may_be_taken_off_the_road(admin: Browser) -> None:
    path = f"{LIST}/truk/{truck().id}"
    data = admin.get(path).form(path)
    del data["active"]
    admin.post(path, data)
    assert "Berhenti" in admin.get(LIST).text


@pytest.mark.parametrize("kind", ["truk", "titik", "harga"])
def test_what_is_not_there_is_not_there(admin: Browser, kind: str) -> None:
    admin.get(f"{LIST}/{kind}/999", status=404)
    admin.post(f"{LIST}/{kind}/999", {}, status=404)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICER, Role.MAYOR])
def test_nobody_else_gets_in(given: Given, browse: Callable[..., Browser], role: Role) -> None:
    browse(given.staff(role)).get(LIST, status=403)
    browse(given.staff(role)).post(f"{LIST}/harga", PRICE, status=403)
