"""Real installations for the tests of faults: a folder, a server on a port, a citizen who sends."""

import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"PTM-[0-9A-Z]{5}-[0-9A-Z]{5}")
_SIGNED = Flask("cookie")
"""Made once: Python 3.11 may fail to make an application in two threads at a time."""


@dataclass(frozen=True)
class Installation:
    """Its folder, and the address of its database; empty: an SQLite file in the folder."""

    folder: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: text for name, text in os.environ.items() if not name.startswith("PTMB_")}
        named = {"PTMB_DATABASE_URL": self.database} if self.database else {}
        return {**kept, **named, "PTMB_INSTANCE": str(self.folder), "PTMB_RATE_LIMITS": "0"}

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What is stored now, read past the program."""
        address = self.database or f"sqlite:///{self.folder / 'ptmb.sqlite'}"
        engine = create_engine(address, poolclass=NullPool)
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]


def ptmb(installation: Installation, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the program in this installation."""
    return subprocess.run(
        [sys.executable, "-m", "ptmb.cli", *words],
        cwd=ROOT, env=installation.environment, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    location: str

    @property
    def code(self) -> str:
        """The code this answer promises, or nothing."""
        found = CODE.search(self.location)
        return found[0] if found and self.status == 303 else ""


@dataclass
class Server:
    """The server of one installation."""

    installation: Installation
    port: int
    process: subprocess.Popen[bytes]

    @property
    def workers(self) -> list[int]:
        pid = self.process.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill(self) -> None:
        """All at once and without a warning, as a power cut would."""
        for pid in (self.process.pid, *self.workers):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=10)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def send(self, form: dict[str, str], *, wait: bool = True) -> Answer:
        """Send step 3 of a report; without waiting, the answer is lost on its way."""
        cookie, token = self._session()
        return self._ask("POST", "/lapor/kirim", {**form, "csrf_token": token}, cookie, wait=wait)

    def complaint(self, **more: str) -> dict[str, str]:
        """A filled form with a key of its own."""
        key = secrets.token_hex(16)
        return {
            "key": key, "k": "NOFLOW", "w": self._stamp(), "lat": "-1.2440", "lng": "116.8570",
            "sumber": "map", "description": f"Air mati di rumah {key}", **more,
        }  # fmt: skip

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        return self.installation.rows(statement)

    def _ask(
        self,
        method: str,
        path: str,
        form: dict[str, str] | None = None,
        cookie: str = "",
        *,
        wait: bool = True,
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": cookie} if cookie else {}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(connection):
            connection.request(method, path, urlencode(form or {}), headers)
            if not wait:
                return Answer(0, "", "")
            got = connection.getresponse()
            return Answer(got.status, got.read().decode(), got.headers.get("Location", ""))

    @property
    def _secret(self) -> str:
        return (self.installation.folder / "secret_key").read_text().strip()

    def _session(self) -> tuple[str, str]:
        raw = secrets.token_hex(20)
        _SIGNED.secret_key = self._secret
        signer = SecureCookieSessionInterface().get_signing_serializer(_SIGNED)
        assert signer
        cookie = str(signer.dumps({"csrf_token": raw}))
        token = URLSafeTimedSerializer(self._secret, salt="wtf-csrf-token").dumps(raw)
        return f"ptmb={cookie}", str(token)

    def _stamp(self) -> str:
        return _AMinuteAgo(self._secret, salt="ptmb-began").sign(b"lapor").decode()


class _AMinuteAgo(TimestampSigner):
    def get_timestamp(self) -> int:
        return super().get_timestamp() - 60


@contextmanager
def serving(installation: Installation) -> Iterator[Server]:
    """`ptmb serve` with two workers, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "ptmb.cli", "serve", "--without-worker", "--port", str(port)]
    with (installation.folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=installation.environment, stdout=log, stderr=log
        )
    server = Server(installation, port, process)
    try:
        _wait(server)
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=30)


def _wait(server: Server) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.process.poll() is None:
        try:
            if server.get("/").status == 200 and len(server.workers) == 2:
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError((server.installation.folder / "server.log").read_text()[-2000:])


@dataclass
class Stream:
    """Citizens who send one complaint after the other until they are told to stop."""

    server: Server
    acknowledged: dict[str, str] = field(default_factory=dict)
    unanswered: list[dict[str, str]] = field(default_factory=list)
    stopped: bool = False

    def run(self) -> None:
        while not self.stopped:
            form = self.server.complaint()
            try:
                answer = self.server.send(form)
            except (OSError, http.client.HTTPException):
                self.unanswered.append(form)
                time.sleep(0.01)
                continue
            if answer.code:
                self.acknowledged[form["key"]] = answer.code
            else:
                self.unanswered.append(form)
