"""News on telephones: what is told, to whom, when, and never twice."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb.actions import incidents, push_subscriptions, questions, reports, reservoirs
from ptmb.actions.incidents import Ending
from ptmb.actions.reservoirs import NewReading
from ptmb.adapters.clock import now
from ptmb.config import CITY_TIME
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.periods import Period, PeriodKind
from ptmb.domain.push import PushTopic
from ptmb.domain.questions import About
from ptmb.domain.reports import ReportKind
from ptmb.domain.roles import Actor, Role
from ptmb.domain.supply import IncidentKind
from ptmb.extensions import db
from ptmb.jobs import prune
from ptmb.jobs.push import make_notices
from ptmb.models import Complaint, PushNotice, PushSubscription, Setting, Staff
from ptmb.queries import catalogue
from ptmb.queries.report_figures import report_figures
from ptmb.queries.reservoir_levels import reservoir_by_code
from tests.people import Given
from tests.phones import Phone
from tests.supply_city import trouble

DESK = Actor(Role.OPERATOR)
THREE = ("Gunung Sari Ilir", "Sepinggan", "Damai")


def here(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 2, day, hour, minute, tzinfo=CITY_TIME)


@pytest.fixture
def mayor(given: Given) -> Staff:
    person = given.staff(Role.MAYOR)
    add(person)
    return person


def add(person: Staff, at: datetime | None = None, **fields: str) -> PushSubscription:
    name = f"{person.username}-{len(fields)}-{at}"
    return push_subscriptions.subscribe(
        Phone(name).device(**fields), person.actor(), at or here(1, 12)
    )


def told(topic: PushTopic | None = None) -> list[PushNotice]:
    wanted = select(PushNotice).order_by(PushNotice.id)
    if topic:
        wanted = wanted.where(PushNotice.topic == topic)
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))


def limit_of(late: int) -> None:
    db.session.merge(Setting(name="overdue_news", text=str(late)))
    db.session.commit()
    catalogue.kept.clear()
    catalogue.forget()


class TestMajorIncidents:
    def test_a_wide_fault_is_told_once_with_places_and_no_words_of_the_desk(
        self, given: Given, mayor: Staff
    ) -> None:
        secret = "Budi 0812 menelepon"
        trouble(given, DESK, *THREE, "Damai Baru", title=secret, public_text=secret)
        assert [make_notices(now()) for _ in range(3)] == [1, 0, 0]
        (notice,) = told()
        assert notice.title == "Gangguan besar G-001"
        assert notice.body.startswith("Damai, ") or "Sepinggan" in notice.body
        assert "dan 1 kelurahan lain" in notice.body
        assert "0 aduan ikut." in notice.body
        assert notice.address == "/gangguan/1"
        assert secret not in notice.title + notice.body

    def test_it_wakes_people_at_night(self, given: Given, mayor: Staff) -> None:
        trouble(given, DESK, *THREE)
        assert make_notices(here(10, 2)) == 1

    def test_a_small_fault_or_planned_work_is_none_of_it(self, given: Given, mayor: Staff) -> None:
        trouble(given, DESK, "Sepinggan")
        trouble(given, DESK, *THREE, kind=IncidentKind.PLANNED)
        assert make_notices(now()) == 0

    def test_one_that_is_over_is_not_told(self, given: Given, mayor: Staff) -> None:
        incident = trouble(given, DESK, *THREE)
        incidents.close(
            incident.id,
            Ending("Selesai.", Cause.TECHNICAL),
            DESK,
            now(),
            "close-major-incident",
            None,
        )
        assert make_notices(now()) == 0


def read(level: float, at: datetime) -> None:
    """Somebody reads the gauge; the alert begins below 7 metres."""
    manggar = reservoir_by_code("manggar")
    assert manggar
    reading = NewReading(level, at, f"level-{level}-{at}", sure=True)
    reservoirs.read(manggar.id, reading, DESK, at)


@pytest.mark.usefixtures("mayor")
class TestReservoirs:
    def test_a_mark_that_was_crossed_is_told_once(self) -> None:
        read(7.3, here(9, 8))
        read(6.9, here(10, 8))
        assert [make_notices(here(10, hour)) for hour in (9, 10, 20)] == [1, 0, 0]
        (notice,) = told()
        assert (notice.topic, notice.address) == (PushTopic.RESERVOIR, "/waduk")
        assert notice.title == "Waduk Manggar turun: Waspada"
        assert notice.body == "Sekarang 6,90 m."

    def test_a_level_that_trembles_around_a_mark_is_told_once_a_day(self) -> None:
        read(7.3, here(9, 8))
        found = []
        for hour, level in ((8, 6.99), (9, 7.01), (10, 6.99), (11, 7.01)):
            read(level, here(10, hour))
            found.append(make_notices(here(10, hour, 30)))
        assert found == [1, 1, 0, 0]

    def test_at_night_it_waits_for_the_morning_and_is_told_if_it_is_still_so(self) -> None:
        read(7.3, here(10, 20))
        read(6.9, here(10, 22))
        assert make_notices(here(10, 23)) == 0
        assert make_notices(here(11, 5, 59)) == 0
        assert make_notices(here(11, 6)) == 1

    def test_what_is_over_by_morning_is_never_told(self) -> None:
        read(7.3, here(10, 20))
        read(6.9, here(10, 22))
        assert make_notices(here(10, 23)) == 0
        read(7.2, here(11, 5))
        assert make_notices(here(11, 6)) == 0

    def test_a_crossing_of_last_week_is_no_news(self) -> None:
        read(7.3, here(3, 8))
        read(6.9, here(4, 8))
        read(6.8, here(10, 8))
        assert make_notices(here(10, 9)) == 0


class TestOverdue:
    @pytest.fixture
    def late(self, given: Given) -> Callable[[int], None]:
        """So many complaints past their deadline."""

        def make(count: int) -> None:
            for _ in range(count):
                given.complaint(Status.ASSIGNED, at=now() - timedelta(days=20))
            rows = db.session.scalars(select(Complaint)).all()
            assert all(one.due_at < now() for one in rows)

        return make

    def test_only_more_than_the_setting_is_news(
        self, mayor: Staff, late: Callable[[int], None]
    ) -> None:
        limit_of(2)
        late(2)
        assert make_notices(now()) == 0
        late(1)
        assert make_notices(now()) == 1
        (notice,) = told()
        assert notice.title == "3 aduan lewat target"
        assert notice.address == "/walikota/aduan?keadaan=lewat"

    def test_it_is_told_again_in_the_same_week_only_when_it_doubled(
        self, mayor: Staff, late: Callable[[int], None]
    ) -> None:
        limit_of(1)
        late(2)
        assert make_notices(here(8, 12)) == 1
        assert make_notices(here(9, 12)) == 0
        late(1)
        assert make_notices(here(9, 13)) == 1
        assert [one.title for one in told()] == ["2 aduan lewat target", "3 aduan lewat target"]
        limit_of(2)  # now three are only one step above: less bad than what was told
        assert make_notices(here(9, 14)) == 0
        assert make_notices(here(12, 12)) == 1, "a new week"


class TestDigest:
    @pytest.fixture
    def report(self, given: Given) -> None:
        given.complaint(at=here(9, 10))
        day = Period(PeriodKind.CUSTOM, date(2024, 2, 9), date(2024, 2, 9), running=False)
        reports.make(report_figures(ReportKind.DAY, day, here(10, 7)), here(10, 7))

    @pytest.mark.usefixtures("report")
    def test_it_comes_at_seven_with_the_figures_of_the_report(self, mayor: Staff) -> None:
        assert make_notices(here(10, 6, 59)) == 0
        assert make_notices(here(10, 7)) == 1
        (notice,) = told()
        assert notice.title == "Kabar harian"
        assert notice.body.startswith("Kemarin: 1 masuk, 0 diselesaikan, ")
        assert "Terberat: Gunung Sari Ilir." in notice.body
        assert notice.address == "/walikota/laporan/harian/2024-02-09"

    def test_without_a_report_nothing_is_claimed(self, mayor: Staff) -> None:
        assert make_notices(here(10, 7)) == 0

    @pytest.mark.usefixtures("report")
    def test_who_switches_it_on_at_noon_gets_the_next_one(self, given: Given) -> None:
        add(given.staff(Role.MANAGER), here(10, 12))
        assert make_notices(here(10, 13)) == 0

    @pytest.mark.usefixtures("report")
    def test_yesterdays_is_not_told_today(self, mayor: Staff) -> None:
        assert make_notices(here(11, 7)) == 0


class TestAnswers:
    def ask(self, person: Staff, given: Given) -> None:
        asked = questions.ask("Kapan?", About(), person.actor(), now(), f"ask-{person.id:020d}")
        desk = given.staff(Role.OPERATOR)
        questions.answer(asked.id, "Besok, kata Budi.", desk.actor(), now())

    def test_only_who_asked_is_told_and_not_the_answer_itself(
        self, mayor: Staff, given: Given
    ) -> None:
        manager = given.staff(Role.MANAGER)
        add(manager)
        self.ask(manager, given)
        assert [make_notices(now()) for _ in range(2)] == [1, 0]
        (notice,) = told()
        device = db.session.get_one(PushSubscription, notice.subscription_id)
        assert device.staff_id == manager.id
        assert "Budi" not in notice.title + notice.body
        assert notice.address == "/walikota/pertanyaan"


class TestWhoIsTold:
    def test_each_device_in_its_own_language(self, given: Given, mayor: Staff) -> None:
        add(mayor, language="en", name="kedua")
        trouble(given, DESK, *THREE)
        assert make_notices(now()) == 2

    def test_a_topic_that_was_unticked_is_silent(self, given: Given, mayor: Staff) -> None:
        row = add(mayor)
        push_subscriptions.choose(row.id, [PushTopic.DIGEST], mayor.actor())
        trouble(given, DESK, *THREE)
        make_notices(now())
        assert row.id not in {one.subscription_id for one in told()}

    def test_an_officer_hears_nothing_of_the_city(self, given: Given) -> None:
        add(given.staff(Role.OFFICER))
        trouble(given, DESK, *THREE)
        assert make_notices(now()) == 0

    def test_without_devices_nothing_is_asked_of_the_database(
        self, given: Given, counting: Any
    ) -> None:
        trouble(given, DESK, *THREE)
        with counting() as statements:
            make_notices(now())
        assert statements.count == 1

    def test_a_round_that_finds_nothing_new_is_short(
        self, given: Given, mayor: Staff, counting: Any
    ) -> None:
        trouble(given, DESK, *THREE)
        make_notices(now())
        with counting() as statements:
            make_notices(now())
        assert statements.count <= 14, statements.texts


def test_the_memory_of_old_news_goes_after_half_a_year(given: Given, mayor: Staff) -> None:
    trouble(given, DESK, *THREE)
    make_notices(now())
    prune.prune_rows(now() + timedelta(days=90))
    assert len(told()) == 1
    prune.prune_rows(now() + timedelta(days=200))
    assert told() == []


def test_every_notice_leads_to_a_page(app: Flask, given: Given, mayor: Staff, browse: Any) -> None:
    trouble(given, DESK, *THREE)
    given.complaint(Status.ASSIGNED, at=now() - timedelta(days=20))
    given.complaint(Status.ASSIGNED, at=now() - timedelta(days=20))
    limit_of(1)
    read(7.3, here(9, 8))
    read(6.9, here(10, 8))
    asked = questions.ask("Kapan?", About(), mayor.actor(), now(), "ask-of-the-mayor-0001")
    questions.answer(asked.id, "Besok.", given.staff(Role.OPERATOR).actor(), now())
    day = Period(PeriodKind.CUSTOM, date(2024, 2, 9), date(2024, 2, 9), running=False)
    reports.make(report_figures(ReportKind.DAY, day, here(10, 7)), here(10, 7))
    assert make_notices(now()) == 5
    browser = browse(mayor)
    for notice in told():
        browser.get(notice.address)
