"""Promises 3, 4 and 5 where the database is a server: it hangs, goes away, or never was there."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from tests.durability.installations import Answer, Installation, ptmb, serving


@contextmanager
def _connected(address: str, *, database: str | None = None) -> Iterator[Connection]:
    url = make_url(address)
    engine = create_engine(
        url.set(database=database or url.database),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )
    with engine.connect() as connection:
        yield connection


@contextmanager
def _hung_writer(installation: Installation) -> Iterator[None]:
    """A stopped process of ours: it has written a figure, and does not say that it is done."""
    with _connected(installation.database) as writer:
        writer.execute(text("BEGIN"))
        writer.execute(text("LOCK TABLE complaint IN EXCLUSIVE MODE"))
        yield
        writer.execute(text("ROLLBACK"))


@contextmanager
def _away(installation: Installation) -> Iterator[None]:
    """The database takes nobody in, and sends away who is there."""
    name = str(make_url(installation.database).database)
    with _connected(installation.database, database="postgres") as admin:
        admin.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
        admin.execute(text(ended), {"name": name})
        yield
        admin.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))


def _kept(answer: Answer, form: dict[str, str]) -> None:
    """Words, not an error page: what was typed and the key of the form are still there."""
    assert (answer.status, answer.code) == (503, "")
    assert form["description"] in answer.text
    assert form["key"] in answer.text


def test_a_writer_that_hangs_delays_the_others_for_seconds_only(
    server_city: Installation,
) -> None:
    with serving(server_city) as server:
        before = server.send(server.complaint()).code
        form = server.complaint()
        with _hung_writer(server_city):
            began = time.monotonic()
            _kept(server.send(form), form)
            assert time.monotonic() - began < 6
            assert server.get(f"/t/{before}").status == 200
        assert server.send(form).code


def test_a_database_that_goes_away_is_said_and_its_return_is_enough(
    server_city: Installation,
) -> None:
    with serving(server_city) as server:
        before = server.send(server.complaint()).code
        form = server.complaint()
        with _away(server_city):
            _kept(server.send(form), form)
            page = server.get(f"/t/{before}")
            assert page.status == 503
            assert "tidak bisa" in page.text
            assert "Traceback" not in page.text
            assert server.get("/healthz").status == 503
        assert server.send(form).code
        assert server.get("/healthz").status == 200


@pytest.mark.parametrize("lost", ["name", "server"])
def test_an_absent_database_is_refused_at_start_in_one_line(
    server_city: Installation, lost: str
) -> None:
    url = make_url(server_city.database)
    url = url.set(database="tidak_ada") if lost == "name" else url.set(host="127.0.0.1", port=1)
    absent = replace(server_city, database=url.render_as_string(hide_password=False))
    started = ptmb(absent, "serve", "--port", "1")
    assert started.returncode != 0
    assert "Basis data tidak bisa dibuka" in started.stderr
    assert "Traceback" not in started.stderr


def test_an_emptied_database_is_not_taken_for_a_first_start(server_city: Installation) -> None:
    with _connected(server_city.database) as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    started = ptmb(server_city, "serve", "--port", "1")
    assert started.returncode != 0
    assert "pulihkan cadangan" in started.stderr
