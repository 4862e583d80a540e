"""The water of the city and of each area for everybody: counts, filter, search, figures, frames."""

import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import lru_cache
from typing import Any

import pytest
from flask import Flask, template_rendered
from PIL import Image
from sqlalchemy.exc import OperationalError

from ptmb.adapters import clock
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Actor, Role
from ptmb.domain.supply import FollowKind, IncidentKind
from ptmb.extensions import db
from ptmb.models import FillingPoint, Follow
from ptmb.queries.area_slugs import area_by_slug, slugs
from ptmb.queries.supply_now import city_supply
from ptmb.web.public import status as status_page
from ptmb.web.public import status_pictures
from ptmb.web.status_copies import copies_of
from tests.browsing import Browser
from tests.people import Given
from tests.supply_city import trouble, zone
from tests.web.public.test_weight import BUDGET, first_visit

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Any]]
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(given: Given) -> Actor:
    return Actor(Role.OPERATOR, given.staff(Role.OPERATOR).id)


@pytest.fixture
def citizen(browse: Browse) -> Browser:
    return browse()


@pytest.fixture
def troubled(given: Given, desk: Actor) -> None:
    """One fault in two areas, work in one, less water in two, a turn in a part of one."""
    trouble(given, desk, "Sepinggan", "Sepinggan Raya", title="Pipa 300 mm bocor")
    trouble(given, desk, "Damai", kind=IncidentKind.PLANNED, title="Ganti katup")
    zone(given, desk, 0, "Karang Jati")
    zone(given, desk, 50, "Lamaru")
    zone(given, desk, 0, "Baru Ilir", partial=True)


def shown(page: Any) -> list[str]:
    return [row.select_one("b").get_text() for row in page.all(".pt-state-list .pt-row")]


def counted(page: Any) -> dict[str, int]:
    links = page.all(".pt-counts a")
    return {
        link.get_text(" ", strip=True).split(" ", 1)[1]: int(link.b.get_text()) for link in links
    }


@pytest.mark.usefixtures("troubled")
def test_the_counts_the_list_the_map_and_the_figures_agree_with_the_city(citizen: Browser) -> None:
    page = citizen.get("/status")
    truth = Counter(one.state.value for one in city_supply(clock.now()))
    assert counted(page) == {"normal": 28, "bergilir": 3, "gangguan": 2, "perbaikan": 1}
    assert truth == {"normal": 28, "rationed": 3, "disturbed": 2, "repair": 1}
    assert shown(page)[:6] == [
        "Sepinggan", "Sepinggan Raya", "Damai", "Baru Ilir", "Karang Jati", "Lamaru",
    ]  # fmt: skip
    assert len(shown(page)) == 34
    drawn = Counter(re.findall(r'class="pt-area"\s+fill="url\(#p-(\w+)\)"', page.html))
    assert drawn == {"ok": 56, "turn": 6, "bad": 4, "fix": 2}  # the map and its inset
    figures = json.loads(citizen.get("/status.json").html)
    assert figures["counts"] == counted(page)


@pytest.mark.usefixtures("troubled")
def test_each_row_says_in_words_what_comes_next(citizen: Browser) -> None:
    text = citizen.get("/status").text
    for words in (
        "Pipa 300 mm bocor. Perkiraan normal 17.32.", "Ganti katup. Perkiraan normal 17.32.",
        "Sekitar 50 % dari biasanya", "Sebagian bergilir", "28 wilayah normal",
        "Jadwal adalah rencana; digilir belum tentu langsung dapat air.",
    ):  # fmt: skip
        assert words in text


@pytest.mark.usefixtures("troubled")
def test_a_count_leaves_only_its_areas_without_a_script(citizen: Browser) -> None:
    link = next(one for one in citizen.get("/status").all(".pt-counts a") if "bergilir" in one.text)
    page = citizen.get(str(link["href"]).split("#")[0])
    assert shown(page) == ["Baru Ilir", "Karang Jati", "Lamaru"]
    assert [one["aria-current"] for one in page.all(".pt-counts [aria-current]")] == ["true"]
    assert counted(page)["normal"] == 28
    assert shown(citizen.get("/status?keadaan=tanpa-data")) == []


@pytest.mark.usefixtures("troubled")
def test_a_search_leads_to_the_area_or_lists_what_fits(citizen: Browser) -> None:
    assert citizen.get("/status?cari=karang+ja", status=303).location == "/status/karang-jati"
    assert citizen.get("/status?cari=SEPINGGAN", status=303).location == "/status/sepinggan"
    found = shown(citizen.get("/status?cari=sepin"))
    assert found == ["Sepinggan", "Sepinggan Raya", "Sepinggan Baru"]
    none = citizen.get("/status?cari=<b>atlantis")
    assert "Tidak ada wilayah yang cocok." in none.text
    assert "<b>atlantis" not in none.html


def test_nobody_is_called_normal_where_nobody_looked(citizen: Browser) -> None:
    page = citizen.get("/status")
    assert counted(page)["tidak ada data"] == 34
    assert counted(page)["normal"] == 0


def test_thirty_days_of_complaints_are_the_citys_own(given: Given, citizen: Browser) -> None:
    officer = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    given.complaint(Status.RESOLVED, officer=officer)
    given.complaint()
    given.complaint(at=clock.now() - timedelta(days=31))
    assert "Laporan masuk 2 · selesai 1" in citizen.get("/status").text
    assert json.loads(citizen.get("/status.json").html)["thirty_days"] == {
        "received": 2, "finished": 1,
    }  # fmt: skip


def test_no_cookie_is_read_or_set_and_caches_may_keep_it(browse: Browse, given: Given) -> None:
    operator = browse(given.staff(Role.OPERATOR))
    operator.client.set_cookie("bahasa", "en")
    operator.client.set_cookie("tema", "dark")
    page = operator.get("/status")
    assert page.one("html")["lang"] == "id"
    assert "data-bs-theme" not in page.html.split(">")[1]
    assert page.html == browse().get("/status").html
    headers = page.response.headers
    assert "Set-Cookie" not in headers
    assert headers["Cache-Control"] == "public, max-age=60"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    same = operator.get("/status", status=304, headers={"If-None-Match": headers["ETag"]})
    assert same.html == ""


def test_english_is_an_address_and_the_usual_switch_leads_there(citizen: Browser) -> None:
    switch = citizen.get("/status").one(".pt-top a[hreflang=en]")
    there = citizen.get(str(switch["href"]), status=303).location
    assert there == "/status?bahasa=en"
    page = citizen.get(there)
    assert page.one("html")["lang"] == "en"
    back = citizen.get(str(page.one(".pt-top a[hreflang=id]")["href"]), status=303)
    assert back.location == "/status"
    row = next(one for one in page.all(".pt-row"))
    assert str(row["href"]).endswith("?bahasa=en")


@pytest.fixture
def drawings(app: Flask) -> Iterator[list[str]]:
    """The templates that are drawn."""
    names: list[str] = []

    def note(_sender: Flask, template: Any, **_: Any) -> None:
        names.append(template.name)

    with template_rendered.connected_to(note, app):
        yield names


def test_the_page_is_drawn_once_for_all_who_look(browse: Browse, drawings: list[str]) -> None:
    for _ in range(5):
        browse().get("/status")
        browse().get("/status?bahasa=en")
    assert drawings.count("public/status/city.html") == 2


def test_it_is_given_while_the_database_is_away(
    citizen: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies, later = copies_of(app), [0.0]
    real = copies._clock
    monkeypatch.setattr(copies, "_clock", lambda: real() + later[0])
    citizen.get("/status")

    def away(_at: Any) -> Any:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(status_page, "city_status", away)
    later[0] = 600.0
    page = citizen.get("/status")
    assert "Data 14.32. Status terbaru belum bisa dimuat." in page.text
    assert not page.all("[data-when-old][hidden]")
    assert page.one("h1").text == "Status air Balikpapan"


def test_the_cost_is_fixed(citizen: Browser, given: Given, desk: Actor, counting: Counting) -> None:
    trouble(given, desk, "Damai")
    citizen.get("/status")
    copies_of(citizen.app).forget()
    with counting() as city:
        citizen.get("/status")
    with counting() as kept:
        citizen.get("/status")
    citizen.get("/status/damai")
    copies_of(citizen.app).forget()
    with counting() as area:
        citizen.get("/status/damai")
    assert kept.count == 0
    assert city.count <= 14, city.texts
    assert area.count <= 20, area.texts


@pytest.mark.parametrize("path", ["/status", "/status/damai", "/status?bahasa=en"])
@pytest.mark.usefixtures("troubled")
def test_a_first_visit_is_light(citizen: Browser, path: str) -> None:
    page = citizen.get(path)
    assert first_visit(citizen, page) - len(page.html.encode()) + 8_000 <= BUDGET
    packed = citizen.client.get(path, headers={"Accept-Encoding": "gzip"})
    assert len(packed.data) <= 15 * 1024


def test_every_area_has_an_address_of_its_own(app: Flask) -> None:
    words = list(slugs().values())
    assert len(set(words)) == len(words) == 34
    assert all(re.fullmatch(r"[a-z0-9-]+", word) for word in words)
    assert all(area_by_slug(word) for word in words)
    assert area_by_slug("atlantis") is None


def test_an_unknown_area_does_not_exist(citizen: Browser) -> None:
    for path in ("/status/atlantis", "/status/atlantis.json", "/status/atlantis/og.png",
                 "/status/sisip/atlantis"):  # fmt: skip
        citizen.get(path, status=404)


@pytest.mark.usefixtures("troubled")
def test_an_areas_page_says_what_is_and_what_is_planned(citizen: Browser) -> None:
    fault = citizen.get("/status/sepinggan")
    assert "Pipa 300 mm bocor. Perkiraan normal 17.32." in fault.one(".pt-now").text
    assert [one["href"] for one in fault.all(".pt-now a")] == ["/gangguan/1"]
    unplanned = fault.one("section[aria-labelledby=jadwal]").text
    assert "Belum ada jadwal giliran di sini." in unplanned
    assert "mengalir" not in unplanned, "the pipe is broken, and there is no schedule to caution of"
    turn = citizen.get("/status/karang-jati")
    assert "Bukan kerusakan pipa." in turn.text
    assert "digilir belum tentu langsung dapat air" in turn.text


@pytest.mark.usefixtures("troubled")
def test_days_without_data_are_said_and_never_drawn_as_normal(citizen: Browser) -> None:
    page = citizen.get("/status/karang-jati")
    assert "29 hari tanpa data." in page.one("figure figcaption").text
    assert page.one(".pt-uptime")["aria-label"] == " ".join(
        page.one("figure figcaption").text.split()
    )
    pieces = page.all(".pt-uptime > rect")
    assert sum("p-none" in str(one.get("fill")) for one in pieces) == 29
    rows = page.all("figure tbody tr")
    assert len(rows) == 30
    assert all("24 jam" in row.text for row in rows[1:])


def test_causes_stand_apart_and_followers_are_no_complaints(given: Given, citizen: Browser) -> None:
    officer = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    for _ in range(5):
        given.complaint(Status.RESOLVED, officer=officer, at=clock.now() - 2 * HOUR)
    given.complaint(Status.RATIONED)
    given.complaint()
    for _ in range(2):
        given.complaint(area="Damai")
        given.complaint(Status.RATIONED, area="Damai")
    area = given.area()
    for number, ended in enumerate((None, None, clock.now())):
        db.session.add(Follow(
            kind=FollowKind.AREA, area_id=area.id, key=f"follow-{number}", key_hash=f"{number}",
            created_at=clock.now(), ended_at=ended,
        ))  # fmt: skip
    db.session.commit()
    page = citizen.get("/status/gunung-sari-ilir")
    causes = {
        li.select("span")[0].text.strip(): li.select("b")[0].text
        for li in page.all(".pt-causes li")
    }
    assert causes == {
        "Bergilir": "<5", "Teknis": "5", "Kualitas": "0", "Sisi pelanggan": "0",
        "Belum diketahui": "<5",
    }  # fmt: skip
    assert "7 masuk · 5 selesai" in page.text
    assert "Angka kecil disembunyikan" in page.text
    assert "Pengikut kabar wilayah ini: 2." in page.text
    figures = json.loads(citizen.get("/status/gunung-sari-ilir.json").html)
    assert figures["month"]["received"] == 7
    assert figures["followers"] == 2
    assert figures["month"]["causes"] == {
        "technical": 5, "rationing": None, "quality": 0, "customer_side": 0, "unknown": None,
    }  # fmt: skip


def test_tanker_points_in_use_are_listed(given: Given, citizen: Browser) -> None:
    for name, active in (("Titik isi uji", True), ("Titik tutup", False)):
        db.session.add(FillingPoint(name=name, latitude=-1.2, longitude=116.8, active=active))
    db.session.commit()
    text = citizen.get("/status/damai").text
    assert "Titik isi uji" in text
    assert "Titik tutup" not in text


@pytest.mark.usefixtures("troubled")
def test_the_figures_have_a_fixed_shape(citizen: Browser) -> None:
    answer = citizen.get("/status.json").response
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    figures = answer.get_json()
    assert set(figures) == {"at", "stale", "counts", "areas", "reservoir", "thirty_days"}
    assert (figures["at"], figures["stale"]) == ("2024-02-10T14:32:00+08:00", False)
    area = {
        "code", "name", "district", "state", "partial", "share", "until", "incident", "words",
        "url", "json",
    }  # fmt: skip
    assert all(set(one) == area for one in figures["areas"])
    first = figures["areas"][0]
    assert (first["name"], first["state"], first["incident"]) == ("Sepinggan", "gangguan", "G-001")
    assert first["until"] == "2024-02-10T17:32:00+08:00"
    one = citizen.get("/status/lamaru.json").response.get_json()
    assert set(one) == area | {"at", "stale", "days", "month", "followers"}
    assert (one["state"], one["share"], len(one["days"])) == ("bergilir", 50, 30)
    assert one["days"][0]["minutes"] == {"tanpa-data": 1440}


@pytest.mark.usefixtures("troubled")
@pytest.mark.parametrize("path", ["/status/og.png", "/status/damai/og.png?bahasa=en"])
def test_the_picture_is_as_large_as_previews_want_it(citizen: Browser, path: str) -> None:
    answer = citizen.client.get(path)
    picture = Image.open(io.BytesIO(answer.data))
    assert (answer.mimetype, picture.format, picture.size) == ("image/png", "PNG", (1200, 630))
    assert len(answer.data) < 300_000
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_the_picture_changes_with_the_status_and_only_then(
    citizen: Browser, given: Given, desk: Actor
) -> None:
    def picture() -> bytes:
        copies_of(citizen.app).forget()
        return bytes(citizen.client.get("/status/og.png").data)

    before = picture()
    clock.pin(clock.now() + HOUR / 60)
    assert picture() == before
    trouble(given, desk, "Damai")
    assert picture() != before


def test_who_asks_for_every_picture_has_each_drawn_once(
    citizen: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings: list[object] = []

    def draw(facts: object, _font: object) -> bytes:
        drawings.append(facts)
        return b"picture"

    kept = lru_cache(maxsize=status_pictures._PICTURES_KEPT)(draw)
    monkeypatch.setattr(status_pictures, "_png", kept)
    paths = ["/status/og.png", *(f"/status/{slug}/og.png" for slug in slugs().values())]
    for _ in range(2):
        copies_of(citizen.app).forget()
        for path in paths:
            citizen.client.get(path)
    assert len(drawings) == len(paths)
    assert 2 * len(paths) <= status_pictures._PICTURES_KEPT, "in both languages"


def test_a_message_shows_the_picture_and_the_counts(citizen: Browser) -> None:
    page = citizen.get("/status?bahasa=en")
    said = {str(tag["property"]): str(tag["content"]) for tag in page.all("meta[property^=og]")}
    assert said["og:image"] == "http://localhost/status/og.png?bahasa=en"
    assert said["og:url"] == "http://localhost/status"
    assert said["og:description"].startswith("0 ")


@pytest.mark.parametrize("path", ["/status/sisip", "/status/sisip/damai"])
def test_other_sites_may_frame_the_small_page_and_no_other(citizen: Browser, path: str) -> None:
    page = citizen.get(path)
    headers = page.response.headers
    assert "frame-ancestors *" in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers
    assert page.all("form, button, input") == []
    assert [link.get("rel") for link in page.all("a")] == [["noopener"]]
    whole = citizen.get("/status/damai").response.headers
    assert whole["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]


def test_every_public_page_leads_here(citizen: Browser) -> None:
    for path in ("/", "/bantuan"):
        links = [str(one["href"]) for one in citizen.get(path).all("a[href]")]
        assert "/status" in links
