"""Starts a server for the bench, and tells what its workers use: processor time and memory."""

import http.client
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load import Load, Result

PINNED = "2024-02-10T14:32+08:00"
_NOT_OURS = ("PTMB_", "PYTHONDONTWRITEBYTECODE")
"""A server in use keeps its bytecode, as tools/setup.sh makes it; nothing else is a start."""
_TICKS = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A running server; `started_in` is from the start of the program to its first answer."""

    process: subprocess.Popen[bytes]
    port: int
    instance: Path
    started_in: float

    @property
    def workers(self) -> list[int]:
        pid = self.process.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def cpu_seconds(self) -> float:
        """User and system time of the workers so far."""
        found = 0
        for worker in self.workers:
            fields = Path(f"/proc/{worker}/stat").read_text().rsplit(")", 1)[1].split()
            found += int(fields[11]) + int(fields[12])
        return found / _TICKS

    def memory_mib(self) -> float:
        """Proportional set size of the workers: what they share counts once."""
        found = 0
        for worker in self.workers:
            for line in Path(f"/proc/{worker}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    found += int(line.split()[1])
        return found / 1024

    @property
    def log(self) -> str:
        return (self.instance / "bench.log").read_text()


def environment(instance: Path) -> dict[str, str]:
    """Everything on, as in production; a proxy is believed, so that each citizen has an address."""
    return {
        **{name: text for name, text in os.environ.items() if not name.startswith(_NOT_OURS)},
        "PTMB_INSTANCE": str(instance),
        "PTMB_NOW": PINNED,
        "PTMB_TRUSTED_PROXIES": "1",
        "PTMB_PUBLIC_URL": "http://127.0.0.1",
    }


def product(instance: Path, **more: str) -> tuple[list[str], dict[str, str]]:
    command = [sys.executable, "-m", "ptmb.cli", "serve", "--without-worker"]
    return command, {**environment(instance), **more}


def floor(instance: Path) -> tuple[list[str], dict[str, str]]:
    return [sys.executable, "-m", "bench.floor"], environment(instance)


@contextmanager
def running(what: tuple[list[str], dict[str, str]], answers: str = "/") -> Iterator[Server]:
    """The server while the block runs.

    Raises:
        RuntimeError: it did not answer within a minute.
    """
    command, env = what
    instance, port = Path(env["PTMB_INSTANCE"]), free_port()
    with (instance / "bench.log").open("wb") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, env={**env, "PTMB_PORT": str(port)}, cwd=ROOT, stdout=log, stderr=log
        )
        try:
            _wait(process, port, answers, instance)
            yield Server(process, port, instance, time.perf_counter() - began)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], port: int, path: str, instance: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.005)
        finally:
            connection.close()
    process.kill()
    raise RuntimeError(f"The server gave no answer: {(instance / 'bench.log').read_text()[-3000:]}")


class Client:
    """The load process; one for the whole run, so that its start is never timed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.client"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def send(self, load: Load) -> Result:
        assert self._process.stdin
        assert self._process.stdout
        pickle.dump(load, self._process.stdin)
        self._process.stdin.flush()
        result: Result = pickle.load(self._process.stdout)  # noqa: S301  our own child wrote it
        return result

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=10)
