"""One complaint as the panel shows it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import abort, current_app, request
from flask_babel import force_locale, gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.adapters.phone import spoken
from ptmb.domain.choices import CHANNEL_WORDS
from ptmb.domain.deadlines import URGENCY_WORDS
from ptmb.domain.geography import Point
from ptmb.domain.lifecycle import Step, open_steps
from ptmb.domain.ranking import Candidate, ranked
from ptmb.domain.reference import NotACode, read_reference
from ptmb.models import Complaint
from ptmb.queries.assignees import candidates_for
from ptmb.queries.catalogue import catalogue
from ptmb.queries.desk_detail import DeskDetail, HistoryEntry, desk_detail
from ptmb.queries.desk_relations import Related, Tie
from ptmb.queries.presence import presence_at
from ptmb.queries.turn_here import covering_turn
from ptmb.web.desk.decisions import DECISIONS, replies_for
from ptmb.web.desk.history import history_view
from ptmb.web.desk.incident_ties import incident_ties
from ptmb.web.desk.lines import desk_state
from ptmb.web.desk.queue import waiting_queue
from ptmb.web.desk.regrets import regret
from ptmb.web.desk.turn_words import mark_view
from ptmb.web.desk.wishes import QueueWish
from ptmb.web.filters import category_name, kilometres, status_view
from ptmb.web.history import EntryView
from ptmb.web.pages import found, page
from ptmb.web.reservoir_words import main_view
from ptmb.web.undo import UndoOffer, undo_offer


@dataclass
class DetailView:
    """The panel. `form` is the step that is being filled in, under the name `slug`."""

    found: DeskDetail
    others: tuple[str, ...] = ()
    phone: str = ""
    slug: str = ""
    form: Any = None
    changes: list[HistoryEntry] = field(default_factory=list)
    refused: str = ""

    @property
    def complaint(self) -> Complaint:
        return self.found.complaint

    @cached_property
    def steps(self) -> list[Step]:
        return open_steps(self.complaint.status, current_user.role)

    @cached_property
    def history(self) -> list[EntryView]:
        return history_view(self.complaint.reference, self.found.history)

    @cached_property
    def undo(self) -> UndoOffer | None:
        """The own last step, while it can be taken back."""
        return undo_offer((one.event for one in self.found.history), current_user.id, now())

    @cached_property
    def suggestions(self) -> list[tuple[str, Candidate, str]]:
        """Value, candidate and reasons in words; best first."""
        free = [one for one in self._candidates if not self._holds(one)]
        return [(value_of(one), one, reasons(one)) for one in ranked(free)]

    @cached_property
    def everyone(self) -> list[tuple[str, str]]:
        """Anyone else, crews first."""
        named = sorted(self._candidates, key=lambda one: (one.crew_id is None, one.name))
        return [(value_of(one), f"{one.name} · {reasons(one)}") for one in named]

    def _holds(self, one: Candidate) -> bool:
        """Whether this candidate has the job already."""
        if one.staff_id is not None:
            return one.staff_id == self.complaint.officer_id
        return self.complaint.officer_id is None and one.crew_id == self.complaint.crew_id

    @cached_property
    def _candidates(self) -> list[Candidate]:
        if Step.ASSIGN not in self.steps:
            return []
        return candidates_for(self.complaint.area_id, about_where(self.complaint))

    @property
    def similar(self) -> list[Related]:
        return self.found.tied(Tie.SIMILAR)

    @property
    def merged(self) -> list[Related]:
        return self.found.tied(Tie.MERGED)

    @property
    def same_number(self) -> list[Related]:
        return self.found.tied(Tie.SAME_NUMBER)

    @property
    def masked_phone(self) -> str:
        """0812-••••-890: enough to tell two numbers apart, too little to dial."""
        number = spoken(self.complaint.reporter_phone)
        return f"{number[:4]}••••{number[-3:]}" if number else ""

    @property
    def whatsapp(self) -> str:
        return "https://wa.me/" + self.phone.lstrip("+")

    @property
    def message(self) -> str:
        """In the reporter's language, with the public address only: it carries no key."""
        with force_locale(self.complaint.language):
            state = status_view(self.complaint.status)
            return gettext(
                "Laporan %(code)s (%(category)s): %(state)s. %(sentence)s Lihat: %(link)s",
                code=self.complaint.reference,
                category=category_name(catalogue().categories.get(self.complaint.category_id)),
                state=state.word,
                sentence=state.sentence,
                link=public_link(self.complaint.reference),
            )


def detail_of(reference: str) -> DeskDetail:
    """The complaint, or 404."""
    return found(desk_detail(read_code(reference)))


def detail_page(view: DetailView, status: int = 200) -> Response:
    """The panel alone for htmx, or beside the list, which then comes by itself."""
    at = now()
    view.others = presence_at(view.complaint.id, current_user.id, at).others
    wish, ties = QueueWish.of(request.args), incident_ties(view.complaint, view.steps)
    return page(
        "desk/queue.html",
        block="detail",
        status=status,
        detail=view,
        ties=ties,
        turn=covering_turn(view.complaint, at, ties.here) if Step.EXPLAIN in view.steps else None,
        turn_mark=mark_view(view.complaint, at),
        queue=waiting_queue(),
        regret=regret(),
        chips=[],
        at=at,
        water=main_view(at),
        back=wish.address,
        keep=wish.args,
        catalogue=catalogue(),
        decisions=DECISIONS,
        desk_state=desk_state,
        replies_for=replies_for,
        channel_words=CHANNEL_WORDS,
        urgency_words=URGENCY_WORDS,
    )


def about_where(complaint: Complaint) -> Point | None:
    """Its point, else the middle of its area: near enough to compare distances."""
    if complaint.latitude is not None and complaint.longitude is not None:
        return Point(complaint.latitude, complaint.longitude)
    area = catalogue().areas.get(complaint.area_id or 0)
    return Point(area.latitude, area.longitude) if area else None


def public_link(reference: str) -> str:
    """The tracking page; by the code alone it shows nothing personal."""
    base = current_app.config["PTMB"].public_url.rstrip("/")
    return f"{base}/t/{reference}"


def reasons(one: Candidate) -> str:
    """Why this candidate, in words."""
    jobs = gettext("%(n)s tugas", n=one.open_jobs)
    parts = [gettext("Wilayahnya") if one.serves_area else "", jobs, kilometres(one.distance_m)]
    if not one.on_duty:
        parts.append(gettext("tidak bertugas"))
    return " · ".join(part for part in parts if part)


def value_of(one: Candidate) -> str:
    return f"p{one.staff_id}" if one.staff_id is not None else f"t{one.crew_id}"


def read_code(text: str) -> str:
    try:
        return read_reference(text)
    except NotACode:
        abort(404)
