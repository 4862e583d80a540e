"""A city with somebody of every role, each with something of their own behind every address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.routing.converters import AnyConverter, NumberConverter

from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import STAFF_ROLES, Role
from ptmb.models import Complaint, Staff
from ptmb.web.plain_text import PlainParameters
from tests.browsing import Browser
from tests.house.test_access import access_of
from tests.people import Given

Browse = Callable[..., Browser]
SOUND = {
    "key": "a" * 32, "seen": "1", "version": "1", "k": "NOFLOW", "lat": "-1.244", "lng": "116.857",
    "sumber": "gps", "akurasi": "12", "latitude": "-1.244", "longitude": "116.857",
    "username": "orang", "password": "hujan turun di pelabuhan",
    "again": "hujan turun di pelabuhan",
    "name": "Orang", "role": "officer", "lajur": "semua", "untuk": "tugas", "kode": "PTM",
    "bertugas": "ya", "tema": "dark", "reason": "main_pipe", "safe": "yes", "found": "technical",
    "work": "pipe_repaired", "next_update_on": "2024-02-12", "words": "Kata", "note": "Catatan",
    "category": "NOFLOW", "channel": "phone", "description": "Mati", "phone": "081234567890",
}  # fmt: skip


class Recording(PlainParameters):
    """Parameters that remember which names a view looked for."""

    names: set[str] = set()

    def get(self, key: Any, *rest: Any, **more: Any) -> Any:
        self.names.add(key)
        return super().get(key, *rest, **more)

    def getlist(self, key: Any, *rest: Any, **more: Any) -> Any:
        self.names.add(key)
        return super().getlist(key, *rest, **more)

    def __contains__(self, key: Any) -> bool:
        self.names.add(key)
        return super().__contains__(key)


@dataclass
class City:
    """Somebody of every role with something of their own behind every address."""

    app: Flask
    given: Given
    browse: Browse
    people: dict[Role | None, Staff | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people = {role: self.given.staff(role) for role in STAFF_ROLES if role != "officer"}
        self.people[None] = None
        officer = self.given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
        self.people[Role.OFFICER] = officer
        self.complaints: list[Complaint] = [
            self.given.complaint(status, officer=officer, phone="+6281234567890")
            for status in (Status.RECEIVED, Status.EN_ROUTE, Status.IN_PROGRESS, Status.RESOLVED)
        ]

    def routes(self, method: str) -> Iterator[tuple[Rule, Role | None]]:
        for rule in self.app.url_map.iter_rules():
            if method in (rule.methods or ()):
                roles = access_of(self.app, rule)
                yield rule, min(roles, key=list(STAFF_ROLES).index) if roles else None

    def places(
        self, method: str, role: Role | None, *, every: bool = True
    ) -> Iterator[tuple[Rule, Complaint]]:
        """Each address of this person, to change something with each of the complaints."""
        for rule, whose in self.routes(method):
            if whose is role:
                several = every and "reference" in rule.arguments and method == "POST"
                for complaint in self.complaints if several else self.complaints[2:3]:
                    yield rule, complaint

    def browser(self, role: Role | None) -> Browser:
        browser = self.browse(self.people[role])
        if role is None:
            pairs = (f"{one.reference}:{self.given.key_of(one)}" for one in self.complaints)
            browser.client.set_cookie("laporan", ".".join(pairs))
        return browser

    def address(self, rule: Rule, complaint: Complaint, odd: str = "") -> str:
        known = {"reference": complaint.reference, "username": "operator1", "code": "NOFLOW"}
        if rule.endpoint in ("admin.area", "admin.change_area", "mayor.place"):
            known["code"] = "64.71.04.1002"
        parts: dict[str, Any] = {}
        for name in rule.arguments:
            converter = rule._converters[name]
            if isinstance(converter, AnyConverter):
                parts[name] = sorted(converter.items)[complaint.id % len(converter.items)]
            elif isinstance(converter, NumberConverter):
                parts[name] = 1
            else:
                parts[name] = odd or known.get(name, "tidak-ada")
        return self.app.url_map.bind("localhost").build(rule.endpoint, parts, method="GET"
            if "GET" in (rule.methods or ()) else "POST")  # fmt: skip


def ask(browser: Browser, method: str, address: str, **rest: Any) -> tuple[int, set[str]]:
    Recording.names = set()
    if method == "POST":
        rest.setdefault("headers", {})["X-CSRFToken"] = browser.token()
    answer = browser._ask(method, address, **rest)
    answer.get_data()
    answer.close()
    return answer.status_code, set(Recording.names)
