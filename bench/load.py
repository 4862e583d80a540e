"""What is asked of the load process, and what it answers."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Load:
    """Requests as bytes, sent one after the other over `clients` connections.

    Args:
        once: each request is sent at most once (forms); else they are repeated.
    """

    port: int
    clients: int
    seconds: float
    requests: list[bytes]
    once: bool = False


@dataclass
class Result:
    """Times in seconds; `lost` counts connections that ended before their answer."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    lost: int = 0
    last: bytes = b""
