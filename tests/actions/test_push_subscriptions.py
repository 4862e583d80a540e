"""Devices: one is one however often it is added, and belongs to whoever logged in on it last."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from ptmb.actions import push_subscriptions
from ptmb.actions._refusals import Incomplete
from ptmb.actions.push_notices import Words, tell
from ptmb.adapters.clock import now
from ptmb.domain.push import PushTopic
from ptmb.domain.push_rules import MOST_DEVICES
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import PushNotice, PushSubscription, Staff
from ptmb.queries.push_devices import devices_of, listeners
from tests.people import Given
from tests.phones import Phone


@pytest.fixture
def mayor(given: Given) -> Staff:
    return given.staff(Role.MAYOR)


def add(person: Staff, phone: Phone, **fields: str) -> PushSubscription:
    return push_subscriptions.subscribe(phone.device(**fields), person.actor(), now())


def waiting() -> int:
    return db.session.scalar(select(func.count()).select_from(PushNotice)) or 0


def test_a_device_starts_with_everything_its_role_may_hear_of(mayor: Staff) -> None:
    row = add(mayor, Phone(), name="Chrome di Android")
    assert row.device == "Chrome di Android"
    assert set(row.topics) == {"digest", "incident", "reservoir", "overdue", "answer"}


def test_the_same_device_added_again_is_one_and_keeps_its_choice(mayor: Staff) -> None:
    phone = Phone()
    row = add(mayor, phone)
    push_subscriptions.choose(row.id, [PushTopic.DIGEST], mayor.actor())
    again = add(mayor, replace(Phone(), name=phone.name))
    assert [one.id for one in devices_of(mayor.id)] == [row.id]
    assert again.topics == ["digest"]
    assert again.public_key != phone.point, "the browser's newest keys count"


def test_a_device_where_somebody_else_logs_in_becomes_theirs(mayor: Staff, given: Given) -> None:
    manager, phone = given.staff(Role.MANAGER), Phone()
    row = add(mayor, phone)
    tell(row.id, PushTopic.DIGEST, "2024-02-09", "/walikota", Words("Kabar", "Isi"), now())
    add(manager, phone)
    assert devices_of(mayor.id) == []
    assert len(devices_of(manager.id)) == 1
    assert waiting() == 0, "the news of one person reached another"


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": ""},
        {"endpoint": "https://127.0.0.1/x"},
        {"public_key": "x"},
        {"public_key": "A" * 87},
        {"auth_secret": ""},
        {"auth_secret": "²"},
    ],
)
def test_what_no_browser_gives_is_refused(mayor: Staff, wrong: dict[str, str]) -> None:
    with pytest.raises(Incomplete):
        push_subscriptions.subscribe(replace(Phone().device(), **wrong), mayor.actor(), now())
    assert devices_of(mayor.id) == []


def test_who_is_never_told_anything_cannot_subscribe(given: Given) -> None:
    with pytest.raises(LookupError):
        add(given.staff(Role.OPERATOR), Phone())


def test_nobody_has_endless_devices(mayor: Staff) -> None:
    for number in range(MOST_DEVICES):
        add(mayor, Phone(name=str(number)))
    with pytest.raises(Incomplete):
        add(mayor, Phone(name="satu lagi"))
    add(mayor, Phone(name="0"))


def test_a_choice_holds_only_what_the_role_may_hear_of(given: Given) -> None:
    officer = given.staff(Role.OFFICER)
    row = add(officer, Phone())
    assert row.topics == ["urgent_job"]
    push_subscriptions.choose(row.id, [PushTopic.DIGEST], officer.actor())
    assert row.topics == []


def test_nobody_touches_the_device_of_another(mayor: Staff, given: Given) -> None:
    row, manager = add(mayor, Phone()), given.staff(Role.MANAGER)
    with pytest.raises(LookupError):
        push_subscriptions.choose(row.id, [], manager.actor())
    with pytest.raises(LookupError):
        push_subscriptions.remove(row.id, manager.actor())
    assert len(devices_of(mayor.id)) == 1


def test_a_removed_device_takes_its_news_along(mayor: Staff) -> None:
    row = add(mayor, Phone())
    tell(row.id, PushTopic.DIGEST, "2024-02-09", "/walikota", Words("Kabar", "Isi"), now())
    push_subscriptions.remove(row.id, mayor.actor())
    assert waiting() == 0
    push_subscriptions.forget(row.id)


def test_a_device_is_told_of_a_subject_once(mayor: Staff) -> None:
    row = add(mayor, Phone())
    words = Words("Kabar", "Isi")
    asked = [tell(row.id, PushTopic.DIGEST, "2024-02-09", "/", words, now()) for _ in range(2)]
    assert asked == [True, False]
    assert not tell(row.id + 1, PushTopic.DIGEST, "2024-02-09", "/", words, now())


def test_who_left_the_house_or_changed_the_role_hears_no_more(mayor: Staff) -> None:
    add(mayor, Phone())
    assert PushTopic.DIGEST in listeners()[0].topics
    mayor.role = Role.OPERATOR
    db.session.commit()
    assert listeners()[0].topics == frozenset()
    mayor.active = False
    db.session.commit()
    assert listeners() == []
