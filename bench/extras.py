"""What is measured beside the pages: growth, start, memory, the slowest write, one big photo."""

import io
import random
import secrets
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from bench.load import Load
from bench.pages import PAGES, Page, Target, complaint_fields, submissions, summary
from bench.rounds import Measured, Measuring
from bench.scene import Scene
from bench.servers import Client, Server, product, running

SUMMARY = Page("mayor summary", Target(p95=2.0), summary, b"svg")
_GROWING = {"submit": 1.2, "desk queue": 1.2, "officer list": 1.2, "detail": 1.2, SUMMARY.name: 2.0}
_MIB = 1024 * 1024
_LOOKING = 32
_STATUS_RATE = 5_000
"""Answers a second, of all workers together."""


@dataclass(frozen=True)
class Fact:
    """A single figure with its limit; `value` is at most `limit` when the target is met."""

    name: str
    value: float
    limit: float
    unit: str
    note: str = ""

    @property
    def met(self) -> bool:
        return self.value <= self.limit


def growth(client: Client, small: Server, big: Server, seconds: float) -> list[Fact]:
    """How many times slower a page is with a hundred times the complaints."""
    measuring, facts = Measuring(client, small, big), []
    for page in (*PAGES, SUMMARY):
        if page.name not in _GROWING:
            continue
        measured: Measured = measuring.prepare(page)[0]
        for _ in range(3):
            measuring.one_round(measured, seconds)
        low, high = min(measured.ratios), max(measured.ratios)
        note = f"{low:.2f} to {high:.2f}"
        facts.append(
            Fact(f"growth, {page.name}", measured.ratio, _GROWING[page.name], "times", note)
        )
    return facts


def start(instance: Path, times: int = 3) -> Fact:
    """From the start of the program to the first answer over HTTP."""
    found = []
    for _ in range(times):
        with running(product(instance)) as server:
            found.append(server.started_in)
    note = ", ".join(f"{one:.2f}" for one in found)
    return Fact("start to first answer", statistics.median(found), 1.0, "s", note)


def memory(server: Server) -> Fact:
    return Fact("memory of two workers (PSS)", server.memory_mib(), 120, "MiB")


def slowest_write(client: Client, server: Server, seconds: float) -> list[Fact]:
    """Four writers at once, without a pause."""
    requests = submissions(Scene(server.instance), 4_000)
    result = client.send(Load(server.port, 4, seconds, requests, once=True))
    ordered = sorted(result.times)
    assert set(result.statuses) == {303}, f"{dict(result.statuses)}: {result.last[:2000]!r}"
    note = f"{len(ordered)} writes, p99 {ordered[int(len(ordered) * 0.99)] * 1e3:.0f} ms"
    return [
        Fact("slowest write, 4 writers", ordered[-1] * 1e3, 100, "ms", note),
        Fact('"database is locked"', server.log.count("database is locked"), 0, "times"),
    ]


def mayors_summary(client: Client, server: Server, seconds: float) -> Fact:
    requests = summary(Scene(server.instance), 1)
    result = client.send(Load(server.port, 1, seconds, requests))
    assert set(result.statuses) == {200}, f"{dict(result.statuses)}: {result.last[:2000]!r}"
    ordered = sorted(result.times)
    note = f"p50 {ordered[len(ordered) // 2] * 1e3:.1f} ms, one client"
    return Fact("mayor's summary, p95", ordered[int(len(ordered) * 0.95)] * 1e3, 30, "ms", note)


def status_copies(client: Client, server: Server, seconds: float) -> list[Fact]:
    """The city looks at the water's status at once: 32 browsers on connections kept alive."""
    request = b"GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, br\r\n\r\n"
    result = client.send(Load(server.port, _LOOKING, seconds, [request]))
    assert set(result.statuses) == {200}, f"{dict(result.statuses)}: {result.last[:2000]!r}"
    rate, ordered = len(result.times) / result.seconds, sorted(result.times)
    note = f"{rate:,.0f} answers/s, p99 {ordered[int(len(ordered) * 0.99)] * 1e3:.0f} ms"
    kept = list((server.instance / "status").glob("*.copy"))
    return [
        Fact("status page, each answer", 1e6 / rate, 1e6 / _STATUS_RATE, "us", note),
        Fact("status page, copies drawn", len(kept), 1, "page"),
    ]


def big_photo(client: Client, server: Server) -> Fact:
    """A complaint with a photo of 12 megapixels, sent without JavaScript, as one form."""
    picture, times = _picture(), []
    for _ in range(3):
        request = _with_photo(Scene(server.instance), picture)
        began = time.perf_counter()
        result = client.send(Load(server.port, 1, 30.0, [request], once=True))
        assert result.statuses[303] == 1, f"{dict(result.statuses)}: {result.last[:2000]!r}"
        times.append(time.perf_counter() - began)
    note = f"{len(picture) / _MIB:.1f} MiB, stored and resized before the answer"
    return Fact("complaint with a 12 MP photo", statistics.median(times) * 1e3, 2_000, "ms", note)


def _picture() -> bytes:
    """4000 x 3000 with the grain of a phone's photo."""
    from PIL import Image  # noqa: PLC0415  the other measurements start faster without it

    grain = Image.frombytes("RGB", (1000, 750), random.Random(1).randbytes(1000 * 750 * 3))
    kept = io.BytesIO()
    grain.resize((4000, 3000), Image.Resampling.BICUBIC).save(kept, "JPEG", quality=88)
    return kept.getvalue()


def _with_photo(scene: Scene, picture: bytes) -> bytes:
    cookie, token = scene.citizen()
    # A leak may bring a photo; lacking water has none to show.
    fields = {**complaint_fields(token, scene.began()), "k": "LEAK"}
    edge = secrets.token_hex(12)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
        for name, text in fields.items()
    ]
    parts.append(
        f'--{edge}\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n".encode()
    )
    body = b"".join([*parts, picture, f"\r\n--{edge}--\r\n".encode()])
    head = (
        "POST /lapor/kirim HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 10.1.2.3\r\n"
        f"Cookie: {cookie}\r\nContent-Type: multipart/form-data; boundary={edge}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
