"""Plans are drafted, published, replaced and taken back; what was announced before stays."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from ptmb.actions.rationing import (
    CatalogueChanged,
    Incomplete,
    KeyTaken,
    Plan,
    Settled,
    discard,
    draft,
    lengthen,
    publish,
    redraft,
    unpublish,
)
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import Actor, Role
from ptmb.domain.water_plans import WITA, PlanRule, Standing, cut, cycle, once
from ptmb.extensions import db
from ptmb.models import (
    AuditEntry,
    Edition,
    RationingSchedule,
    RationingWindow,
    Zone,
)
from tests.people import Given

DESK = Actor(Role.OPERATOR)
NOW = datetime(2024, 2, 10, 14, 32, tzinfo=WITA)
MIDNIGHT = datetime(2024, 2, 10, tzinfo=WITA)


def day(number: float) -> datetime:
    """So many days after the midnight before now."""
    return MIDNIGHT + timedelta(days=number)


TURNS = Plan(
    "Bergilir 2 hari", "Waduk surut", "Tampung air", 0, day(0), None,
    cycle("2024-02-10T00:00", (1, 100), (1, 0)),
)  # fmt: skip
OTHER = replace(TURNS, title="Setiap 3 hari", rules=cycle("2024-02-10T00:00", (1, 0), (2, 100)))


def zone(code: str = "BA") -> Zone:
    return db.session.scalars(select(Zone).where(Zone.code == code)).one()


def windows(code: str = "BA") -> list[tuple[datetime, datetime, int]]:
    rows = db.session.scalars(
        select(RationingWindow)
        .where(RationingWindow.zone_id == zone(code).id)
        .order_by(RationingWindow.starts_at)
    )
    return [(row.starts_at, row.ends_at, row.share) for row in rows]


def near() -> list[tuple[datetime, datetime, int]]:
    """Those that end within forty days: how far ahead is written moves on with the clock."""
    return [one for one in windows() if one[1] < day(40)]


def announced(plan: Plan, at: datetime = NOW, code: str = "BA", key: str = "") -> str:
    """Draft and publish; the token that takes it back."""
    schedule = draft(zone(code).id, plan, DESK, at)
    return publish([schedule.id], DESK, at, key or f"{plan.title}{at}{code}").token


def share(at: datetime, code: str = "BA") -> int | None:
    return next((found for begin, end, found in windows(code) if begin <= at < end), None)


def edition() -> int:
    number = db.session.scalar(select(Edition.number).where(Edition.name == "zones"))
    assert number is not None
    return number


def test_a_draft_tells_nobody(given: Given) -> None:
    before = edition()
    draft(zone().id, TURNS, DESK, NOW)
    assert windows() == []
    assert edition() == before


def test_a_draft_sent_twice_is_one(given: Given) -> None:
    first = draft(zone().id, TURNS, DESK, NOW)
    assert draft(zone().id, TURNS, DESK, NOW).id == first.id
    assert draft(zone().id, OTHER, DESK, NOW).number == first.number + 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"advice": "x" * 2001}, "reason"),
        ({"valid_until": day(0)}, "valid_until"),
        ({"valid_from": datetime(1, 1, 1, tzinfo=WITA)}, "valid_from"),
        ({"share_otherwise": 101}, "share"),
        ({"rules": (PlanRule("2024-02-10T00:00", 60, "FREQ=SECONDLY"),)}, "rules"),
        ({"rules": (PlanRule("2024-02-10T00:00", 60, "", -1),)}, "share"),
        ({"rules": (once("2024-02-10T00:00", 60),) * 201}, "rules"),
    ],
)
def test_a_plan_that_lacks_something_is_not_kept(
    given: Given, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Incomplete) as refusal:
        draft(zone().id, replace(TURNS, **change), DESK, NOW)  # type: ignore[arg-type]  # by name
    assert refusal.value.field == field
    assert db.session.scalar(select(func.count(RationingSchedule.id))) == 0


def test_a_draft_changed_by_somebody_else_is_not_overwritten(given: Given) -> None:
    seen = draft(zone().id, TURNS, DESK, NOW)
    version = seen.version
    redraft(seen.id, replace(TURNS, rules=OTHER.rules), DESK, NOW, seen=version)
    with pytest.raises(CatalogueChanged):
        redraft(seen.id, OTHER, DESK, NOW, seen=version)
    with pytest.raises(CatalogueChanged):
        discard(seen.id, seen=version)
    discard(seen.id)
    assert db.session.scalar(select(func.count(RationingSchedule.id))) == 0


def test_what_is_published_is_not_changed_nor_thrown_away(given: Given) -> None:
    schedule = draft(zone().id, TURNS, DESK, NOW)
    publish([schedule.id], DESK, NOW, "a")
    with pytest.raises(Settled):
        redraft(schedule.id, OTHER, DESK, NOW)
    with pytest.raises(Settled):
        discard(schedule.id)
    with pytest.raises(Settled):
        publish([schedule.id], DESK, NOW, "b")


def test_a_published_plan_holds_from_now_on_and_never_before(given: Given) -> None:
    before = edition()
    announced(TURNS)
    line = windows()
    assert line[0] == (NOW, day(1), 100)
    assert line[1] == (day(1), day(2), 0)
    assert line[-1][1] == NOW + timedelta(days=45)
    assert all(one[1] == two[0] for one, two in pairwise(line))
    assert edition() == before + 1


def test_a_plan_for_later_holds_from_its_beginning(given: Given) -> None:
    announced(replace(TURNS, valid_from=day(2), valid_until=day(5)))
    assert (windows()[0][0], windows()[-1][1]) == (day(2), day(5))


def test_a_newer_plan_cuts_the_older_one_in_the_middle_of_a_window(given: Given) -> None:
    announced(TURNS)
    at = day(1.5)  # the older one is dry all of this day
    announced(OTHER, at)
    assert windows()[:4] == [
        (NOW, day(1), 100),
        (day(1), at, 0),
        (at, day(3), 100),
        (day(3), day(4), 0),
    ]
    older, newer = db.session.scalars(select(RationingSchedule).order_by(RationingSchedule.id))
    assert (older.ended_at, older.ended_by) == (at, newer.publication)
    assert older.standing(at) is Standing.REPLACED
    assert newer.standing(at) is Standing.RUNNING


def test_a_newer_plan_for_later_lets_the_older_one_run_until_then(given: Given) -> None:
    announced(TURNS)
    announced(replace(OTHER, valid_from=day(4)), day(1.5))
    assert [share(day(number)) for number in (1.6, 2.5, 3.5, 4.5, 6.5)] == [0, 100, 0, 100, 0]


def test_an_older_plan_that_was_to_come_does_not_come_back_after_a_newer_one(given: Given) -> None:
    announced(replace(TURNS, valid_from=day(5)))
    announced(replace(OTHER, valid_until=day(8)))
    assert share(day(5.5)) == 100
    assert windows()[-1][1] == day(8)


def test_a_plan_that_is_over_before_the_coming_one_begins_leaves_that_alone(given: Given) -> None:
    announced(replace(TURNS, valid_from=day(6)))
    token = announced(replace(OTHER, valid_until=day(3)))
    assert share(day(2)) is not None
    assert share(day(4)) is None
    assert share(day(6.5)) == 100
    unpublish(token, DESK, day(1))
    assert share(day(6.5)) == 100


def test_a_single_interruption_lets_the_plan_go_on_after_it(given: Given) -> None:
    announced(TURNS)
    announced(cut("Perbaikan", "", "", day(2.25), day(2.75)), day(1.5))
    assert [share(day(number)) for number in (1.9, 2.1, 2.25, 2.5, 2.75, 3.5, 4.5)] == [
        0, 100, 0, 0, 100, 0, 100,
    ]  # fmt: skip


def test_an_interruption_that_covers_all_that_is_left_replaces_the_older_one(given: Given) -> None:
    announced(cut("Perbaikan", "", "", day(2), day(3)))
    announced(cut("Perbaikan lebih awal", "", "", day(1), day(3)))
    older, newer = db.session.scalars(select(RationingSchedule).order_by(RationingSchedule.id))
    assert older.standing(day(1)) is Standing.REPLACED
    assert newer.standing(day(1)) is Standing.RUNNING
    assert windows() == [(day(1), day(3), 0)]


def test_a_cut_until_it_is_done_ends_the_plan(given: Given) -> None:
    announced(TURNS)
    announced(cut("Perbaikan", "", "", day(2.25), None), day(1.5))
    assert {share(day(number)) for number in (2.5, 4.5, 20)} == {0}


def test_several_zones_are_published_at_once_or_not_at_all(given: Given) -> None:
    one = draft(zone("BA").id, TURNS, DESK, NOW)
    over = draft(zone("KD").id, replace(OTHER, valid_until=day(0.5)), DESK, NOW)
    with pytest.raises(Incomplete) as refusal:
        publish([one.id, over.id], DESK, NOW, "a")
    assert refusal.value.field == "valid_until"
    assert windows("BA") == []
    other = draft(zone("KD").id, OTHER, DESK, NOW)
    publication = publish([one.id, other.id], DESK, NOW, "a")
    assert windows("BA")
    assert windows("KD")
    assert publication.schedule_ids == tuple(sorted([one.id, other.id]))


def test_a_draft_thrown_away_meanwhile_holds_up_the_others(given: Given) -> None:
    one, other = (draft(zone(code).id, TURNS, DESK, NOW) for code in ("BA", "KD"))
    discard(other.id)
    with pytest.raises(Settled):
        publish([one.id, other.id], DESK, NOW, "a")
    assert windows("BA") == []


def test_nothing_and_two_plans_of_one_zone_are_not_published(given: Given) -> None:
    one, two = (draft(zone().id, plan, DESK, NOW) for plan in (TURNS, OTHER))
    for ids in ([], [one.id, two.id]):
        with pytest.raises(Incomplete) as refusal:
            publish(ids, DESK, NOW, "a")
        assert refusal.value.field == "schedules"


def test_the_same_key_publishes_once(given: Given) -> None:
    schedule = draft(zone().id, TURNS, DESK, NOW)
    first = publish([schedule.id], DESK, NOW, "a")
    line, number = windows(), edition()
    assert publish([schedule.id], DESK, day(3), "a") == first
    assert (windows(), edition()) == (line, number)
    another = draft(zone().id, OTHER, DESK, NOW)
    with pytest.raises(KeyTaken):
        publish([another.id], DESK, NOW, "a")


def test_taking_back_restores_what_was_replaced_from_then_on(given: Given) -> None:
    announced(TURNS)
    plain = near()
    token = announced(OTHER, day(1.5))
    unpublish(token, DESK, day(3.25))
    # Until then people had been told of the newer plan, whose dry day was the fourth.
    assert [share(day(number)) for number in (1.2, 1.6, 2.5, 3.1, 3.3, 4.5, 5.5)] == [
        0, 100, 100, 0, 0, 100, 0,
    ]  # fmt: skip
    assert near()[-20:] == plain[-20:]
    older, newer, again = db.session.scalars(
        select(RationingSchedule).order_by(RationingSchedule.id)
    )
    assert (older.ended_at, older.standing(day(3.5))) == (None, Standing.RUNNING)
    assert newer.standing(day(3.5)) is Standing.TAKEN_BACK
    assert (again.plan, again.standing(day(3.5))) == (newer.plan, Standing.DRAFT)


def test_taking_back_at_the_same_moment_leaves_no_trace_in_the_time_line(given: Given) -> None:
    announced(TURNS)
    before = windows()
    token = announced(OTHER, NOW)
    assert windows() != before
    unpublish(token, DESK, NOW)
    assert windows() == before


def test_taking_back_what_replaced_nothing_leaves_nothing(given: Given) -> None:
    token = announced(TURNS)
    unpublish(token, DESK, day(1.5))
    assert windows() == [(NOW, day(1), 100), (day(1), day(1.5), 0)]


def test_taking_back_what_was_to_come_leaves_the_running_plan_alone(given: Given) -> None:
    announced(TURNS)
    before = near()
    token = announced(replace(OTHER, valid_from=day(4)), NOW)
    unpublish(token, DESK, day(1))
    assert near() == before


def test_taking_back_a_single_interruption_gives_the_plan_its_time_again(given: Given) -> None:
    announced(TURNS)
    before = near()
    token = announced(cut("Perbaikan", "", "", day(2.25), day(2.75)), NOW)
    unpublish(token, DESK, day(1))
    assert near() == before


def test_taking_back_takes_every_zone_of_the_publication(given: Given) -> None:
    ids = [draft(zone(code).id, TURNS, DESK, NOW).id for code in ("BA", "KD")]
    token = publish(ids, DESK, NOW, "a").token
    assert len(unpublish(token, DESK, NOW)) == 2
    assert windows("BA") == windows("KD") == []


def test_taking_back_twice_is_once(given: Given) -> None:
    token = announced(TURNS)
    unpublish(token, DESK, day(1))
    before = windows()
    assert unpublish(token, DESK, day(2)) == ()
    assert windows() == before


def test_what_a_newer_publication_replaced_is_not_taken_back(given: Given) -> None:
    token = announced(TURNS)
    newer = announced(OTHER, day(1))
    with pytest.raises(Settled):
        unpublish(token, DESK, day(2))
    unpublish(newer, DESK, day(2))
    unpublish(token, DESK, day(3))
    assert share(day(3.5)) is None


def test_an_unknown_publication_cannot_be_taken_back(given: Given) -> None:
    with pytest.raises(LookupError):
        unpublish("never", DESK, NOW)


def test_publishing_and_taking_back_are_in_the_audit_log(given: Given) -> None:
    person = given.staff(Role.OPERATOR)
    by = Actor(Role.OPERATOR, person.id)
    token = publish([draft(zone().id, TURNS, by, NOW).id], by, NOW, "a").token
    unpublish(token, by, NOW)
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(one.deed, one.staff_id, one.subject) for one in entries] == [
        (AuditDeed.SCHEDULE_PUBLISHED, person.id, token),
        (AuditDeed.SCHEDULE_TAKEN_BACK, person.id, token),
    ]
    assert TURNS.title in entries[0].detail


def test_plans_without_an_end_are_lengthened_day_by_day_without_a_seam(given: Given) -> None:
    announced(TURNS)
    announced(replace(OTHER, valid_until=day(10)), code="KD")
    kept = windows("KD")
    assert lengthen(NOW + timedelta(hours=12)) == 0
    assert lengthen(NOW + timedelta(days=1)) == 1
    assert lengthen(NOW + timedelta(days=40)) == 1
    line = windows()
    assert line[-1][1] == NOW + timedelta(days=85)
    assert all(one[1] == two[0] for one, two in pairwise(line))
    assert all(one[2] != two[2] for one, two in pairwise(line))
    assert windows("KD") == kept


def test_a_worker_that_slept_for_months_leaves_no_gap(given: Given) -> None:
    announced(TURNS)
    assert lengthen(NOW + timedelta(days=100)) == 1
    line = windows()
    assert line[-1][1] == NOW + timedelta(days=145)
    assert all(one[1] == two[0] for one, two in pairwise(line))


def test_a_plan_far_ahead_is_written_when_its_time_comes_near(given: Given) -> None:
    announced(replace(TURNS, valid_from=day(60)))
    assert windows() == []
    lengthen(day(30))
    assert (windows()[0][0], windows()[-1][1]) == (day(60), day(75))


def test_what_was_taken_back_or_replaced_is_not_lengthened(given: Given) -> None:
    unpublish(announced(TURNS), DESK, day(1))
    assert lengthen(day(20)) == 0
