"""Plans as a table: what a spreadsheet writes is read by line, and comes back as it was."""

import tracemalloc
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.plan_shapes import WeeklyLine, weekly_lines
from ptmb.domain.schedule_csv import FULL_COLUMNS, Reading, Terms, read_plans, written
from ptmb.domain.schedule_csv_cells import guarded, plain
from ptmb.domain.schedule_csv_lines import BOM, MOST_CHARACTERS, MOST_LINES, Unreadable, decoded
from ptmb.domain.water_plans import WITA, Plan, PlanRule, cut, cycle

START = datetime(2024, 2, 12, tzinfo=WITA)
CODES = ("BA", "KD", "K12")
TURNS = Plan(
    "Bergilir", "Waduk surut", "Tampung air", 0, START, None, cycle("2024-02-12T06:00", (3, 100))
)
HEAD = ";".join(FULL_COLUMNS)


def read(text: str, refused: str | None = None) -> Reading:
    """With every plan refused that has this title."""
    return read_plans(
        text, CODES, Terms(START), lambda plan: "Tidak." if plan.title == refused else ""
    )


def said(reading: Reading) -> list[tuple[int, str]]:
    return [(one.line, one.text % dict(one.values)) for one in reading.faults]


def test_the_table_of_a_plan_gives_the_plan_back() -> None:
    other = cut("Perbaikan; pipa", 'Kata "orang"\nbaris dua', "", START, START + timedelta(hours=5))
    opened = cut("Sampai selesai", "", "", START + timedelta(seconds=7), None)
    text = written([("BA", TURNS), ("KD", other), ("K12", opened)])
    reading = read(text)
    assert said(reading) == []
    assert reading.plans == {"BA": TURNS, "KD": other, "K12": opened}
    assert dict(reading.lines) == {"BA": 2, "KD": 3, "K12": 5}
    assert written(reading.plans.items()) == text


_words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
_moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(
    lambda at: at.replace(tzinfo=WITA)
)
_rules = st.builds(
    PlanRule,
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda at: f"{at:%Y-%m-%dT%H:%M}"),
    st.integers(0, 50_000),
    st.sampled_from(["", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,TU"]),
    st.integers(0, 100),
)
_plans = st.builds(
    Plan,
    _words,
    _words,
    _words,
    st.integers(0, 100),
    _moments,
    st.none() | _moments,
    st.lists(_rules, max_size=3).map(tuple),
)


@given(st.dictionaries(st.sampled_from(CODES), _plans, min_size=1))
def test_any_plans_come_back_as_they_were(plans: dict[str, Plan]) -> None:
    reading = read(written(plans.items()))
    assert said(reading) == []
    assert reading.plans == plans


@given(_words)
def test_no_cell_is_run_by_a_spreadsheet(text: str) -> None:
    cell = guarded(text)
    assert cell.lstrip()[:1] not in {"=", "+", "-", "@", "|", "%"}
    assert plain(cell) == text


@given(_words)
def test_whatever_the_text_is_it_is_only_refused(text: str) -> None:
    assert read(text).faults
    read(f"{HEAD}\n{text}")
    read(f"zone_code,weekday,start,end,share\n{text}")


@given(st.binary(max_size=200))
def test_whatever_the_file_is_it_is_only_refused(raw: bytes) -> None:
    with suppress(Unreadable):
        read(decoded(raw))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_of_clock_windows_is_read(delimiter: str, end: str) -> None:
    rows = [
        "zone_code|weekday|start|end|share",
        "ba|Senin|06.00|20:00|",
        "BA|Rabu|6|20.00|100",
        "BA|sun|18:00|24.00|50",
        "||||",
        "KD|7|22.00|04.00|",
    ]
    reading = read(BOM + end.join(rows).replace("|", delimiter))
    assert said(reading) == []
    assert weekly_lines(reading.plans["BA"]) == (
        WeeklyLine((6,), time(18), time(), 50),
        WeeklyLine((0, 2), time(6), time(20)),
    )
    assert weekly_lines(reading.plans["KD"]) == (WeeklyLine((6,), time(22), time(4)),)
    assert reading.plans["KD"].title == "Jadwal KD"
    assert reading.lines["KD"] == 6


def test_a_night_window_reaches_into_the_first_day() -> None:
    reading = read("zone_code,weekday,start,end,share\nBA,Minggu,18.00,08.00,\n")
    assert reading.plans["BA"].rules[0].starts_local == "2024-02-11T18:00"


def test_every_bad_row_is_named_with_its_line_and_why() -> None:
    rows = [
        HEAD,
        'BA;A;"dua\nbaris";;0;2024-02-12;;2024-02-12T06:00;60;;100',
        "XX;A;;;0;2024-02-12;;2024-02-12T06:00;60;;100",
        "",
        "KD;A;;;nol;2024-02-12;;2024-02-12T06:00;60;;100",
        "KD;A;;;0;besok;;2024-02-12T06:00;60;;100",
        "KD;A;;;0;10/02/2024 06.00;;2024-02-12T06:00;-60;;100",
        "KD;A;;;0;2024-02-12;;2024-02-12T06:00;60;;100;lebih",
        "BA;B;;;0;2024-02-12;;2024-02-12T06:00;60;;100",
        "K12;Ditolak;;;0;2024-02-12;;2024-02-12T06:00;60;;100",
    ]
    assert said(read("\n".join(rows), refused="Ditolak")) == [
        (4, "Zona XX tidak dikenal."),
        (6, "Kolom share_otherwise: tulis angka bulat."),
        (7, "Kolom valid_from: tulis seperti 2024-02-10T06:00."),
        (8, "Kolom minutes: tulis angka bulat."),
        (9, "Baris ini punya terlalu banyak kolom."),
        (10, "Berbeda dari baris 2: satu zona hanya punya satu jadwal."),
        (11, "Tidak."),
    ]


def test_what_is_no_table_is_said_in_a_sentence() -> None:
    assert said(read("")) == [(1, "Berkas ini kosong.")]
    assert said(read("a,b\n1,2"))[0][1].startswith("Baris pertama harus berisi: zone_code")
    assert said(read(HEAD)) == [(1, "Tabel ini tidak punya baris jadwal.")]
    assert said(read(f'{HEAD}\nBA;"A" b;\n')) == [(2, "Baris ini rusak. Periksa tanda kutipnya.")]
    assert "huruf" in said(read("x" * (MOST_CHARACTERS + 1)))[0][1]
    assert "baris" in said(read(f"{HEAD}\n" + "BA\n" * (MOST_LINES + 2)))[0][1]
    with pytest.raises(Unreadable):
        decoded(b"\xff\x00\xd8")
    assert decoded("Excel".encode("utf-16")) == decoded(b"\xef\xbb\xbfExcel") == "Excel"


def test_a_table_of_strange_columns_costs_little() -> None:
    strange = ";".join(f"x{number:x}" for number in range(20_000))
    text = f"zone_code;weekday;start;end;share;{strange}\n" + "BA;1;6;9;\n" * 1_000
    tracemalloc.start()
    try:
        read(text)
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def test_the_first_line_may_say_what_parts_the_cells() -> None:
    text = "sep=;\r\n" + written([("BA", TURNS)])
    assert read(text).plans == {"BA": TURNS}


def test_a_plan_of_whole_days_is_of_one_zone_only_once() -> None:
    two = replace(TURNS, rules=cycle("2024-02-12T06:00", (3, 100), (4, 0)))
    assert read(written([("BA", two)])).plans == {"BA": two}
