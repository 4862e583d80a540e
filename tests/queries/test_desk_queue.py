from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from sqlalchemy import text

from ptmb.adapters import clock
from ptmb.domain.lanes import Lane
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.queries.catalogue import catalogue
from ptmb.queries.desk_queue import Cursor, DeskQueue, lane_counts
from ptmb.queries.search import read_search
from tests.conftest import Statements
from tests.people import Given

Counting = Callable[[], AbstractContextManager[Statements]]


def _references(queue: DeskQueue) -> list[str]:
    return [row.reference for row in queue.rows()]


def test_what_is_late_comes_first_then_what_has_least_time_left(given: Given) -> None:
    now = clock.now()
    fresh = given.complaint(at=now - timedelta(hours=1))
    late = given.complaint(at=now - timedelta(hours=30))
    near = given.complaint(at=now - timedelta(hours=20))

    assert _references(DeskQueue()) == [late.reference, near.reference, fresh.reference]


def test_a_page_goes_on_exactly_where_the_last_one_ended(given: Given) -> None:
    made = [given.complaint(at=clock.now() - timedelta(hours=n)) for n in range(5, 0, -1)]
    first = DeskQueue().rows()[1]

    rest = DeskQueue(after=Cursor(first.due_at, first.id))

    assert _references(rest) == [one.reference for one in made[2:]]


def test_complaints_due_at_the_same_moment_are_neither_lost_nor_shown_twice(given: Given) -> None:
    at = clock.now() - timedelta(hours=1)
    made = [given.complaint(at=at) for _ in range(3)]
    first = DeskQueue().rows()[0]

    rest = _references(DeskQueue(after=Cursor(first.due_at, first.id)))

    assert [first.reference, *rest] == [one.reference for one in made]


def test_the_first_page_reads_one_index_and_sorts_nothing(given: Given) -> None:
    given.complaint()
    statement = DeskQueue().statement().compile(db.engine, compile_kwargs={"literal_binds": True})
    if db.engine.dialect.name != "sqlite":
        return
    plan = str(db.session.execute(text(f"EXPLAIN QUERY PLAN {statement}")).all())

    assert "ix_complaint_lane_due" in plan
    assert "TEMP B-TREE" not in plan


def test_late_only_shows_what_is_late_in_every_running_lane(given: Given) -> None:
    now = clock.now()
    waiting = given.complaint(at=now - timedelta(hours=40))
    running = given.complaint(Status.ASSIGNED, at=now - timedelta(hours=30))
    given.complaint(at=now - timedelta(hours=1))
    given.complaint(Status.FOLLOW_UP, at=now - timedelta(hours=50))

    found = _references(DeskQueue(lane=None, late_at=now))

    assert found == [waiting.reference, running.reference]


def test_the_closed_lane_shows_the_latest_first(given: Given) -> None:
    older = given.complaint(Status.REJECTED, at=clock.now() - timedelta(days=3))
    newer = given.complaint(Status.REJECTED, at=clock.now() - timedelta(days=1))

    assert _references(DeskQueue(lane=Lane.ENDED)) == [newer.reference, older.reference]


def test_filters_narrow_the_list(given: Given) -> None:
    officer = given.staff(Role.OFFICER)
    given.complaint(category="LEAK", area="Damai")
    given.complaint(category="NOFLOW", area="Prapatan")
    mine = given.complaint(Status.ASSIGNED, officer=officer)
    leak = given.category("LEAK")

    assert [row.category_id for row in DeskQueue(category_id=leak.id).rows()] == [leak.id]
    assert [row.area_id for row in DeskQueue(area_id=given.area("Damai").id).rows()] == [
        given.area("Damai").id
    ]
    assert _references(DeskQueue(lane=Lane.RUNNING, officer_id=officer.id)) == [mine.reference]


def test_the_lanes_are_counted_in_one_query(given: Given, counting: Counting) -> None:
    given.complaint(at=clock.now() - timedelta(hours=30))
    given.complaint(Status.IN_PROGRESS)
    given.complaint(Status.RESOLVED)
    given.complaint(Status.REJECTED)

    with counting() as statements:
        counts = lane_counts(clock.now())

    assert (counts.of(Lane.TRIAGE), counts.of(Lane.RUNNING)) == (1, 1)
    assert (counts.of(Lane.CONFIRMING), counts.in_progress, counts.late) == (1, 1, 1)
    assert statements.count == 1


def test_a_search_by_code_finds_just_that_one_in_any_lane(given: Given) -> None:
    given.complaint()
    closed = given.complaint(Status.REJECTED)
    search = read_search(closed.reference.lower().replace("-", " "), None, ())

    assert _references(DeskQueue(lane=None, search=search)) == [closed.reference]


def test_part_of_a_number_finds_nobody(given: Given) -> None:
    given.complaint(phone="+6281234567890")
    whole = read_search("0812 3456 7890", "+6281234567890", ())
    part = read_search("0812 3456", None, ())

    assert len(DeskQueue(lane=None, search=whole).rows()) == 1
    assert DeskQueue(lane=None, search=part).rows() == []


def test_words_are_looked_for_in_the_story_the_landmark_and_the_area(given: Given) -> None:
    told = given.complaint(description="Pipa di depan sekolah bocor")
    near = given.complaint(landmark="sebelah SEKOLAH dasar")
    there = given.complaint(area="Damai", landmark="pagar hijau")
    areas = catalogue().areas.values()

    by_words = DeskQueue(lane=None, search=read_search("sekolah", None, areas))
    by_area = DeskQueue(lane=None, search=read_search("dama", None, areas))

    assert _references(by_words) == [near.reference, told.reference]
    assert there.reference in _references(by_area)


def test_signs_with_a_meaning_in_sql_are_only_letters_here(given: Given) -> None:
    given.complaint(landmark="rumah pagar hijau")

    assert DeskQueue(lane=None, search=read_search("r%h", None, ())).rows() == []


def test_two_letters_are_too_few_to_search() -> None:
    assert read_search("ab", None, ()) is None
