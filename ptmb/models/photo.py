"""A stored picture; the file lies in the photo store under its token."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ptmb.columns import Key, Moment
from ptmb.domain.choices import PhotoKind
from ptmb.extensions import Model


class Photo(Model):
    """`distance_m` is from the officer's position to the complaint, when both are known.

    `taken_at` is what the file said, `client_at` when the phone says it was chosen, `stored_at`
    our own time. `through_page`: the camera was opened by the page and the picture was new.
    """

    id: Mapped[Key]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("complaint_event.id"), index=True)
    kind: Mapped[PhotoKind]
    token: Mapped[str] = mapped_column(String(64), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    size_bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    dhash: Mapped[str] = mapped_column(String(16), index=True)
    taken_at: Mapped[datetime | None]
    stored_at: Mapped[Moment]
    client_at: Mapped[datetime | None]
    through_page: Mapped[bool] = mapped_column(default=False)
    distance_m: Mapped[float | None]
