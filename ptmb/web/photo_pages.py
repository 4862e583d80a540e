"""Pictures of complaints for the staff: /foto/<token>, and the small one beside it."""

from flask import Blueprint, Response, abort, send_file
from flask_login import current_user

from ptmb.domain.photos import PhotoSize, is_photo_token
from ptmb.domain.roles import STAFF_ROLES
from ptmb.queries.photo_owner import PhotoViewer
from ptmb.web.access import only
from ptmb.web.photos import photo_store

photos = Blueprint("photos", __name__, url_prefix="/foto")

_KEPT_SECONDS = 3600


@photos.get("/<token>")
@only(*STAFF_ROLES)
def photo(token: str) -> Response:
    return _picture(token, PhotoSize.FULL)


@photos.get("/<token>/kecil")
@only(*STAFF_ROLES)
def thumbnail(token: str) -> Response:
    return _picture(token, PhotoSize.THUMBNAIL)


def _picture(token: str, size: PhotoSize) -> Response:
    viewer = PhotoViewer(current_user.role, current_user.id, current_user.crew_id)
    if not is_photo_token(token) or not viewer.may_see(token):
        abort(404)
    path = photo_store().path(token, size)
    if path is None:
        abort(404)
    response = send_file(path, mimetype="image/jpeg")
    # Private: the phone may keep it for the drive, nobody on the way may.
    response.headers["Cache-Control"] = f"private, max-age={_KEPT_SECONDS}"
    return response
