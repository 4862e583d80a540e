"""What the desk says about an incident, and what may not be missing from it."""

from dataclasses import dataclass
from datetime import datetime

from ptmb.actions._refusals import Incomplete
from ptmb.domain.geography import Point
from ptmb.domain.incidents import IncidentMove, IncidentNeed
from ptmb.domain.lifecycle import Cause
from ptmb.domain.supply import IncidentKind, IncidentStatus
from ptmb.domain.words import N_
from ptmb.models import Incident

PASSED = N_("Jam ini sudah lewat. Isi jam yang akan datang.")


@dataclass(frozen=True)
class Chosen:
    """A complaint as the operator saw it."""

    complaint_id: int
    seen: int | None = None


@dataclass(frozen=True)
class NewIncident:
    """What the desk knows at the beginning.

    One of `expected_end_at` and `next_update_at` is required, and a place: areas or a shape.
    `geometry` is checked GeoJSON text (WGS 84), or None where the whole areas are meant;
    `centre` is where it is on the ground.
    """

    kind: IncidentKind
    cause: Cause
    title: str
    public_text: str
    starts_at: datetime
    area_ids: tuple[int, ...] = ()
    place: str = ""
    expected_end_at: datetime | None = None
    next_update_at: datetime | None = None
    geometry: str | None = None
    centre: Point | None = None
    crew_id: int | None = None
    complaints: tuple[Chosen, ...] = ()


@dataclass(frozen=True)
class News:
    """One thing said about it; without `public_text` it stays inside the house.

    The times and the crew are as they are from now on; `cause` None leaves it as it is.
    """

    status: IncidentStatus
    public_text: str = ""
    internal_note: str = ""
    expected_end_at: datetime | None = None
    next_update_at: datetime | None = None
    cause: Cause | None = None
    crew_id: int | None = None


@dataclass(frozen=True)
class Ending:
    """How it ended: back to normal, or it never was one (cancelled).

    Args:
        complaints: how many the person was told would be asked; None: they were not told.
    """

    public_text: str
    cause: Cause
    status: IncidentStatus = IncidentStatus.NORMAL
    complaints: int | None = None


def check_new(new: NewIncident, at: datetime) -> None:
    """Raises Incomplete: no title, no place, or an expected end that cannot be."""
    if not new.title.strip():
        raise Incomplete("title", N_("Tulis judul gangguan."))
    if not new.area_ids:
        raise Incomplete("areas", N_("Pilih paling sedikit satu kelurahan."))
    if new.expected_end_at is not None:
        _check_end(new.expected_end_at, new.starts_at, at)


def check_news(incident: Incident, news: News, at: datetime) -> None:
    """Raises Incomplete: it neither says nor changes anything, or its new end cannot be.

    An expected end that has passed meanwhile may stay; what is late then says so.
    """
    now = (incident.status, incident.expected_end_at, incident.next_update_at, incident.crew_id)
    then = (news.status, news.expected_end_at, news.next_update_at, news.crew_id)
    said = news.public_text.strip() or news.internal_note.strip()
    if not said and now == then and news.cause in (None, incident.cause):
        raise Incomplete("public_text", N_("Tulis kabarnya, atau ubah statusnya atau jamnya."))
    if news.expected_end_at is not None and news.expected_end_at != incident.expected_end_at:
        _check_end(news.expected_end_at, incident.starts_at, at)


def _check_end(expected_end_at: datetime, starts_at: datetime, at: datetime) -> None:
    if expected_end_at <= starts_at:
        raise Incomplete("expected_end_at", N_("Perkiraan normal harus sesudah mulai."))
    if expected_end_at <= at:
        raise Incomplete("expected_end_at", PASSED)


def check_needs(
    move: IncidentMove,
    words: str,
    expected_end_at: datetime | None,
    next_update_at: datetime | None,
    at: datetime,
) -> None:
    """Raises Incomplete: the move lacks its words, or a moment of the future."""
    if IncidentNeed.PUBLIC_TEXT in move.needs and not words.strip():
        raise Incomplete("public_text", N_("Tulis penjelasan untuk warga."))
    if IncidentNeed.NEXT_NEWS not in move.needs:
        return
    promised = next_update_at or expected_end_at
    if promised is None:
        raise Incomplete("next_update_at", N_("Isi perkiraan normal, atau jam kabar berikutnya."))
    if promised <= at:
        field = "next_update_at" if next_update_at else "expected_end_at"
        raise Incomplete(field, PASSED)


def first_news(new: NewIncident, status: IncidentStatus) -> News:
    """What is said when it is opened."""
    return News(
        status,
        new.public_text,
        "",
        new.expected_end_at,
        new.next_update_at,
        new.cause,
        new.crew_id,
    )


def last_news(incident: Incident, ending: Ending) -> News:
    """What is said when it ends; a cause that is not known now may have been known before.

    What never was an incident has no other cause than what was believed.
    """
    found = ending.status is IncidentStatus.NORMAL and ending.cause is not Cause.UNKNOWN
    cause = ending.cause if found else None
    return News(
        ending.status, ending.public_text, "", incident.expected_end_at, None, cause,
        incident.crew_id,
    )  # fmt: skip
