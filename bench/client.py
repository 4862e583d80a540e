"""The load: keep-alive connections on raw sockets, in a process of its own.

It reads pickled `Load`s from its input and answers each with a pickled `Result`. Small on purpose:
on a machine with two cores every microsecond it uses is missing in the server.
"""

import asyncio
import pickle
import sys
import time
from collections.abc import Iterator

from bench.load import Load, Result

END = b"\r\n\r\n"
LENGTH = b"\r\ncontent-length: "


class _Connection(asyncio.Protocol):
    """Sends a request, waits for the whole answer, sends the next one."""

    def __init__(self, work: Iterator[bytes], result: Result, until: float) -> None:
        self._work, self._result, self._until = work, result, until
        self._buffer, self._missing, self._began = b"", -1, 0.0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        if self._missing < 0 and not self._read_head():
            return
        if len(self._buffer) >= self._missing:
            self._result.times.append(time.perf_counter() - self._began)
            self._result.last = self._buffer
            self._buffer, self._missing = b"", -1
            self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self._result.lost += 1
            self.done.set_result(None)

    def _read_head(self) -> bool:
        end = self._buffer.find(END)
        if end < 0:
            return False
        status = int(self._buffer[9:12])
        self._result.statuses[status] += 1
        at = self._buffer[: end + 2].lower().find(LENGTH)
        length = int(self._buffer[at + len(LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        self._missing = end + len(END) + (0 if status in (204, 304) else length)
        return True

    def _next(self) -> None:
        self._began = time.perf_counter()
        request = next(self._work, None) if self._began < self._until else None
        if request is None:
            self.done.set_result(None)
            self._transport.close()
            return
        self._transport.write(request)


def _work(load: Load) -> Iterator[bytes]:
    yield from load.requests
    while not load.once:
        yield from load.requests


async def _send(load: Load) -> Result:
    result, work = Result(), _work(load)
    began, cpu = time.perf_counter(), time.process_time()
    loop = asyncio.get_running_loop()
    connections = []
    for _ in range(load.clients):
        _, connection = await loop.create_connection(
            lambda: _Connection(work, result, began + load.seconds), "127.0.0.1", load.port
        )
        connections.append(connection.done)
    await asyncio.wait_for(asyncio.gather(*connections), load.seconds + 30)
    result.seconds = time.perf_counter() - began
    result.cpu_seconds = time.process_time() - cpu
    return result


def main() -> None:
    """Answer loads until the input ends."""
    while True:
        try:
            load = pickle.load(sys.stdin.buffer)  # noqa: S301  our own parent wrote it
        except EOFError:
            return
        pickle.dump(asyncio.run(_send(load)), sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
