"""One drawing a minute for the whole city, given on when there is no newer one."""

import gzip
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli
import pytest
from werkzeug.test import Client, TestResponse

from ptmb.web.status_copies import StatusCopies

PUBLIC = "public, max-age=60"


@dataclass
class Inside:
    """The application behind the copies: counts drawings, and fails when told to."""

    status: str = "200 OK"
    cookie: bool = False
    seen: list[dict[str, Any]] = field(default_factory=list)
    waiting: threading.Event | None = None
    began: threading.Event = field(default_factory=threading.Event)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.seen.append(environ)
        self.began.set()
        if self.waiting:
            self.waiting.wait(10)
        headers = [
            ("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", PUBLIC),
            ("X-Content-Type-Options", "nosniff"), ("Vary", "Cookie"),
        ]  # fmt: skip
        if self.cookie:
            headers.append(("Set-Cookie", "ptmb=x"))
        start_response(self.status, headers)
        page = f"<p data-when-old hidden>old</p> number {len(self.seen)} {'.' * 2000}"
        return [page.encode()]


@dataclass
class Clock:
    at: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def inside() -> Inside:
    return Inside()


@pytest.fixture
def clock() -> Clock:
    return Clock()


Worker = Callable[[], Client]


@pytest.fixture
def worker(inside: Inside, clock: Clock, tmp_path: Path) -> Worker:
    """Another worker of the same machine."""
    return lambda: Client(
        StatusCopies(inside, tmp_path, "air.example", clock), TestResponse, use_cookies=False
    )


@pytest.fixture
def client(worker: Worker) -> Client:
    return worker()


def number(answer: TestResponse) -> int:
    return int(answer.text.split("number ")[1].split()[0])


def test_a_page_is_drawn_once_a_minute(client: Client, inside: Inside, clock: Clock) -> None:
    for _ in range(20):
        assert number(client.get("/status")) == 1
    clock.at += 59
    assert number(client.get("/status")) == 1
    clock.at += 1
    assert [number(client.get("/status")) for _ in range(5)] == [2] * 5
    assert len(inside.seen) == 2


def test_a_clock_that_is_set_back_keeps_no_page_for_hours(
    worker: Worker, inside: Inside, clock: Clock
) -> None:
    first, other = worker(), worker()
    assert [number(one.get("/status")) for one in (first, other)] == [1, 1]
    clock.at -= 3 * 3600
    assert [number(one.get("/status")) for one in (first, other)] == [2, 2]
    assert [number(one.get("/status")) for one in (worker(), first, other)] == [2, 2, 2]
    assert len(inside.seen) == 2


def test_all_workers_together_draw_once_a_minute(worker: Worker, inside: Inside) -> None:
    assert [number(worker().get("/status")) for _ in range(4)] == [1] * 4
    assert len(inside.seen) == 1


def test_each_language_and_filter_has_its_own_copy_and_noise_has_none(
    client: Client, inside: Inside
) -> None:
    for address in ("/status", "/status?bahasa=en", "/status?keadaan=bergilir", "/status.json"):
        client.get(address)
    assert len(inside.seen) == 4
    for address in ("/status?fbclid=1", "/status?bahasa=de", "/status?keadaan=apa", "/status?x"):
        assert number(client.get(address)) == 1
    assert len(inside.seen) == 4


def test_nothing_of_the_person_reaches_the_drawing(client: Client, inside: Inside) -> None:
    client.get("/status", headers={
        "Cookie": "bahasa=en; ptmb=secret", "Authorization": "x", "Host": "evil.example",
        "HX-Request": "true", "Accept-Language": "en", "X-Forwarded-For": "1.2.3.4",
    })  # fmt: skip
    seen = inside.seen[0]
    assert {name for name in seen if name.startswith("HTTP_")} == {"HTTP_HOST"}
    assert seen["HTTP_HOST"] == "air.example"


def test_an_answer_carries_its_headers_a_tag_and_no_cookie(client: Client) -> None:
    answer = client.get("/status", headers={"Cookie": "ptmb=secret"})
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == PUBLIC
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["ETag"]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)],
)
def test_it_is_compressed_as_the_browser_likes_it(
    client: Client, accepted: str, encoding: str | None
) -> None:
    answer = client.get("/status", headers={"Accept-Encoding": accepted})
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert answer.headers.get("Content-Encoding") == encoding
    assert b"number 1" in unpack(answer.data)
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_who_has_the_page_is_sent_nothing_until_it_changes(client: Client, clock: Clock) -> None:
    tag = client.get("/status").headers["ETag"]
    same = client.get("/status", headers={"If-None-Match": f'"other", {tag}'})
    assert (same.status_code, same.data) == (304, b"")
    assert same.headers["ETag"] == tag
    assert same.headers["Cache-Control"] == PUBLIC
    clock.at += 60
    assert client.get("/status", headers={"If-None-Match": tag}).status_code == 200


def test_head_is_answered_without_the_page(client: Client) -> None:
    answer = client.head("/status")
    assert answer.status_code == 200
    assert int(answer.headers["Content-Length"]) > 0
    assert answer.data == b""


@pytest.mark.parametrize("status", ["500 INTERNAL SERVER ERROR", "503 SERVICE UNAVAILABLE"])
def test_the_last_good_copy_is_given_on_and_says_that_it_is_old(
    client: Client, inside: Inside, clock: Clock, status: str
) -> None:
    assert " hidden>old" in client.get("/status").text
    clock.at += 3600
    inside.status = status
    for _ in range(10):
        answer = client.get("/status")
        assert (answer.status_code, number(answer)) == (200, 1)
        assert "<p data-when-old>old" in answer.text
    assert len(inside.seen) == 2
    inside.status = "200 OK"
    clock.at += 5
    fresh = client.get("/status")
    assert (number(fresh), " hidden>old" in fresh.text) == (3, True)


def test_a_restart_with_the_database_away_still_has_the_last_copy(
    worker: Worker, inside: Inside, clock: Clock
) -> None:
    worker().get("/status")
    clock.at += 86_400
    inside.status = "503 SERVICE UNAVAILABLE"
    answer = worker().get("/status")
    assert (answer.status_code, number(answer)) == (200, 1)
    assert "<p data-when-old>old" in answer.text


def test_a_filter_or_a_search_that_cannot_be_drawn_gives_the_whole_page(
    client: Client, inside: Inside, clock: Clock
) -> None:
    client.get("/status?bahasa=en")
    clock.at += 10
    inside.status = "503 SERVICE UNAVAILABLE"
    for address in ("/status?bahasa=en&keadaan=normal", "/status?bahasa=en&cari=damai"):
        answer = client.get(address)
        assert (answer.status_code, number(answer)) == (200, 1)
    assert client.get("/status?cari=damai").status_code == 503


def test_without_any_copy_the_fault_is_said(client: Client, inside: Inside) -> None:
    inside.status = "503 SERVICE UNAVAILABLE"
    assert client.get("/status").status_code == 503


def test_a_file_that_is_not_whole_is_not_believed(
    worker: Worker, inside: Inside, tmp_path: Path
) -> None:
    worker().get("/status")
    (kept,) = tmp_path.glob("*.copy")
    kept.write_bytes(kept.read_bytes()[:-5])
    assert number(worker().get("/status")) == 2


def test_no_other_answer_is_kept(client: Client, inside: Inside) -> None:
    inside.cookie = True
    assert [number(client.get("/status")) for _ in range(2)] == [1, 2]
    inside.cookie, inside.status = False, "404 NOT FOUND"
    assert [client.get("/status/nowhere").status_code for _ in range(2)] == [404, 404]
    assert len(inside.seen) == 4


def test_other_addresses_and_methods_pass_by(client: Client, inside: Inside) -> None:
    for address in ("/", "/statusx", "/status/a/b", "/status/damai.csv", "/lapor"):
        client.get(address, headers={"Cookie": "a=b"})
    client.post("/status", headers={"Cookie": "a=b"})
    assert len(inside.seen) == 6
    assert all(seen["HTTP_COOKIE"] == "a=b" for seen in inside.seen)


def test_while_one_draws_the_others_are_given_the_last_copy(
    client: Client, inside: Inside, clock: Clock
) -> None:
    client.get("/status")
    clock.at += 60
    inside.waiting = threading.Event()
    inside.began.clear()
    drawing = threading.Thread(target=client.get, args=("/status",))
    drawing.start()
    try:
        assert inside.began.wait(10)
        assert [number(client.get("/status")) for _ in range(10)] == [1] * 10
    finally:
        inside.waiting.set()
        drawing.join()
    assert number(client.get("/status")) == 2
    assert len(inside.seen) == 2


def test_while_another_worker_draws_a_copy_of_an_hour_ago_says_that_it_is_old(
    worker: Worker, inside: Inside, clock: Clock
) -> None:
    worker().get("/status")
    clock.at += 3600
    inside.waiting = threading.Event()
    inside.began.clear()
    drawing = threading.Thread(target=worker().get, args=("/status",))
    drawing.start()
    try:
        assert inside.began.wait(10)
        other = worker()
        old = [other.get("/status").text for _ in range(10)]
        assert all("<p data-when-old>old" in text for text in old)
    finally:
        inside.waiting.set()
        drawing.join()
    assert number(other.get("/status")) == 2
    assert " hidden>old" in other.get("/status").text


def test_a_database_that_hangs_takes_one_thread_at_most(
    client: Client, inside: Inside, clock: Clock
) -> None:
    areas = [f"/status/area-{number}" for number in range(10)]
    for address in areas:
        client.get(address)
    clock.at += 60
    inside.waiting = threading.Event()
    inside.began.clear()
    hanging = threading.Thread(target=client.get, args=(areas[0],))
    hanging.start()
    try:
        assert inside.began.wait(10)
        assert [client.get(address).status_code for address in areas] == [200] * 10
        assert len(inside.seen) == 11
        hanging.join(5)
        clock.at += 60
        old = [client.get(address).text for address in areas]
        assert all("<p data-when-old>old" in text for text in old), "it still hangs"
        inside.status = "503 SERVICE UNAVAILABLE"
    finally:
        inside.waiting.set()
        hanging.join()
    old = [client.get(address).text for address in areas]
    assert all("<p data-when-old>old" in text for text in old)
    assert len(inside.seen) == 11


def test_a_full_disk_takes_no_page_away(inside: Inside, clock: Clock, tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("no folder")
    client = Client(
        StatusCopies(inside, nowhere / "status", "air.example", clock),
        TestResponse,
        use_cookies=False,
    )
    assert [number(client.get("/status")) for _ in range(3)] == [1] * 3
