"""What a new plan changes for the people of a zone, and what they are told of it."""

from collections.abc import Iterable
from datetime import datetime

from ptmb.domain.rationing import DRY, FULL, Window, joined, timeline

MOST_TOLD = 3
"""So many of the next dry stretches fit into a message; the page has them all."""


def changed_from(
    before: Iterable[Window], after: Iterable[Window], since: datetime, until: datetime
) -> datetime | None:
    """The first moment of [since, until) with another share of water; None: nothing changes.

    Time without a window is time without a plan, and counts as full.
    """
    lines = (_whole(before, since, until), _whole(after, since, until))
    for was, becomes in zip(*lines, strict=False):
        if was.share != becomes.share:
            return becomes.starts_at
        if was.ends_at != becomes.ends_at:
            return min(was.ends_at, becomes.ends_at)
    return None


def next_dry(windows: Iterable[Window], since: datetime) -> list[Window]:
    """The first dry stretches that end after a moment."""
    dry = (one for one in joined(windows) if one.share == DRY and one.ends_at > since)
    return list(dry)[:MOST_TOLD]


def _whole(windows: Iterable[Window], since: datetime, until: datetime) -> list[Window]:
    return timeline(
        [(one.starts_at, one.ends_at, one.share) for one in windows], FULL, since, until
    )
