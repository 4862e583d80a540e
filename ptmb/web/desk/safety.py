"""Area tidak aman at the desk: the word that the work may go on."""

from flask import flash, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions import safety
from ptmb.actions._record import StaleComplaint
from ptmb.domain.lifecycle import StepRefused
from ptmb.domain.roles import DESK_ROLES
from ptmb.domain.safety import HOLD_WORDS, HoldReason
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.detail_view import DetailView, detail_of, detail_page
from ptmb.web.desk.history import hold_reason
from ptmb.web.fields import StepForm
from ptmb.web.identity import deed
from ptmb.web.pages import go

desk.add_app_template_global(hold_reason)


@desk.app_template_global()
def hold_word(reason: str) -> str:
    """The reason of a hold in words."""
    return gettext(HOLD_WORDS[HoldReason(reason)])


@desk.post("/<reference>/aman")
@only(*DESK_ROLES)
def release(reference: str) -> Response:
    """It is safe again. Who is too late sees how it stands: released, or held for a new reason."""
    view, form = DetailView(detail_of(reference)), StepForm()
    if not form.validate_on_submit():
        return detail_page(view, 422)
    try:
        safety.release(view.complaint.id, deed(form.key.data, form.version))
    except (StaleComplaint, StepRefused):
        view = DetailView(detail_of(reference))
        view.refused = gettext("Aduan ini sudah berubah. Lihat keadaannya sekarang.")
        return detail_page(view, 409)
    flash(gettext("Petugas boleh melanjutkan pekerjaan."), "ok")
    return go("desk.complaint", reference=view.complaint.reference, **request.args)
