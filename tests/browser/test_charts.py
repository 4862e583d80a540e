"""What only a browser can prove of a chart: it is drawn, in any light, and moves nothing."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import render_template_string
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from ptmb.adapters import clock
from ptmb.domain.durations import bucket
from ptmb.web.charts.ages import age_bars
from ptmb.web.charts.hours import hour_table
from ptmb.web.charts.resolution import cumulative_curves
from ptmb.web.charts.trend import LOOK_BACK, trend_series
from ptmb.web.headers import content_security_policy
from tests.browser.conftest import DESK, PHONE, City, Person, Someone
from tests.browser.stage import behind
from tests.people import Given

TODAY = date(2024, 2, 10)
SMALLEST: ViewportSize = {"width": 320, "height": 640}
ADDRESS = "/grafik-untuk-uji"
_PAGE = """{% extends "layouts/base.html" %}
{% from "components/charts/chart_files.html" import chart_files %}
{% from "components/charts/trend.html" import trend %}
{% from "components/charts/resolution.html" import resolution %}
{% from "components/charts/hours_table.html" import hours_table %}
{% from "components/charts/age_bars.html" import age_bars %}
{% block head_extra %}{{ chart_files() }}{% endblock %}
{% block main %}<h1>Grafik</h1><div class="pt-stack">
<section class="pt-card p-3">{{ trend(days, "grafik-1") }}</section>
<section class="pt-card p-3">{{ resolution(times, "grafik-2") }}</section>
<section class="pt-card p-3">{{ hours_table(hours, "grafik-3") }}</section>
<section class="pt-card p-3">{{ age_bars(ages, "grafik-4") }}</section></div>{% endblock %}"""
_INK = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let drawn = 0, coloured = 0, light = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (!data[at + 3]) continue;
    drawn += 1;
    light += data[at] + data[at + 1] + data[at + 2] > 380;
    coloured += Math.max(data[at], data[at + 1], data[at + 2])
      - Math.min(data[at], data[at + 1], data[at + 2]) > 24;
  }
  return { drawn, coloured, light };
}"""
_ROW = """(figure, name) => {
  const words = cell => cell.textContent.replace(/\\s+/g, " ").trim();
  const row = [...figure.querySelectorAll("tbody tr")].find(one => words(one.cells[0]) === name);
  return [...row.cells].slice(1).map(words);
}"""
_SHIFTS = """window.shifted = 0; new PerformanceObserver(list => {
  for (const one of list.getEntries()) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });"""


def _figures() -> dict[str, Any]:
    days = [TODAY - timedelta(days=ago) for ago in reversed(range(30 + LOOK_BACK))]
    received = {day: 9 + day.toordinal() % 4 for day in days}
    received |= {TODAY - timedelta(days=ago): 38 for ago in (2, 5, 8)}
    finished = {day: 8 + day.toordinal() % 3 for day in days}
    hours = (2, 5, 9, 20, 30, 70, 150, 400)
    return {
        "days": trend_series(days, (received, finished), shown=30, today=TODAY),
        "times": cumulative_curves(
            {f"Jenis {n}": {bucket(3600 * n * one): 3 for one in hours} for n in range(1, 6)}
        ),
        "hours": hour_table({place: place % 24 for place in range(168)}),
        "ages": age_bars({TODAY - timedelta(days=age): 40 - age for age in range(38)}, TODAY),
    }


@pytest.fixture(scope="module")
def document(city: City) -> Iterator[str]:
    """A page with one chart of each kind, as any role's page includes them."""
    with behind(city.environment) as app, app.test_request_context():
        yield render_template_string(_PAGE, **_figures())


@pytest.fixture
def reads(someone: Someone, document: str) -> Any:
    """`reads(PHONE)`: the page of charts in the browser of a new person, under our own policy."""

    def arrive(size: ViewportSize = PHONE, **options: Any) -> Page:
        person: Person = someone(size, **options)
        headers = {"Content-Security-Policy": content_security_policy("")}

        def answer(route: Route) -> None:
            route.fulfill(body=document, content_type="text/html", headers=headers)

        person.page.route("**" + ADDRESS, answer)
        if options.get("java_script_enabled", True):
            person.page.add_init_script(_SHIFTS)
        return person.opens(ADDRESS)

    return arrive


def drawings(page: Page) -> list[Locator]:
    expect(page.locator("[data-box] canvas")).to_have_count(2)
    return page.locator("[data-box] canvas").all()


def test_the_drawings_are_there_and_in_colour(reads: Any) -> None:
    for drawing in drawings(reads()):
        ink = drawing.evaluate(_INK)
        assert ink["drawn"] > 3_000
        assert ink["coloured"] > 500


def test_what_a_finger_points_at_is_said_as_the_table_says_it(reads: Any) -> None:
    page = reads()
    for number, drawing in enumerate(drawings(page)):
        drawing.scroll_into_view_if_needed()
        place = drawing.bounding_box()
        assert place
        page.mouse.move(place["x"] + place["width"] * 0.6, place["y"] + place["height"] / 2)
        figure = page.locator("figure[data-chart]").nth(number)
        note = figure.locator(".pt-chart-tip")
        expect(note).to_be_visible()
        name, *values = note.inner_text().splitlines()
        told = figure.evaluate(_ROW, name)
        assert [value.split(": ")[-1] for value in values] == [cell for cell in told if cell]


def test_by_night_everything_is_drawn_anew_in_light_ink(reads: Any) -> None:
    page = reads()
    by_day = [drawing.evaluate(_INK) for drawing in drawings(page)]
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)
    by_night = [drawing.evaluate(_INK) for drawing in drawings(page)]
    for day, night in zip(by_day, by_night, strict=True):
        assert night["drawn"] > 3_000
        assert day != night
    page.evaluate("document.documentElement.dataset.bsTheme = 'light'")
    page.wait_for_timeout(100)
    assert [drawing.evaluate(_INK) for drawing in drawings(page)] == by_day


def test_on_paper_the_drawings_are_black_and_white_and_return_in_colour(reads: Any) -> None:
    page = reads(DESK, color_scheme="dark")
    before = [drawing.evaluate(_INK) for drawing in drawings(page)]
    page.emulate_media(media="print")
    page.wait_for_timeout(100)
    for drawing in drawings(page):
        ink = drawing.evaluate(_INK)
        assert ink["drawn"] > 3_000
        assert ink["coloured"] == 0
        box = drawing.bounding_box()
        assert box
        assert box["height"] > 100
        assert box["x"] + box["width"] <= DESK["width"]
    page.emulate_media(media="screen")
    page.wait_for_timeout(100)
    assert [drawing.evaluate(_INK) for drawing in drawings(page)] == before


def test_without_a_script_the_tables_stand_open_and_no_empty_box_does(reads: Any) -> None:
    page = reads(java_script_enabled=False)
    for table in page.locator("figure details table").all():
        expect(table).to_be_visible()
    for box in page.locator("[data-box]").all():
        expect(box).to_be_hidden()


def test_without_the_library_the_tables_stand_open_too(someone: Someone, document: str) -> None:
    person = someone(PHONE)
    person.page.route("**/uPlot*.js", lambda route: route.abort())
    person.page.route(
        "**" + ADDRESS, lambda route: route.fulfill(body=document, content_type="text/html")
    )
    page = person.opens(ADDRESS)
    expect(page.locator("figure details table").first).to_be_visible()
    expect(page.locator("[data-box]").first).to_be_hidden()


def test_with_a_script_the_table_waits_until_it_is_asked_for(reads: Any) -> None:
    page = reads()
    table = page.locator("figure details table").first
    expect(table).to_be_hidden()
    page.get_by_text("Lihat sebagai tabel").first.click()
    expect(table).to_be_visible()


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESK], ids=lambda size: str(size["width"]))
def test_drawing_moves_nothing_and_nothing_is_wider_than_the_screen(
    reads: Any, size: ViewportSize
) -> None:
    page = reads(size)
    drawings(page)
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifted") < 0.01
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_turned_telephone_gets_a_drawing_of_its_width(reads: Any) -> None:
    page = reads()
    drawings(page)
    page.set_viewport_size({"width": 740, "height": 360})
    for number in range(2):
        box = page.locator("[data-box]").nth(number)
        expect(box.locator("canvas")).to_have_js_property(
            "clientWidth", box.evaluate("one => one.clientWidth")
        )


def test_a_poll_that_brings_news_draws_them(someone: Someone, city: City) -> None:
    page = someone(PHONE).logs_in("walikota")
    canvas = page.locator("figure[data-chart=trend] canvas")
    newest = page.locator("figure[data-chart=trend] tbody tr").first.locator("data").first
    expect(canvas).to_have_count(1)
    before, seen = canvas.evaluate(_INK), newest.get_attribute("value")
    with behind(city.environment) as app:
        given = Given(app)
        for _ in range(5):
            given.complaint(at=clock.now())  # also in the small hours they count for today
    with page.expect_response(lambda answer: "/walikota" in answer.url):
        page.evaluate("document.querySelector('#summary').dispatchEvent(new CustomEvent('every'))")
    expect(newest).to_have_attribute("value", str(int(seen or 0) + 5))
    expect(canvas).to_have_count(1)
    after = canvas.evaluate(_INK)
    assert after["drawn"] > 1_000
    assert after != before
