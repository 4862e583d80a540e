"""The way out to telephones: what is sent, what counts as taken, and what is never followed."""

import logging
import time
from collections.abc import Iterator

import pytest

from ptmb.adapters.message_gateway import NotSent, Outgoing, Send, gateway
from tests.jobs.gateways import Sink, listening

MESSAGE = Outgoing("PTM-23456-789AB-1", "+6281200000001", "Air sedang digilir.\r\nX-Evil: 1")


@pytest.fixture
def sink() -> Iterator[Sink]:
    with listening() as sink:
        yield sink


def webhook(sink: Sink) -> Send:
    send = gateway("webhook", sink.url, "rahasia")
    assert send
    return send


def test_the_webhook_gets_id_number_and_text_as_json(sink: Sink) -> None:
    webhook(sink)(MESSAGE)
    (got,) = sink.received
    assert (got["id"], got["to"], got["text"]) == (MESSAGE.id, MESSAGE.to, MESSAGE.text)
    assert got["headers"]["Idempotency-Key"] == MESSAGE.id
    assert got["headers"]["Authorization"] == "Bearer rahasia"


def test_line_breaks_in_a_text_add_no_header(sink: Sink) -> None:
    webhook(sink)(MESSAGE)
    assert "X-Evil" not in sink.received[0]["headers"]


@pytest.mark.parametrize("status", [500, 502, 503, 401])
def test_trouble_of_the_gateway_may_be_tried_again(sink: Sink, status: int) -> None:
    sink.answers = [(status, {})]
    with pytest.raises(NotSent, match=str(status)) as refused:
        webhook(sink)(MESSAGE)
    assert not refused.value.hopeless


@pytest.mark.parametrize("status", [400, 404, 410, 422])
def test_a_refused_message_is_not_tried_again(sink: Sink, status: int) -> None:
    sink.answers = [(status, {})]
    with pytest.raises(NotSent) as refused:
        webhook(sink)(MESSAGE)
    assert refused.value.hopeless


def test_the_wait_it_asks_for_is_heard(sink: Sink) -> None:
    sink.answers = [(429, {"Retry-After": "120"})]
    with pytest.raises(NotSent) as refused:
        webhook(sink)(MESSAGE)
    assert refused.value.wait_seconds == 120


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed(sink: Sink, status: int) -> None:
    with listening() as inside:
        sink.answers = [(status, {"Location": inside.url})]
        with pytest.raises(NotSent, match="redirects"):
            webhook(sink)(MESSAGE)
        assert inside.received == []


def test_a_silent_gateway_is_left_after_three_seconds(sink: Sink) -> None:
    sink.answers = [6.0]
    begin = time.monotonic()
    with pytest.raises(NotSent):
        webhook(sink)(MESSAGE)
    assert time.monotonic() - begin < 4.5


def test_nobody_listening_is_trouble_and_not_a_crash() -> None:
    with listening() as gone:
        url = gone.url
    send = gateway("webhook", url, "")
    assert send
    with pytest.raises(NotSent):
        send(MESSAGE)


def test_only_the_web_is_a_way_to_send() -> None:
    send = gateway("webhook", "file:///etc/hostname", "")
    assert send
    with pytest.raises(NotSent, match="file"):
        send(MESSAGE)


def test_the_log_shows_no_whole_telephone_number(caplog: pytest.LogCaptureFixture) -> None:
    send = gateway("log", "", "")
    assert send
    with caplog.at_level(logging.WARNING):
        send(MESSAGE)
    assert "Air sedang digilir" in caplog.text
    assert MESSAGE.to not in caplog.text


def test_switched_off_there_is_no_way_out() -> None:
    assert gateway("off", "", "") is None
