"""Quantities and meter readings as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.materials import (
    DEFAULT_MATERIALS,
    MOST,
    NotAQuantity,
    Used,
    joined,
    read_quantity,
    used_in,
    written,
)
from ptmb.domain.meters import (
    MeterReading,
    NotAReading,
    meter_facts,
    read_cubic_metres,
    read_number,
    reading_in,
    runs_backwards,
)


@pytest.mark.parametrize(
    ("typed", "meant"), [("2", "2"), ("1,5", "1.5"), (" 1.5 ", "1.5"), ("0,25", "0.25")]
)
def test_a_comma_and_a_point_are_the_same(typed: str, meant: str) -> None:
    assert read_quantity(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed", ["", "0", "0,00", "-1", "1.500", "12345", "dua", "1,2,3", "1e3", "١", "²", "NaN"]
)
def test_what_is_no_clear_quantity_is_refused(typed: str) -> None:
    with pytest.raises(NotAQuantity):
        read_quantity(typed)


@given(st.decimals("0.01", MOST, places=2))
def test_every_quantity_is_read_as_it_was_written(quantity: Decimal) -> None:
    assert read_quantity(written(quantity)) == quantity
    assert used_in({"materials": [[7, written(quantity)]]}) == [Used(7, quantity)]


def test_rows_of_one_material_are_added_up_in_their_order() -> None:
    rows = [Used(2, Decimal(1)), Used(1, Decimal("0.5")), Used(2, Decimal("1.5"))]
    assert joined(rows) == [Used(2, Decimal("2.5")), Used(1, Decimal("0.5"))]
    with pytest.raises(NotAQuantity):
        joined([Used(1, MOST), Used(1, MOST)])


def test_the_list_of_a_new_installation_names_everything_once_with_a_unit() -> None:
    assert len({one.name_id for one in DEFAULT_MATERIALS}) == len(DEFAULT_MATERIALS)
    assert len({one.name_en for one in DEFAULT_MATERIALS}) == len(DEFAULT_MATERIALS)
    assert all(one.unit for one in DEFAULT_MATERIALS)


@pytest.mark.parametrize(("typed", "meant"), [("1234", "1234"), ("1234,567", "1234.567")])
def test_a_reading_may_have_the_red_digits(typed: str, meant: str) -> None:
    assert read_cubic_metres(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["", "-5", "1234567", "12,3456", "1 234", "seribu", "１２"])
def test_what_can_stand_on_no_meter_is_refused(typed: str) -> None:
    with pytest.raises(NotAReading):
        read_cubic_metres(typed)


def test_a_meters_number_is_kept_in_capitals() -> None:
    assert read_number(" ab 12-3 ") == "AB 12-3"
    assert read_number("") == ""
    for wrong in ("<b>", "é1", "A" * 25):
        with pytest.raises(NotAReading):
            read_number(wrong)


def reading(cubic_metres: str, number: str = "A1") -> MeterReading:
    return MeterReading(Decimal(cubic_metres), number)


def test_a_reading_goes_down_only_when_it_is_sure() -> None:
    assert runs_backwards(reading("1300"), reading("1240"))
    assert not runs_backwards(reading("1300"), reading("1300"))
    assert not runs_backwards(reading("1300"), reading("3", "B2")), "a new meter begins at nought"
    assert not runs_backwards(reading("1300", ""), reading("3", "")), "perhaps another meter"
    assert not runs_backwards(reading("99990"), reading("12")), "the dial came round"


def test_a_step_keeps_the_reading_and_the_former_one_only_where_they_disagree() -> None:
    assert meter_facts(None, reading("5")) == {}
    assert meter_facts(reading("6", ""), reading("5")) == {"meter_m3": "6"}
    facts = meter_facts(reading("4"), reading("5"))
    assert facts == {"meter_m3": "4", "meter_number": "A1", "meter_before": "5"}
    assert reading_in(facts) == reading("4")
    assert reading_in({"work": "other"}) is None
