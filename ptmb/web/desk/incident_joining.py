"""Which complaints follow an incident: one, several, all that match; and how one leaves again."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import flash, request
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import incidents
from ptmb.actions._record import StaleComplaint
from ptmb.adapters.clock import now
from ptmb.adapters.phone import international
from ptmb.config import CITY_TIME
from ptmb.domain.lifecycle import StepRefused
from ptmb.domain.roles import DESK_ROLES
from ptmb.queries.catalogue import catalogue
from ptmb.queries.complaint_timeline import complaint_by_reference
from ptmb.queries.incident_list import IncidentView
from ptmb.queries.incident_matches import MOST, Matches
from ptmb.queries.search import read_search
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.detail_view import read_code
from ptmb.web.desk.forms.incident import JoinForm, LeaveForm
from ptmb.web.desk.incidents import incident_of
from ptmb.web.desk.lines import desk_state
from ptmb.web.desk.tickets import Tickets
from ptmb.web.identity import deed
from ptmb.web.pages import found, go, new_key, page


@dataclass(frozen=True)
class JoinWish:
    """What is looked for, from the address: words, or its place with a category and a time."""

    text: str
    category_id: int | None
    since: datetime

    @classmethod
    def of(cls, it: IncidentView) -> "JoinWish":
        category = request.args.get("kategori", "")
        since = _moment(request.args.get("sejak", "")) or it.starts_at
        text = request.args.get("cari", "").strip()[:120]
        known = category.isdecimal() and len(category) < 10
        return cls(text, int(category) if known else None, since)

    def matches(self, it: IncidentView) -> Matches:
        if self.text:
            areas = catalogue().areas.values()
            search = read_search(self.text, international(self.text), areas)
            return Matches(search=search) if search else Matches()
        return Matches(it.area_ids, self.category_id, self.since, it.geometry)


@desk.get("/gangguan/<int(max=2147483647):number>/aduan")
@only(*DESK_ROLES)
def join_form(number: int) -> Response:
    """Which complaints would join, and how many, before any of them does."""
    it = incident_of(number)
    if not it.open:
        return go("desk.incident", number=number)
    wish, present = JoinWish.of(it), catalogue()
    rows = wish.matches(it).rows()
    return page(
        "desk/incident/join.html",
        it=it,
        wish=wish,
        rows=rows,
        most=MOST,
        key=new_key(),
        catalogue=present,
        desk_state=desk_state,
    )


@desk.post("/gangguan/<int(max=2147483647):number>/aduan")
@only(*DESK_ROLES)
def join_incident(number: int) -> Response:
    """Exactly the chosen ones join; those that changed meanwhile are counted and said."""
    it, form = incident_of(number), JoinForm()
    tickets = Tickets.of(form.chosen.data or [])
    if not tickets.rows or not form.validate_on_submit():
        flash(gettext("Pilih aduan dulu."), "fix")
        return go("desk.join_form", number=number)
    done = incidents.join(tickets.chosen, it.id, current_user.actor, now(), form.key.data)
    sentence = ngettext("%(num)s aduan ikut.", "%(num)s aduan ikut.", done)
    if done < len(tickets.rows):
        left = len(tickets.rows) - done
        sentence = f"{sentence} " + gettext("%(n)s dilewati karena sudah berubah.", n=left)
    flash(sentence, "ok" if done else "fix")
    return go("desk.incident", number=number)


@desk.post("/<reference>/lepas")
@only(*DESK_ROLES)
def leave_incident(reference: str) -> Response:
    """One complaint goes its own way again."""
    row, form = found(complaint_by_reference(read_code(reference))), LeaveForm()
    here: dict[str, Any] = {"reference": row.reference, **request.args}
    if not form.validate_on_submit():
        flash(gettext("Formulir ini rusak. Muat ulang lalu kirim lagi."), "fix")
        return go("desk.complaint", **here)
    try:
        incidents.leave(row.id, deed(form.key.data, form.version))
    except (StaleComplaint, StepRefused):
        flash(gettext("Sudah diubah orang lain. Perubahan Anda belum disimpan."), "fix")
        return go("desk.complaint", **here)
    flash(gettext("Laporan ini ditangani sendiri lagi."), "ok")
    return go("desk.complaint", **here)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME).astimezone(UTC)
    except (ValueError, OverflowError):  # no moment of a form of ours
        return None
