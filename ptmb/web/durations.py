"""How long things took, in words of two units at most: the figures are no more exact than that."""

from ptmb.web.languages import ngettext

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_DAYS_ALONE = 10
"""From so many days on the hours say nothing any more."""


def duration_words(seconds: float) -> str:
    """42 menit; 2 jam 10 menit; 3 hari 4 jam; 12 hari."""
    if seconds < _HOUR - _MINUTE / 2:
        return _minutes(max(1, round(seconds / _MINUTE)))
    if seconds < _DAY - _MINUTE / 2:
        hours, minutes = divmod(round(seconds / _MINUTE), 60)
        return _joined(_hours(hours), _minutes(minutes) if minutes else "")
    days, hours = divmod(round(seconds / _HOUR), 24)
    return _joined(_days(days), _hours(hours) if hours and days < _DAYS_ALONE else "")


def _joined(whole: str, rest: str) -> str:
    return f"{whole} {rest}" if rest else whole


def _minutes(count: int) -> str:
    return ngettext("%(num)s menit", "%(num)s menit", count)


def _hours(count: int) -> str:
    return ngettext("%(num)s jam", "%(num)s jam", count)


def _days(count: int) -> str:
    return ngettext("%(num)s hari", "%(num)s hari", count)
