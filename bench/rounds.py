"""Measures one page of the product against the floor, in turns, so that a noisy machine is fair."""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.load import Load
from bench.pages import Page
from bench.scene import Scene
from bench.servers import Client, Server

CLIENTS = (8, 32)
_MOST_FORMS = 6_000
"""Forms made beforehand for one slice; more than any server here can take."""


@dataclass
class Side:
    """One server with what was measured of one page; times in seconds."""

    server: Server
    requests: list[bytes]
    rates: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    cpu: float = 0.0
    answers: int = 0
    client_share: list[float] = field(default_factory=list)

    @property
    def cpu_ms(self) -> float:
        return self.cpu / max(self.answers, 1) * 1e3

    def percentile(self, part: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1e3


@dataclass
class Measured:
    """A page with so many clients; one ratio for each round."""

    page: Page
    clients: int
    ours: Side
    floor: Side
    ratios: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    @property
    def value(self) -> float:
        """What the target speaks of."""
        if self.page.target.rate:
            return self.ratio
        return self.ours.percentile(0.95) / self.floor.percentile(0.95)

    @property
    def met(self) -> bool:
        target = self.page.target
        return self.value >= target.rate if target.rate else self.value <= target.p95


class Measuring:
    """Two servers and one client."""

    def __init__(self, client: Client, ours: Server, floor: Server) -> None:
        self._client, self._servers = client, (ours, floor)
        self._scenes = tuple(Scene(server.instance) for server in self._servers)

    def prepare(self, page: Page) -> list[Measured]:
        """Check the answers of both; then one measurement for each number of clients.

        Raises:
            AssertionError: an answer is not what the page should hold.
        """
        ours, floor = (self._asked(page, number) for number in (0, 1))
        mine, bare = self._servers
        return [Measured(page, n, Side(mine, ours), Side(bare, floor)) for n in CLIENTS]

    def one_round(self, measured: Measured, seconds: float) -> None:
        """A B B A."""
        rates: dict[int, list[float]] = {0: [], 1: []}
        for number in (0, 1, 1, 0):
            side = (measured.ours, measured.floor)[number]
            rates[number].append(self._slice(measured, side, number, seconds))
        means = [statistics.mean(rates[number]) for number in (0, 1)]
        measured.ours.rates.append(means[0])
        measured.floor.rates.append(means[1])
        measured.ratios.append(means[0] / means[1])

    def _slice(self, measured: Measured, side: Side, number: int, seconds: float) -> float:
        page = measured.page
        requests = side.requests
        if page.once:
            requests = page.ask(self._scenes[number], _MOST_FORMS if number else _MOST_FORMS // 4)
        if page.polls:
            requests = _with_tag(self._client, side.server, requests)
        cpu = side.server.cpu_seconds()
        load = Load(side.server.port, measured.clients, seconds, requests, page.once)
        result = self._client.send(load)
        wrong = set(result.statuses) - {page.floor_status if number else page.status}
        assert not wrong, f"{page.name}: {dict(result.statuses)}\n{result.last[:2000]!r}"
        assert not result.lost, f"{page.name}: {result.lost} connections were lost"
        side.cpu += side.server.cpu_seconds() - cpu
        side.answers += len(result.times)
        side.times += result.times
        side.client_share.append(result.cpu_seconds / result.seconds)
        return len(result.times) / result.seconds

    def _asked(self, page: Page, number: int) -> list[bytes]:
        requests = page.ask(self._scenes[number], 60)
        server = self._servers[number]
        tagged = _with_tag(self._client, server, requests) if page.polls else requests
        for request in tagged:
            self._look(page, number, request)
        return requests

    def _look(self, page: Page, number: int, request: bytes) -> None:
        result = self._client.send(Load(self._servers[number].port, 1, 5.0, [request], once=True))
        status = page.floor_status if number else page.status
        holds = page.holds if not (number and page.polls) else b"changed"
        good = result.statuses[status] and holds in result.last
        assert good, f"{page.name} at {'the floor' if number else 'ours'}: {result.last[:2000]!r}"


def _with_tag(client: Client, server: Server, requests: Sequence[bytes]) -> list[bytes]:
    """Ask once as a new browser does, then go on with the version that came back."""
    answer = client.send(Load(server.port, 1, 5.0, [requests[0]], once=True)).last
    found = re.search(rb"\r\nHX-PTag: ([^\r]*)", answer)
    tag = found.group(1) if found else b"none"
    return [request.replace(b"{tag}", tag) for request in requests]
