"""The list behind each figure: its address is made here, and read back here.

Days are the city's and ISO; nonsense in an address is left out rather than refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlencode

from flask import url_for

from ptmb.domain.choices import Channel, Confirmation
from ptmb.domain.figures import NO, WAITING, YES
from ptmb.domain.lifecycle import Cause
from ptmb.domain.periods import Period
from ptmb.geometry.hexagons import is_hexagon
from ptmb.queries.catalogue import catalogue
from ptmb.queries.complaint_list import NOWHERE, ComplaintList, Finished, Group
from ptmb.queries.in_hexagon import NO_POINT
from ptmb.web.periods import read_day

WITHOUT = "tanpa"
"""Stands for an area in an address, of those complaints that lie in none."""
RATED = "ada"
"""Stands for any number of stars."""
LATE_CODES = {"ya": YES, "tidak": NO}
CONFIRMED_CODES = {**{one.value: one.value for one in Confirmation}, "menunggu": WAITING}
_LONGEST_NUMBER = 9

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True)
class Lists:
    """Addresses of the lists behind the figures of a period, in the city or in one area.

    More conditions are given by their names in the address, with _ for its hyphens.

    Args:
        area: the code of an area, `WITHOUT`, or nothing for the whole city.
    """

    period: Period
    area: str = ""

    def received(self, **more: object) -> str:
        days = {"sejak": self.period.first, "sampai": self.period.last}
        return self._address({**days, **more})

    def carried(self, **more: object) -> str:
        """Received before the period, and still open when it began."""
        return self._address({"dibawa": self.period.first, **more})

    def account(self, **more: object) -> str:
        """Received in the period or carried over into it."""
        return self._address({"sampai": self.period.last, "belum_usai": self.period.first, **more})

    def finished(self, **more: object) -> str:
        """Finished in the period, whenever received."""
        days = {"selesai_sejak": self.period.first, "selesai_sampai": self.period.last}
        return self._address({**days, **more})

    def now(self, **more: object) -> str:
        """At this moment, whatever the period."""
        return self._address(more)

    def within(self, area: str) -> "Lists":
        return replace(self, area=area)

    def over(self, period: Period) -> "Lists":
        return replace(self, period=period)

    def _address(self, conditions: Mapping[str, object]) -> str:
        asked = {name.replace("_", "-"): str(value) for name, value in conditions.items()}
        if self.area:
            asked["wilayah"] = self.area
        return f"{self._page}?{urlencode(asked)}"

    @cached_property
    def _page(self) -> str:
        """Asked for once: a screen holds dozens of these addresses."""
        return url_for("mayor.complaints")


def asked_list(args: Mapping[str, str], at: datetime) -> ComplaintList:
    """What an address asks for; the late ones come oldest first."""
    group = _code(Group, args.get("keadaan"))
    return ComplaintList(
        at=at,
        first=read_day(args.get("sejak", "")),
        last=read_day(args.get("sampai", "")),
        group=group,
        cause=_code(Cause, args.get("penyebab")),
        area_id=_area(args.get("wilayah", "")),
        category_id=_category(args.get("jenis", "")),
        channel=_code(Channel, args.get("saluran")),
        hour=whole(args.get("jam", "")),
        hexagon=_cell(args.get("segi", "")),
        reopened=args.get("dibuka-lagi") == "1",
        finished=_finished(args),
        carried_into=read_day(args.get("dibawa", "")),
        open_on=read_day(args.get("belum-usai", "")),
        officer_id=whole(args.get("petugas", "")),
        held_by_crew=whole(args.get("pemegang", "")),
        oldest_first=group is Group.LATE,
        before_id=whole(args.get("sebelum", "")),
    )


def whole(text: str) -> int | None:
    """A whole number that a database takes; nonsense is none."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def _finished(args: Mapping[str, str]) -> Finished | None:
    day = read_day(args.get("selesai", ""))
    first = read_day(args.get("selesai-sejak", "")) or day
    last = read_day(args.get("selesai-sampai", "")) or day
    if first is None or last is None:
        return None
    return Finished(
        first=first,
        last=last,
        late=LATE_CODES.get(args.get("terlambat", ""), ""),
        confirmed=CONFIRMED_CODES.get(args.get("dikonfirmasi", ""), ""),
        rating=whole(args.get("nilai", "")),
        rated=args.get("nilai") == RATED,
        crew_id=whole(args.get("tim", "")),
    )


def _code(codes: type[Code], text: str | None) -> Code | None:
    return next((one for one in codes if one.value == text), None)


def _area(code: str) -> int | None:
    if code == WITHOUT:
        return NOWHERE
    return next((one.id for one in catalogue().areas.values() if one.code == code), None)


def _category(code: str) -> int | None:
    found = catalogue().category(code)
    return found.id if found else None


def _cell(text: str) -> str:
    return text if text == NO_POINT or is_hexagon(text) else ""
