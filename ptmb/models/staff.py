"""People who work here, their crews, and the sessions they are logged in with."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ptmb.columns import Key, Moment, Name
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import Model, db
from ptmb.models.area import Area

staff_area = Table(
    "staff_area",
    db.metadata,
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("area.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Crew(Model):
    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    active: Mapped[bool] = mapped_column(default=True)


class Staff(Model):
    """A person with a role; position is the last place a step was taken at."""

    id: Mapped[Key]
    username: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[Name]
    role: Mapped[Role]
    password_hash: Mapped[str] = mapped_column(String(255), default="")
    crew_id: Mapped[int | None] = mapped_column(ForeignKey("crew.id"))
    phone: Mapped[str] = mapped_column(String(24), default="")
    email: Mapped[str] = mapped_column(String(254), default="", server_default="")
    on_duty: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    positioned_at: Mapped[datetime | None]
    created_at: Mapped[Moment]

    crew: Mapped[Crew | None] = relationship()
    areas: Mapped[list[Area]] = relationship(secondary=staff_area)

    def actor(self) -> Actor:
        """This person as the lifecycle sees them; loads the areas only for an officer."""
        served = frozenset(area.id for area in self.areas) if self.role is Role.OFFICER else ()
        return Actor(self.role, self.id, self.crew_id, frozenset(served))


class StaffSession(Model):
    """One logged-in browser. Only the hash of its token is kept, so a stolen file opens nothing."""

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    address: Mapped[str] = mapped_column(String(64), default="")
    browser: Mapped[str] = mapped_column(String(200), default="")

    staff: Mapped[Staff] = relationship(lazy="joined", innerjoin=True)


class OneTimeLink(Model):
    """A link that sets a password once."""

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    expires_at: Mapped[Moment]
    used_at: Mapped[datetime | None]


class LoginAttempt(Model):
    """A failed log-in, kept a day: it slows the guesser by account and by address."""

    id: Mapped[Key]
    username: Mapped[str] = mapped_column(String(64), index=True)
    address: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[Moment]
