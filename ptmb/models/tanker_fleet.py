"""What brings the water: filling points, trucks, and the price of a load."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ptmb.columns import Key, Name
from ptmb.domain.geography import Point
from ptmb.domain.tanker_trips import Filling, Truck
from ptmb.extensions import Model


class FillingPoint(Model):
    """Where trucks fill up; times of day are minutes after midnight in the city."""

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    latitude: Mapped[float]
    longitude: Mapped[float]
    opens: Mapped[int] = mapped_column(default=6 * 60)
    closes: Mapped[int] = mapped_column(default=22 * 60)
    fill_minutes: Mapped[int] = mapped_column(default=20)
    active: Mapped[bool] = mapped_column(default=True)

    @property
    def planned(self) -> Filling:
        """As the planner sees it."""
        point = Point(self.latitude, self.longitude)
        return Filling(point, self.opens * 60, self.closes * 60, self.fill_minutes * 60)


class TankerTruck(Model):
    """`narrow`: small enough for a gang. The shift is minutes after midnight in the city."""

    id: Mapped[Key]
    plate: Mapped[str] = mapped_column(String(16), unique=True)
    litres: Mapped[int]
    narrow: Mapped[bool] = mapped_column(default=False)
    crew_id: Mapped[int | None] = mapped_column(ForeignKey("crew.id"))
    filling_point_id: Mapped[int] = mapped_column(ForeignKey("filling_point.id"))
    shift_starts: Mapped[int] = mapped_column(default=7 * 60)
    shift_ends: Mapped[int] = mapped_column(default=19 * 60)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    def planned(self, filling: int = 0, free_at: int = 0) -> Truck:
        """As the planner sees it: at which filling point, and free from which second on."""
        starts, ends = self.shift_starts * 60, self.shift_ends * 60
        return Truck(self.id, self.litres, self.narrow, filling, max(starts, free_at), ends)


class TankerPrice(Model):
    """A price in rupiah for so many litres; None for strangers means by distance."""

    id: Mapped[Key]
    litres: Mapped[int] = mapped_column(unique=True)
    customer_rupiah: Mapped[int]
    stranger_rupiah: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True)
