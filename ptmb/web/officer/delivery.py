"""Steps from an officer's outbox: the same forms and actions as on the pages, answered in JSON.

A phone asks until it is answered, so every answer may be given again: the key decides. What comes
too late is refused in words; its notes and pictures stay with the complaint.
"""

from typing import Any

from flask import Response, jsonify, request, url_for
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from ptmb.actions import late_steps
from ptmb.actions._record import Incomplete, KeyTaken, StaleComplaint
from ptmb.adapters.clock import now
from ptmb.domain.lateness import LATE_WORDS, Late, why_late
from ptmb.domain.lifecycle import Step, StepRefused
from ptmb.domain.roles import Role
from ptmb.domain.words import N_
from ptmb.models import Complaint, ComplaintEvent
from ptmb.queries.held_before import held_before
from ptmb.queries.own_deeds import own_deeds
from ptmb.web.access import only
from ptmb.web.officer import officer
from ptmb.web.officer.doing import FIELD_STEPS, FieldStep
from ptmb.web.officer.job import code_of
from ptmb.web.officer.jobs import my_jobs
from ptmb.web.officer.step_buttons import is_open
from ptmb.web.officer.taking import keep_late
from ptmb.web.photos import TakenPhotos, taken_photos

_LONGEST_KEY = 64
_NOT_YOURS = N_("Tugas ini tidak ada di daftar Anda.")


@officer.get("/antar")
@only(Role.OFFICER)
def greeting() -> Response:
    """A fresh token for forms that waited longer than theirs lives; also: who is logged in here."""
    return jsonify(csrf=generate_csrf(), staff=current_user.id, now=now().isoformat())


@officer.post("/<reference>/antar/<slug>")
@only(Role.OFFICER)
def deliver(reference: str, slug: str) -> tuple[Response, int] | Response:
    """One step, once. With `ask` a person waits: what needs an answer is asked, nothing stored."""
    field_step = FIELD_STEPS.get(slug)
    if request.form.get("staff", "") != str(current_user.id):
        return jsonify(result="other_account"), 409
    if field_step is None:
        return _refused(gettext(_NOT_YOURS))
    answered = _answered(field_step)
    if answered is not None:
        return answered
    complaint = _complaint(code_of(reference), field_step.step)
    if complaint is None:
        return _refused(gettext(_NOT_YOURS))
    form, photos = field_step.form(), taken_photos()
    fault = _fault(complaint, field_step, form, photos)
    return fault if fault is not None else _store(complaint, field_step, form, photos)


def _complaint(code: str, step: Step) -> Complaint | None:
    """Mine now or before; a job to take lies in my areas."""
    mine = my_jobs()
    found = mine.find(code) or held_before(code, mine.staff_id, mine.crew_id)
    return found or (mine.find_in_areas(code) if step is Step.TAKE else None)


def _answered(field_step: FieldStep) -> Response | None:
    """The answer that this key got before: its sender did not hear it."""
    key = request.form.get("key", "")
    if not 0 < len(key) <= _LONGEST_KEY:
        return None
    deeds = own_deeds([key, late_steps.key_beside(key)], current_user.id)
    if not deeds:
        return None
    event = deeds[0]
    return _done(event, field_step) if event.key == key else _refused_before(event)


def _refused_before(event: ComplaintEvent) -> Response:
    """The step may have become possible since, but its answer stays: it was kept as a note."""
    late, kept = Late(event.facts["why"]), bool(event.facts["work"])
    return _too_late(late, kept=kept, repair=event.facts["repair"])


def _fault(
    complaint: Complaint, field_step: FieldStep, form: Any, photos: TakenPhotos
) -> Response | None:
    """What must be mended or answered before the step can be stored."""
    asking = bool(request.form.get("ask"))
    if photos.gone:
        return _refused(" ".join(photos.troubles), why="photo_gone")
    if not (form.validate() and _explained(form, photos)):
        return _ask() if asking else _mend(complaint, _first_error(form))
    return _ask() if asking and field_step.asks(complaint, form) else None


def _store(complaint: Complaint, field_step: FieldStep, form: Any, photos: TakenPhotos) -> Response:
    asking = bool(request.form.get("ask"))
    try:
        event = field_step.store(complaint, form, photos)
    except Incomplete as missing:
        return _ask() if asking else _mend(complaint, gettext(missing.sentence))
    except KeyTaken:
        return _refused(gettext("Formulir ini rusak. Muat ulang lalu kirim lagi."))
    except (StaleComplaint, StepRefused):
        # Another delivery of the same step may have been the faster one.
        answered = _answered(field_step)
        if answered is not None:
            return answered
        return _ask() if asking else _keep(complaint, field_step.step, form, photos)
    if asking:
        field_step.tell()
    return _done(event, field_step)


def _keep(complaint: Complaint, step: Step, form: Any, photos: TakenPhotos) -> Response:
    """Refused by the table: told in words, and written down for the desk by whoever had the job."""
    mine = my_jobs()
    held = mine.find(complaint.reference)
    late = why_late((held or complaint).status, own=held is not None)
    repair = held is not None and is_open(step, held.status)
    here = url_for("officer.job", reference=complaint.reference) if repair else ""
    if held is None and not held_before(complaint.reference, mine.staff_id, mine.crew_id):
        return _too_late(late, kept=False, repair="")
    event = keep_late(complaint, (step, late), form, photos, here)
    return _too_late(late, kept=bool(event.facts["work"]), repair=here)


def _too_late(late: Late, *, kept: bool, repair: str) -> Response:
    words = [gettext(LATE_WORDS[late])]
    if kept:
        words.append(gettext("Catatan dan foto Anda tersimpan di aduannya."))
    if repair:
        words.append(gettext("Buka tugasnya, lalu ulangi langkah ini."))
    return _refused(" ".join(words), kept=kept, repair=repair, why=late.value)


def _done(event: ComplaintEvent, field_step: FieldStep) -> Response:
    return jsonify(result="done", version=event.version, next=_next(event, field_step))


def _next(event: ComplaintEvent, field_step: FieldStep) -> str:
    code = code_of(str((request.view_args or {})["reference"]))
    if field_step.step is Step.RESOLVE:
        return url_for("officer.jobs", selesai=code)
    if field_step.leaves:
        return url_for("officer.jobs")
    return url_for("officer.job", reference=code)


def _mend(complaint: Complaint, words: str) -> Response:
    return _refused(words, repair=url_for("officer.job", reference=complaint.reference))


def _refused(words: str, *, kept: bool = False, repair: str = "", why: str = "") -> Response:
    return jsonify(result="refused", words=words, kept=kept, repair=repair, why=why)


def _ask() -> Response:
    return jsonify(result="ask")


def _explained(form: Any, photos: TakenPhotos) -> bool:
    """Whether the pictures could be taken; a form without any needs none."""
    return photos.explain(form.photos) if "photos" in form else True


def _first_error(form: Any) -> str:
    found = (str(error) for errors in form.errors.values() for error in errors)
    return next(found, gettext("Formulir ini rusak. Muat ulang lalu kirim lagi."))
