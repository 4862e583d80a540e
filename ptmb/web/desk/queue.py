"""The queue: what has to be decided now, live, by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import get_locale
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import auditing
from ptmb.adapters.clock import now
from ptmb.domain.audit import AuditDeed
from ptmb.domain.choices import CHANNEL_WORDS
from ptmb.domain.deadlines import URGENCY_WORDS
from ptmb.domain.lanes import LANE_WORDS
from ptmb.domain.lifecycle import Step
from ptmb.domain.roles import DESK_ROLES, Role
from ptmb.queries.assignees import officer_names
from ptmb.queries.catalogue import catalogue
from ptmb.queries.desk_queue import PAGE, LaneCounts, lane_counts
from ptmb.queries.live import newest_of_the_desk
from ptmb.queries.notices import Unread, unread_notices
from ptmb.queries.search import Search
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.lines import Lines, QueueLine
from ptmb.web.desk.regrets import regret
from ptmb.web.desk.wishes import CLOSED, EVERY_LANE, LANE_SLUGS, QueueWish, cursor_text
from ptmb.web.identity import address
from ptmb.web.languages import gettext
from ptmb.web.pages import go, live, page, unchanged
from ptmb.web.reservoir_words import main_view

POLL_SECONDS = 5


@dataclass(frozen=True)
class QueueView:
    """The list with its tabs; `lines` is None on a page that lets the list come later."""

    wish: QueueWish
    tag: str
    counts: LaneCounts | None = None
    lines: list[QueueLine] | None = None
    next_href: str = ""
    seconds: int = POLL_SECONDS
    told: Sequence[Unread] = ()

    @property
    def holds(self) -> list[Unread]:
        """Places that are not safe, which every desk sees until one of them decides."""
        return [one for one in self.told if one.event.step is Step.HOLD]

    @property
    def notices(self) -> list[Unread]:
        """For supervisors: work that failed twice."""
        return [one for one in self.told if one.event.step is not Step.HOLD]

    @property
    def tabs(self) -> list[tuple[str, str, int | None, bool]]:
        """Address, word, count, whether it is the present one; "closed" and "all" only there."""
        present = EVERY_LANE if self.wish.text else self.wish.lane
        shown = [slug for slug in LANE_SLUGS if slug != CLOSED or slug == present]
        tabs: list[tuple[str, str, int | None, bool]] = [
            (
                QueueWish(lane=slug).address,
                gettext(LANE_WORDS[LANE_SLUGS[slug]]),
                self.counts.of(LANE_SLUGS[slug]) if self.counts and slug != CLOSED else None,
                slug == present,
            )
            for slug in shown
        ]
        if present == EVERY_LANE:
            tabs.append((self.wish.address, gettext("Semua"), None, True))
        return tabs

    @property
    def late_href(self) -> str:
        return QueueWish(lane=EVERY_LANE, late=True).address


@desk.get("")
@only(*DESK_ROLES)
def queue() -> Response:
    wish, at = QueueWish.of(request.args), now()
    tag = _tag(at)
    same = unchanged(tag, quiet=True)
    if same is not None:
        return same
    present = catalogue()
    search = wish.search(present) if wish.text else None
    if search and search.phone:
        _note_search()
    view = _view(wish, at, search, tag)
    code = search.reference if search and view.lines else ""
    if code and not request.headers.get("HX-Request"):
        return go("desk.complaint", reference=code, **replace(wish, text="").args)
    chips = list(wish.chips(present))
    return live(
        tag,
        "desk/queue.html",
        block="queue",
        queue=view,
        regret=regret(),
        chips=chips,
        at=at,
        water=main_view(at),
        detail=None,
        catalogue=present,
    )


@desk.get("/saring")
@only(*DESK_ROLES)
def filters() -> Response:
    """The filters as a page of their own, or in the panel at the right."""
    wish = QueueWish.of(request.args)
    return page(
        "desk/filters.html",
        block="filters",
        wish=wish,
        catalogue=catalogue(),
        officers=officer_names(),
        lanes=[
            *((slug, gettext(LANE_WORDS[lane])) for slug, lane in LANE_SLUGS.items()),
            (EVERY_LANE, gettext("Semua")),
        ],
        urgencies=[(one.value, gettext(word)) for one, word in URGENCY_WORDS.items()],
        channels=[(one.value, gettext(word)) for one, word in CHANNEL_WORDS.items()],
    )


def waiting_queue() -> QueueView:
    """The list beside a complaint: it comes by itself, after the complaint."""
    return QueueView(replace(QueueWish.of(request.args), after=""), "")


def _tag(at: datetime) -> str:
    """Changes with any event and question, and each minute, because the time left is shown."""
    marks = ".".join(map(str, newest_of_the_desk()))
    return f"{marks}-{int(at.timestamp()) // 60}-{get_locale()}"


def _view(wish: QueueWish, at: datetime, search: Search | None, tag: str) -> QueueView:
    nothing = bool(wish.text) and search is None
    rows: Any = [] if nothing else wish.queue(at, search).rows()
    more = ""
    if len(rows) > PAGE:
        last = rows[PAGE - 1]
        more = replace(wish, after=cursor_text(last.due_at, last.id)).address
    lines = Lines(catalogue(), at).of(rows[:PAGE])
    counts = lane_counts(at)
    return QueueView(wish, tag, counts, lines, more, told=_told(counts))


def _told(counts: LaneCounts) -> Sequence[Unread]:
    """What is for every desk, and for supervisors; mostly there is nothing to ask for."""
    supervisor = current_user.role is Role.SUPERVISOR
    return unread_notices(*{Role.OPERATOR, current_user.role}) if supervisor or counts.holds else ()


def _note_search() -> None:
    """A search by number is a look at whose number it is."""
    auditing.note(AuditDeed.PHONE_SEARCHED, by=current_user.actor, at=now(), address=address())
