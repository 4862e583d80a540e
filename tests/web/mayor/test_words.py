"""What the mayor reads says what it means, and to whom."""

from collections.abc import Callable

import pytest

from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]


@pytest.mark.parametrize(
    "path",
    ["/walikota/aduan", "/walikota/aduan/{code}", "/walikota/wilayah?peta=titik",
     "/walikota/wilayah/titik.json", "/walikota/ekspor/aduan.csv"],
)  # fmt: skip
def test_a_question_to_the_reporter_is_not_put_to_the_mayor(
    given: Given, browse: Browse, path: str
) -> None:
    asked = given.complaint(Status.NEED_INFO, area="Sepinggan")
    page = browse(given.staff(Role.MAYOR)).get(path.format(code=asked.reference))
    assert "Menunggu jawaban pelapor" in page.text
    assert "Menunggu jawaban Anda" not in page.text


def test_today_does_not_give_two_numbers_the_same_name(given: Given, browse: Browse) -> None:
    """Done are those that came in today, finished also older ones."""
    given.complaint(Status.RECEIVED, area="Sepinggan")
    page = browse(given.staff(Role.MAYOR)).get("/walikota?periode=hari-ini")
    names = [" ".join(tag.get_text().split()) for tag in page.all(".pt-meta-line a")]
    assert names == ["1 masuk", "0 diselesaikan"]
    assert "kapan pun masuknya" in page.one("#arti-bulan").get_text()


def test_the_months_of_a_middle_time_do_not_reach_into_the_future(
    given: Given, browse: Browse
) -> None:
    for _ in range(5):
        given.complaint(Status.RESOLVED, area="Sepinggan")
    page = browse(given.staff(Role.MAYOR)).get("/walikota")
    told = page.one("section[aria-labelledby=lambat] caption").get_text()
    shown = page.one("#bulan").get_text(strip=True)
    assert told.strip().endswith(shown)
