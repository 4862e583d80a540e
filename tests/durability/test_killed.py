"""Promises 1 and 2: a code once shown stays, exactly once, whoever is killed and whenever."""

import os
import random
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.durability.installations import Installation, Server, Stream, serving


def _stored(server: Server) -> dict[str, str]:
    rows = server.rows("SELECT submission_key, reference FROM complaint")
    assert len(rows) == len({key for key, _ in rows})
    return {str(key): str(reference) for key, reference in rows}


def _check(server: Server, stream: Stream) -> None:
    stored = _stored(server)
    assert len(stream.acknowledged) >= 10
    assert {key: stored.get(key) for key in stream.acknowledged} == stream.acknowledged
    events = Counter(row[0] for row in server.rows("SELECT complaint_id FROM complaint_event"))
    assert set(events.values()) == {1}
    assert len(events) == len(stored)
    assert server.rows("SELECT SUM(total) FROM count_now") == [(len(stored),)]


def _streams(server: Server, stream: Stream) -> list[threading.Thread]:
    threads = [threading.Thread(target=stream.run) for _ in range(4)]
    for thread in threads:
        thread.start()
    return threads


def test_workers_killed_at_random_lose_no_code_that_was_shown(city: Installation) -> None:
    chance = random.Random(2)  # noqa: S311  when to strike is no secret
    with serving(city) as server:
        stream = Stream(server)
        threads = _streams(server, stream)
        for _ in range(5):
            time.sleep(chance.uniform(0.3, 0.7))
            os.kill(chance.choice(server.workers), signal.SIGKILL)
        time.sleep(1)
        stream.stopped = True
        for thread in threads:
            thread.join()
        _check(server, stream)
        for form in stream.unanswered:
            assert server.send(form).code == server.send(form).code != ""
        assert len(_stored(server)) == len(stream.acknowledged) + len(stream.unanswered)


def test_a_server_killed_as_a_whole_keeps_every_code_and_starts_again(city: Installation) -> None:
    chance = random.Random(3)  # noqa: S311  as above
    stream: Stream | None = None
    for _ in range(3):
        with serving(city) as server:
            if stream:
                stream.server, stream.stopped = server, False
                _check(server, stream)
            stream = stream or Stream(server)
            threads = _streams(server, stream)
            time.sleep(chance.uniform(0.8, 1.4))
            server.kill()
            stream.stopped = True
            for thread in threads:
                thread.join()
    with serving(city) as server:
        assert stream
        _check(server, stream)


def test_a_lost_answer_and_a_retry_are_one_complaint_with_one_code(city: Installation) -> None:
    with serving(city) as server:
        form = server.complaint()
        server.send(form, wait=False)
        codes = {server.send(form).code for _ in range(3)}
        assert len(codes) == 1
        assert codes == {row[0] for row in server.rows("SELECT reference FROM complaint")}


def test_many_taps_at_once_are_one_complaint(city: Installation) -> None:
    with serving(city) as server, ThreadPoolExecutor(12) as fingers:
        form = server.complaint()
        answers = list(fingers.map(lambda _: server.send(form), range(24)))
        assert len({answer.code for answer in answers}) == 1
        assert answers[0].code
        assert len(server.rows("SELECT id FROM complaint")) == 1
        assert len(server.rows("SELECT id FROM complaint_event")) == 1
