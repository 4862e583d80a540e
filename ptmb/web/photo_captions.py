"""What stands under a picture of the work: when, how far from the point, and how it was taken."""

from datetime import timedelta

from ptmb.domain.choices import PhotoKind
from ptmb.models import Photo
from ptmb.web.filters import clock_time, day, kilometres, local
from ptmb.web.languages import gettext

_OF_WORK = frozenset({PhotoKind.BEFORE, PhotoKind.AFTER})
_LATE = timedelta(minutes=5)


def caption(photo: Photo) -> str:
    """14.12 · 30 m dari titik · lewat kamera halaman; nothing under any other picture.

    The time is the camera's or else the phone's own. What we received much later says so.
    """
    if photo.kind not in _OF_WORK:
        return ""
    parts = [_when(photo)]
    if photo.distance_m is not None:
        parts.append(gettext("%(away)s dari titik", away=kilometres(photo.distance_m)))
    if photo.through_page:
        parts.append(gettext("lewat kamera halaman"))
    return " · ".join(parts)


def _when(photo: Photo) -> str:
    taken = photo.taken_at or photo.client_at or photo.stored_at
    same_day = local(taken).date() == local(photo.stored_at).date()
    words = clock_time(taken) if same_day else f"{day(local(taken).date())} {clock_time(taken)}"
    if abs(photo.stored_at - taken) > _LATE:
        return gettext(
            "%(time)s (diterima %(received)s)", time=words, received=clock_time(photo.stored_at)
        )
    return words
