"""What the pages about all reservoirs share: each with its level and its drawing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request

from ptmb.domain.reservoir import Mark
from ptmb.queries.reservoir_levels import levels, marks_of_all, readings_of_all
from ptmb.web.filters import local
from ptmb.web.level_chart import RANGES, LevelChart, level_chart
from ptmb.web.reservoir_words import LevelView, level_view


@dataclass(frozen=True)
class ReservoirView:
    """`marks` are all that it ever had, the oldest first."""

    now: LevelView
    chart: LevelChart
    marks: list[Mark]


def asked_days() -> int:
    """How many days the address asks to draw; anything odd is the shorter range."""
    return RANGES[1] if request.args.get("hari") == str(RANGES[1]) else RANGES[0]


def reservoir_views(at: datetime, days: int) -> list[ReservoirView]:
    """All reservoirs in use, the main one first; five statements however many there are."""
    found = levels(at)
    marks = marks_of_all()
    read = readings_of_all([one.id for one in found], at - timedelta(days=days), at)
    today = local(at).date()
    return [
        ReservoirView(
            level_view(one, at),
            level_chart(read.get(one.id, []), marks.get(one.id, []), today, days),
            marks.get(one.id, []),
        )
        for one in found
    ]
