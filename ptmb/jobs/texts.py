"""Fills in the text of a message when it is sent, in the language of its reader."""

from flask import current_app
from flask_babel import force_locale

from ptmb.config import Settings
from ptmb.domain.lifecycle import Step
from ptmb.domain.reference import grouped
from ptmb.domain.reporter_key import reporter_key
from ptmb.models import Complaint, Message


def message_text(message: Message, complaint: Complaint) -> str:
    """The words of a message, without blank lines at its ends.

    The first one brings the reporter's own key: the number is theirs, a shared link is not.
    """
    settings: Settings = current_app.config["PTMB"]
    template = current_app.jinja_env.get_template(f"messages/{Step(message.template)}.txt")
    key = reporter_key(settings.secret_key, complaint.submission_key)
    with force_locale(message.language):
        return template.render(
            complaint=complaint,
            text=message.facts.get("text", ""),
            link=f"{settings.public_url}/t/{complaint.reference}",
            key=grouped(key),
        ).strip()
