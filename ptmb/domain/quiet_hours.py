"""When devices are silent: from 21.00 to 06.00 nobody is told what can wait until the morning."""

from datetime import datetime, time, timedelta

QUIET_FROM = time(21)
QUIET_UNTIL = time(6)


def quiet(at: datetime) -> bool:
    """Whether the quiet hours hold; `at` as the city's clock shows it."""
    return not QUIET_UNTIL <= at.time() < QUIET_FROM


def quiet_since(at: datetime) -> datetime | None:
    """When the quiet hours began that hold now; None by day. `at` as the city's clock shows it."""
    if not quiet(at):
        return None
    evening = at if at.time() >= QUIET_FROM else at - timedelta(days=1)
    return evening.replace(hour=QUIET_FROM.hour, minute=0, second=0, microsecond=0)
