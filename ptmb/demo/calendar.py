"""The ten days of the demonstration, and how they are moved to end now.

The press counted 286 complaints from 1 to 10 February 2024. With the clock pinned to `MOMENT`
nothing is moved. Otherwise whole days are moved as whole days, so that day 10 is today, and
what happened on day 10 before 14.32 is stretched or squeezed into the part of today that is
over. So "today" and every full day keep their exact figures, whatever the hour. The figures of
the month are those of the press only from the tenth day of a month on: on the 3rd, a month
that began on the 1st holds the last three of the ten days.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from ptmb.config import CITY_TIME

MOMENT = datetime(2024, 2, 10, 14, 32, tzinfo=CITY_TIME)
_LAST_MIDNIGHT = datetime(2024, 2, 10, tzinfo=CITY_TIME)


def on_day(day: int, minute: float) -> datetime:
    """A moment of February 2024 in the city's time; minutes count from midnight."""
    return datetime(2024, 2, day, tzinfo=CITY_TIME) + timedelta(minutes=minute)


def moved_to(now: datetime) -> Callable[[datetime], datetime]:
    """How moments of the demonstration move when its end, `MOMENT`, is now; order is kept."""
    local = now.astimezone(CITY_TIME)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    days = timedelta(days=(midnight.date() - _LAST_MIDNIGHT.date()).days)
    pace = (local - midnight) / (MOMENT - _LAST_MIDNIGHT)

    def moved(moment: datetime) -> datetime:
        if moment <= _LAST_MIDNIGHT:
            return moment + days
        if moment <= MOMENT:
            return midnight + (moment - _LAST_MIDNIGHT) * pace
        return local + (moment - MOMENT)

    return moved
