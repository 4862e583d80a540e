""" "Ikuti & kabari saya": what a follower is told, and the key that lets them stop it."""

from enum import StrEnum

from ptmb.domain.reporter_key import reporter_key


class FollowMessage(StrEnum):
    """Texts in templates/messages for those who follow an area; see also `IncidentMessage`."""

    SCHEDULE = "follow_schedule"
    REMINDER = "follow_reminder"


def follow_key(secret: str, form_key: str) -> str:
    """The follower's own key: the same again for a form sent twice (see `reporter_key`).

    It stands in an address of the messages: whoever finds it there can only stop them.
    """
    return reporter_key(secret, f"follow:{form_key}")
