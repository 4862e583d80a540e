"""Figures as drawings: where each bar, line and marker stands, in plain numbers for SVG."""

from dataclasses import dataclass
from datetime import date

from ptmb.queries.figures import Counts, Days

HEIGHT = 100
STEP = 24
_BAR = 18


@dataclass(frozen=True)
class Bar:
    """One day: a column for what came in, a point for what was finished; units of the SVG."""

    day: date
    received: int
    finished: int
    x: int
    y: float
    height: float
    point: float
    current: bool


@dataclass(frozen=True)
class TrendChart:
    bars: list[Bar]
    width: int
    top: int

    @property
    def line(self) -> str:
        """The points of the line of finished complaints."""
        return " ".join(f"{bar.x + _BAR / 2:g},{bar.point:g}" for bar in self.bars)

    @property
    def labels(self) -> list[Bar]:
        """A label each week and on the last day."""
        return [bar for number, bar in enumerate(reversed(self.bars)) if number % 9 == 0]


def trend_chart(days: Days, month_start: date) -> TrendChart:
    """Columns for received, a line for finished, one scale."""
    top = max([1, *days.received.values(), *days.finished.values()])
    scale = (HEIGHT - 4) / top
    bars = [
        Bar(
            day=day,
            received=days.received[day],
            finished=days.finished[day],
            x=number * STEP + 3,
            y=round(HEIGHT - days.received[day] * scale, 1),
            height=round(days.received[day] * scale, 1),
            point=round(HEIGHT - days.finished[day] * scale, 1),
            current=day >= month_start,
        )
        for number, day in enumerate(days.days)
    ]
    return TrendChart(bars, len(bars) * STEP, top)


def shade(total: int, most: int) -> int:
    """One of five steps, 1 to 5, for a choropleth; nothing at all is the lightest."""
    return 1 if not most else min(5, 1 + total * 5 // (most + 1))


def shades(counts: Counts) -> dict[int, int]:
    """The step of each area that has complaints."""
    named = {area: total for area, total in counts.areas.items() if area}
    most = max(named.values(), default=0)
    return {area: shade(total, most) for area, total in named.items()}
