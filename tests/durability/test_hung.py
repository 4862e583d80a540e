"""Promise 4, and its neighbour: a writer that hangs holds up the others for seconds, not for ever.

A stopped process keeps its locks, which a dead one does not.
"""

import fcntl
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ptmb.turns import Busy, Turns
from tests.durability.installations import Installation, serving


@contextmanager
def _held(file: Path) -> Iterator[None]:
    """What a stopped writer leaves behind: a lock that nobody gives back."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


@pytest.mark.parametrize("lock", ["turn", "queue"])
def test_a_writer_that_hangs_delays_the_others_for_seconds_only(file_city: Path, lock: str) -> None:
    with serving(Installation(file_city)) as server:
        before = server.send(server.complaint()).code
        form = server.complaint()
        with _held(file_city / f"ptmb.sqlite-{lock}"):
            began = time.monotonic()
            refused = server.send(form)
            assert time.monotonic() - began < 6
            assert (refused.status, refused.code) == (503, "")
            assert form["description"] in refused.text
            assert server.get(f"/t/{before}").status == 200
        assert server.send(form).code


def _write_and_wait(file: Path, began: "multiprocessing.synchronize.Event") -> None:
    with Turns(file).turn():
        began.set()
        time.sleep(60)


def test_a_stopped_writer_can_be_given_up_and_its_end_frees_the_others(tmp_path: Path) -> None:
    processes = multiprocessing.get_context("spawn")
    began = processes.Event()
    writer = processes.Process(target=_write_and_wait, args=(tmp_path / "d", began))
    writer.start()
    assert began.wait(30)
    assert writer.pid
    os.kill(writer.pid, signal.SIGSTOP)
    turns = Turns(tmp_path / "d")
    try:
        for _ in range(2):
            asked = time.monotonic()
            with pytest.raises(Busy), turns.turn():
                pass
            assert 2.5 < time.monotonic() - asked < 4
    finally:
        writer.kill()
        writer.join()
    with turns.turn():
        pass
