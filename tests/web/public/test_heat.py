"""The density that everybody may see: five of a place or nothing, and never the exact number."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, render_template
from shapely.geometry import LinearRing, shape
from shapely.geometry import Point as Spot

from ptmb.adapters import clock
from ptmb.domain.periods import PeriodKind, this
from ptmb.web.public.heat import public_heat
from tests.browsing import Browser
from tests.conftest import Statements
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]
ADDRESS = "/statistik/kepadatan.geojson"


@pytest.fixture
def city(given: Given) -> Given:
    """Seven in one place, four in another, and five of the month before in a third."""
    for _ in range(7):
        given.complaint(area="Sepinggan")
    for _ in range(4):
        given.complaint(area="Gunung Sari Ilir")
    for _ in range(5):
        given.complaint(area="Baru Ulu", at=clock.now() - timedelta(days=20))
    return given


def features(browse: Browse, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browse().get(ADDRESS + query).response.get_json()["features"]
    return found


def test_a_place_with_four_complaints_is_not_told_and_seven_are_told_as_five(
    city: Given, browse: Browse
) -> None:
    (only,) = features(browse)
    area = city.area("Sepinggan")
    assert only["properties"] == {"received_at_least": 5}
    assert shape(only["geometry"]).contains(Spot(area.longitude, area.latitude))


def test_the_fifth_complaint_makes_a_place_appear(city: Given, browse: Browse) -> None:
    city.complaint(area="Gunung Sari Ilir")
    assert len(features(browse)) == 2


def test_the_period_is_the_one_that_was_asked(city: Given, browse: Browse) -> None:
    (last_month,) = features(browse, "?periode=pilihan&dari=2024-01-01&sampai=2024-01-31")
    area = city.area("Baru Ulu")
    assert shape(last_month["geometry"]).contains(Spot(area.longitude, area.latitude))
    assert len(features(browse, "?periode=tahun")) == 2


@pytest.mark.parametrize(
    "days", ["dari=2024-01-15&sampai=2024-01-25", "dari=2024-01-15&sampai=2024-02-10"]
)
def test_there_is_none_for_chosen_days_so_that_no_complaint_can_be_slid_out_of_them(
    city: Given, browse: Browse, days: str
) -> None:
    """A window that loses its five by starting a day later tells on which day one came."""
    browse().get(f"{ADDRESS}?periode=pilihan&{days}", status=404)
    page = browse().get(f"/statistik?periode=pilihan&{days}")
    assert "pt-heat-cell" not in page.html
    assert "kepadatan.geojson" not in page.html
    assert "Peta ini tidak ada untuk tanggal pilihan" in page.text


def test_the_statistics_draw_it_for_their_period_and_lead_to_its_data(
    city: Given, browse: Browse
) -> None:
    page = browse().get("/statistik")
    assert len(page.all(".pt-heat-cell")) == 1
    link = page.one("a[href^='/statistik/kepadatan.geojson']")
    (only,) = browse().get(str(link["href"])).response.get_json()["features"]
    assert only["properties"] == {"received_at_least": 5}
    whole = browse().get("/statistik?periode=pilihan&dari=2024-01-01&sampai=2024-01-31")
    assert len(whole.all(".pt-heat-cell")) == 1


def test_rings_are_closed_and_counter_clockwise_as_geojson_wants_them(
    city: Given, browse: Browse
) -> None:
    for one in features(browse, "?periode=tahun"):
        (ring,) = one["geometry"]["coordinates"]
        assert ring[0] == ring[-1]
        assert len(ring) == 7
        assert LinearRing(ring).is_ccw


def test_any_site_may_read_it_and_anybody_may_keep_it_for_a_minute(
    city: Given, browse: Browse
) -> None:
    answer = browse().get(ADDRESS).response
    assert answer.mimetype == "application/geo+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers
    told = answer.get_json()
    assert (told["first_on"], told["last_on"]) == ("2024-02-01", "2024-02-10")
    assert told["counted_at"] == "2024-02-10T14:32:00+08:00"
    assert answer.headers["ETag"]


def test_it_is_drawn_once_a_minute_for_everybody(
    city: Given, browse: Browse, counting: Counting
) -> None:
    for query in ("", "?periode=tahun"):
        features(browse, query)
        with counting() as statements:
            features(browse, query)
        assert statements.count == 0


def test_nothing_received_is_an_empty_collection(given: Given, browse: Browse) -> None:
    assert features(browse, "?periode=hari-ini&dari=x") == []


def test_it_needs_the_same_statements_however_many_complaints(
    city: Given, browse: Browse, counting: Counting
) -> None:
    features(browse)
    with counting() as statements:
        features(browse)
    few = statements.count
    for _ in range(5):
        city.complaint(area="Baru Ulu")
    with counting() as statements:
        features(browse)
    assert statements.count == few <= 3


def drawn(app: Flask) -> str:
    heat = public_heat(this(PeriodKind.MONTH, clock.now().date()))
    with app.test_request_context():
        return render_template("public/_heat.html", heat=heat, heat_query={"periode": "bulan"})


def test_the_drawing_shows_the_same_places_and_says_what_is_left_out(
    city: Given, app: Flask
) -> None:
    html = drawn(app)
    assert html.count("pt-heat-cell") == 1
    assert "5–9" in html
    assert "Tempat dengan kurang dari lima laporan tidak ditampilkan." in html
    assert "/statistik/kepadatan.geojson?periode=bulan" in html


def test_a_quiet_city_has_no_drawing_but_a_sentence(given: Given, app: Flask) -> None:
    html = drawn(app)
    assert "<svg" not in html
    assert "Belum ada tempat dengan lima laporan atau lebih." in html
