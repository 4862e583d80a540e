"""Who may ask for tanker water, who is first, and when it may be expected."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as some

from ptmb.domain import tanker_need
from ptmb.domain.choices import DrySpan
from ptmb.domain.lifecycle import Status
from ptmb.domain.tanker_need import EPOCH, FRAILTY, Household, ReasonKind
from ptmb.domain.tanker_rule import (
    DryHouse,
    Ground,
    Verdict,
    asks_from,
    expected_on,
    told_window,
    verdict,
)
from ptmb.domain.tankers import (
    FAIL_WORDS,
    RELIEF_WORDS,
    REQUEST_WORDS,
    RUN_WORDS,
    FailReason,
    Relief,
    RequestStatus,
    RunStatus,
    Vulnerable,
)

NOW = datetime(2024, 2, 10, 6, 32, tzinfo=UTC)
DAY = timedelta(days=1)
RULE = Ground(24)


def house(*frail: Vulnerable, dry: float = 2, waited: float = 1, high: bool = False) -> Household:
    return Household(frail, high, NOW - dry * DAY, NOW - waited * DAY)


def complaint(
    hours: float = 0, span: DrySpan | None = None, status: Status = Status.RECEIVED,
    category: str = "NOFLOW",
) -> DryHouse:  # fmt: skip
    return DryHouse(category, status, NOW - timedelta(hours=hours), span)


class TestTheNeed:
    def test_is_the_sum_of_its_named_reasons(self) -> None:
        one = house(Vulnerable.ILL, Vulnerable.INFANT, dry=3, waited=2, high=True)
        named = tanker_need.reasons(one, NOW)
        assert [(reason.kind, reason.points) for reason in named] == [
            (ReasonKind.FRAIL, 30), (ReasonKind.FRAIL, 20), (ReasonKind.HIGHLAND, 10),
            (ReasonKind.DRY, 12), (ReasonKind.WAITING, 12),
        ]  # fmt: skip
        assert tanker_need.need(one, NOW) == 84

    def test_of_a_sound_household_just_asking_is_how_long_it_is_dry(self) -> None:
        assert tanker_need.need(house(dry=1, waited=0), NOW) == 4

    def test_nobody_waits_for_ever(self) -> None:
        patient = house(dry=8, waited=7)
        ill = house(Vulnerable.ILL, dry=1, waited=0)
        assert tanker_need.need(patient, NOW) > tanker_need.need(ill, NOW)

    @supposing(some.data())
    def test_the_kept_rank_orders_as_the_need_does_at_any_moment(
        self, data: some.DataObject
    ) -> None:
        def any_house() -> Household:
            frail = data.draw(some.lists(some.sampled_from(Vulnerable), unique=True))
            dry, waited = (data.draw(some.floats(0, 30)) for _ in range(2))
            return house(*frail, dry=dry + waited, waited=waited, high=data.draw(some.booleans()))

        one, other = any_house(), any_house()
        at = NOW + data.draw(some.floats(0, 300)) * DAY
        apart = tanker_need.need(one, at) - tanker_need.need(other, at)
        assert tanker_need.rank(one) - tanker_need.rank(other) == pytest.approx(apart, abs=1e-6)
        assert tanker_need.points_of(tanker_need.rank(one), at) == pytest.approx(
            tanker_need.need(one, at), abs=1e-6
        )

    def test_an_operators_points_are_kept_as_a_rank(self) -> None:
        assert tanker_need.points_of(tanker_need.rank_of(150, NOW), NOW) == pytest.approx(150)
        assert tanker_need.rank_of(150, EPOCH) == 150

    def test_groups_nobody_knows_are_left_out(self) -> None:
        found = tanker_need.vulnerable_of(["elderly", "cat", "infant", "infant"])
        assert found == (Vulnerable.INFANT, Vulnerable.ELDERLY)

    def test_every_group_has_points(self) -> None:
        assert set(FRAILTY) == set(Vulnerable)


class TestWhoMayAsk:
    @pytest.mark.parametrize(
        ("hours", "span", "expected"),
        [
            (0, None, Verdict.TOO_EARLY),
            (23.99, DrySpan.TODAY, Verdict.TOO_EARLY),
            (24, DrySpan.TODAY, Verdict.LONG_DRY),
            (11.9, DrySpan.YESTERDAY, Verdict.TOO_EARLY),
            (12, DrySpan.YESTERDAY, Verdict.LONG_DRY),
            (0, DrySpan.DAYS_2_3, Verdict.LONG_DRY),
            (0, DrySpan.OVER_3_DAYS, Verdict.LONG_DRY),
        ],
    )
    def test_by_the_hours_without_water(
        self, hours: float, span: DrySpan | None, expected: Verdict
    ) -> None:
        assert verdict(complaint(hours, span), RULE, NOW) is expected

    def test_the_hours_are_a_setting(self) -> None:
        assert verdict(complaint(6), Ground(6), NOW) is Verdict.LONG_DRY
        assert asks_from(complaint(2), Ground(6)) == NOW + timedelta(hours=4)

    def test_at_once_when_the_water_should_flow(self) -> None:
        assert verdict(complaint(0), Ground(24, True), NOW) is Verdict.OUTSIDE_SCHEDULE

    def test_when_the_area_has_been_off_so_long(self) -> None:
        off = Ground(24, area_dry_since=NOW - 2 * DAY)
        assert verdict(complaint(0), off, NOW) is Verdict.LONG_DRY

    @pytest.mark.parametrize("status", [Status.RESOLVED, Status.CLOSED, Status.WITHDRAWN])
    def test_not_for_what_has_ended(self, status: Status) -> None:
        assert verdict(complaint(99, status=status), RULE, NOW) is Verdict.NOT_DRY

    @pytest.mark.parametrize("status", [Status.RATIONED, Status.GROUPED, Status.IN_PROGRESS])
    def test_for_whatever_is_still_dry(self, status: Status) -> None:
        assert verdict(complaint(99, status=status), RULE, NOW) is Verdict.LONG_DRY

    def test_not_for_a_leak_in_the_road(self) -> None:
        assert verdict(complaint(99, category="LEAK"), RULE, NOW) is Verdict.NOT_DRY


class TestWhenItComes:
    @pytest.mark.parametrize(
        ("position", "days"), [(1, 1), (56, 1), (57, 2), (112, 2), (113, 3), (1900, 34)]
    )
    def test_is_reckoned_from_what_the_trucks_can_do(self, position: int, days: int) -> None:
        today = date(2024, 2, 10)
        assert expected_on(position, 8 * 7, today) == today + timedelta(days=days)

    def test_without_trucks_nothing_is_promised(self) -> None:
        assert expected_on(1, 0, date(2024, 2, 10)) is None

    def test_two_hours_are_told_around_a_reckoned_minute(self) -> None:
        begins, ends = told_window(datetime(2024, 2, 10, 9, 47, 12, tzinfo=UTC))
        assert (begins.hour, begins.minute, ends.hour) == (9, 0, 11)


@pytest.mark.parametrize(
    ("words", "kind"),
    [(RELIEF_WORDS, Relief), (REQUEST_WORDS, RequestStatus), (RUN_WORDS, RunStatus),
     (FAIL_WORDS, FailReason)],
)  # fmt: skip
def test_everything_has_its_words(words: dict[StrEnum, str], kind: type[StrEnum]) -> None:
    assert set(words) == set(kind)
