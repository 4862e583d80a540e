"""Follows every number of a page to the list it counts."""

import re

from bs4 import BeautifulSoup, Tag

from ptmb.extensions import db
from tests.browsing import Browser

_TOTAL = re.compile(r"<span data-total>([\d.,]+)</span>")
_COUNTING = "main [data-counts], main td a[href*='/walikota/aduan?']"
_ROW, _NEXT = re.compile(r'<a class="pt-row"'), re.compile(r'rel="next"\s+href="([^"]+)"')


class Follower:
    """Looks at each list once, however many numbers lead to it: nothing happens meanwhile."""

    def __init__(self, mayor: Browser) -> None:
        self.mayor = mayor
        self._totals: dict[str, int] = {}

    def check(self, path: str) -> int:
        """Each link that says what it counts leads to a list of just so many; how many it were."""
        page = BeautifulSoup(self._html(path), "html.parser")
        links = {(str(one["href"]), _says(one)) for one in page.select(_COUNTING)}
        wrong = {href: (says, self.total(href)) for href, says in links if self.total(href) != says}
        assert not wrong, f"{path}: {wrong}"
        unlinked = [cell for cell in page.select("main td") if _is_bare_count(cell)]
        assert not unlinked, f"{path}: numbers without a list: {unlinked}"
        return len(links)

    def total(self, href: str) -> int:
        """How many a list says it has, which is as many as it shows on all its pages."""
        if href not in self._totals:
            html = self._html(href)
            shown, (said,) = len(_ROW.findall(html)), _TOTAL.findall(html)
            while further := _NEXT.findall(html):
                html = self._html(further[0].replace("&amp;", "&"))
                shown += len(_ROW.findall(html))
            assert int(said.replace(".", "")) == shown, href
            self._totals[href] = shown
        return self._totals[href]

    def _html(self, path: str) -> str:
        db.session.remove()
        with self.mayor.app.app_context():
            response = self.mayor.client.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return response.get_data(as_text=True)


def _says(link: Tag) -> int:
    """What it counts. A cause shows its share; everything else shows just that."""
    text = link.get_text()
    shown = re.sub(r"\D", " ", text.replace(".", "")).split()
    counts = str(link.get("data-counts", shown[0] if shown else ""))
    assert "%" in text or shown[0] == counts, link
    return int(counts)


def _is_bare_count(cell: Tag) -> bool:
    """A whole number that no link stands around."""
    number = cell.get_text(strip=True).replace(".", "")
    return number.isdigit() and number != "0" and cell.select_one("a") is None
