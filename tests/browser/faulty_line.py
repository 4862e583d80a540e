"""A line between telephone and server that loses, delays, doubles and cuts what it carries."""

import socket
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from io import BufferedIOBase
from typing import IO

_HEAD_ENDS = b"\r\n\r\n"
_PATIENCE = 30.0


class Fault(StrEnum):
    """What happens to one request; `NONE` carries it as it is."""

    NONE = "none"
    LOST = "lost"  # the server never hears of it
    ANSWER_LOST = "answer_lost"  # the server did it, and nobody hears of that
    CUT = "cut"  # the server gets the first half of it
    ANSWER_CUT = "answer_cut"  # the telephone gets the first half of the answer
    DOUBLED = "doubled"  # the server gets it twice
    LATE = "late"  # the answer takes longer than anybody waits


Choose = Callable[[str, str], Fault]
"""By method and path of a request."""


class FaultyLine(socketserver.ThreadingTCPServer):
    """`choose` may be changed at any time; `carried` counts the faults that happened."""

    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False

    def __init__(self, server: tuple[str, int], late_s: float) -> None:
        super().__init__(("127.0.0.1", 0), _Carrier)
        self.server, self.late_s = server, late_s
        self.choose: Choose = lambda method, path: Fault.NONE
        self.carried: Counter[Fault] = Counter()
        self.guard = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def next_fault(self, method: str, path: str) -> Fault:
        with self.guard:
            fault = self.choose(method, path)
            self.carried[fault] += 1
            return fault


@contextmanager
def faulty_line(address: str, late_s: float = 10.0) -> Iterator[FaultyLine]:
    """To the server at an address like http://127.0.0.1:8000; `late_s` seconds is late."""
    host, port = address.removeprefix("http://").split(":")
    with FaultyLine((host, int(port)), late_s) as line:
        thread = threading.Thread(target=line.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield line
        line.shutdown()


class _Carrier(socketserver.StreamRequestHandler):
    """One connection of the telephone, closed after its answer."""

    server: FaultyLine
    timeout = _PATIENCE

    def handle(self) -> None:
        with suppress(OSError):
            request = _message(self.rfile)
            if request:
                self._carry(request)

    def _carry(self, request: bytes) -> None:
        method, path, _ = request.split(b" ", 2)
        fault = self.server.next_fault(method.decode(), path.decode())
        if fault is Fault.LOST:
            return
        if fault is Fault.CUT:
            self._send(request[: len(request) // 2], wait=False)
            return
        answer = self._send(request)
        if fault is Fault.DOUBLED:
            answer = self._send(request)
        if fault is Fault.LATE:
            time.sleep(self.server.late_s)
        if fault is Fault.ANSWER_LOST:
            return
        whole = fault is not Fault.ANSWER_CUT
        self.wfile.write(answer if whole else answer[: len(answer) // 2])
        self.wfile.flush()

    def _send(self, request: bytes, *, wait: bool = True) -> bytes:
        """The server's answer; each request goes over a connection of its own."""
        head, _, body = request.partition(_HEAD_ENDS)
        lines = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"connection:")]
        closed = b"\r\n".join([*lines, b"Connection: close"]) + _HEAD_ENDS + body
        with socket.create_connection(self.server.server, _PATIENCE) as there:
            there.sendall(closed)
            if not wait:
                return b""
            with there.makefile("rb") as answer:
                return answer.read()


def _message(stream: IO[bytes] | BufferedIOBase) -> bytes:
    """A whole request, head and body; empty at the end of the connection."""
    head = bytearray()
    while not head.endswith(_HEAD_ENDS):
        line = stream.readline(65_536)
        if not line:
            return b""
        head += line
    length = 0
    for line in bytes(head).split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return bytes(head) + stream.read(length)
