"""What is measured: the requests of each page, what its answer must hold, and the target."""

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.scene import Scene


@dataclass(frozen=True)
class Target:
    """At least `rate` times the floor's requests per second, or at most `p95` times its p95."""

    rate: float = 0.0
    p95: float = 0.0

    def __str__(self) -> str:
        return f"rate >= {self.rate}" if self.rate else f"p95 <= {self.p95}"


@dataclass(frozen=True)
class Page:
    """A page as both servers are asked for it.

    Args:
        ask: so many requests for a scene, as bytes.
        holds: what every answer must contain; an answer without it ends the bench.
        once: forms, each sent once. polls: brings back the version of the first answer.
    """

    name: str
    target: Target
    ask: Callable[[Scene, int], list[bytes]]
    holds: bytes
    status: int = 200
    floor_status: int = 200
    once: bool = False
    polls: bool = False


def get(path: str, cookie: str = "", **headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
    return ("\r\n".join([*lines, f"X-Forwarded-For: {address()}"]) + "\r\n\r\n").encode()


def post(path: str, cookie: str, fields: dict[str, str]) -> bytes:
    body = urlencode(fields).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n"
        f"X-Forwarded-For: {address()}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def address() -> str:
    """Each citizen comes from an address of their own, as the limits expect."""
    return ".".join(str(random.randint(1, 250)) for _ in range(4))


def _officer_list(scene: Scene, _many: int) -> list[bytes]:
    return [get("/tugas", scene.logged_in(scene.staff("petugas")))]


def _queue(scene: Scene, _many: int) -> list[bytes]:
    return [get("/meja", scene.logged_in(scene.staff("operator")))]


def _detail(scene: Scene, _many: int) -> list[bytes]:
    cookie = scene.logged_in(scene.staff("operator"))
    return [get(f"/meja/{reference}", cookie) for reference in scene.references]


def _tracking(scene: Scene, _many: int) -> list[bytes]:
    return [get(f"/t/{reference}") for reference in scene.references]


def summary(scene: Scene, _many: int) -> list[bytes]:
    return [get("/walikota", scene.logged_in(scene.staff("walikota")))]


def submissions(scene: Scene, many: int) -> list[bytes]:
    """Complaints from all over the city, each with a key, words and a number of its own."""
    cookie, token = scene.citizen()
    stamp = scene.began()
    return [post("/lapor/kirim", cookie, complaint_fields(token, stamp)) for _ in range(many)]


def complaint_fields(token: str, stamp: str) -> dict[str, str]:
    number = random.randint(0, 99_999_999)
    return {
        "csrf_token": token,
        "key": secrets.token_hex(16),
        "k": "NOFLOW",
        "w": stamp,
        "lat": f"{random.uniform(-1.27, -1.23):.6f}",
        "lng": f"{random.uniform(116.82, 116.87):.6f}",
        "sumber": "map",
        "description": f"Air tidak mengalir sejak pagi, rumah nomor {number}",
        "phone": f"0812{number:08d}",
        "dry_span": "today",
    }


def _poll(scene: Scene, _many: int) -> list[bytes]:
    cookie = scene.logged_in(scene.staff("operator"))
    return [get("/meja", cookie, HX_Request="true", HX_PTag="{tag}")]


PAGES = (
    Page("submit", Target(rate=0.4), submissions, b"/t/PTM-", 303, 303, once=True),
    Page("officer list", Target(p95=1.5), _officer_list, b"PTM-"),
    Page("desk queue", Target(p95=1.5), _queue, b"PTM-"),
    Page("detail", Target(rate=0.35), _detail, b"PTM-"),
    Page("tracking", Target(rate=0.5), _tracking, b"PTM-"),
    Page("unchanged poll", Target(rate=0.6), _poll, b"HX-PTag", status=304, polls=True),
)
