"""A period beside the one before it: an arrow, a word and both numbers, or why there is none."""

from dataclasses import dataclass

from flask_babel import gettext

from ptmb.domain.measures import Measure
from ptmb.domain.periods import Period
from ptmb.domain.trends import TREND_LOOK, Trend, time_trend, trend
from ptmb.domain.words import N_
from ptmb.queries.ledger import Work
from ptmb.queries.overview import Overview
from ptmb.web.durations import duration_words
from ptmb.web.filters import StateView, number
from ptmb.web.mayor.lists import Lists

_TONES = {
    Measure.RECEIVED: {Trend.UP: "bad", Trend.DOWN: "ok"},
    Measure.FINISHED: {Trend.UP: "ok", Trend.DOWN: "bad"},
    Measure.RESPONSE_TIME: {Trend.UP: "bad", Trend.DOWN: "ok"},
    Measure.RESOLUTION_TIME: {Trend.UP: "bad", Trend.DOWN: "ok"},
}
_SLOWER = {Trend.UP: N_("lebih lama"), Trend.DOWN: N_("lebih cepat"), Trend.FLAT: N_("tetap")}


@dataclass(frozen=True)
class Side:
    """A number in words; `href` leads to the list it counts, where it counts one."""

    words: str
    counted: int = 0
    href: str = ""


@dataclass(frozen=True)
class Change:
    """A figure now and before. `view` says where it went, or why nothing can be said."""

    measure: Measure
    now: Side
    before: Side
    view: StateView


@dataclass(frozen=True)
class _Told:
    """What is known of a period for a comparison."""

    work: Work
    lists: Lists


def compared(found: Overview, lists: Lists) -> list[Change]:
    """Received, finished, and the two times, beside those of the period before."""
    before = lists.over(lists.period.before())
    return _changes(_Told(found.work, lists), _Told(found.before, before))


def _changes(now: _Told, before: _Told) -> list[Change]:
    unfair = _unfair(now.lists.period)
    return [
        _counted(Measure.RECEIVED, _received(now), _received(before), unfair),
        _counted(Measure.FINISHED, _finished(now), _finished(before), unfair),
        _timed(
            Measure.RESPONSE_TIME,
            (now.work.response_median, now.work.responses.total()),
            (before.work.response_median, before.work.responses.total()),
        ),
        _timed(
            Measure.RESOLUTION_TIME,
            (now.work.resolution_median, now.work.resolutions.total()),
            (before.work.resolution_median, before.work.resolutions.total()),
        ),
    ]


def _unfair(period: Period) -> bool:
    """Whether a day that is not over stands alone against a whole one."""
    return period.running and period.length == 1


def _received(one: _Told) -> Side:
    return Side(number(one.work.received), one.work.received, one.lists.received())


def _finished(one: _Told) -> Side:
    return Side(number(one.work.finished), one.work.finished, one.lists.finished())


def _counted(measure: Measure, now: Side, before: Side, unfair: bool) -> Change:
    found = trend(now.counted, before.counted)
    if not before.counted:
        words = gettext("sebelumnya tidak ada")
        return Change(measure, now, before, StateView("none", "minus", words, ""))
    if unfair and found is not Trend.UP:
        waiting = StateView("none", "clock-hour-4", gettext("hari ini belum selesai"), "")
        return Change(measure, now, before, waiting)
    return Change(measure, now, before, _view(measure, found, TREND_LOOK[found][0]))


_Time = tuple[float | None, int]


def _timed(measure: Measure, now: _Time, before: _Time) -> Change:
    found = time_trend(now[0], before[0], (now[1], before[1]))
    sides = Side(_words(now)), Side(_words(before))
    if found is None:
        return Change(measure, *sides, _nothing())
    return Change(measure, *sides, _view(measure, found, _SLOWER[found]))


def _words(time: _Time) -> str:
    return "–" if time[0] is None else duration_words(time[0])


def _view(measure: Measure, found: Trend, word: str) -> StateView:
    return StateView(_TONES[measure].get(found, "none"), TREND_LOOK[found][1], gettext(word), "")


def _nothing() -> StateView:
    return StateView("none", "minus", gettext("terlalu sedikit untuk dibandingkan"), "")
