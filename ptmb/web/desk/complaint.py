"""One complaint at the desk: the panel, the number, the pictures, and who else has it open."""

import logging

from flask import Response as FlaskResponse
from flask import abort, current_app, request, send_file
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from ptmb.actions import presence as lease
from ptmb.adapters.clock import now
from ptmb.adapters.photo_store import PhotoStore
from ptmb.database import Busy
from ptmb.domain.photos import PhotoSize
from ptmb.domain.roles import DESK_ROLES
from ptmb.queries.complaint_timeline import complaint_by_reference, timeline_of
from ptmb.queries.presence import presence_at
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.detail_view import DetailView, detail_of, detail_page, read_code
from ptmb.web.identity import phone_may_be_shown
from ptmb.web.pages import found, live, unchanged

_log = logging.getLogger(__name__)


@desk.get("/<reference>")
@only(*DESK_ROLES)
def complaint(reference: str) -> Response:
    return detail_page(DetailView(detail_of(reference)))


@desk.post("/<reference>/nomor")
@only(*DESK_ROLES)
def reveal_phone(reference: str) -> Response:
    """Show the number, once it is written down who looked; no redirect, it is not a change."""
    view = DetailView(detail_of(reference))
    if phone_may_be_shown(view.complaint.reference):
        view.phone = view.complaint.reporter_phone
    else:
        view.refused = gettext("Nomor belum bisa ditampilkan. Coba lagi sebentar.")
    return detail_page(view)


@desk.get("/<reference>/hadir")
@only(*DESK_ROLES)
def company(reference: str) -> Response:
    """Who else has it open; renews this person's own lease on the way, if the database lets us."""
    row = found(complaint_by_reference(read_code(reference)))
    there = presence_at(row.id, current_user.id, now())
    if there.renew:
        _renew(row.id)
    seen = request.args.get("versi", "")
    tag = f"{row.version}-{'-'.join(there.others)}"
    same = unchanged(tag)
    if same is not None:
        return same
    newer = seen.isdecimal() and seen != str(row.version)
    return live(
        tag,
        "desk/company.html",
        block="company",
        reference=row.reference,
        seen=seen,
        others=there.others,
        newer=newer,
        tag=tag,
    )


@desk.get("/<reference>/foto/<token>")
@only(*DESK_ROLES)
def photo(reference: str, token: str) -> FlaskResponse:
    """A picture of this very complaint; `kecil=1` asks for the thumbnail."""
    row = found(complaint_by_reference(read_code(reference)))
    if token not in {one.token for one in timeline_of(row).photos}:
        abort(404)
    size = PhotoSize.THUMBNAIL if request.args.get("kecil") else PhotoSize.FULL
    path = found(PhotoStore(current_app.config["PTMB"].storage).path(token, size))
    return send_file(path, mimetype="image/jpeg")


def _renew(complaint_id: int) -> None:
    try:
        lease.look_at(complaint_id, current_user.id, now())
    except (Busy, OperationalError):
        _log.info("The lease on complaint %s was not renewed: the database is busy", complaint_id)
