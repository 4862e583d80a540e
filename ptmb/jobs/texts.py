"""Fills in the text of a message when it is sent, in the language of its reader."""

from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import force_locale

from ptmb.config import Settings
from ptmb.domain.following import FollowMessage, follow_key
from ptmb.domain.incidents import IncidentMessage
from ptmb.domain.lifecycle import Step
from ptmb.domain.reference import grouped
from ptmb.domain.reporter_key import reporter_key
from ptmb.domain.tankers import FAIL_WORDS, TankerMessage
from ptmb.models import Complaint, Follow, Message
from ptmb.queries.area_slugs import slug_of
from ptmb.queries.catalogue import AreaView, catalogue

_NAMES = frozenset(one.value for one in (*Step, *IncidentMessage, *TankerMessage, *FollowMessage))


def message_text(
    message: Message, complaint: Complaint | None, follow: Follow | None = None
) -> str:
    """The words of a message, without blank lines at its ends.

    The first one brings the reporter's own key: the number is theirs, a shared link is not. Who
    only follows is told each time how to stop.

    Raises:
        ValueError: nobody knows such a message.
    """
    settings: Settings = current_app.config["PTMB"]
    if message.template not in _NAMES:
        raise ValueError(message.template)
    template = current_app.jinja_env.get_template(f"messages/{message.template}.txt")
    facts = message.facts
    area = catalogue().areas.get(facts.get("area") or 0)
    with force_locale(message.language):
        return template.render(
            complaint=complaint,
            area=area,
            text=facts.get("text", ""),
            code=facts.get("code", ""),
            title=facts.get("title", ""),
            hours=_moments(facts.get("begins"), facts.get("ends")),
            failed=FAIL_WORDS.get(facts.get("tanker_reason", ""), ""),
            dry=[_moments(*pair) for pair in facts.get("dry", ())],
            since=facts.get("since") and datetime.fromisoformat(facts["since"]),
            partial=facts.get("partial", False),
            link=settings.public_url + _path(facts, complaint, area, message.language),
            key=_key(settings, complaint),
            stop=_stop(settings, follow, message.language),
        ).strip()


def _path(
    facts: dict[str, Any], complaint: Complaint | None, area: AreaView | None, language: str
) -> str:
    """To the own complaint, else to what is followed; in the reader's language."""
    return _page(facts, complaint, area) + _spoken(language)


def _spoken(language: str) -> str:
    """The pages are Indonesian where the address does not say otherwise."""
    return "" if language == "id" else f"?bahasa={language}"


def _page(facts: dict[str, Any], complaint: Complaint | None, area: AreaView | None) -> str:
    if complaint is not None:
        return f"/t/{complaint.reference}"
    if "incident" in facts:
        return f"/gangguan/{facts['incident']}"
    return f"/status/{slug_of(area)}" if area else "/"


def _key(settings: Settings, complaint: Complaint | None) -> str:
    if complaint is None:
        return ""
    return grouped(reporter_key(settings.secret_key, complaint.submission_key))


def _stop(settings: Settings, follow: Follow | None, language: str) -> str:
    if follow is None:
        return ""
    key = follow_key(settings.secret_key, follow.key)
    return f"{settings.public_url}/ikut/{key}{_spoken(language)}"


def _moments(begins: str | None, ends: str | None) -> tuple[datetime, datetime] | None:
    """Between which moments the tanker is promised, or the tap is dry."""
    if not begins or not ends:
        return None
    return datetime.fromisoformat(begins), datetime.fromisoformat(ends)
