"""Steps 1 and 2: what is wrong, and where."""

from urllib.parse import parse_qs, urlencode, urlsplit

from ptmb.domain.lifecycle import Status
from tests.people import Given
from tests.web.public.conftest import AT_HOME, Browse, Counting


def asked(**place: object) -> str:
    return f"/lapor/lokasi?{urlencode({'k': 'NOFLOW', **place})}"


def test_six_tiles_stand_first_and_the_rest_is_one_tap_away(browse: Browse) -> None:
    page = browse().get("/lapor")

    assert len(page.all("form > .pt-tiles button[name=k]")) == 6
    assert len(page.all("details .pt-tiles button[name=k]")) == 10


def test_a_tile_opens_the_place_and_keeps_what_was_chosen(browse: Browse) -> None:
    page = browse().get(asked())

    assert "Air tidak mengalir" in page.text
    assert page.form("/lapor/lokasi")["k"] == "NOFLOW"


def test_an_unknown_problem_leads_back_to_the_first_step(browse: Browse) -> None:
    assert browse().get("/lapor/lokasi?k=XXX", status=303).location == "/lapor"


def test_without_a_place_the_words_stand_beside_the_field_and_nothing_typed_is_lost(
    browse: Browse,
) -> None:
    page = browse().get(asked(aksi="lanjut", rt="12"))

    assert page.one("#wilayah-error").get_text(strip=True) == "Pilih lokasi dulu."
    assert "Pilih lokasi dulu." in page.one("[data-error-summary]").get_text()
    assert page.form("/lapor/lokasi")["rt"] == "12"
    assert page.one("title").get_text().startswith("Kesalahan")


def test_a_chosen_area_is_enough(browse: Browse, given: Given) -> None:
    area = given.area()

    page = browse().get(asked(aksi="lanjut", wilayah=area.id), status=303)

    assert urlsplit(page.location).path == "/lapor/kirim"
    assert parse_qs(urlsplit(page.location).query)["wilayah"] == [str(area.id)]


def test_words_alone_are_a_place_too(browse: Browse) -> None:
    page = browse().get(asked(aksi="lanjut", patokan="belakang pasar Klandasan"), status=303)

    assert urlsplit(page.location).path == "/lapor/kirim"


def test_a_bill_needs_no_place(browse: Browse) -> None:
    page = browse().get("/lapor/lokasi?k=BILL&aksi=lanjut", status=303)

    assert urlsplit(page.location).path == "/lapor/kirim"


def test_a_point_in_another_city_is_refused_in_words(browse: Browse) -> None:
    page = browse().get(asked(aksi="lanjut", lat="-0.5", lng="117.15"))

    assert "di luar wilayah layanan PTMB" in page.one("#wilayah-error").get_text()


def test_an_area_chosen_after_a_point_elsewhere_is_believed(browse: Browse, given: Given) -> None:
    area = given.area("Manggar")

    page = browse().get(f"/lapor/kirim?{urlencode({**AT_HOME, 'wilayah': str(area.id)})}")

    assert "Manggar" in page.one("dl").get_text()


def test_numbers_that_are_no_place_are_as_good_as_none(browse: Browse) -> None:
    for lat, lng in (("nan", "116"), ("1e999", "0"), ("abc", "def"), ("-1.267", "")):
        page = browse().get(asked(aksi="lanjut", lat=lat, lng=lng))
        assert "Pilih lokasi dulu." in page.text


def test_the_search_knows_other_spellings(browse: Browse) -> None:
    page = browse().get(asked(cari="gn sari"))

    found = [link.get_text(" ", strip=True) for link in page.all("#saran a")]
    assert [name.split(" Balikpapan")[0] for name in found] == [
        "Gunung Sari Ilir",
        "Gunung Sari Ulu",
    ]


def test_a_suggestion_is_a_link_that_keeps_the_landmark(browse: Browse, given: Given) -> None:
    page = browse().get(asked(cari="manggar", patokan="dekat masjid"))

    link = page.all("#saran a")[0]
    query = parse_qs(urlsplit(str(link["href"])).query)
    assert query["patokan"] == ["dekat masjid"]
    assert query["wilayah"] == [str(given.area("Manggar").id)]


def test_suggestions_come_alone_to_htmx(browse: Browse) -> None:
    page = browse().get(asked(cari="manggar"), htmx=True)

    assert page.one("#saran")
    assert not page.all("h1")


def test_similar_reports_are_offered_before_the_last_step(browse: Browse, given: Given) -> None:
    given.complaint(latitude=-1.267, longitude=116.838)

    page = browse().get(f"/lapor/lokasi?{urlencode({**AT_HOME, 'aksi': 'lanjut'})}")

    assert "Laporan serupa dekat sini (1)" in page.text
    assert "Saya juga" in page.text
    assert page.one("input[name=dilihat]")


def test_who_has_seen_them_goes_on(browse: Browse, given: Given) -> None:
    given.complaint(latitude=-1.267, longitude=116.838)

    query = urlencode({**AT_HOME, "aksi": "lanjut", "dilihat": "1"})
    page = browse().get(f"/lapor/lokasi?{query}", status=303)

    assert urlsplit(page.location).path == "/lapor/kirim"


def test_a_finished_report_is_not_offered(browse: Browse, given: Given) -> None:
    given.complaint(Status.RESOLVED, latitude=-1.267, longitude=116.838)

    page = browse().get(f"/lapor/lokasi?{urlencode(AT_HOME)}")

    assert "Laporan serupa" not in page.text


def test_the_moving_map_learns_the_area_under_its_pin(browse: Browse, given: Given) -> None:
    page = browse().get(f"/lapor/sekitar?{urlencode(AT_HOME)}", htmx=True)

    assert page.one("#sekitar")["data-area"] == str(given.area().id)
    assert "Gunung Sari Ilir" in str(page.one("#sekitar")["data-name"])


def test_the_map_has_every_area_and_says_that_its_borders_are_guessed(browse: Browse) -> None:
    page = browse().get(asked())
    areas = browse().get(str(page.one("[data-map]")["data-outlines"])).response.get_json()

    assert "Batas perkiraan" in page.text
    assert len(areas["features"]) == 34
    assert "Gunung Sari Ilir" in [area["properties"]["name"] for area in areas["features"]]


def test_the_place_step_asks_few_things_of_the_database(
    browse: Browse, counting: Counting, given: Given
) -> None:
    given.complaint(latitude=-1.267, longitude=116.838)
    browser = browse()
    browser.get(f"/lapor/lokasi?{urlencode(AT_HOME)}")

    with counting() as statements:
        browser.get(f"/lapor/lokasi?{urlencode(AT_HOME)}")

    assert statements.count <= 4, statements.texts
