"""What each step of an officer stores, whether its form came from a page or from the outbox."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash
from flask_babel import gettext

from ptmb.actions import dispatch, fieldwork, finding, safety
from ptmb.actions._record import Incomplete
from ptmb.actions.fieldwork import MajorWork, Outcome
from ptmb.domain.choices import HandBackReason, MajorReason, PhotoKind, PlaceSource, WorkDone
from ptmb.domain.found_causes import CAUSE_OF, FoundCause
from ptmb.domain.lifecycle import Step
from ptmb.domain.place import Place
from ptmb.domain.safety import HoldReason
from ptmb.domain.words import N_
from ptmb.models import Complaint, ComplaintEvent
from ptmb.queries.area_at import area_at
from ptmb.queries.former_reading import former_reading
from ptmb.web.officer.forms import (
    ArriveForm,
    HandBackForm,
    HoldForm,
    MajorForm,
    NoteForm,
    PointForm,
    ResolveForm,
    VisitForm,
)
from ptmb.web.officer.visits import far_away, point_of, visit
from ptmb.web.photos import TakenPhotos

Store = Callable[[Complaint, Any, TakenPhotos], ComplaintEvent]
"""Calls the action with a form that was checked; raises what the action raises."""


@dataclass(frozen=True)
class FieldStep:
    """`asks` tells whether a person should answer something before it is stored."""

    step: Step
    form: Callable[[], Any]
    store: Store
    asks: Callable[[Complaint, Any], bool] = lambda complaint, form: False
    leaves: bool = False
    """Whether the officer goes on to the list of jobs, and not back to this one."""
    said: str = ""
    """What the next page tells a person who waited for the answer."""

    def tell(self) -> None:
        """Leave the words for the next page."""
        if self.said:
            flash(gettext(self.said), "ok")


def outcome_of(complaint: Complaint, form: ResolveForm, photos: TakenPhotos) -> Outcome:
    """What a form that was checked says; one query more where a meter was read."""
    found, reading = FoundCause(form.found.data), form.reading
    return Outcome(
        WorkDone(form.work.data),
        CAUSE_OF[found],
        form.note.data or "",
        photos.for_complaint(point_of(complaint), form.position),
        found,
        form.materials.data,
        reading,
        former_reading(complaint) if reading else None,
    )


def place_of(form: PointForm) -> Place:
    """Where the phone is, in its area.

    Raises:
        Incomplete: it did not say, or it is outside of the service area.
    """
    here = form.position
    if here is None:
        sentence = N_("Lokasi HP belum didapat. Nyalakan lokasi, lalu coba lagi.")
        raise Incomplete("position", sentence)
    area = area_at(here)
    if area is None:
        raise Incomplete("position", N_("Titik ini di luar wilayah layanan PTMB."))
    return Place(PlaceSource.GPS, area.id, here.lat, here.lng, form.metres)


def _take(complaint: Complaint, form: Any, photos: TakenPhotos) -> ComplaintEvent:
    return dispatch.take(complaint.id, visit(form))


def _set_off(complaint: Complaint, form: Any, photos: TakenPhotos) -> ComplaintEvent:
    return fieldwork.set_off(complaint.id, visit(form))


def _arrive(complaint: Complaint, form: Any, photos: TakenPhotos) -> ComplaintEvent:
    before = photos.for_complaint(point_of(complaint), form.position)
    return fieldwork.arrive(complaint.id, visit(form, form.position), before)


def _resolve(complaint: Complaint, form: Any, photos: TakenPhotos) -> ComplaintEvent:
    outcome = outcome_of(complaint, form, photos)
    return fieldwork.resolve(complaint.id, outcome, visit(form, form.position))


def _escalate(complaint: Complaint, form: Any, photos: TakenPhotos) -> ComplaintEvent:
    major = MajorWork(
        MajorReason(form.reason.data),
        form.needs.data or "",
        form.safe.data == "yes",
        form.next_update_on.data,
        form.note.data or "",
        photos.for_complaint(point_of(complaint), form.position),
        form.materials.data,
    )
    return fieldwork.escalate(complaint.id, major, visit(form, form.position))


def _hand_back(complaint: Complaint, form: Any, photos: TakenPhotos) -> ComplaintEvent:
    reason = HandBackReason(form.reason.data)
    return dispatch.hand_back(complaint.id, reason, visit(form), form.note.data or "")


def _note(complaint: Complaint, form: Any, photos: TakenPhotos) -> ComplaintEvent:
    kind = PhotoKind.BEFORE if form.kind.data == PhotoKind.BEFORE.value else PhotoKind.EXTRA
    pictures = photos.for_complaint(point_of(complaint))
    return fieldwork.note(complaint.id, form.note.data or "", pictures, visit(form), kind)


def _call(complaint: Complaint, form: Any, photos: TakenPhotos) -> ComplaintEvent:
    return finding.call_unanswered(complaint.id, visit(form))


def _relocate(complaint: Complaint, form: Any, photos: TakenPhotos) -> ComplaintEvent:
    return finding.relocate(complaint.id, place_of(form), visit(form, form.position))


def _hold(complaint: Complaint, form: Any, photos: TakenPhotos) -> ComplaintEvent:
    reason, words = HoldReason(form.reason.data), form.note.data or ""
    return safety.hold(complaint.id, reason, words, visit(form, form.position))


def _is_far(complaint: Complaint, form: Any) -> bool:
    return far_away(complaint, form) is not None and not form.anyway.data


def _unsure(complaint: Complaint, form: Any) -> bool:
    return not form.sure.data


FIELD_STEPS = {
    "ambil": FieldStep(Step.TAKE, VisitForm, _take, said=N_("Tugas ini sekarang tugas Anda.")),
    "berangkat": FieldStep(Step.SET_OFF, VisitForm, _set_off),
    "tiba": FieldStep(Step.ARRIVE, ArriveForm, _arrive, _is_far),
    "selesai": FieldStep(Step.RESOLVE, ResolveForm, _resolve, _unsure, leaves=True),
    "besar": FieldStep(
        Step.ESCALATE,
        MajorForm,
        _escalate,
        leaves=True,
        said=N_("Pekerjaan besar dicatat. Operator dan pelapor diberi tahu."),
    ),
    "kembalikan": FieldStep(
        Step.HAND_BACK,
        HandBackForm,
        _hand_back,
        leaves=True,
        said=N_("Tugas dikembalikan ke operator."),
    ),
    "catat": FieldStep(Step.NOTE, NoteForm, _note, said=N_("Catatan disimpan.")),
    "tidak-diangkat": FieldStep(Step.CALL, VisitForm, _call, said=N_("Percobaan telepon dicatat.")),
    "titik": FieldStep(
        Step.RELOCATE, PointForm, _relocate, _unsure, said=N_("Titik dipindahkan ke lokasi Anda.")
    ),
    "tahan": FieldStep(
        Step.HOLD, HoldForm, _hold, said=N_("Operator diberi tahu. Menjauh dulu dari bahaya.")
    ),
}
"""By the last part of the step's address."""
