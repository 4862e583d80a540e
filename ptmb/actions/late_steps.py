"""A step that came too late does not count, but nothing of the work behind it is lost."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from ptmb.actions import _record
from ptmb.actions._photos import NewPhoto, attach
from ptmb.actions._record import Move
from ptmb.domain.choices import PhotoKind
from ptmb.domain.deed import Deed
from ptmb.domain.lateness import Late
from ptmb.domain.lifecycle import Step
from ptmb.models import Complaint, ComplaintEvent


def key_beside(key: str) -> str:
    """The key of what is kept of the step with this key; its own, whatever the other looks like."""
    return "kept-" + hashlib.sha256(key.encode()).hexdigest()[:32]


def keep(
    complaint_id: int,
    late: tuple[Step, Late],
    words: str,
    photos: Sequence[NewPhoto],
    visit: Deed,
    repair: str = "",
) -> ComplaintEvent:
    """Write down which step was refused and why, with its words and pictures, for the desk.

    Args:
        late: the step, and why it came too late.
        repair: where the officer may take the step again; part of the answer to a repeated key.
        visit: the refused deed; what is kept of it has a key of its own, see `key_beside`.
    """
    step, why = late

    def after(complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        attach(session, event, PhotoKind.EXTRA, photos)

    kept = replace(visit, key=key_beside(visit.key), seen=None)
    work = bool(words.strip() or photos)
    facts = {"refused": step.value, "why": why.value, "work": work, "repair": repair}
    move = Move(Step.NOTE, kept, internal_note=words, facts=facts)
    return _record.record(complaint_id, move, None, after)
