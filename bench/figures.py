"""What figures cost at 10,000, 100,000 and 1,000,000 complaints, on SQLite and on PostgreSQL.

`python -m bench.figures`; `--sizes` and `--engines` choose some. Making the largest city takes
several minutes on each engine. The cold times are those of the application itself, without its
kept pages; the rates are those of two workers over HTTP.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine, text

from bench.city import copied
from bench.extras import Fact
from bench.load import Load
from bench.pages import get
from bench.scene import Scene
from bench.servers import ROOT, Client, environment, product, running
from bench.table import print_facts, write_results

SIZES = (10_000, 100_000, 1_000_000)
_ENGINES = ("sqlite", "postgresql")
_CLIENTS = 8
_SECONDS = 5.0
_P95_MS, _RATE, _GROWTH = 30.0, 300.0, 1.3
Times = dict[str, list[float]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    asked.add_argument("--engines", nargs="+", choices=_ENGINES, default=list(_ENGINES))
    chosen = asked.parse_args()
    facts: list[Fact] = []
    for engine in chosen.engines:
        found = [(size, *_measured(engine, size)) for size in sorted(chosen.sizes)]
        facts += [fact for *_, more in found for fact in more]
        (small, first, _), (big, last, _) = found[0], found[-1]
        if small != big:
            facts += _growth(f"{engine}, {small:,} to {big:,}", first, last)
    print_facts(facts)
    print(f"\nKept in {write_results([], facts, datetime.now().astimezone())}")


def _measured(engine: str, size: int) -> tuple[Times, list[Fact]]:
    name = f"{engine}, {size:,}"
    print(f"{name} ...", flush=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ptmb-bench-")))
        env = stack.enter_context(_installation(engine, size, folder / "city"))
        times = _asked_in_process(env)
        facts = [_cold(f"{name}: {what}", found) for what, found in times.items()]
        facts += _over_http(name, env)
        facts.append(_rebuild(name, env))
    return times, facts


@contextmanager
def _installation(engine: str, size: int, folder: Path) -> Iterator[dict[str, str]]:
    """What the environment of an installation with so many complaints says."""
    if engine == "sqlite":
        yield environment(copied(size, folder))
        return
    from tests.postgres import empty_database, running_server  # noqa: PLC0415  only where asked for

    folder.mkdir()
    with running_server() as server, empty_database(server) as url:
        env = {**environment(folder), "PTMB_DATABASE_URL": url}
        _run(env, "ptmb.cli", "demo", "--size", str(size))
        _settle(url)
        yield env


def _settle(url: str) -> None:
    """What the server's own housekeeping does within minutes of so large a load."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("VACUUM (ANALYZE)"))
    engine.dispose()


def _run(env: dict[str, str], *module: str) -> str:
    command = [sys.executable, "-m", *module]
    done = subprocess.run(command, env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def _asked_in_process(env: dict[str, str]) -> Times:
    found: Times = json.loads(_run(env, "bench.figures_inside").splitlines()[-1])
    return found


def _cold(name: str, times: list[float]) -> Fact:
    ordered = sorted(times)
    note = f"p50 {statistics.median(ordered):.1f} ms, {len(ordered)} times, nothing kept"
    return Fact(f"{name}, p95", ordered[int(len(ordered) * 0.95)], _P95_MS, "ms", note)


def _over_http(name: str, env: dict[str, str]) -> list[Fact]:
    """The summary as the mayor's phone asks for it, from two workers."""
    instance = Path(env["PTMB_INSTANCE"])
    with running((product(instance)[0], env)) as server, _client() as client:
        cookie = Scene(instance, env.get("PTMB_DATABASE_URL", "")).mayor()
        requests = [get("/walikota", cookie)]
        one = client.send(Load(server.port, 1, _SECONDS, requests))
        many = client.send(Load(server.port, _CLIENTS, _SECONDS, requests))
    assert set(many.statuses) == {200}, f"{dict(many.statuses)}: {many.last[:2000]!r}"
    ordered, rate = sorted(one.times), len(many.times) / many.seconds
    p95 = ordered[int(len(ordered) * 0.95)] * 1e3
    return [
        Fact(f"{name}: summary over HTTP, p95", p95, _P95_MS, "ms", "one client"),
        Fact(f"{name}: each summary", 1e3 / rate, 1e3 / _RATE, "ms", f"{rate:,.0f} a second"),
    ]


@contextmanager
def _client() -> Iterator[Client]:
    client = Client()
    try:
        yield client
    finally:
        client.close()


def _rebuild(name: str, env: dict[str, str]) -> Fact:
    began = time.perf_counter()
    _run(env, "ptmb.cli", "stats", "rebuild")
    took = time.perf_counter() - began
    return Fact(f"{name}: all roll-ups anew", took, 600, "s", "ptmb stats rebuild, whole process")


def _growth(name: str, small: Times, big: Times) -> list[Fact]:
    return [
        Fact(
            f"growth, {what}",
            statistics.median(big[what]) / statistics.median(small[what]),
            _GROWTH,
            "times",
            f"{name}, of the medians",
        )
        for what in small
    ]


if __name__ == "__main__":
    main()
