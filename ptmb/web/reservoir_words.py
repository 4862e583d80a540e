"""A reservoir as the pages say it: its level, its mood, where it is heading, how old that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ptmb.domain.reservoir import MOOD_WORDS, DaysLeft, Mood, Reading, Trend
from ptmb.domain.supply import ThresholdKind
from ptmb.queries.main_reservoir import main_reservoir
from ptmb.queries.reservoir_levels import Level
from ptmb.web.filters import StateView, local, number, span_words
from ptmb.web.languages import gettext

_LOOK = {
    Mood.NORMAL: ("ok", "circle-check"),
    Mood.LOW: ("new", "droplet-half-2"),
    Mood.ALERT: ("fix", "alert-triangle"),
    Mood.CRITICAL: ("bad", "f-alert-triangle"),
    Mood.UNKNOWN: ("none", "help-circle"),
}
_SPARK_DAYS = 6
_YEAR = 365


@dataclass(frozen=True)
class LevelView:
    """`amount` is "8,42 m"; an empty text is not shown.

    `spread` and `left` are estimates and say so; `old` says how old, once that matters.
    """

    level: Level
    amount: str
    state: StateView
    heading: StateView | None
    spread: str
    left: str
    old: str

    @property
    def spark(self) -> list[float]:
        """The last days as metres above the intake limit; above zero where there is none."""
        mark = self.level.marks.get(ThresholdKind.CRITICAL)
        days = list(of_each_day(self.level.recent).values())[-_SPARK_DAYS:]
        return [max(0.0, one.level - (mark.level if mark else 0.0)) for one in days]

    @property
    def spark_words(self) -> str:
        days = list(of_each_day(self.level.recent).values())[-_SPARK_DAYS:]
        return gettext(
            "%(days)s hari: dari %(first)s menjadi %(last)s",
            days=len(days),
            first=metres(days[0].level),
            last=metres(days[-1].level),
        )


def main_view(at: datetime) -> LevelView | None:
    """The main reservoir for one line of a page; None before its first reading."""
    found = main_reservoir(at)
    return level_view(found, at) if found and found.reading else None


def level_view(level: Level, at: datetime) -> LevelView:
    reading = level.reading
    return LevelView(
        level=level,
        amount=metres(reading.level) if reading else gettext("Belum ada angka"),
        state=mood_view(level.mood),
        heading=_heading(level.heading) if level.heading else None,
        spread=_spread(level.heading) if level.heading else "",
        left=_left(level.left) if level.left else "",
        old=_old(reading, at) if reading and level.stale(at) else "",
    )


def metres(value: float) -> str:
    """8,42 m."""
    return f"{number(value, 2)} m"


def mood_view(of: Mood) -> StateView:
    tone, icon = _LOOK[of]
    return StateView(tone, icon, gettext(MOOD_WORDS[of]), "")


def change_words(cm: float) -> str:
    """turun 45 cm, naik 1,2 m, tetap."""
    size = f"{number(abs(cm) / 100, 1)} m" if abs(cm) >= 100 else f"{_cm(cm)} cm"
    if not round(cm, 1):
        return gettext("tetap")
    if cm < 0:
        return gettext("turun %(size)s", size=size)
    return gettext("naik %(size)s", size=size)


def of_each_day(readings: Iterable[Reading]) -> dict[date, Reading]:
    """The last reading of each day of the city; `readings` oldest first, as the days come out."""
    return {local(one.at).date(): one for one in readings}


def _cm(cm: float) -> str:
    return number(abs(cm), 1 if abs(cm) < 10 else 0)


def _heading(trend: Trend) -> StateView:
    cm = round(trend.cm_per_day, 1)
    if not cm:
        return StateView("none", "arrow-right", gettext("tetap"), "")
    word = gettext("%(change)s/hari", change=change_words(cm))
    if cm < 0:
        return StateView("fix", "trending-down", word, "")
    return StateView("ok", "trending-up", word, "")


def _spread(trend: Trend) -> str:
    return gettext(
        "Perkiraan: antara %(low)s dan %(high)s sehari (Theil-Sen, 7 hari).",
        low=change_words(trend.lowest),
        high=change_words(trend.highest),
    )


def _left(left: DaysLeft) -> str:
    if left.days > _YEAR:
        return gettext("Perkiraan: lebih dari setahun lagi sampai batas ambil bila terus begini.")
    days, soonest = number(round(left.days)), number(int(left.soonest))
    if left.latest is None:
        return gettext(
            "Perkiraan: sekitar %(days)s hari lagi sampai batas ambil bila terus begini"
            " (paling cepat %(soonest)s).",
            days=days,
            soonest=soonest,
        )
    return gettext(
        "Perkiraan: sekitar %(days)s hari lagi sampai batas ambil bila terus begini"
        " (antara %(soonest)s dan %(latest)s).",
        days=days,
        soonest=soonest,
        latest=number(round(left.latest)),
    )


def _old(reading: Reading, at: datetime) -> str:
    minutes = int((at - reading.at).total_seconds() // 60)
    return gettext("Data %(span)s lalu", span=span_words(minutes))
