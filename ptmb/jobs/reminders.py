"""Asks those who wanted to be asked at a moment whether the water came."""

from datetime import datetime

from ptmb.actions import following
from ptmb.queries.following import due_reminders


def remind_followers(at: datetime) -> int:
    """Put the question into the outbox for each whose moment has passed, once; how many."""
    return sum(following.remind(follow_id, at) for follow_id in due_reminders(at))
