"""The floor's SQL: the rows that each page shows, read as plainly as SQLite allows."""

import secrets
import sqlite3
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ptmb.domain.choices import Channel
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.reference import new_reference

_QUEUE = """
SELECT c.id, c.reference, c.version, c.status, c.clock_started_at, c.due_at, c.created_at,
  c.category_id, c.urgency, c.area_id, c.channel, c.supporters, c.cause, c.cause_hint,
  c.water_due_at, c.flow_asked_at, c.reopened,
  c.latitude, c.longitude, s.name AS officer, w.name AS crew
FROM complaint c LEFT JOIN staff s ON s.id = c.officer_id LEFT JOIN crew w ON w.id = c.crew_id
WHERE c.lane = 'triage' ORDER BY c.due_at, c.id LIMIT 51"""
_COUNTS = "SELECT lane, status, SUM(total) FROM count_now WHERE lane <> 'ended' GROUP BY 1, 2"
_LATE = "SELECT COUNT(*) FROM complaint WHERE lane IN ('triage', 'running') AND due_at <= ?"
_JOBS = "SELECT * FROM complaint WHERE officer_id = ? AND lane = 'running' ORDER BY due_at, id"
_ONE = """
SELECT c.*, s.name, w.name FROM complaint c LEFT JOIN staff s ON s.id = c.officer_id
LEFT JOIN crew w ON w.id = c.crew_id WHERE c.reference = ?"""
_EVENTS = """
SELECT e.*, s.name FROM complaint_event e LEFT JOIN staff s ON s.id = e.staff_id
WHERE e.complaint_id = ? ORDER BY e.id DESC"""
_PHOTOS = "SELECT * FROM photo WHERE complaint_id = ? ORDER BY id"
_NEAR = """
SELECT id, reference, status, category_id, created_at, latitude, longitude FROM complaint
WHERE lane IN ('triage', 'running', 'waiting') AND latitude BETWEEN ? AND ?
  AND longitude BETWEEN ? AND ? AND category_id = ? LIMIT 20"""
_OFFICERS = "SELECT id, name, on_duty, latitude, longitude FROM staff WHERE role = 'officer'"
_BOX = 0.0027
"""300 m in degrees."""


class Rows:
    """One connection for each thread; each read and each write is a transaction of its own."""

    def __init__(self, file: Path) -> None:
        self._file, self._local = file, threading.local()

    @property
    def _connection(self) -> sqlite3.Connection:
        held: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if held is None:
            held = self._local.connection = sqlite3.connect(
                self._file, timeout=10, isolation_level=None
            )
            held.row_factory = sqlite3.Row
            held.execute("PRAGMA journal_mode=WAL")
            held.execute("PRAGMA synchronous=FULL")
        return held

    def queue(self, at: str) -> list[SimpleNamespace]:
        self._all(_COUNTS)
        self._all(_LATE, at)
        return [_typed(row) for row in self._all(_QUEUE)]

    def jobs(self, officer: int) -> list[sqlite3.Row]:
        return self._all(_JOBS, officer)

    def detail(self, reference: str) -> None:
        row = self.tracking(reference)
        lat, lng = row["latitude"] or 0.0, row["longitude"] or 0.0
        box = (lat - _BOX, lat + _BOX, lng - _BOX, lng + _BOX)
        self._all(_NEAR, *box, row["category_id"])
        self._all(_OFFICERS)

    def tracking(self, reference: str) -> sqlite3.Row:
        row = self._all(_ONE, reference)[0]
        self._all(_EVENTS, row["id"])
        self._all(_PHOTOS, row["id"])
        return row

    def insert(self, form: Mapping[str, str], at: str) -> str:
        reference = new_reference()
        values = {
            "reference": reference,
            "submission_key": form["key"],
            "reporter_key_hash": secrets.token_hex(32),
            "created_at": at,
            "received_on": at[:10],
            "changed_at": at,
            "channel": "web",
            "language": "id",
            "category_id": 1,
            "urgency": "normal",
            "urgency_rank": 2,
            "cause": "unknown",
            "description": form["description"],
            "area_id": 1,
            "latitude": float(form["lat"]),
            "longitude": float(form["lng"]),
            "place_source": "map",
            "address": "",
            "landmark": "",
            "neighbourhood": "",
            "reporter_name": "",
            "reporter_phone": form["phone"],
            "customer_number": "",
            "status": "received",
            "lane": "triage",
            "status_since": at,
            "clock_started_at": at,
            "response_due_at": at,
            "due_at": at,
            "rating_comment": "",
            "supporters": 0,
            "reopened": 0,
            "version": 1,
        }
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        statement = f"INSERT INTO complaint ({names}) VALUES ({marks})"  # noqa: S608  our own names
        self._connection.execute(statement, tuple(values.values()))
        return reference

    def _all(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        return self._connection.execute(statement, values).fetchall()


def _typed(row: sqlite3.Row) -> SimpleNamespace:
    """A row of the queue as the lines of the page want it."""
    typed = dict(row)
    for name in ("clock_started_at", "due_at", "created_at"):
        typed[name] = datetime.fromisoformat(typed[name]).replace(tzinfo=UTC)
    for name in ("water_due_at", "flow_asked_at"):
        written = typed[name]
        typed[name] = datetime.fromisoformat(written).replace(tzinfo=UTC) if written else None
    typed["cause_hint"] = Cause(typed["cause_hint"]) if typed["cause_hint"] else None
    typed["status"], typed["channel"] = Status(typed["status"]), Channel(typed["channel"])
    typed["cause"] = Cause(typed["cause"])
    return SimpleNamespace(**typed)
