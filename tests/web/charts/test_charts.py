"""What the figures say: sentence, table and legend out of the same numbers."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask, render_template_string

from ptmb.domain.durations import bucket
from ptmb.web.charts.ages import AgeBars, age_bars
from ptmb.web.charts.hours import HourTable, hour_table
from ptmb.web.charts.resolution import CumulativeCurves, cumulative_curves, time_words
from ptmb.web.charts.trend import LOOK_BACK, TrendSeries, trend_series

TODAY = date(2024, 2, 10)
SHOWN = 30
HOUR = 3600


@pytest.fixture(autouse=True)
def within_a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def drawn(macro: str, figure: object) -> Tag:
    line = f'{{% from "components/charts/{macro}.html" import {macro} %}}'
    page = render_template_string(line + "{{ " + macro + "(figure, 'x') }}", figure=figure)
    found = BeautifulSoup(page, "html.parser").select_one("figure")
    assert found
    return found


def text(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def cells(figure: Tag) -> list[list[str]]:
    return [[text(cell) for cell in row.select("th, td")] for row in figure.select("tbody tr")]


def series(
    peaks: dict[int, int], *, usual: int = 10, before: int = LOOK_BACK, today: date = TODAY
) -> TrendSeries:
    """A steady city but for the peaks, each named by how many days ago it was."""
    days = [TODAY - timedelta(days=n) for n in reversed(range(SHOWN + before))]
    received = {day: usual + (day.toordinal() % 3) - 1 for day in days}
    received |= {TODAY - timedelta(days=ago): count for ago, count in peaks.items()}
    finished = dict.fromkeys(days[-20:], 7)
    return trend_series(
        days,
        (received, finished),
        shown=SHOWN,
        today=today,
        links=lambda day: (f"/masuk?{day}", f"/selesai?{day}"),
    )


class TestTrend:
    def test_the_sentence_names_the_days_out_of_the_ordinary(self) -> None:
        found = series({8: 40, 5: 45, 2: 41, 0: 9})
        total = sum(one.received for one in found.days)
        assert found.sentence == (
            f"30 hari: {total} masuk, 140 selesai; 3 hari di luar kebiasaan (2, 5 dan 8 Februari)."
        )

    def test_each_month_is_named_once(self) -> None:
        assert "(29 Januari, 1 dan 8 Februari)" in series({12: 40, 9: 40, 2: 45}).sentence
        assert "1 hari di luar kebiasaan (8 Februari)." in series({2: 45}).sentence

    def test_many_unusual_days_are_counted_and_the_last_is_named(self) -> None:
        peaks = dict.fromkeys((3, 6, 9, 12, 15, 18), 90)
        assert "6 hari di luar kebiasaan (terakhir 7 Februari)" in series(peaks).sentence

    def test_a_steady_month_says_so(self) -> None:
        assert series({}).sentence.endswith("; tidak ada hari di luar kebiasaan.")

    def test_a_city_that_has_just_begun_is_not_judged(self) -> None:
        found = trend_series([TODAY], ({TODAY: 50}, {}), shown=SHOWN, today=TODAY)
        assert found.sentence == "1 hari: 50 masuk, 0 selesai."
        assert not found.judged
        assert "Kebiasaan" not in text(drawn("trend", found))

    def test_a_day_that_is_not_over_is_called_too_high_but_never_too_low(self) -> None:
        assert series({0: 0}, usual=60).days[-1].unusual is None
        assert series({0: 0}, usual=60, today=date(2024, 2, 11)).days[-1].unusual == "low"
        assert series({0: 200}, usual=60).days[-1].unusual == "high"
        assert series({}).days[-1].mean7 is None, "half a day would pull the mean down"

    def test_the_table_holds_the_same_numbers_the_newest_day_first(self) -> None:
        found = series({2: 41})
        rows = cells(drawn("trend", found))
        assert len(rows) == SHOWN
        newest = found.days[-1]
        assert rows[0][:3] == ["10 Feb 2024", str(newest.received), str(newest.finished)]
        assert rows[2][5] == "di luar kebiasaan, lebih banyak"
        assert [int(row[1]) for row in reversed(rows)] == [one.received for one in found.days]
        assert [int(row[2]) for row in reversed(rows)] == [one.finished for one in found.days]

    def test_what_the_drawing_reads_is_what_people_read(self) -> None:
        figure = drawn("trend", series({2: 1_041}, usual=1_000))
        for found in figure.select("tbody data"):
            shown = text(found).replace(".", "").replace(",", ".")
            assert float(shown) == pytest.approx(float(str(found["value"])), abs=0.05)
        heads = [tag["data-of"] for tag in figure.select("[data-of]")]
        assert heads == ["received", "finished", "mean", "band"]

    def test_a_column_stands_out_exactly_when_it_leaves_the_band(self) -> None:
        for one in series({8: 40, 5: 45, 2: 41}).days:
            assert one.upper is not None
            assert one.lower is not None
            assert (one.unusual is not None) == (not one.lower <= one.received <= one.upper)

    def test_each_number_leads_to_its_list_but_nothing_leads_to_an_empty_one(self) -> None:
        figure = drawn("trend", series({}))
        first, oldest = figure.select("tbody tr")[0], figure.select("tbody tr")[-1]
        assert [link["href"] for link in first.select("a")] == [
            "/masuk?2024-02-10", "/selesai?2024-02-10",
        ]  # fmt: skip
        assert [link["href"] for link in oldest.select("a")] == ["/masuk?2024-01-12"]

    def test_the_sentence_is_the_name_of_the_figure_and_the_drawing_is_silent(self) -> None:
        figure = drawn("trend", series({}))
        caption = figure.select_one("figcaption")
        box = figure.select_one("[data-box]")
        assert caption
        assert box
        assert figure["aria-labelledby"] == caption["id"]
        assert box["aria-hidden"] == "true"

    def test_the_legend_explains_only_what_is_drawn(self) -> None:
        assert "di luar kebiasaan" not in text(drawn("trend", series({})).select("ul")[0])
        assert "di luar kebiasaan" in text(drawn("trend", series({2: 60})).select("ul")[0])


class TestHours:
    @staticmethod
    def table(least: int = 0) -> HourTable:
        return hour_table({0: 1, 2 * 24 + 17: 31, 6 * 24 + 23: 16}, least=least)

    def test_the_sentence_names_the_busiest_hour(self) -> None:
        assert self.table().sentence == "Paling ramai Rabu pukul 17–18: 31 dari 48 laporan."

    def test_every_hour_of_the_week_has_its_number(self) -> None:
        figure = drawn("hours_table", self.table())
        rows = cells(figure)
        assert [len(row) for row in rows] == [25] * 7
        assert (rows[0][0], rows[0][1], rows[2][18], rows[6][24]) == ("Sen", "1", "31", "16")
        assert sum(int(count) for row in rows for count in row[1:]) == 48
        assert [text(head) for head in figure.select("thead th")][1:] == [
            f"{hour:02d}" for hour in range(24)
        ]

    def test_more_complaints_are_never_lighter(self) -> None:
        counts = {place: place for place in range(168)}
        steps = [cell.step for row in hour_table(counts).rows for cell in row.cells]
        assert steps == sorted(steps)
        assert set(steps) == {0, 1, 2, 3, 4, 5}

    def test_small_numbers_are_not_told_where_they_could_identify(self) -> None:
        rows = cells(drawn("hours_table", self.table(least=5)))
        assert (rows[0][1], rows[0][2], rows[2][18]) == ("kurang dari 5", "0", "31")
        assert hour_table({3: 4}, least=5).sentence == (
            "Terlalu sedikit laporan untuk diperinci menurut jam."
        )

    def test_without_complaints_it_says_so(self) -> None:
        assert hour_table({}).sentence == "Belum ada laporan dalam masa ini."


class TestAges:
    @staticmethod
    def bars() -> AgeBars:
        ages = {0: 22, 1: 9, 5: 62, 20: 11, 41: 5}
        received = {TODAY - timedelta(days=age): count for age, count in ages.items()}
        return age_bars(received, TODAY, lambda first, last: f"/daftar?{first}..{last}")

    def test_the_sentence_says_how_many_wait_long(self) -> None:
        assert self.bars().sentence == (
            "109 laporan terbuka; 16 lebih dari 14 hari; tertua 41 hari."
        )

    def test_the_bars_are_as_long_as_their_numbers(self) -> None:
        figure = drawn("age_bars", self.bars())
        assert cells(figure) == [
            ["0–1 hari", "31"], ["2–3 hari", "0"], ["4–7 hari", "62"], ["8–14 hari", "0"],
            ["15–30 hari", "11"], ["> 30 hari", "5"],
        ]  # fmt: skip
        widths = [float(str(bar["width"]).rstrip("%")) for bar in figure.select("rect")]
        assert widths == [50.0, 0.0, 100.0, 0.0, 17.7, 8.1]

    def test_each_number_leads_to_the_days_it_counts(self) -> None:
        links = [link["href"] for link in drawn("age_bars", self.bars()).select("a")]
        assert links[0] == "/daftar?2024-02-09..2024-02-10"
        assert links[-1] == "/daftar?None..2024-01-10"
        assert len(links) == 4

    def test_without_a_backlog_it_says_so(self) -> None:
        found = age_bars({}, TODAY)
        assert found.sentence == "Tidak ada laporan yang terbuka."
        assert {bar.width for bar in found.bars} == {0.0}


class TestResolution:
    @staticmethod
    def curves() -> CumulativeCurves:
        return cumulative_curves(
            {
                "Air keruh": Counter({bucket(5 * HOUR): 10, bucket(60 * HOUR): 10}),
                "Tagihan": Counter({bucket(425 * HOUR): 6}),
                "Lain": Counter({bucket(2 * HOUR): 3}),
            }
        )

    def test_a_curve_says_which_share_was_finished_by_then(self) -> None:
        found = self.curves()
        dirty = next(curve for curve in found.curves if curve.name == "Air keruh")
        shares = {
            step.hours: share for step, share in zip(found.steps, dirty.percents, strict=True)
        }
        assert (shares[4], shares[6], shares[48], shares[72]) == (0, 50, 50, 100)
        assert dirty.counted == 20

    def test_no_curve_ever_falls_and_the_whole_stands_between_them(self) -> None:
        whole, *parts = self.curves().curves
        for curve in (whole, *parts):
            assert list(curve.percents) == sorted(curve.percents)
        for number, share in enumerate(whole.percents):
            assert share <= max(100.0, *(part.percents[number] for part in parts))
        assert whole.counted == 29

    def test_a_category_with_too_few_goes_into_the_rest(self) -> None:
        assert [curve.name for curve in self.curves().curves] == ["Semua", "Air keruh", "Tagihan"]
        many = {f"Jenis {n}": {bucket(HOUR): 10 + n} for n in range(7)}
        names = [curve.name for curve in cumulative_curves(many).curves]
        assert names == ["Semua", "Jenis 6", "Jenis 5", "Jenis 4", "Jenis 3", "Lainnya"]

    def test_the_sentence_says_what_half_and_nearly_all_had_to_wait(self) -> None:
        assert self.curves().sentence == (
            "29 selesai: separuh dalam 2,5 hari, sembilan dari sepuluh dalam 18 hari."
        )

    def test_the_table_holds_what_is_drawn(self) -> None:
        found = self.curves()
        figure = drawn("resolution", found)
        rows = figure.select("tbody tr")
        assert len(rows) == len(found.steps)
        for row, number in zip(rows, range(len(rows)), strict=True):
            values = [float(str(data["value"])) for data in row.select("td data")]
            assert values == [curve.percents[number] for curve in found.curves]
        named = [text(row.select("th")[0]) for row in figure.select("tbody tr[data-named]")]
        assert named == ["1 jam", "6 jam", "1 hari", "3 hari", "7 hari", "30 hari"]

    def test_too_few_finished_ones_draw_nothing(self) -> None:
        found = cumulative_curves({"Air keruh": {10: 4}})
        assert found.sentence == "Belum cukup laporan selesai dalam masa ini."
        assert not drawn("resolution", found).select("table")

    @pytest.mark.parametrize(
        ("hours", "words"),
        [(0.4, "kurang dari 1 jam"), (1, "1 jam"), (24, "1 hari"), (36.2, "36 jam"),
         (48, "2 hari"), (61, "2,5 hari"), (500, "21 hari")],
    )  # fmt: skip
    def test_times_are_said_as_people_say_them(self, hours: float, words: str) -> None:
        assert time_words(hours) == words
