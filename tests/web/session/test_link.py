"""The one-time link that sets a password."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from ptmb.actions import credentials
from ptmb.adapters import clock
from ptmb.models import Staff
from ptmb.web.session import link as link_page
from tests.browsing import Browser

Browse = Callable[..., Browser]
NEW = "hujan turun di pelabuhan"


@pytest.fixture
def token(officer: Staff) -> str:
    return credentials.make_link(officer.id, by=None, at=clock.now())


def test_a_link_sets_the_password_once(browse: Browse, token: str) -> None:
    browser = browse()
    fields = browser.get(f"/sandi/{token}").form(f"/sandi/{token}")
    answer = browser.post(f"/sandi/{token}", {**fields, "password": NEW, "again": NEW})
    assert answer.location == "/masuk"
    assert "Kata sandi baru tersimpan" in browser.get("/masuk").text
    assert browser.post("/masuk", {"username": "petugas", "password": NEW}).location == "/tugas"
    browse().get(f"/sandi/{token}", status=404)
    browse().post(f"/sandi/{token}", {"password": NEW, "again": NEW}, status=404)


def test_unknown_used_and_old_links_read_the_same(
    browse: Browse, token: str, officer: Staff
) -> None:
    later = credentials.make_link(officer.id, by=None, at=clock.now() - timedelta(days=1))
    pages = {browse().get(f"/sandi/{one}", status=404).html for one in ("x", token, later)}
    assert len(pages) == 1


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("pendek", "pendek", "paling sedikit 15 tanda"),
        ("petugas air bersih", "petugas air bersih", "Jangan pakai nama Anda"),
        ("katasandikatasandi", "katasandikatasandi", "mudah ditebak"),
        (NEW, "lain sama sekali", "tidak sama"),
        ("", "", "Isi kata sandi baru."),
    ],
)
def test_a_bad_choice_is_explained_and_the_link_stays(
    browse: Browse, token: str, password: str, again: str, sentence: str
) -> None:
    browser = browse()
    data = {"password": password, "again": again}
    page = browser.post(
        f"/sandi/{token}",
        {**browser.get(f"/sandi/{token}").form(f"/sandi/{token}"), **data},
        status=422,
    )
    assert sentence in page.text
    browser.get(f"/sandi/{token}")


def test_the_form_must_come_from_our_own_page(browse: Browse, token: str) -> None:
    answer = browse()._ask("POST", f"/sandi/{token}", data={"password": NEW, "again": NEW})
    assert answer.status_code == 400
    browse().get(f"/sandi/{token}")


def test_the_address_of_the_page_goes_nowhere(browse: Browse, token: str) -> None:
    page = browse().get(f"/sandi/{token}")
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.one("meta[name=referrer]")["content"] == "no-referrer"
    assert page.response.headers["Cache-Control"] == "no-store"
    carriers = [tag for tag in page.all("[href], [src]") if token in str(tag)]
    assert carriers == []


def test_an_error_does_not_write_the_address_into_the_log(
    browse: Browse, token: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(link_page, "link_owner", fail)
    with caplog.at_level(logging.DEBUG):
        browse().get(f"/sandi/{token}", status=503)
    assert "/sandi/<token>" in caplog.text
    assert token not in caplog.text
