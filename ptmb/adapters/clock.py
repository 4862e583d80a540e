"""The only place that asks what time it is."""

from datetime import UTC, datetime

_pinned: datetime | None = None


def pin(moment: datetime | None) -> None:
    """Stop the clock at an aware moment (PTMB_NOW), or let it run again with None."""
    global _pinned  # noqa: PLW0603  one clock for the process is the whole idea
    _pinned = moment.astimezone(UTC) if moment else None


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _pinned or datetime.now(UTC)
