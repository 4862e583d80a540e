"""What every figure means, the account of a period, and who holds what."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from ptmb.actions import reporting
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status
from ptmb.domain.measures import DEFINITIONS
from ptmb.domain.roles import REPORTER, Role
from ptmb.extensions import db
from ptmb.models import Area
from tests.browsing import Browser
from tests.conftest import NOW, Statements
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]


def test_every_definition_stands_on_the_page_with_its_rule(given: Given, browse: Browse) -> None:
    page = browse(given.staff(Role.MAYOR)).get("/walikota/angka")
    words = [tag.get_text(strip=True) for tag in page.all(".pt-dictionary dt")]
    assert words == [one.word for one in DEFINITIONS.values()]
    for one in DEFINITIONS.values():
        assert one.rule in page.one(".pt-dictionary").get_text()
    assert "Kepmendagri 47/1999" in page.one(".pt-dictionary").get_text()


def test_the_meaning_of_a_figure_opens_beside_it_without_a_script(
    given: Given, browse: Browse
) -> None:
    mayor = browse(given.staff(Role.MAYOR))
    code = given.area("Sepinggan").code
    for path in ("/walikota", "/walikota/angka", f"/walikota/wilayah/{code}"):
        page = mayor.get(path)
        buttons = page.all("button[popovertarget]")
        assert len(buttons) >= 2, path
        for button in buttons:
            assert button["aria-label"]
            assert page.all(f"[popover]#{button['popovertarget']} dt")


def test_the_account_of_an_area_counts_that_area(given: Given, browse: Browse) -> None:
    given.complaint(Status.RECEIVED, area="Sepinggan")
    given.complaint(Status.RECEIVED)
    mayor = browse(given.staff(Role.MAYOR))
    code = given.area("Sepinggan").code
    page = mayor.get(f"/walikota/angka?wilayah={code}")
    assert [one.get_text(strip=True) for one in page.all(".pt-ledger tfoot td")] == ["1", "0", "1"]
    assert f"wilayah={code}" in str(page.all(".pt-chips a")[0]["href"])
    mayor.get("/walikota/angka?wilayah=99", status=404)


def test_the_handled_share_is_told_beside_its_full_mark(given: Given, browse: Browse) -> None:
    for _ in range(2):
        given.complaint(Status.CLOSED)
    given.complaint(Status.RECEIVED)
    page = browse(given.staff(Role.MAYOR)).get("/walikota/angka")
    assert "66,7 % tertangani . Nilai penuh mulai 80 %." in page.text


def test_rates_need_connections_and_their_absence_is_said(given: Given, browse: Browse) -> None:
    for name in ("Sepinggan", "Sepinggan", "Gunung Sari Ilir"):
        given.complaint(Status.RECEIVED, area=name)
    mayor = browse(given.staff(Role.MAYOR))
    assert "Jumlah sambungan belum diisi" in mayor.get("/walikota/angka").text
    _connect({"Sepinggan": 8_000, "Gunung Sari Ilir": 1_000})
    page = mayor.get("/walikota/angka?ukuran=per-1000")
    rows = page.all("section[aria-labelledby=kelurahan] tbody tr")
    first, second = (" ".join(row.get_text(" ").split()) for row in rows[:2])
    assert (first, second) == ("Gunung Sari Ilir 1,0 1 1", "Sepinggan 0,2 2 2")
    assert "belum diisi" in rows[2].get_text()


def _connect(connections: dict[str, int]) -> None:
    from ptmb.actions._catalogue import raise_edition  # noqa: PLC0415  used here alone

    for area in db.session.query(Area).where(Area.name.in_(connections)):
        area.connections = connections[area.name]
    raise_edition(db.session())
    db.session.commit()


def test_what_citizens_wrote_stands_without_their_names(given: Given, browse: Browse) -> None:
    row = given.complaint(
        Status.RESOLVED, reporter_name="Nama Pelapor", phone="+6281234567890", area="Sepinggan"
    )
    deed = Deed(REPORTER, NOW - timedelta(minutes=5), "comment-000000000001")
    reporting.confirm(row.id, deed, 2, "Terlalu lama <b>sekali</b>")
    mayor = browse(given.staff(Role.MAYOR))
    for path in ("/walikota", "/walikota/angka"):
        comment = mayor.get(path).one(".pt-comments li")
        assert comment.select_one("q").get_text() == "Terlalu lama <b>sekali</b>"  # type: ignore[union-attr]  # one
        assert "Sepinggan" in comment.get_text()
        assert comment.select_one(f"a[href='/walikota/aduan/{row.reference}']")
        assert "Nama Pelapor" not in mayor.get(path).html


def test_crews_are_told_by_name_with_their_late_share_and_persons_are_not(
    given: Given, browse: Browse
) -> None:
    crew = given.crew("Tim Barat")
    officer = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",), crew_id=crew.id, name="Budi X")
    given.complaint(Status.RESOLVED, officer=officer)
    mayor = browse(given.staff(Role.MAYOR))
    for path in ("/walikota", "/walikota/angka"):
        page = mayor.get(path)
        assert "Terlambat" in page.one("section[aria-labelledby=tim]").get_text()
        assert "Budi X" not in page.html


def test_those_who_lead_the_work_see_who_holds_what(given: Given, browse: Browse) -> None:
    crew = given.crew("Tim Barat")
    officer = given.staff(
        Role.OFFICER, areas=("Gunung Sari Ilir",), crew_id=crew.id, name="Petugas Satu"
    )
    given.complaint(Status.ASSIGNED, officer=officer)
    given.complaint(Status.ASSIGNED, officer=officer, at=NOW - timedelta(days=9))
    given.complaint(Status.RESOLVED, officer=officer)
    manager = browse(given.staff(Role.MANAGER))
    assert manager.get("/walikota").all("a[href='/walikota/beban']")
    page = manager.get("/walikota/beban")
    for section, name in (("tim", "Tim Barat"), ("petugas", "Petugas Satu")):
        rows = page.all(f"section[aria-labelledby={section}] tbody tr")
        row = next(one for one in rows if name in one.get_text())
        links = row.select("[data-counts]")
        assert [link["data-counts"] for link in links] == ["2", "1"]
        for link in links:
            listed = manager.get(str(link["href"]))
            assert listed.one("[data-total]").get_text() == link["data-counts"]
            assert f"Dipegang {name}" in listed.text


def test_the_mayor_sees_nothing_of_single_officers(given: Given, browse: Browse) -> None:
    officer = given.staff(Role.OFFICER)
    mayor = browse(given.staff(Role.MAYOR))
    assert "beban" not in mayor.get("/walikota").html
    mayor.get("/walikota/beban", status=403)
    mayor.get(f"/walikota/aduan?petugas={officer.id}", status=404)


@pytest.mark.parametrize(
    ("path", "most"),
    [("/walikota/angka", 20), ("/walikota/beban", 8), ("/walikota/wilayah/{}", 18)],
)
def test_these_pages_need_as_many_statements_for_many_as_for_few(
    path: str, most: int, given: Given, browse: Browse, counting: Counting
) -> None:
    officer = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    manager = browse(given.staff(Role.MANAGER))
    path = path.format(given.area("Gunung Sari Ilir").code)
    for number in range(6):
        given.complaint(Status.ASSIGNED, officer=officer, at=NOW - timedelta(days=number))
        given.complaint(Status.CLOSED, officer=officer, at=NOW - timedelta(days=number))
    manager.get(path)
    with counting() as statements:
        manager.get(path)
    assert statements.count <= most, statements.texts
