"""The table on the screen and the file under bench/results."""

import json
import os
import platform
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from statistics import mean

from bench.extras import Fact
from bench.rounds import Measured, Side

_RESULTS = Path(__file__).parent / "results"
_HEAD = (
    f"{'page':<15}{'clients':>8}{'ours/s':>8}{'floor/s':>9}{'ratio (range)':>20}"
    f"{'CPU ms ours floor':>19}  {'p50 p95 p99 ms, ours':<22}{'floor':<20}{'target':<13}"
)


def print_table(rows: Sequence[Measured], facts: Sequence[Fact]) -> None:
    print(f"\n{_HEAD}\n{'-' * len(_HEAD)}")
    for row in rows:
        print(_line(row))
    share = mean(part for row in rows for part in (*row.ours.client_share, *row.floor.client_share))
    print(f"\nThe client is a process of its own on the same {os.cpu_count()} cores; it used")
    print(f"{share:.0%} of one core on average, at most {_most(rows):.0%}, taken from the servers.")
    print_facts(facts)


def print_facts(facts: Sequence[Fact]) -> None:
    print(f"\n{'figure':<44}{'value':>10} {'unit':<7}{'at most':>8}  met  note")
    for fact in facts:
        value = f"{fact.value:>10.2f} {fact.unit:<7}{fact.limit:>8g}"
        print(f"{fact.name:<44}{value}  {'yes' if fact.met else 'NO':<4} {fact.note}")


def write_results(rows: Sequence[Measured], facts: Sequence[Fact], at: datetime) -> Path:
    """One file for each run, so that runs can be compared."""
    _RESULTS.mkdir(exist_ok=True)
    path = _RESULTS / f"{at:%Y-%m-%dT%H%M}.json"
    kept = {
        "at": at.isoformat(timespec="seconds"),
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "system": f"{sys.platform} {platform.machine()}",
        },
        "pages": [_kept(row) for row in rows],
        "figures": [asdict(fact) | {"met": fact.met} for fact in facts],
    }
    path.write_text(json.dumps(kept, indent=2) + "\n")
    return path


def _line(row: Measured) -> str:
    ratios = f"{row.ratio:.2f} ({min(row.ratios):.2f}-{max(row.ratios):.2f})"
    verdict = f"{row.page.target} {'met' if row.met else 'NOT MET'}"
    if row.page.target.p95:
        verdict += f" ({row.value:.2f})"
    return (
        f"{row.page.name:<15}{row.clients:>8}{mean(row.ours.rates):>8.0f}"
        f"{mean(row.floor.rates):>9.0f}{ratios:>20}"
        f"{f'{row.ours.cpu_ms:.2f} {row.floor.cpu_ms:.2f}':>19}"
        f"  {_percentiles(row.ours):<22}{_percentiles(row.floor):<20}{verdict}"
    )


def _percentiles(side: Side) -> str:
    return " ".join(f"{side.percentile(part):.1f}" for part in (0.5, 0.95, 0.99))


def _most(rows: Sequence[Measured]) -> float:
    return max(
        share for row in rows for side in (row.ours, row.floor) for share in side.client_share
    )


def _kept(row: Measured) -> dict[str, object]:
    return {
        "page": row.page.name,
        "clients": row.clients,
        "ratios": [round(one, 3) for one in row.ratios],
        "ratio": round(row.ratio, 3),
        "target": str(row.page.target),
        "met": row.met,
        "ours": _side(row.ours),
        "floor": _side(row.floor),
    }


def _side(side: Side) -> dict[str, float]:
    return {
        "requests_per_second": round(mean(side.rates), 1),
        "cpu_ms": round(side.cpu_ms, 3),
        "p50_ms": round(side.percentile(0.5), 2),
        "p95_ms": round(side.percentile(0.95), 2),
        "p99_ms": round(side.percentile(0.99), 2),
    }
