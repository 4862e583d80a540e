"""The lists behind each figure, and one complaint."""

from datetime import datetime
from urllib.parse import urlencode

from flask import Response, request, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound

from ptmb.adapters.clock import now
from ptmb.domain.lifecycle import Cause
from ptmb.domain.reference import NotACode, read_reference
from ptmb.queries.complaint_list import PAGE, ComplaintList
from ptmb.queries.complaint_timeline import complaint_by_reference, timeline_of
from ptmb.queries.names import crew_name, staff_names
from ptmb.web import pages
from ptmb.web.access import only
from ptmb.web.mayor import mayor
from ptmb.web.mayor.asking import about_complaint, asking
from ptmb.web.mayor.facets import facets, kept_fields
from ptmb.web.mayor.history import entries
from ptmb.web.mayor.lists import asked_list
from ptmb.web.mayor.views import MANAGERS, READERS


@mayor.get("/aduan")
@only(*READERS)
def complaints() -> Response:
    asked = asked_complaints(now())
    rows = asked.page()
    return pages.page(
        "mayor/complaints.html",
        asked=asked,
        facets=facets(asked, request.args),
        kept=kept_fields(request.args),
        total=asked.total(),
        complaints=rows[:PAGE],
        causes=list(Cause),
        next_href=_next_page(rows[PAGE - 1].id) if len(rows) > PAGE else None,
    )


@mayor.get("/aduan/<reference>")
@only(*READERS)
def complaint(reference: str) -> Response:
    try:
        row = pages.found(complaint_by_reference(read_reference(reference)))
    except NotACode as error:
        raise NotFound from error
    history = timeline_of(row)
    return pages.page(
        "mayor/complaint.html",
        complaint=row,
        history=history,
        crew=crew_name(row.crew_id),
        ask=asking(about_complaint(row)),
        entries=entries(history, staff_names(event.staff_id for event in history.events)),
    )


def asked_complaints(at: datetime) -> ComplaintList:
    """The list an address asks for; what one officer holds is for managers alone, else 404."""
    asked = asked_list(request.args, at)
    if asked.officer_id is not None and current_user.role not in MANAGERS:
        raise NotFound
    return asked


def _next_page(last_id: int) -> str:
    asked = {**request.args.to_dict(), "sebelum": str(last_id)}
    return f"{url_for('mayor.complaints')}?{urlencode(asked)}"
