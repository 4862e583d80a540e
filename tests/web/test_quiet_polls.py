"""A poll of a quiet city costs nothing, and is never a moment behind what was written."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from ptmb.adapters import clock
from ptmb.database import commits_seen, keep_one_open
from ptmb.domain.roles import Role
from ptmb.extensions import db
from tests.browsing import Browser
from tests.conftest import NOW, Statements
from tests.people import Given

Counting = Callable[[], AbstractContextManager[Statements]]


@pytest.fixture
def held(app: Flask) -> Iterator[None]:
    """As in a worker of the server: one connection stays open."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite counts commits for its readers")
    keep_one_open(db.engine)
    yield
    db.engine.dialect.__dict__.pop("ptmb_held").close()


def _poll(browser: Browser, tag: str, status: int) -> str:
    page = browser.get("/meja", htmx=True, headers={"HX-PTag": tag}, status=status)
    return page.response.headers.get("HX-PTag", "")


@pytest.mark.usefixtures("held")
class TestQuietPolls:
    def test_the_second_poll_in_a_quiet_city_asks_the_database_nothing(
        self, given: Given, browse: Callable[..., Browser], counting: Counting
    ) -> None:
        desk = browse(given.staff(Role.OPERATOR))
        tag = _poll(desk, "", 200)
        assert _poll(desk, tag, 304) == tag
        with counting() as statements:
            assert _poll(desk, tag, 304) == tag
        assert statements.count == 0

    def test_a_new_complaint_is_seen_by_the_very_next_poll(
        self, given: Given, browse: Callable[..., Browser]
    ) -> None:
        desk = browse(given.staff(Role.OPERATOR))
        tag = _poll(desk, "", 200)
        _poll(desk, tag, 304)
        given.complaint()
        assert _poll(desk, tag, 200) != tag

    def test_a_log_out_ends_it_at_once(self, given: Given, browse: Callable[..., Browser]) -> None:
        desk = browse(given.staff(Role.OPERATOR))
        tag = _poll(desk, "", 200)
        _poll(desk, tag, 304)
        db.session.remove()
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM staff_session")
        _poll(desk, tag, 401)

    def test_another_person_with_the_same_version_is_still_asked_who_they_are(
        self, given: Given, browse: Callable[..., Browser]
    ) -> None:
        desk = browse(given.staff(Role.OPERATOR))
        tag = _poll(desk, "", 200)
        _poll(desk, tag, 304)
        _poll(browse(), tag, 401)

    def test_a_minute_later_everything_is_asked_again(
        self, given: Given, browse: Callable[..., Browser]
    ) -> None:
        desk = browse(given.staff(Role.OPERATOR))
        tag = _poll(desk, "", 200)
        _poll(desk, tag, 304)
        clock.pin(NOW + timedelta(minutes=1))
        assert _poll(desk, tag, 200) != tag


def test_without_a_held_connection_nobody_counts(app: Flask) -> None:
    assert commits_seen(db.engine) is None


def test_a_poll_with_a_side_effect_is_never_answered_from_memory(
    given: Given, browse: Callable[..., Browser], counting: Counting, held: Any
) -> None:
    desk = browse(given.staff(Role.OPERATOR))
    reference = given.complaint().reference
    path = f"/meja/{reference}/hadir"
    first = desk.get(path, htmx=True)
    tag = first.response.headers["HX-PTag"]
    for _ in range(2):
        desk.get(path, htmx=True, headers={"HX-PTag": tag}, status=304)
    with counting() as statements:
        desk.get(path, htmx=True, headers={"HX-PTag": tag}, status=304)
    assert statements.count > 0
