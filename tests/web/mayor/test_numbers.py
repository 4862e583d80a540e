"""Every number of the mayor's pages leads to exactly the list it counts."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from ptmb.actions import reporting
from ptmb.adapters import clock
from ptmb.domain.choices import Channel, StillWrong
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import REPORTER, Role
from ptmb.extensions import db
from ptmb.models import Area, Complaint
from tests.browsing import Browser
from tests.conftest import NOW
from tests.people import Given
from tests.web.mayor.following import Follower

Browse = Callable[..., Browser]

PERIODS = (
    "periode=hari-ini",
    "periode=7-hari",
    "periode=bulan",
    "periode=tahun",
    "periode=pilihan&dari=2024-01-20&sampai=2024-02-03",
    "periode=pilihan&dari=2024-01-01&sampai=2024-01-31",
)
PAGES = ("/walikota", "/walikota/angka", "/walikota/wilayah")


def nothing(_given: Given) -> None:
    """A city of which nobody has complained yet."""


def one_a_day(given: Given) -> None:
    """In every state, from December until this moment, in two areas and by several channels."""
    states = [one for one in Status if one not in (Status.GROUPED, Status.MERGED)]
    channels = list(Channel)
    for number in range(26):
        given.complaint(
            states[number % len(states)],
            at=NOW - timedelta(days=number * 2, hours=3),
            area=("Gunung Sari Ilir", "Sepinggan", "Baru Ulu")[number % 3],
            category=("NOFLOW", "LOWP")[number % 2],
            channel=channels[number % len(channels)],
        )
    given.complaint(Status.MERGED)


def opened_again(given: Given) -> None:
    """Finished late by a crew, rated, opened again, without an area: the rare properties."""
    crew = given.crew("Tim Barat")
    officer = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",), crew_id=crew.id)
    for days in (1, 9, 30):
        row = given.complaint(Status.RESOLVED, officer=officer, at=NOW - timedelta(days=days))
        reporting.reopen(row.id, _later(row), StillWrong.DRY, "")
    late = given.complaint(Status.RESOLVED, officer=officer, at=NOW - timedelta(days=2))
    reporting.confirm(late.id, _later(late), 2, "Terlalu lama")
    given.complaint(Status.CLOSED, at=NOW - timedelta(days=40))
    for area in db.session.query(Area).limit(3):
        area.connections = 4_000
    db.session.commit()


def _later(row: Complaint) -> Deed:
    at: datetime = (row.resolved_at or row.created_at) + timedelta(minutes=30)
    return Deed(REPORTER, at, f"after-{row.id:020d}")


@pytest.mark.parametrize(
    ("state", "periods"),
    [(nothing, PERIODS[2:3]), (one_a_day, PERIODS), (opened_again, PERIODS[1:5])],
)
def test_each_number_of_each_period_counts_its_list(
    state: Callable[[Given], None], periods: tuple[str, ...], given: Given, browse: Browse
) -> None:
    state(given)
    mayor = Follower(browse(given.staff(Role.MAYOR)))
    places = [given.area(name).code for name in ("Gunung Sari Ilir", "Sepinggan")]
    for period in periods:
        for page in (*PAGES, *(f"/walikota/wilayah/{code}" for code in places)):
            mayor.check(f"{page}?{period}")
        mayor.check(f"/walikota/angka?{period}&wilayah={places[0]}")
        mayor.check(f"/walikota/angka?{period}&ukuran=per-1000")


def test_the_pages_tell_many_numbers(given: Given, browse: Browse) -> None:
    one_a_day(given)
    mayor = Follower(browse(given.staff(Role.MAYOR)))
    assert mayor.check("/walikota") >= 12
    assert mayor.check("/walikota/angka") >= 40
    place = given.area("Sepinggan").code
    assert mayor.check(f"/walikota/wilayah/{place}") >= 6


def test_the_ledger_adds_up_in_every_period(given: Given, browse: Browse) -> None:
    one_a_day(given)
    mayor = browse(given.staff(Role.MAYOR))
    for period in PERIODS:
        rows = [
            [int(cell.get_text(strip=True)) for cell in row.select("td")]
            for row in mayor.get(f"/walikota/angka?{period}").all(".pt-ledger tr")
            if row.select("td")
        ]
        *outcomes, whole = rows
        assert [sum(column) for column in zip(*outcomes, strict=True)] == whole
        assert all(received + carried == both for received, carried, both in rows)


def test_what_came_before_the_period_is_told_apart(given: Given, browse: Browse) -> None:
    given.complaint(Status.RECEIVED, at=NOW - timedelta(days=20))
    given.complaint(Status.RECEIVED)
    page = browse(given.staff(Role.MAYOR)).get("/walikota/angka")
    foot = [cell.get_text(strip=True) for cell in page.all(".pt-ledger tfoot td")]
    assert foot == ["1", "1", "2"]
    assert clock.now() == NOW
