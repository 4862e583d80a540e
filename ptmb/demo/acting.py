"""One complaint on the stage: how it comes in, and who does what to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ptmb.actions import intake
from ptmb.demo import words
from ptmb.demo.plan import Lot
from ptmb.demo.stage import Stage
from ptmb.demo.story import Scene
from ptmb.domain.choices import Channel, PlaceSource
from ptmb.domain.deed import Deed
from ptmb.domain.geography import Point
from ptmb.domain.known import Turn, about_supply
from ptmb.domain.lifecycle import OPEN, Status
from ptmb.domain.place import Place
from ptmb.domain.roles import FOLLOWER, REPORTER, Actor
from ptmb.models import Category, Complaint
from ptmb.queries.turn_here import turn_here

_CHANNELS = (Channel.WEB, Channel.WHATSAPP, Channel.PHONE, Channel.INSTAGRAM, Channel.COUNTER)
_CHANNEL_WEIGHTS = (50, 24, 16, 6, 4)
_PHOTO_CHANCE = {"LEAK": 0.4, "LEAKSVC": 0.35, "QUALITY": 0.35, "METER": 0.5, "DIG": 1, "ASSET": 1}
_PHONE_CHANCE = 0.3
_PAUSED = {Status.RATIONED, Status.FOLLOW_UP, Status.NEED_INFO, Status.RESOLVED}


@dataclass
class Part:
    """One complaint on the stage."""

    stage: Stage
    lot: Lot
    moved: Callable[[datetime], datetime]
    complaint: Complaint | None = None
    holder: Actor | None = None

    @property
    def row(self) -> Complaint:
        if self.complaint is None:
            raise RuntimeError("A step before the complaint was received")
        return self.complaint

    def receive(self) -> None:
        """The report comes in."""
        stage, lot, random = self.stage, self.lot, self.stage.random
        category, at = stage.categories[lot.fate.category], self.moved(lot.received_at)
        channel = random.choices(_CHANNELS, _CHANNEL_WEIGHTS)[0]
        pictured = channel is Channel.WEB and random.random() < _PHOTO_CHANCE.get(category.code, 0)
        dry = words.dry_span(random, short=lot.fate.status not in _PAUSED)
        place = self._place()
        new = intake.NewComplaint(
            key=stage.key(),
            category_id=category.id,
            place=place,
            channel=channel,
            description=words.description(random, category.code),
            reporter=self._reporter(must=category.phone_required),
            dry_span=dry if category.code == "NOFLOW" else None,
            photos=(stage.picture(category.code, at),) if pictured else (),
            reference=stage.reference(),
            turn=self._turn(category, place, at),
        )
        by = REPORTER if channel is Channel.WEB else random.choice(stage.operators)
        self.complaint = intake.receive(new, by=by, at=at, secret=stage.secret).complaint

    def _turn(self, category: Category, place: Place, at: datetime) -> Turn | None:
        """What the schedule said of the place when the report came in."""
        if not about_supply(category.code, category.supply):
            return None
        known = place.latitude is not None and place.longitude is not None
        point = Point(place.latitude or 0.0, place.longitude or 0.0) if known else None
        return turn_here(place.area_id, point, at)

    def support(self, at: datetime) -> None:
        """A neighbour has the same trouble."""
        if self.row.status in OPEN:
            deed = Deed(FOLLOWER, self.moved(at), self.stage.key())
            intake.support(self.row.id, "", deed, secret=self.stage.secret)

    def _place(self) -> Place:
        random, area = self.stage.random, self.stage.areas[self.lot.area]
        source = random.choices((PlaceSource.MAP, PlaceSource.GPS, PlaceSource.AREA), (5, 3, 2))[0]
        neighbourhood = str(random.randint(1, 60)) if random.random() < 0.6 else ""
        point = self.stage.point_in(area)
        known = source is not PlaceSource.AREA
        return Place(
            source=source,
            area_id=area.id,
            latitude=point.lat if known else None,
            longitude=point.lng if known else None,
            accuracy_m=random.choice((6.0, 12.0, 25.0)) if source is PlaceSource.GPS else None,
            landmark=words.landmark(random) if random.random() < 0.75 or not known else "",
            neighbourhood=neighbourhood,
        )

    def _reporter(self, *, must: bool) -> intake.Reporter:
        """Numbers of a block that no operator gives out."""
        wanted = must or self.stage.random.random() < _PHONE_CHANCE
        return intake.Reporter(phone=f"+628120000{self.lot.number:04d}" if wanted else "")

    def deed(self, by: Actor, scene: Scene, *, there: bool = False) -> Deed:
        row = self.row
        position = None
        if there and row.latitude is not None and row.longitude is not None:
            position = Point(round(row.latitude + 0.0003, 6), row.longitude)
        return Deed(by, self.moved(scene.at), self.stage.key(), position=position)

    def desk(self, scene: Scene) -> Deed:
        return self.deed(self.stage.random.choice(self.stage.operators), scene)

    def visit(self, scene: Scene) -> Deed:
        if self.holder is None:
            raise RuntimeError("A visit before anybody was assigned")
        return self.deed(self.holder, scene, there=True)
