"""What somebody said when they reported, and what they get for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ptmb.actions._photos import NewPhoto
from ptmb.domain.choices import Channel, DrySpan
from ptmb.domain.known import Turn
from ptmb.domain.place import Place
from ptmb.extensions import db
from ptmb.models import Complaint


@dataclass(frozen=True)
class Reporter:
    name: str = ""
    phone: str = ""
    customer_number: str = ""


@dataclass(frozen=True)
class NewComplaint:
    """What was said; `key` is made once by the form, so that a repeat is the same complaint.

    `turn` is what the schedule says of a dry tap there: a hint, which no figure counts as a cause.
    `reference` is given by the demonstration alone, which must come out alike each time.
    """

    key: str
    category_id: int
    place: Place
    channel: Channel = Channel.WEB
    description: str = ""
    reporter: Reporter = field(default_factory=Reporter)
    dry_span: DrySpan | None = None
    language: str = "id"
    photos: Sequence[NewPhoto] = ()
    reference: str = ""
    turn: Turn | None = None


@dataclass(frozen=True)
class Received:
    """The code of the stored complaint and the key that only its reporter gets to see."""

    complaint_id: int
    reference: str
    reporter_key: str

    @property
    def complaint(self) -> Complaint:
        """The whole of it, read when somebody asks: a citizen is only told the code."""
        return db.session.get_one(Complaint, self.complaint_id)
