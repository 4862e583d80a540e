"""Rows for a load set: many complaints over the last twelve months, each with its events.

They are made without the actions, hundreds of times faster, but every history follows the
lifecycle's table, and a test replays it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from ptmb.config import CITY_TIME
from ptmb.demo.load_steps import CONFIRMING, EFFECTS, ENDED, RECEIVE, UNENDED, Move, Row
from ptmb.domain.choices import Channel, PlaceSource
from ptmb.domain.deadlines import URGENCY_RANK, due
from ptmb.domain.lanes import LANE_OF
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.reference import ALPHABET, RANDOM_SIGNS, check_sign, written
from ptmb.domain.reporter_key import key_hash, reporter_key
from ptmb.domain.roles import Role
from ptmb.models import Area, Category

_DAYS = 365
_OPEN_SHARE = 0.03
_OPEN_DAYS = 21
_ALL_OPEN_DAYS = 5
_CODES = len(ALPHABET) ** RANDOM_SIGNS
_STRIDE = 7_368_787_181_533
"""Without a common divisor with `_CODES`, so that counted codes never meet again."""


@dataclass(frozen=True)
class Cast:
    """Who and what the rows refer to; officers (with their crew) by area id."""

    categories: list[Category]
    areas: list[Area]
    officers: dict[int, list[tuple[int, int | None]]]
    operator_id: int
    secret: str


@dataclass
class LoadSet:
    """Makes the rows of complaint 1 to `size`, in the order in which they come in."""

    cast: Cast
    size: int
    seed: int
    now: datetime
    first_id: int = 1
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(f"load {self.seed}")

    def make(self, number: int) -> tuple[Row, list[Row]]:
        """One complaint and its events; `number` counts from 0."""
        at = self._received_at(number)
        row = self._complaint(number, at)
        events = [self._event(row, number, RECEIVE)]
        ways = self._ways(at)
        for move in self.random.choice(ways):
            officer_before = row["officer_id"]
            self._take(row, move)
            events.append(self._event(row, number, move, officer_before))
        return row, events

    def _received_at(self, number: int) -> datetime:
        """Evenly over the year, so that the order of numbers is the order of time."""
        share = (number + self.random.random()) / self.size
        return self.now - timedelta(days=_DAYS) * (1 - share) - timedelta(hours=3)

    def _ways(self, at: datetime) -> Sequence[tuple[Move, ...]]:
        """About three in a hundred stay open, all of the last weeks; nothing is in the future."""
        age = self.now - at
        if age < timedelta(days=1):
            return UNENDED
        share = (_OPEN_SHARE * _DAYS - _ALL_OPEN_DAYS) / (_OPEN_DAYS - _ALL_OPEN_DAYS)
        young = age < timedelta(days=_ALL_OPEN_DAYS)
        if young or (age < timedelta(days=_OPEN_DAYS) and self.random.random() < share):
            return UNENDED + CONFIRMING
        return ENDED

    def _complaint(self, number: int, at: datetime) -> Row:
        random, cast = self.random, self.cast
        category, area = random.choice(cast.categories), random.choice(cast.areas)
        key = f"load-{self.seed}-{number:08d}"
        return {
            "id": self.first_id + number,
            "reference": reference(number, self.seed),
            "submission_key": key,
            "reporter_key_hash": key_hash(reporter_key(cast.secret, key)),
            "created_at": at,
            "received_on": at.astimezone(CITY_TIME).date(),
            "changed_at": at,
            "channel": random.choice(list(Channel)).value,
            "language": "id",
            "category_id": category.id,
            "urgency": category.urgency.value,
            "urgency_rank": URGENCY_RANK[category.urgency],
            "cause": Cause.UNKNOWN.value,
            "description": "Air tidak mengalir sejak pagi.",
            "area_id": area.id,
            "latitude": round(area.latitude + random.uniform(-0.006, 0.006), 6),
            "longitude": round(area.longitude + random.uniform(-0.006, 0.006), 6),
            "place_source": PlaceSource.MAP.value,
            "address": "",
            "landmark": "dekat lapangan",
            "neighbourhood": str(random.randint(1, 60)),
            "reporter_name": "",
            "reporter_phone": f"+62812000{number % 100_000:05d}" if number % 3 == 0 else "",
            "customer_number": "",
            "status": Status.RECEIVED.value,
            "lane": LANE_OF[Status.RECEIVED].value,
            "status_before": None,
            "status_since": at,
            "clock_started_at": at,
            "response_due_at": at + timedelta(hours=category.response_hours),
            "due_at": due(at, category.resolution_hours, category.urgency),
            "responded_at": None,
            "resolved_at": None,
            "ended_on": None,
            "closed_at": None,
            "water_due_at": None,
            "officer_id": None,
            "crew_id": None,
            "finished_crew_id": None,
            "confirmed_by": None,
            "rating": None,
            "rating_comment": "",
            "supporters": 0,
            "reopened": 0,
            "version": 1,
        }

    def _take(self, row: Row, move: Move) -> None:
        at = row["changed_at"] + timedelta(hours=move.hours * self.random.uniform(0.5, 1.0))
        row.update(
            status_before=row["status"],
            status=move.after.value,
            lane=LANE_OF[move.after].value,
            changed_at=at,
            status_since=at,
            version=row["version"] + 1,
        )
        effect = EFFECTS.get(move.step)
        if effect:
            effect(row, self.random, self.cast.officers[row["area_id"]])

    def _event(self, row: Row, number: int, move: Move, officer_before: int | None = None) -> Row:
        by = {Role.OPERATOR: self.cast.operator_id, Role.OFFICER: row["officer_id"]}
        return {
            "complaint_id": row["id"],
            "area_id": row["area_id"],
            "officer_id": row["officer_id"],
            "previous_officer_id": officer_before,
            "crew_id": row["crew_id"],
            "step": move.step.value,
            "status_before": row["status_before"],
            "status_after": row["status"],
            "version": row["version"],
            "role": move.role.value,
            "staff_id": by.get(move.role),
            "at": row["changed_at"],
            "public_text": "",
            "internal_note": "",
            "facts": "{}",
            "key": f"load-{self.seed}-{number:08d}-{row['version']}",
        }


def reference(number: int, seed: int) -> str:
    """A ticket code that no other number of the same seed has."""
    rest = ((number + 1) * _STRIDE + seed * 7919) % _CODES
    signs = ""
    for _ in range(RANDOM_SIGNS):
        rest, at = divmod(rest, len(ALPHABET))
        signs += ALPHABET[at]
    return written(signs + check_sign(signs))
