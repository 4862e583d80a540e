"""No page mixes causes: in a city whose complaints are counted by hand, every figure is right.

Followers, hints of the schedule, incidents and requests for water are none of the complaints.
"""

import itertools
import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import Tag
from sqlalchemy import select

from ptmb.actions import following, incidents, intake, rationed, triage
from ptmb.actions.following import FollowTarget, Reader
from ptmb.actions.incidents import Chosen
from ptmb.actions.undoing import retract
from ptmb.adapters import clock
from ptmb.domain.choices import DrySpan, PlaceSource, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.known import Turn
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.place import Place
from ptmb.domain.roles import FOLLOWER, REPORTER, SYSTEM, Actor, Role
from ptmb.domain.suppression import Withheld, suppressed
from ptmb.extensions import db
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from tests.browsing import Browser, Page
from tests.people import Given
from tests.supply_city import trouble, zone
from tests.tanker_fleet import asked, dry, sold

Browse = Callable[..., Browser]
HOUR = timedelta(hours=1)
NORTH, SOUTH, EAST = "Gunung Sari Ilir", "Sepinggan", "Damai"
MONTH = "sejak=2024-02-01"
WORDS = {"rationing": "bergilir", "technical": "teknis", "quality": "kualitas",
         "customer_side": "sisi pelanggan", "unknown": "belum diketahui"}  # fmt: skip

# Counted by hand from `city`, below: this month's complaints by cause, and what became of them.
CITY = {"rationing": 14, "technical": 10, "quality": 1, "customer_side": 2, "unknown": 11}
AREAS = {
    NORTH: {"rationing": 7, "technical": 3, "quality": 1, "unknown": 6},
    SOUTH: {"rationing": 1, "technical": 6, "customer_side": 2, "unknown": 4},
    EAST: {"rationing": 6, "technical": 1},
}
ELSEWHERE = {"none": {"unknown": 1}}
PERCENT = {"rationing": 37, "technical": 26, "quality": 3, "customer_side": 5, "unknown": 29}
RECEIVED, RESOLVED, OPEN, LATE, CARRIED = 38, 9, 26, 3, 2
OF_AREA = {NORTH: (17, 6, 9), SOUTH: (13, 2, 10), EAST: (7, 1, 6)}
"""Received this month, of these resolved, of these open."""
OPEN_EVER = {NORTH: 9, SOUTH: 12, EAST: 6}
"""Open at this moment, the two of last month with them."""
FOLLOWERS = 3
_numbers = itertools.count(1)


@pytest.fixture
def desk(given: Given) -> Actor:
    return Actor(Role.OPERATOR, given.staff(Role.OPERATOR).id)


@pytest.fixture
def city(given: Given, desk: Actor) -> Given:
    """Each cause and each way to lose or not to have one, in three areas and in none."""
    _north(given, desk)
    _south(given, desk)
    _east(given)
    _nowhere(given)
    _before_this_month(given)
    _followers(given)
    zone(given, desk, 0, NORTH)
    return given


def _north(given: Given, desk: Actor) -> None:
    for _ in range(5):
        given.complaint(Status.RATIONED, area=NORTH)
    for _ in range(2):
        explained = given.complaint(Status.RATIONED, area=NORTH)
        rationed.water_is_back(explained.id, _deed(REPORTER))
    for _ in range(3):
        given.complaint(Status.RESOLVED, area=NORTH)
    _settled(given.complaint(area=NORTH), Cause.QUALITY, desk)
    turn = Turn(zone_id=None, flows_at=clock.now() + HOUR)
    for _ in range(2):
        given.complaint(area=NORTH, turn=turn, dry_span=DrySpan.DAYS_2_3)
    supported = given.complaint(area=NORTH)
    given.complaint(Status.MERGED, area=NORTH)  # and the one it follows, received as well
    given.complaint(Status.REJECTED, area=NORTH)
    intake.support(supported.id, "+6281200000001", _deed(FOLLOWER), secret="x")


def _south(given: Given, desk: Actor) -> None:
    incident = trouble(given, desk, SOUTH, title="Pipa 300 mm pecah")
    chosen = [Chosen(given.complaint(area=SOUTH).id) for _ in range(6)]
    assert incidents.join(chosen, incident.id, desk, clock.now(), "six join it") == 6
    _follow(FollowTarget(incident_id=incident.id), times=2)
    for _ in range(2):
        _settled(given.complaint(area=SOUTH), Cause.CUSTOMER_SIDE, desk)
    given.complaint(Status.WITHDRAWN, area=SOUTH)
    sold()
    asked(given, dry(given, area=SOUTH))
    asked(given, given.complaint(Status.RATIONED, area=SOUTH, at=_ago(days=2)))
    undone = given.complaint(area=SOUTH)
    rationed.explain(undone.id, clock.now() + HOUR, "Jadwal", _deed(desk))
    retract(undone.id, _deed(desk))
    no_excuse = given.complaint(Status.RATIONED, area=SOUTH, at=_ago(hours=9))
    rationed.still_dry(no_excuse.id, _deed(SYSTEM))


def _east(given: Given) -> None:
    for status in (*[Status.RATIONED] * 6, Status.RESOLVED):
        given.complaint(status, area=EAST)


def _nowhere(given: Given) -> None:
    words = Place(PlaceSource.LANDMARK, landmark="belakang pasar lama")
    new = intake.NewComplaint("a-place-in-words-alone", given.category().id, words)
    intake.receive(new, by=REPORTER, at=_ago(hours=1), secret="for-tests")


def _before_this_month(given: Given) -> None:
    given.complaint(Status.RATIONED, area=SOUTH, at=_ago(days=20))
    given.complaint(Status.CLOSED, area=SOUTH, at=_ago(days=20))
    given.complaint(area=SOUTH, at=_ago(days=40))


def _followers(given: Given) -> None:
    _follow(FollowTarget(area_id=given.area(NORTH).id), times=FOLLOWERS)
    gone = _follow(FollowTarget(area_id=given.area(NORTH).id), times=1)
    following.stop(gone, clock.now())


def _follow(what: FollowTarget, times: int) -> str:
    keys = [f"follow-{next(_numbers):012d}" for _ in range(times)]
    return [following.follow(what, Reader(), key, "for-tests", clock.now()) for key in keys][-1]


def _settled(complaint: Complaint, cause: Cause, desk: Actor) -> None:
    triage.resolve_at_desk(complaint.id, WorkDone.EXPLAINED, cause, "Sudah", _deed(desk))


def _deed(by: Actor) -> Deed:
    return Deed(by, clock.now(), f"causes-{next(_numbers):012d}")


def _ago(**long: int) -> Any:
    return clock.now() - timedelta(**long)


def number(tag: Tag | None) -> int:
    assert tag
    return int(tag.get_text(strip=True).replace(".", ""))


def shares(page: Page) -> dict[str, tuple[int, str]]:
    """What stands under "Mengapa?": percent and the list behind it, by the cause's word."""
    found = {}
    for link in page.all(".pt-shares a"):
        share, _, word = link.get_text(" ", strip=True).split(" ", 2)
        found[word] = (int(share), str(link["href"]))
    return found


def by_cause(counts: dict[str, int]) -> dict[str, int]:
    return {WORDS[cause]: total for cause, total in counts.items()}


def codes(page: Page) -> set[str]:
    return {str(link["href"]).rsplit("/", 1)[1] for link in page.all("a.pt-row")}


def test_the_mayors_four_numbers_and_the_shares_of_the_causes_are_the_citys(
    city: Given, browse: Browse
) -> None:
    page = browse(city.staff(Role.MAYOR)).get("/walikota")
    shown = [number(tag) for tag in page.all(".pt-numbers .pt-num")]
    assert shown == [RECEIVED, RESOLVED, OPEN, LATE]
    assert {word: share for word, (share, _) in shares(page).items()} == by_cause(PERCENT)
    assert f"Dibawa ke periode ini: {CARRIED} , masih terbuka: {CARRIED}" in page.text
    assert "30 hari: 40 masuk, 10 selesai." in page.text
    assert "Penyebabnya beragam, tidak ada yang menonjol." in page.text


def test_each_cause_leads_to_the_list_of_exactly_its_own_complaints(
    city: Given, browse: Browse
) -> None:
    mayor = browse(city.staff(Role.MAYOR))
    lists = {word: mayor.get(href) for word, (_, href) in shares(mayor.get("/walikota")).items()}
    totals = {word: number(page.one("[data-total]")) for word, page in lists.items()}
    assert totals == by_cause(CITY)
    for cause, word in WORDS.items():
        assert codes(lists[word]) == stored(cause)
    listed = [code for page in lists.values() for code in codes(page)]
    assert len(listed) == len(set(listed)) == RECEIVED


def stored(cause: str) -> set[str]:
    """This month's complaints with this cause, read from the table itself."""
    first = clock.now().date().replace(day=1)
    kept = Complaint.cause == Cause(cause), Complaint.received_on >= first
    return set(db.session.scalars(select(Complaint.reference).where(*kept)))


@pytest.mark.parametrize("name", AREAS)
def test_the_mayors_page_of_an_area_counts_only_that_area(
    name: str, city: Given, browse: Browse
) -> None:
    mayor = browse(city.staff(Role.MAYOR))
    page = mayor.get(f"/walikota/wilayah/{city.area(name).code}")
    shown = [number(tag) for tag in page.all(".pt-numbers .pt-num")]
    assert tuple(shown[:3]) == OF_AREA[name]
    lists = {word: mayor.get(href) for word, (_, href) in shares(page).items()}
    assert {w: number(one.one("[data-total]")) for w, one in lists.items()} == by_cause(AREAS[name])


def test_the_mayors_table_calls_an_area_rationed_by_its_causes_and_not_by_hints(
    city: Given, browse: Browse
) -> None:
    """In the north a hint more than a cause would make a majority."""
    page = browse(city.staff(Role.MAYOR)).get("/walikota/wilayah")
    rows = {}
    for row in page.all("tbody tr"):
        name, mostly = row.select("th a, th .pt-under")
        rows[name.get_text(strip=True)] = (
            mostly.get_text(strip=True), *(number(cell) for cell in row.select("td a")),
        )  # fmt: skip
    assert len(rows) == 34
    assert {name: row for name, row in rows.items() if row[1] or row[2]} == {
        NORTH: ("penyebab beragam", 17, 9), SOUTH: ("penyebab beragam", 13, 10),
        EAST: ("terutama bergilir", 7, 6),
    }  # fmt: skip


def test_the_first_page_counts_complaints_and_nobody_else(city: Given, browse: Browse) -> None:
    assert f"Laporan bulan Februari {RECEIVED} masuk {RESOLVED} selesai" in browse().get("/").text
    for name, still in OPEN_EVER.items():
        page = browse().get(f"/?wilayah={city.area(name).id}")
        assert f"{name} {still} laporan terbuka" in page.text


def test_the_status_of_the_city_counts_areas_by_state_and_complaints_apart(
    city: Given, browse: Browse
) -> None:
    page = browse().get("/status")
    counts = {str(a["href"]).split("keadaan=")[1].split("#")[0]: number(a.b)
              for a in page.all(".pt-counts a")}  # fmt: skip
    assert counts == {"normal": 32, "bergilir": 1, "gangguan": 1, "perbaikan": 0}
    assert "Laporan masuk 40 · selesai 10" in page.text
    data = json.loads(browse().get("/status.json").html)
    assert data["counts"] == counts
    assert data["thirty_days"] == {"received": 40, "finished": 10}
    assert Counter(one["state"] for one in data["areas"]) == Counter(
        {state: total for state, total in counts.items() if total}
    )


def told_of(name: str) -> dict[str, int | Withheld]:
    """What the rule leaves of the counts by hand: all areas, and those in none."""
    rows = [*(area.name for area in catalogue().areas.values()), "none"]
    found = suppressed(
        {(area, cause): n for area, counts in {**AREAS, **ELSEWHERE}.items()
         for cause, n in counts.items()},
        rows, [cause.value for cause in Cause],
    )  # fmt: skip
    return {cause: found.at(name, cause) for cause in WORDS}


@pytest.mark.usefixtures("city")
def test_the_city_counted_by_hand_leaves_numbers_to_show_and_small_ones_to_withhold() -> None:
    """Otherwise the test after this would prove nothing."""
    assert told_of(NORTH)["rationing"] == AREAS[NORTH]["rationing"]
    assert told_of(NORTH)["unknown"] == AREAS[NORTH]["unknown"]
    assert told_of(SOUTH)["technical"] == AREAS[SOUTH]["technical"]
    assert told_of(EAST)["rationing"] == AREAS[EAST]["rationing"]
    assert {told_of(name)["quality"] for name in AREAS} == {Withheld.UNDER_5}


@pytest.mark.parametrize(
    ("name", "slug"), [(NORTH, "gunung-sari-ilir"), (SOUTH, "sepinggan"), (EAST, "damai")]
)
@pytest.mark.usefixtures("city")
def test_the_page_and_the_data_of_an_area_give_each_cause_its_own_count_or_withhold_it(
    name: str, slug: str, browse: Browse
) -> None:
    received, resolved, _ = OF_AREA[name]
    followers = FOLLOWERS if name == NORTH else 0
    page = browse().get(f"/status/{slug}")
    shown = {row.select_one("span").get_text(strip=True).lower(): row.b.get_text(strip=True)  # type: ignore[union-attr]  # each row has both
             for row in page.all(".pt-causes li")}  # fmt: skip
    told = told_of(name)
    marks: dict[int | Withheld, str] = {Withheld.UNDER_5: "<5", Withheld.COMPLEMENTARY: "×"}
    assert shown == {WORDS[one]: marks.get(cell, str(cell)) for one, cell in told.items()}
    assert f"{received} masuk · {resolved} selesai" in page.text
    assert f"Pengikut kabar wilayah ini: {followers}." in page.text
    data = json.loads(browse().get(f"/status/{slug}.json").html)
    assert data["month"] == {"since": "2024-02-01", "received": received, "resolved": resolved,
                             "causes": {one: None if isinstance(cell, Withheld) else cell
                                        for one, cell in told.items()}}  # fmt: skip
    assert data["followers"] == followers


def test_the_desks_tabs_count_what_waits_there(city: Given, browse: Browse) -> None:
    operator = browse(city.staff(Role.OPERATOR))
    tabs = [tab.get_text(strip=True) for tab in operator.get("/meja").all("#lajur a")]
    assert tabs == ["Perlu ditindak 9", "Berjalan 0", "Konfirmasi 9", "Lanjutan 19"]


def test_an_incident_counts_its_complaints_and_its_followers_apart(
    city: Given, browse: Browse
) -> None:
    assert "2 warga ikut." in browse().get("/gangguan/1").text
    page = browse(city.staff(Role.OPERATOR)).get("/meja/gangguan/1")
    assert page.one("#aduan").get_text() == "6 aduan"
    assert "0 nomor dikabari, 2 pengikut lain." in page.text
