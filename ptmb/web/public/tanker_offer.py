"""Whether the pages of a complaint speak of tanker water, and what they say."""

from datetime import datetime
from typing import Any

from flask_babel import gettext

from ptmb.actions.tanker_asking import dry_house
from ptmb.adapters.clock import now
from ptmb.domain import tanker_rule
from ptmb.domain.roles import Actor, Role
from ptmb.domain.tanker_rule import ALLOWED, DryHouse, Ground, Verdict
from ptmb.domain.tankers import REQUEST_WORDS, RequestStatus
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.queries.tanker_ground import ground_of, may_be_dry, prices
from ptmb.queries.tanker_request import RequestNow, request_now
from ptmb.web.filters import clock_time
from ptmb.web.public.story import day_words


def house_of(complaint: Complaint) -> DryHouse:
    return dry_house(complaint, catalogue().categories[complaint.category_id].code)


def may_ask(complaint: Complaint, at: datetime) -> bool:
    """Whether the rule holds and somebody drives. The schedule is asked only when it matters."""
    hours = Ground(int(catalogue().settings["tanker_hours"]))
    found = tanker_rule.verdict(house_of(complaint), hours, at)
    if found is Verdict.TOO_EARLY:
        found = tanker_rule.verdict(house_of(complaint), ground_of(complaint, at), at)
    return found in ALLOWED and bool(prices())


def of_page(complaint: Complaint, actor: Actor | None) -> dict[str, Any]:
    """What the page of a complaint shows its reporter; nothing where the tap is not dry."""
    if actor is None or actor.role is not Role.REPORTER or not may_be_dry(complaint):
        return {"tanker": None, "tanker_words": ("", ""), "tanker_offered": False}
    at = now()
    standing = request_now(complaint.id, at)
    running = standing is not None and standing.running
    return {
        "tanker": standing,
        "tanker_words": words_of(standing) if standing else ("", ""),
        "tanker_offered": not running and may_ask(complaint, at),
    }


def words_of(standing: RequestNow) -> tuple[str, str]:
    """The state in one line, and what it means for the household."""
    if standing.waiting:
        line = gettext("Antrean ke-%(n)s", n=standing.waiting.position)
        return line, _expected(standing)
    word = gettext(REQUEST_WORDS[standing.request.status])
    if standing.request.status in (RequestStatus.PLANNED, RequestStatus.ON_THE_WAY):
        return word, _promised(standing)
    if standing.delivered is not None:
        return word, gettext("Laporan tetap kami tangani sampai air mengalir.")
    return word, ""


def _expected(standing: RequestNow) -> str:
    on = standing.waiting.expected_on if standing.waiting else None
    if on is None:
        return gettext("Perkiraan belum bisa dihitung.")
    return gettext("Perkiraan %(day)s.", day=day_words(on))


def _promised(standing: RequestNow) -> str:
    if standing.begins is None or standing.ends is None:
        return ""
    return gettext(
        "%(day)s, pukul %(begins)s–%(ends)s.",
        day=day_words(standing.begins),
        begins=clock_time(standing.begins),
        ends=clock_time(standing.ends),
    )
