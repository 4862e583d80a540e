"""What browsers, crawlers and monitors ask for."""

import pytest
from sqlalchemy import exc

from ptmb.extensions import db
from ptmb.web.public import shell
from tests.web.public.conftest import Browse


def test_health_is_two_hundred_while_everything_can_be_kept(browse: Browse) -> None:
    answer = browse().get("/healthz").response

    assert answer.get_json() == {"ok": True, "database": True, "storage": True}


def test_health_says_which_part_is_ill(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "storage_ok", lambda _folder: False)

    answer = browse().get("/healthz", status=503).response

    assert answer.get_json() == {"ok": False, "database": True, "storage": False}


def test_health_survives_an_absent_database(
    browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_rest: object) -> None:
        raise exc.OperationalError("SELECT 1", {}, Exception("away"))

    monkeypatch.setattr(db.session, "execute", away)

    assert browse().get("/healthz", status=503).response.get_json()["database"] is False


def test_crawlers_stay_out_of_what_is_not_theirs(browse: Browse) -> None:
    assert "Disallow: /t/" in browse().get("/robots.txt").html


def test_a_hole_can_be_told_of(browse: Browse) -> None:
    text = browse().get("/.well-known/security.txt").html

    assert "Contact: tel:+62542878991" in text
    assert "Expires: 2025-02-08T" in text


def test_the_app_can_be_put_on_a_home_screen(browse: Browse) -> None:
    browser = browse()
    manifest = browser.get("/manifest.webmanifest").response.get_json(force=True)

    assert (manifest["name"], manifest["start_url"]) == ("Air Balikpapan", "/")
    for icon in manifest["icons"]:
        response = browser.client.get(icon["src"])
        assert response.data.startswith(b"\x89PNG")
        response.close()


def test_a_mayor_starts_at_the_mayors_page(browse: Browse) -> None:
    answer = browse().get("/manifest.webmanifest?untuk=walikota").response

    assert answer.get_json(force=True)["start_url"] == "/walikota"


def test_the_icon_of_the_tab_is_there(browse: Browse) -> None:
    response = browse().get("/favicon.ico").response
    assert response.status_code == 200
    response.close()


def test_help_and_privacy_can_be_read(browse: Browse) -> None:
    assert "(0542) 878991" in browse().get("/bantuan").text
    assert "UU 27/2022" in browse().get("/privasi").text
