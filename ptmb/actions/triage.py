"""The desk looks, decides and answers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ptmb.actions import _record
from ptmb.actions._record import Incomplete, Move
from ptmb.actions._undone import last_step, take_back
from ptmb.actions._verdicts import judge_open
from ptmb.domain.choices import RejectReason, WorkDone
from ptmb.domain.deadlines import URGENCY_RANK, Urgency, due
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import OPEN, Cause, Step
from ptmb.domain.place import Place
from ptmb.domain.words import N_
from ptmb.models import Category, Complaint, ComplaintEvent, Supporter


@dataclass(frozen=True)
class Verdict:
    """What the operator corrected; None leaves a field as it is."""

    category_id: int | None = None
    cause: Cause | None = None
    urgency: Urgency | None = None
    place: Place | None = None


def verify(complaint_id: int, verdict: Verdict, deed: Deed, note: str = "") -> ComplaintEvent:
    """Set category, cause, urgency or place; the deadline follows the new target."""

    def change(complaint: Complaint, session: Session) -> None:
        _reset_target(complaint, verdict, session)
        if verdict.cause is not None:
            complaint.cause = verdict.cause
        if verdict.place is not None:
            _move_to(complaint, verdict.place)
        complaint.responded_at = complaint.responded_at or deed.at

    facts = {"cause": verdict.cause.value} if verdict.cause else {}
    return _record.record(
        complaint_id, Move(Step.VERIFY, deed, internal_note=note, facts=facts), change
    )


def ask(complaint_id: int, question: str, deed: Deed) -> ComplaintEvent:
    """Ask the reporter; the clock pauses until the answer comes, at most three days."""
    _required(question, "question", N_("Tulis pertanyaannya."))
    return _record.record(
        complaint_id, Move(Step.ASK, deed, public_text=question), _responded(deed.at)
    )


def resolve_at_desk(
    complaint_id: int, work: WorkDone, cause: Cause, answer: str, deed: Deed
) -> ComplaintEvent:
    """The desk settles it itself, by telephone or with words."""
    _required(answer, "answer", N_("Tulis apa yang sudah dilakukan."))

    def change(complaint: Complaint, session: Session) -> None:
        complaint.cause, complaint.resolved_at = cause, deed.at
        complaint.responded_at = complaint.responded_at or deed.at

    facts = {"work": work.value, "cause": cause.value}
    return _record.record(
        complaint_id, Move(Step.RESOLVE, deed, public_text=answer, facts=facts), change
    )


def reject(complaint_id: int, reason: RejectReason, words: str, deed: Deed) -> ComplaintEvent:
    """Not for us: a reason from the list, and words that say whom to turn to."""
    _required(words, "words", N_("Tulis penjelasan dan ke mana warga bisa bertanya."))

    def change(complaint: Complaint, session: Session) -> None:
        complaint.closed_at = deed.at
        complaint.responded_at = complaint.responded_at or deed.at

    move = Move(Step.REJECT, deed, public_text=words, facts={"reason": reason.value})
    return _record.record(complaint_id, move, change)


def merge(complaint_id: int, target_id: int, deed: Deed) -> ComplaintEvent:
    """Let a duplicate follow another complaint: never itself, never a chain, never a cycle."""

    def change(complaint: Complaint, session: Session) -> None:
        # Held, so that two merges at one moment cannot make a cycle of them on PostgreSQL.
        target = session.get(Complaint, target_id, populate_existing=True, with_for_update=True)
        if target is None or target.id == complaint.id:
            raise Incomplete("target", N_("Pilih laporan lain sebagai tujuan."))
        if target.merged_into_id is not None or target.status not in OPEN:
            raise Incomplete("target", N_("Laporan tujuan sudah digabung atau ditutup."))
        followers = select(Complaint.id).where(Complaint.merged_into_id == complaint.id).limit(1)
        if session.scalar(followers) is not None:
            raise Incomplete("target", N_("Laporan lain sudah mengikuti laporan ini."))
        complaint.merged_into_id = target.id
        move.facts["target"] = target.reference
        # The reporter's key now also opens the target, as that of one who joined it.
        key, own = f"merge:{complaint.id}:{complaint.version}", complaint.reporter_key_hash
        session.add(Supporter(complaint_id=target.id, key=key, key_hash=own, created_at=deed.at))

    move = Move(Step.MERGE, deed, facts={})
    return _record.record(complaint_id, move, change)


def unmerge(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """Let it go its own way again, from where it was; a moment later nobody has to know."""

    def change(complaint: Complaint, session: Session) -> None:
        if take_back(session, last_step(session, complaint.id), deed.at):
            move.facts["undone"] = Step.MERGE.value
        session.execute(
            delete(Supporter).where(
                Supporter.complaint_id == complaint.merged_into_id,
                Supporter.key_hash == complaint.reporter_key_hash,
            )
        )
        complaint.merged_into_id = None

    move = Move(Step.UNMERGE, deed, facts={})
    return _record.record(complaint_id, move, change)


def send_back(complaint_id: int, reason: str, deed: Deed) -> ComplaintEvent:
    """A supervisor's spot check failed: the same officer goes again. It is the verdict as well.

    Raises:
        Incomplete: no reason, or nobody was ever sent there.
    """
    _required(reason, "reason", N_("Tulis apa yang belum beres."))

    def change(complaint: Complaint, session: Session) -> None:
        if complaint.officer_id is None and complaint.crew_id is None:
            raise Incomplete("reason", N_("Tidak ada petugasnya. Buka kembali laporan ini."))
        complaint.resolved_at = None

    def after(complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        judge_open(session, event, reason.strip())

    move = Move(Step.SEND_BACK, deed, internal_note=reason)
    return _record.record(complaint_id, move, change, after)


def note(complaint_id: int, words: str, deed: Deed, *, public: bool = False) -> ComplaintEvent:
    """Write something down; only a public note is shown to the reporter."""
    _required(words, "words", N_("Tulis catatannya."))
    move = Move(
        Step.NOTE,
        replace(deed, seen=None),
        public_text=words if public else "",
        internal_note="" if public else words,
    )
    return _record.record(complaint_id, move)


def _required(words: str, field: str, sentence: str) -> None:
    if not words.strip():
        raise Incomplete(field, sentence)


def _responded(at: datetime) -> Callable[[Complaint, Session], None]:
    def change(complaint: Complaint, session: Session) -> None:
        complaint.responded_at = complaint.responded_at or at

    return change


def _reset_target(complaint: Complaint, verdict: Verdict, session: Session) -> None:
    if verdict.category_id is None and verdict.urgency is None:
        return
    category = session.get_one(Category, verdict.category_id or complaint.category_id)
    complaint.category_id = category.id
    complaint.urgency = verdict.urgency or complaint.urgency
    complaint.urgency_rank = URGENCY_RANK[complaint.urgency]
    complaint.due_at = due(complaint.clock_started_at, category.resolution_hours, complaint.urgency)


def _move_to(complaint: Complaint, place: Place) -> None:
    complaint.area_id, complaint.place_source = place.area_id, place.source
    complaint.latitude, complaint.longitude = place.latitude, place.longitude
    complaint.accuracy_m = place.accuracy_m
    complaint.address = place.address or complaint.address
    complaint.landmark = place.landmark or complaint.landmark
    complaint.neighbourhood = place.neighbourhood or complaint.neighbourhood
