"""What the desk asks the queue for, read from the address and written back into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from flask import url_for
from flask_babel import gettext

from ptmb.adapters.phone import international
from ptmb.domain.choices import CHANNEL_WORDS, Channel
from ptmb.domain.deadlines import URGENCY_WORDS, Urgency
from ptmb.domain.lanes import Lane
from ptmb.queries.catalogue import Catalogue
from ptmb.queries.desk_queue import Cursor, DeskQueue
from ptmb.queries.search import Search, read_search
from ptmb.web.filters import category_name

LANE_SLUGS = {
    "tindak": Lane.TRIAGE,
    "berjalan": Lane.RUNNING,
    "konfirmasi": Lane.CONFIRMING,
    "lanjutan": Lane.WAITING,
    "ditutup": Lane.ENDED,
}
EVERY_LANE, CLOSED = "semua", "ditutup"
_LIKE_A_NUMBER = set("0123456789+-() .")

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class QueueWish:
    """The filters of the queue; anything that makes no sense in the address is left out."""

    lane: str = "tindak"
    area: int | None = None
    category: int | None = None
    urgency: Urgency | None = None
    officer: int | None = None
    channel: Channel | None = None
    late: bool = False
    text: str = ""
    after: str = ""

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "QueueWish":
        slug = args.get("lajur", "")
        text = args.get("cari", "").strip()[:120]
        return cls(
            lane=slug if slug in LANE_SLUGS or slug == EVERY_LANE else "tindak",
            area=_number(args.get("wilayah")),
            category=_number(args.get("kategori")),
            urgency=_word(Urgency, args.get("urgensi")),
            officer=_number(args.get("petugas")),
            channel=_word(Channel, args.get("saluran")),
            late=args.get("lewat") == "1",
            text=text,
            after=args.get("setelah", ""),
        )

    @property
    def args(self) -> dict[str, str]:
        """The address's parameters for this wish; what is usual is left out."""
        found = {
            "lajur": "" if self.lane == "tindak" else self.lane,
            "wilayah": self.area,
            "kategori": self.category,
            "urgensi": self.urgency,
            "petugas": self.officer,
            "saluran": self.channel,
            "lewat": "1" if self.late else "",
            "cari": self.text,
            "setelah": self.after,
        }
        return {name: str(value) for name, value in found.items() if value}

    @property
    def address(self) -> str:
        args: dict[str, Any] = dict(self.args)
        return url_for("desk.queue", **args)

    def search(self, present: Catalogue) -> Search | None:
        """The search box's text, understood."""
        digits = sum(sign.isdigit() for sign in self.text)
        number = digits >= 8 and set(self.text) <= _LIKE_A_NUMBER
        phone = international(self.text) if number else None
        return read_search(self.text, phone, present.areas.values())

    def queue(self, at: datetime, search: Search | None) -> DeskQueue:
        """The query; a search looks in every lane."""
        return DeskQueue(
            lane=None if search else LANE_SLUGS.get(self.lane),
            area_id=self.area,
            category_id=self.category,
            urgency=self.urgency,
            officer_id=self.officer,
            channel=self.channel,
            late_at=at if self.late else None,
            search=search,
            after=read_cursor(self.after),
        )

    def chips(self, present: Catalogue, officer: str = "") -> Iterator[tuple[str, str]]:
        """Each filter in words, with the address without it."""
        named: list[tuple[str, Any, str]] = [
            ("area", None, present.area_name(self.area)),
            ("category", None, category_name(present.categories.get(self.category or 0))),
            ("urgency", None, gettext(URGENCY_WORDS[self.urgency]) if self.urgency else ""),
            ("officer", None, officer or gettext("Petugas terpilih") if self.officer else ""),
            ("channel", None, gettext(CHANNEL_WORDS[self.channel]) if self.channel else ""),
            ("late", False, gettext("Hanya yang lewat") if self.late else ""),
            ("text", "", f"“{self.text}”" if self.text else ""),
        ]
        for name, nothing, words in named:
            if words:
                fewer: dict[str, Any] = {name: nothing, "after": ""}
                yield words, replace(self, **fewer).address


def cursor_text(due_at: datetime, complaint_id: int) -> str:
    """A cursor as it stands in an address."""
    return f"{due_at.isoformat()}~{complaint_id}"


def read_cursor(text: str) -> Cursor | None:
    """The place after which the page begins; None for the first page or a broken cursor."""
    moment, _, number = text.partition("~")
    try:
        due_at = datetime.fromisoformat(moment).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if not number.isdecimal() or len(number) > 15:
        return None
    return Cursor(due_at, int(number))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


def _word(kind: type[Word], text: str | None) -> Word | None:
    try:
        return kind(text or "")
    except ValueError:
        return None
