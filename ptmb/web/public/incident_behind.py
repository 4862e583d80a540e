"""The incident that a complaint follows, as its tracking page tells it."""

from collections.abc import Iterable
from operator import attrgetter

from ptmb.adapters.clock import now
from ptmb.domain.lifecycle import Step
from ptmb.domain.supply import INCIDENT_OPEN
from ptmb.models import Complaint, ComplaintEvent
from ptmb.queries.catalogue import catalogue
from ptmb.queries.incident_detail import updates_of
from ptmb.queries.incident_list import incident_by_id
from ptmb.web.history import EntryView
from ptmb.web.incident_words import IncidentCard, incident_card, incident_state


def incident_behind(complaint: Complaint) -> IncidentCard | None:
    """Its state and words now; None, without asking, for a complaint of its own."""
    it = incident_by_id(complaint.incident_id)
    return incident_card(it, catalogue(), now()) if it else None


def with_news(
    entries: list[EntryView], events: Iterable[ComplaintEvent], card: IncidentCard | None
) -> list[EntryView]:
    """The complaint's own history, and what was said of its incident since it joined.

    The words of the beginning and of the end stand in the complaint's own events already.
    """
    joined = next((event.at for event in events if event.step is Step.GROUP), None)
    if card is None or joined is None:
        return entries
    news = [
        EntryView(one.at, incident_state(one.status).word, one.public_text, ())
        for one in (entry.update for entry in updates_of(card.it.id))
        if one.public_text and one.at > joined and one.status in INCIDENT_OPEN
    ]
    return sorted([*entries, *news], key=attrgetter("at"), reverse=True)
