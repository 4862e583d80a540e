"""News leaves the house encrypted, once, to push services alone, and gives up when it should."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from py_vapid import Vapid02
from sqlalchemy import func, select

from ptmb.actions import push_subscriptions
from ptmb.actions.push_notices import Words, tell
from ptmb.adapters.clock import now
from ptmb.adapters.message_gateway import NotSent
from ptmb.adapters.push_keys import make_push_keys, push_key_file, push_keys
from ptmb.adapters.web_push import Parcel, SendPush, SubscriptionGone, push_sender
from ptmb.config import CITY_TIME
from ptmb.domain.push import PushTopic
from ptmb.domain.roles import Actor, Role
from ptmb.domain.tokens import token_hash
from ptmb.extensions import db
from ptmb.jobs.deliver import LEASE, MOST_ATTEMPTS
from ptmb.jobs.push import make_notices
from ptmb.jobs.push_sending import claim_one, send_notices, send_waiting
from ptmb.models import PushNotice, PushSubscription, Staff
from tests.people import Given
from tests.phones import Phone, PushService, push_service
from tests.supply_city import trouble

DESK = Actor(Role.OPERATOR)


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as service:
        yield service


@pytest.fixture
def out(tmp_path: Path) -> SendPush:
    """The way out of an installation with keys; the test's own push service counts as known."""
    make_push_keys(tmp_path)
    return push_sender(tmp_path, "https://air.example:8443", lambda _endpoint: True)


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def mayor(given: Given) -> Staff:
    return given.staff(Role.MAYOR)


@pytest.fixture
def device(mayor: Staff, phone: Phone, service: PushService) -> PushSubscription:
    """The phone, known to us, with its address at the test's push service."""
    row = push_subscriptions.subscribe(phone.device(), mayor.actor(), now() - timedelta(days=1))
    row.endpoint = service.url + "satu"
    row.endpoint_hash = token_hash(row.endpoint)
    db.session.commit()
    return row


@pytest.fixture
def waiting(given: Given, device: PushSubscription) -> PushNotice:
    """A major incident waits to be told."""
    trouble(given, DESK, "Gunung Sari Ilir", "Sepinggan", "Damai")
    assert make_notices(now()) == 1
    return the_notice()


def the_notice() -> PushNotice:
    wanted = select(PushNotice).execution_options(populate_existing=True)
    return db.session.scalars(wanted).one()


def devices() -> int:
    return db.session.scalar(select(func.count()).select_from(PushSubscription)) or 0


def later(span: timedelta) -> Callable[[], datetime]:
    return lambda: now() + span


def night(hour: int) -> Callable[[], datetime]:
    return lambda: datetime(2024, 2, 10 if hour > 12 else 11, hour, tzinfo=CITY_TIME)


class TestOnTheWire:
    def test_the_phone_alone_can_read_it(
        self, waiting: PushNotice, service: PushService, out: SendPush, phone: Phone
    ) -> None:
        assert send_notices(out, now) == 1
        ((headers, body),) = service.received
        told = phone.reads(body)
        assert (told["title"], told["url"]) == ("Gangguan besar G-001", "/gangguan/1")
        assert told["lang"] == "id"
        assert b"Gangguan" not in body
        assert headers["content-encoding"] == "aes128gcm"

    def test_the_service_learns_how_urgent_it_is_and_how_long_it_lives(
        self, waiting: PushNotice, service: PushService, out: SendPush
    ) -> None:
        send_notices(out, now)
        ((headers, _),) = service.received
        assert headers["urgency"] == "high"
        assert headers["ttl"] == str(6 * 3600)
        assert len(headers["topic"]) == 32
        assert "incident" not in str(headers)

    def test_it_is_signed_by_this_installation(
        self, waiting: PushNotice, service: PushService, out: SendPush, tmp_path: Path
    ) -> None:
        send_notices(out, now)
        ((headers, _),) = service.received
        keys = push_keys(tmp_path)
        assert keys
        assert Vapid02.verify(headers["authorization"])
        assert headers["authorization"].endswith(f"k={keys.public}")
        claims = headers["authorization"].split(".")[1]
        said = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
        assert said["sub"] == "https://air.example"
        assert said["aud"] == service.url.removesuffix("/push/")

    def test_a_person_is_nowhere_in_it(
        self, waiting: PushNotice, service: PushService, out: SendPush, phone: Phone, mayor: Staff
    ) -> None:
        send_notices(out, now)
        told = json.dumps(phone.reads(service.received[0][1]))
        assert set(phone.reads(service.received[0][1])) == {"title", "body", "url", "tag", "lang"}
        assert mayor.name not in told
        assert mayor.username not in told


class TestOnce:
    def test_it_is_sent_once_and_the_device_is_seen_to_be_alive(
        self, waiting: PushNotice, service: PushService, out: SendPush
    ) -> None:
        assert send_notices(out, now) == 1
        assert send_notices(out, later(timedelta(hours=1))) == 0
        assert len(service.received) == 1
        assert the_notice().sent_at == now()
        row = select(PushSubscription).execution_options(populate_existing=True)
        assert db.session.scalars(row).one().accepted_at == now()

    def test_a_worker_that_died_while_sending_loses_nothing(
        self, waiting: PushNotice, out: SendPush
    ) -> None:
        assert claim_one(now())
        assert send_notices(out, now) == 0, "another worker took it meanwhile"
        assert send_notices(out, later(LEASE + timedelta(seconds=1))) == 1


class TestRefusals:
    @pytest.mark.parametrize("status", [404, 410])
    def test_a_device_that_is_gone_is_forgotten(
        self, waiting: PushNotice, service: PushService, out: SendPush, status: int
    ) -> None:
        service.answers = [(status, {})]
        assert send_notices(out, now) == 0
        assert devices() == 0

    def test_trouble_of_the_service_is_tried_again_after_the_wait_it_asks_for(
        self, waiting: PushNotice, service: PushService, out: SendPush
    ) -> None:
        service.answers = [(429, {"Retry-After": "300"})]
        assert send_notices(out, now) == 0
        assert the_notice().due_at == now() + timedelta(minutes=5)
        assert devices() == 1
        assert send_notices(out, later(timedelta(minutes=4))) == 0
        assert send_notices(out, later(timedelta(minutes=6))) == 1

    @pytest.mark.parametrize("status", [400, 403, 413])
    def test_what_is_refused_is_given_up_and_the_device_stays(
        self, waiting: PushNotice, service: PushService, out: SendPush, status: int
    ) -> None:
        service.answers = [(status, {})]
        send_notices(out, now)
        assert the_notice().failed_at == now()
        assert the_notice().error == f"HTTP {status}"
        assert devices() == 1

    def test_a_dead_service_ends_in_a_visible_failure(
        self, waiting: PushNotice, service: PushService, out: SendPush
    ) -> None:
        service.answers = [(500, {})] * 20
        for hours in range(0, 36, 3):
            send_notices(out, later(timedelta(hours=hours)))
        assert the_notice().attempts == MOST_ATTEMPTS
        assert the_notice().failed_at is not None

    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    def test_a_redirect_is_never_followed(
        self, waiting: PushNotice, service: PushService, out: SendPush, status: int
    ) -> None:
        with push_service() as inside:
            service.answers = [(status, {"Location": inside.url})]
            send_notices(out, now)
            assert inside.received == []
        assert "redirect" in the_notice().error

    def test_nobody_listening_is_trouble_and_not_a_crash(
        self, waiting: PushNotice, out: SendPush, device: PushSubscription
    ) -> None:
        with push_service() as gone:
            device.endpoint = gone.url
            db.session.commit()
        assert send_notices(out, now) == 0
        assert the_notice().sent_at is None
        assert the_notice().failed_at is None

    def test_keys_that_lie_on_no_curve_end_the_subscription(
        self, waiting: PushNotice, out: SendPush, device: PushSubscription
    ) -> None:
        device.public_key = base64.urlsafe_b64encode(b"\x04" + b"\x01" * 64).decode()
        db.session.commit()
        assert send_notices(out, now) == 0
        assert devices() == 0

    def test_a_damaged_key_of_our_own_costs_nobody_their_device(
        self, waiting: PushNotice, out: SendPush, tmp_path: Path
    ) -> None:
        push_key_file(tmp_path).write_text('{"private": "abc", "public": "abc"}')
        assert send_notices(out, now) == 0
        assert devices() == 1
        assert the_notice().failed_at is None

    def test_the_worker_itself_never_posts_to_an_address_of_its_own_house(
        self, app: Flask, waiting: PushNotice, service: PushService
    ) -> None:
        make_push_keys(app.config["PTMB"].instance)
        assert send_waiting(now) == 0
        assert service.received == []
        assert devices() == 0

    def test_without_a_key_it_says_how_to_make_one(
        self, tmp_path: Path, phone: Phone, service: PushService
    ) -> None:
        send = push_sender(tmp_path, "http://127.0.0.1:8000", lambda _endpoint: True)
        parcel = Parcel(service.url, phone.point, phone.auth, "{}", "normal", 60, "x")
        with pytest.raises(NotSent, match="doctor --fix") as refused:
            send(parcel)
        assert not isinstance(refused.value, SubscriptionGone)


class TestTime:
    def test_what_can_wait_is_held_back_at_night(
        self, device: PushSubscription, out: SendPush
    ) -> None:
        words = Words("Banyak", "Isi")
        tell(device.id, PushTopic.OVERDUE, "2024-06:0", "/walikota", words, night(20)())
        assert send_notices(out, night(21)) == 0
        assert send_notices(out, night(5)) == 0
        assert the_notice().attempts == 0

    def test_in_the_morning_it_is_dropped_when_it_is_no_longer_so(
        self, device: PushSubscription, service: PushService, out: SendPush
    ) -> None:
        words = Words("Banyak", "Isi")
        tell(device.id, PushTopic.OVERDUE, "2024-06:0", "/walikota", words, night(20)())
        assert send_notices(out, night(6)) == 0
        assert service.received == []
        assert the_notice().error == "no longer so"

    def test_in_the_morning_it_goes_out_when_it_is_still_so(
        self, waiting: PushNotice, service: PushService, out: SendPush
    ) -> None:
        assert send_notices(out, night(6)) == 1

    def test_what_wakes_people_goes_out_at_night(self, waiting: PushNotice, out: SendPush) -> None:
        assert send_notices(out, night(23)) == 1

    def test_a_topic_that_was_unticked_meanwhile_is_not_sent(
        self, waiting: PushNotice, service: PushService, out: SendPush, mayor: Staff
    ) -> None:
        push_subscriptions.choose(waiting.subscription_id, [PushTopic.DIGEST], mayor.actor())
        assert send_notices(out, now) == 0
        assert service.received == []


class TestTheKeys:
    def test_they_are_made_once_and_read_by_their_owner_alone(self, tmp_path: Path) -> None:
        assert push_keys(tmp_path) is None
        first = make_push_keys(tmp_path)
        assert make_push_keys(tmp_path) == first == push_keys(tmp_path)
        assert push_key_file(tmp_path).stat().st_mode & 0o777 == 0o600
        assert [one.name for one in tmp_path.iterdir()] == ["push_key"]

    def test_a_file_with_something_else_is_no_key(self, tmp_path: Path) -> None:
        push_key_file(tmp_path).write_text("[]")
        with pytest.raises(ValueError, match="push_key"):
            push_keys(tmp_path)
