"""POST /lapor/foto: one photo at a time, sent while the person still types."""

from typing import BinaryIO, cast

from flask import Response, abort, render_template, request, send_file
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from ptmb.adapters.clock import now
from ptmb.adapters.photo_rejoining import MOST_EXIF_BYTES, with_camera_facts
from ptmb.domain.photos import PhotoRefused, PhotoSize
from ptmb.extensions import limiter
from ptmb.web.access import open_to_everyone
from ptmb.web.photos import photo_store
from ptmb.web.public import public


@public.post("/lapor/foto")
@open_to_everyone
@limiter.limit("60 per 10 minutes")
def stage_photo() -> tuple[str, int]:
    """A list item with the photo's token, or one sentence of text with 422."""
    upload = request.files.get("photo")
    if upload is None:
        abort(400)
    try:
        photo = photo_store().stage(_whole(upload), at=now())
    except PhotoRefused as refused:
        return gettext(refused.words), 422
    return render_template("public/staged_photo.html", photo=photo), 200


@public.get("/lapor/foto/<token>")
@open_to_everyone
def staged_photo(token: str) -> Response:
    """The thumbnail of a photo whose form is still open; the token is its sender's secret."""
    staged = photo_store().claim(token, at=now())
    path = photo_store().path(token, PhotoSize.THUMBNAIL) if staged else None
    if path is None:
        abort(404)
    response = send_file(path, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _whole(upload: FileStorage) -> BinaryIO | bytes:
    """The photo with what the camera wrote, which a browser drops when it makes a photo smaller."""
    beside = request.files.get("exif")
    if beside is None:
        return cast(BinaryIO, upload.stream)
    return with_camera_facts(upload.stream.read(), beside.stream.read(MOST_EXIF_BYTES))
