"""What the card of step 2 costs: the page of the place with the look-up and without it.

`python -m bench.answer_first` measures it alone. The pages are asked of the application itself, in
turns with and without, so that nothing but the look-up and its card differ.
"""

import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

from bench.city import copied
from bench.extras import Fact
from bench.scene import NOW
from bench.servers import ROOT, environment
from ptmb.domain.lifecycle import Cause
from ptmb.domain.roles import Actor, Role
from ptmb.domain.supply import IncidentKind

SIZE, WINDOWS = 100_000, 2_000
_HOURS = 6
_ROUNDS = 600
_PLACES = 40


def lookup(instance: Path) -> Fact:
    """The median of what it adds to one and the same page; the limit is of the issue."""
    schedule(instance)
    command = [sys.executable, "-m", "bench.answer_first", str(instance)]
    answer = subprocess.run(
        command, env=environment(instance), cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    times = json.loads(answer.stdout.splitlines()[-1])
    added = statistics.median(has - bare for has, bare in zip(*times, strict=True))
    has, bare = (statistics.median(one) for one in times)
    note = f"page {has:.2f} ms with, {bare:.2f} ms without; {WINDOWS} windows"
    return Fact("card of step 2 adds", added, 2.0, "ms", note)


def schedule(instance: Path) -> None:
    """So many windows, six hours dry and six hours not, around now and in every zone."""
    with closing(sqlite3.connect(instance / "ptmb.sqlite")) as connection, connection:
        zones = [row[0] for row in connection.execute("SELECT id FROM zone WHERE active")]
        areas = [row[0] for row in connection.execute("SELECT id FROM area")]
        connection.execute("DELETE FROM zone_area")
        connection.executemany(
            "INSERT INTO zone_area (zone_id, area_id, partial) VALUES (?, ?, 0)",
            [(zones[number % len(zones)], area) for number, area in enumerate(areas)],
        )
        for zone_id in zones:
            _announce(connection, zone_id, WINDOWS // len(zones))
        connection.execute("UPDATE edition SET number = number + 1 WHERE name = 'zones'")


def _announce(connection: sqlite3.Connection, zone_id: int, count: int) -> None:
    begin = NOW.astimezone(UTC) - timedelta(hours=_HOURS * count / 2)
    connection.execute(
        "INSERT INTO rationing_schedule (zone_id, number, title, reason, advice, share_otherwise,"
        " valid_from, created_at, published_at, effective_at, publication, version)"
        " VALUES (?, 1, 'bench', '', '', 0, ?, ?, ?, ?, ?, 1)",
        (zone_id, *[_written(begin)] * 4, f"bench-{zone_id}"),
    )
    schedule_id = connection.execute("SELECT last_insert_rowid()").fetchone()[0]
    edges = [begin + timedelta(hours=_HOURS * number) for number in range(count + 1)]
    rows = [
        (zone_id, schedule_id, _written(start), _written(end), 100 * (number % 2))
        for number, (start, end) in enumerate(pairwise(edges))
    ]
    connection.executemany(
        "INSERT INTO rationing_window (zone_id, schedule_id, starts_at, ends_at, share)"
        " VALUES (?, ?, ?, ?, ?)",
        rows,
    )


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _measure() -> tuple[list[float], list[float]]:
    """Milliseconds of each page with the look-up, and of the same pages without it."""
    from ptmb import create_app  # noqa: PLC0415  the parent measures servers, not itself
    from ptmb.queries.catalogue import catalogue  # noqa: PLC0415  as above
    from ptmb.web.public import report  # noqa: PLC0415  as above
    from ptmb.web.public.known_card import known_card  # noqa: PLC0415  as above

    app = create_app()
    with app.app_context():
        _open_incidents(next(iter(catalogue().areas)))
    client, looks = app.test_client(), (known_card, lambda *_: None)
    places = [_address() for _ in range(_PLACES)]
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(_ROUNDS):
        for which, look in enumerate(looks):
            vars(report)["known_card"] = look
            began = time.perf_counter()
            answer = client.get(places[number % _PLACES])
            times[which].append((time.perf_counter() - began) * 1e3)
            assert answer.status_code == 200
            assert (b"pt-known" in answer.data) is (which == 0), (
                "the card, and only with the look-up"
            )
    return times[0][_PLACES:], times[1][_PLACES:]


def _open_incidents(area_id: int) -> None:
    """Two that are open elsewhere, as on a usual day."""
    from ptmb.actions.incidents import NewIncident, open_incident  # noqa: PLC0415  as above

    for number in range(2):
        new = NewIncident(
            IncidentKind.PLANNED, Cause.TECHNICAL, f"Pekerjaan {number}", "Katup diganti.",
            NOW + timedelta(days=1), (area_id,), next_update_at=NOW + timedelta(days=2),
        )  # fmt: skip
        open_incident(new, Actor(Role.OPERATOR), NOW, f"bench-incident-{number}")


def _address() -> str:
    place = {
        "k": "NOFLOW",
        "lat": f"{random.uniform(-1.27, -1.23):.6f}",
        "lng": f"{random.uniform(116.82, 116.87):.6f}",
        "sumber": "map",
    }
    return f"/lapor/lokasi?{urlencode(place)}"


def main() -> None:
    """Inside of an installation: its figures as JSON. Else: made, measured, printed."""
    if len(sys.argv) > 1:
        print(json.dumps(_measure()))
        return
    with tempfile.TemporaryDirectory(prefix="ptmb-bench-") as folder:
        fact = lookup(copied(SIZE, Path(folder) / "card"))
    print(f"{fact.name}: {fact.value:.2f} {fact.unit}, at most {fact.limit}; {fact.note}")


if __name__ == "__main__":
    main()
