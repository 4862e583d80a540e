"""What the pages say in numbers, and what the database says: read apart, then compared."""

import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from ptmb.config import CITY_TIME
from tests.browser.conftest import PHONE, City, Someone

CAUSES = ("rationing", "technical", "quality", "customer_side", "unknown")
WORDS = {"bergilir": "rationing", "teknis": "technical", "kualitas": "quality",
         "sisi pelanggan": "customer_side", "belum diketahui": "unknown"}  # fmt: skip
_MONTH = """
  SELECT COUNT(*), COALESCE(SUM(status IN ('resolved', 'closed')), 0), COALESCE(SUM(status NOT IN
    ('resolved', 'closed', 'merged', 'rejected', 'withdrawn')), 0),
    (SELECT COUNT(*) FROM complaint WHERE due_at < :at
      AND status IN ('received', 'assigned', 'en_route', 'in_progress'))
  FROM complaint WHERE received_on >= :first"""
_CAUSES = """
  SELECT cause, COUNT(*) FROM complaint
  WHERE received_on >= :first AND COALESCE(:area, area_id, 0) = COALESCE(area_id, 0)
  GROUP BY cause"""
_THIRTY = """
  SELECT (SELECT COUNT(*) FROM complaint WHERE received_on >= :thirty),
    (SELECT COUNT(*) FROM complaint
      WHERE ended_on >= :thirty AND status IN ('resolved', 'closed'))"""
_STATES = """
  WITH troubled AS (SELECT DISTINCT area_id, kind FROM incident_area
    JOIN incident ON incident.id = incident_id WHERE closed_at IS NULL)
  SELECT (SELECT COUNT(*) FROM troubled WHERE kind = 'fault'),
    (SELECT COUNT(DISTINCT area_id) FROM zone_area JOIN rationing_window USING (zone_id)
      WHERE starts_at <= :at AND ends_at > :at AND share < 100
      AND area_id NOT IN (SELECT area_id FROM troubled))"""
_AREA = """
  SELECT COALESCE(SUM(received_on >= :first), 0),
    COALESCE(SUM(received_on >= :first AND status IN ('resolved', 'closed')), 0),
    COALESCE(SUM(status NOT IN
      ('resolved', 'closed', 'merged', 'rejected', 'withdrawn')), 0),
    (SELECT COUNT(DISTINCT NULLIF(phone, '')) + COALESCE(SUM(phone = ''), 0)
      FROM follow WHERE area_id = :area AND ended_at IS NULL)
  FROM complaint WHERE area_id = :area"""
_NUMBER = re.compile(r"\d[\d.]*")
_A_COPY = 61
"""Seconds after which a page of the status is drawn anew."""


@dataclass(frozen=True)
class Figures:
    """Every number that the pages of everybody and of the mayor tell.

    Args:
        month: received, resolved, open this month, and late now.
        causes: this month's complaints by cause, in the city and in the area.
        thirty_days: received and finished.
        states: areas that are disturbed, and areas that are rationed.
        area: received this month, resolved of these, open whenever received, followers.
    """

    month: tuple[int, int, int, int]
    causes: dict[str, int]
    area_causes: dict[str, int]
    thirty_days: tuple[int, int]
    states: tuple[int, int]
    area: tuple[int, int, int, int]


@dataclass(frozen=True)
class Books:
    """The database of a running city, read with statements of our own.

    Args:
        area_id: the area whose page is compared; `slug` is its word in the address.
    """

    city: City
    area_id: int
    slug: str

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        file = self.city.instance / "ptmb.sqlite"
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            return connection.execute(statement, values).fetchall()

    def row(self, statement: str, **values: Any) -> Any:
        (found,) = self.rows(statement, **values)
        return found

    def stored(self) -> Figures:
        today = datetime.now(CITY_TIME).date()
        first, thirty = today.replace(day=1).isoformat(), (today - timedelta(days=29)).isoformat()
        at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        return Figures(
            self.row(_MONTH, at=at, first=first),
            self._causes(first, None),
            self._causes(first, self.area_id),
            self.row(_THIRTY, thirty=thirty),
            self.row(_STATES, at=at),
            self.row(_AREA, first=first, area=self.area_id),
        )

    def _causes(self, first: str, area_id: int | None) -> dict[str, int]:
        found = dict(self.rows(_CAUSES, first=first, area=area_id))
        return {cause: found.get(cause, 0) for cause in CAUSES}


def shown(books: Books, mayor: Page, someone: Someone, language: str = "") -> Figures:
    """The same numbers from the pages; the status pages not older than this moment."""
    since = datetime.now(UTC)
    home = someone(PHONE).opens(f"/?wilayah={books.area_id}")
    month = numbers(home.locator("section[aria-labelledby=bulan]").inner_text())
    here = home.locator(".pt-now .pt-answer").last.inner_text()  # after the state of its water
    city = fresh(someone, books, f"/status{language}", since)
    data = figures_of(someone, books, f"/status.json{language}", since)
    area = fresh(someone, books, f"/status/{books.slug}{language}", since)
    area_data = figures_of(someone, books, f"/status/{books.slug}.json{language}", since)
    mayor.goto(f"{books.city.address}/walikota")
    mayors = [numbers(one)[0] for one in mayor.locator(".pt-numbers .pt-num").all_inner_texts()]

    assert month == mayors[:2]
    counts = {
        str(link.get_attribute("href")).split("keadaan=")[1].split("&")[0].split("#")[0]: numbers(
            link.locator("b").inner_text()
        )[0]
        for link in city.locator(".pt-counts a").all()
    }
    assert counts == data["counts"]
    assert Counter(one["state"] for one in data["areas"]) == +Counter(counts)
    thirty = numbers(city.locator(".pt-state-more p").first.inner_text())
    assert thirty == [data["thirty_days"][name] for name in ("received", "finished")]
    told = area.locator("section[aria-labelledby=bulan]")
    received, resolved = numbers(told.locator("p").first.inner_text())
    causes = [_or_withheld(one) for one in told.locator(".pt-causes b").all_inner_texts()]
    (followers,) = numbers(told.locator("p").last.inner_text())
    assert area_data["month"]["causes"] == dict(zip(CAUSES, causes, strict=True))
    assert (area_data["month"]["received"], area_data["followers"]) == (received, followers)
    city_causes, area_causes = by_cause(mayor), _of_area(books, mayor)
    assert all(n in (None, area_causes[cause]) for cause, n in area_data["month"]["causes"].items())
    return Figures(
        (mayors[0], mayors[1], mayors[2], mayors[3]),
        city_causes,
        area_causes,
        (thirty[0], thirty[1]),
        (counts["gangguan"], counts["bergilir"]),
        (received, resolved, (numbers(here) or [0])[0], followers),
    )


def _of_area(books: Books, mayor: Page) -> dict[str, int]:
    """The causes of the area; small counts are withheld from the public, the mayor sees them."""
    code = books.row("SELECT code FROM area WHERE id = :area", area=books.area_id)[0]
    mayor.goto(f"{books.city.address}/walikota/wilayah/{code}")
    return by_cause(mayor)


def _or_withheld(text: str) -> int | None:
    return int(text.replace(".", "")) if text.replace(".", "").isdecimal() else None


def by_cause(mayor: Page) -> dict[str, int]:
    """How long the list behind each share of the mayor's bar is."""
    found = dict.fromkeys(CAUSES, 0)
    links = {
        link.inner_text().split("%", 1)[1].strip(): str(link.get_attribute("href"))
        for link in mayor.locator(".pt-shares a").all()
    }
    for word, href in links.items():
        listed = mayor.context.request.get(urljoin(mayor.url, href)).text()
        found[WORDS[word]] = numbers(listed.split("data-total>", 1)[1].split("<", 1)[0])[0]
    return found


def numbers(text: str) -> list[int]:
    """The whole numbers in a text, with Indonesia's dots for thousands."""
    return [int(one.replace(".", "")) for one in _NUMBER.findall(text)]


def fresh(someone: Someone, books: Books, path: str, since: datetime) -> Page:
    """A status page drawn after this moment: everybody is given a copy for a minute."""
    page = someone(PHONE).opens(path)
    for _ in range(_A_COPY):
        stamp = page.locator("time").first.get_attribute("datetime") or ""
        if datetime.fromisoformat(stamp) >= since.replace(microsecond=0):
            break
        page.wait_for_timeout(1_000)
        page.reload()
    else:
        raise AssertionError(f"{path} stays as it was at {stamp}")
    expect(page.locator("h1")).to_be_visible()
    return page


def figures_of(someone: Someone, books: Books, path: str, since: datetime) -> Any:
    """The same as data."""
    person = someone(PHONE)
    for _ in range(_A_COPY):
        data = person.context.request.get(books.city.address + path).json()
        if datetime.fromisoformat(data["at"]) >= since.replace(microsecond=0):
            return data
        person.page.wait_for_timeout(1_000)
    raise AssertionError(f"{path} stays as it was at {data['at']}")
