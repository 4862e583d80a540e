"""Limits that stop the guesser and leave the neighbour alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from ptmb import create_app
from ptmb.config import Settings
from ptmb.extensions import db, limiter
from tests.browsing import Browser
from tests.people import Given
from tests.web.public.conftest import Browse, Fill

WRONG = "/t/PTM-22222-22222"


@pytest.fixture
def browse(app: Flask, settings: Settings) -> Iterator[Callable[[], Browser]]:
    """A browser on an app with limits, over the same city; the limiter is one for all apps."""
    limited = create_app(replace(settings, rate_limits=True))
    limiter.reset()
    yield lambda: Browser(limited, None)
    with limited.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_guesser_of_codes_is_stopped(browse: Browse) -> None:
    guesser = browse()
    answers = [guesser.client.get(WRONG).status_code for _ in range(32)]

    assert answers[:30] == [404] * 30
    assert answers[30:] == [429] * 2


def test_an_app_without_limits_has_none_beside_one_that_has(
    app: Flask, browse: Browse, filled: Fill
) -> None:
    browse()
    free = Browser(app, None)
    form = filled(free, phone="0812 3456 7890", description="Mati")

    answers = {free.client.post("/lapor/kirim", data=form).status_code for _ in range(12)}

    assert answers == {303}


def test_reading_a_right_code_is_never_counted(browse: Browse, given: Given) -> None:
    browser, path = browse(), f"/t/{given.complaint().reference}"

    answers = {browser.client.get(path).status_code for _ in range(40)}

    assert answers == {200}


def test_a_guesser_of_keys_is_stopped(browse: Browse, given: Given) -> None:
    complaint, browser = given.complaint(), browse()
    path = f"/t/{complaint.reference}/kunci"
    form = {**browser.get(path).form(path), "kunci": "ABCD-EFGH-JKMN"}

    answers = [browser.client.post(path, data=form).status_code for _ in range(12)]

    assert answers[:10] == [422] * 10
    assert answers[10:] == [429] * 2


def test_one_number_reports_a_few_times_an_hour(browse: Browse, filled: Fill) -> None:
    browser = browse()
    form = filled(browser, phone="0812 3456 7890", description="Mati")

    answers = [browser.client.post("/lapor/kirim", data=form).status_code for _ in range(9)]

    assert answers == [303] * 8 + [429]


def test_who_sends_too_often_is_told_when_and_loses_no_word(browse: Browse, filled: Fill) -> None:
    browser = browse()
    form = filled(browser, phone="0812 3456 7890", description="Mati\r\nsejak pagi")
    for _ in range(8):
        browser.client.post("/lapor/kirim", data=form)

    page = browser.post("/lapor/kirim", form, status=429)

    assert 0 < int(page.response.headers["Retry-After"]) <= 3600
    assert "Coba lagi" in page.text
    kept = page.form("/lapor/kirim")
    assert kept["key"] == form["key"]
    assert kept["description"].split() == ["Mati", "sejak", "pagi"]


def test_a_stopped_guesser_is_told_when_to_come_back(browse: Browse) -> None:
    guesser = browse()
    answers = [guesser.client.get(WRONG) for _ in range(31)]

    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert "Terlalu cepat" in answers[-1].get_data(as_text=True)


def test_a_made_up_address_of_a_proxy_opens_no_new_account_of_guesses(browse: Browse) -> None:
    guesser = browse()
    answers = [
        guesser.client.get(WRONG, headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code
        for n in range(31)
    ]

    assert answers[-1] == 429
