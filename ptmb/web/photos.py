"""Photos on their way into a form: each is staged at once, so that no error elsewhere loses it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from flask import current_app, g, request
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from wtforms import Field

from ptmb.actions._photos import MOST_PHOTOS, NewPhoto
from ptmb.adapters.clock import now
from ptmb.adapters.photo_store import PhotoStore, StorageUnavailable
from ptmb.domain.geography import Point, distance_m
from ptmb.domain.photos import PhotoRefused, StagedPhoto
from ptmb.domain.words import N_
from ptmb.web.fields import moment_of

TAKEN = "taken_photos"
"""Where a request keeps its photos for the page that tries again: a file is read only once."""
NO_STORAGE = N_("Foto belum bisa disimpan. Kirim tanpa foto, atau coba lagi nanti.")


def photo_store() -> PhotoStore:
    return PhotoStore(current_app.config["PTMB"].storage)


@dataclass
class TakenPhotos:
    """The photos a form holds now, and what to say of those that could not be taken.

    `gone` says whether one was staged so long ago that it has to be sent anew; `said` is what the
    phone says beside each token: when and how its picture was chosen.
    """

    photos: list[StagedPhoto] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    gone: bool = False
    said: Mapping[str, str] = field(default_factory=dict)

    def explain(self, form_field: Field) -> bool:
        """Put the troubles beside the field; whether there were none."""
        form_field.errors = [*form_field.errors, *self.troubles]
        return not self.troubles

    def without(self, token: str) -> "TakenPhotos":
        kept = [photo for photo in self.photos if photo.token != token]
        return TakenPhotos(kept, self.troubles, said=self.said)

    def for_complaint(
        self, point: Point | None = None, here: Point | None = None
    ) -> Sequence[NewPhoto]:
        """For the action that stores them with its event.

        Args:
            point: where the complaint is.
            here: where the phone was, for photos that do not know their own place.
        """
        return [_new(photo, self.said, point, here) for photo in self.photos]

    @property
    def position(self) -> Point | None:
        """Where the first photo that knows its place was taken."""
        return next((photo.position for photo in self.photos if photo.position), None)


def taken_photos() -> TakenPhotos:
    """Photos staged before (hidden fields `photo`), then the files of `photos`, four at most."""
    taken = TakenPhotos(said=request.form)
    setattr(g, TAKEN, taken)
    _claim_staged(taken)
    uploads = [file for file in request.files.getlist("photos") if file.filename]
    room = MOST_PHOTOS - len(taken.photos)
    if len(uploads) > room:
        taken.troubles.append(gettext("Paling banyak %(limit)s foto.", limit=MOST_PHOTOS))
    for upload in uploads[:room]:
        _stage(taken, upload)
    return taken


def _claim_staged(taken: TakenPhotos) -> None:
    tokens = list(dict.fromkeys(request.form.getlist("photo")))[:MOST_PHOTOS]
    for token in tokens:
        photo = photo_store().claim(token, at=now())
        if photo:
            taken.photos.append(photo)
        else:
            taken.gone = True
            taken.troubles.append(gettext("Satu foto sudah terlalu lama. Pilih lagi."))


def _stage(taken: TakenPhotos, upload: FileStorage) -> None:
    try:
        taken.photos.append(photo_store().stage(cast(BinaryIO, upload.stream), at=now()))
    except PhotoRefused as refused:
        taken.troubles.append(gettext(refused.words))
    except StorageUnavailable:
        taken.troubles.append(gettext(NO_STORAGE))


def _new(
    photo: StagedPhoto, said: Mapping[str, str], point: Point | None, here: Point | None
) -> NewPhoto:
    taken_at_place = photo.position or here
    apart = distance_m(point, taken_at_place) if point and taken_at_place else None
    return NewPhoto(
        token=photo.token,
        width=photo.width,
        height=photo.height,
        size_bytes=photo.size_bytes,
        sha256=photo.sha256,
        dhash=photo.dhash,
        taken_at=photo.taken_at,
        distance_m=apart,
        client_at=moment_of(said.get(f"photo_{photo.token}_client_at")),
        through_page=said.get(f"photo_{photo.token}_through_page") == "1",
    )
