"""Areas as a small SVG map: plain numbers and path texts, which a template draws."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ptmb.domain.geography import Box, Point
from ptmb.geometry.held import Held

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ptmb.geometry.outlines import Sheet

AreaRows = Iterable[tuple[int, str]]
"""Id and GeoJSON text of every area."""

WIDTH = 1_000
"""Units across the view. Whole units are fine enough for a screen and short to write."""


class Spot(NamedTuple):
    """A place on the drawing, y downwards, in units."""

    x: int
    y: int


class Frame(NamedTuple):
    """A rectangle on the drawing, in units."""

    x: int
    y: int
    width: int
    height: int

    @property
    def view_box(self) -> str:
        """The attribute of an <svg> that shows this part."""
        return f"{self.x} {self.y} {self.width} {self.height}"


class AreaShape(NamedTuple):
    """One area: `d` for its <path>, and the roomiest spot of its visible part.

    `room` is the radius of the largest circle around `label` inside the area; 0.0 when the area
    lies outside the view.
    """

    area_id: int
    d: str
    label: Spot
    room: float


class Callout(NamedTuple):
    """Where to put an area's marker; `anchor` is the area's end of the leader line, if any."""

    area_id: int
    marker: Spot
    anchor: Spot | None


@dataclass(frozen=True)
class MapDrawing:
    """A part of the city large (`view`) and all of it for the inset (`whole`), in one scale.

    The same paths serve both: define them once, <use> them twice.
    """

    areas: tuple[AreaShape, ...]
    view: Frame
    whole: Frame
    sheet: "Sheet" = field(repr=False, compare=False)
    land: "BaseGeometry" = field(repr=False, compare=False)

    def spot(self, point: Point) -> Spot:
        """Where a place on earth stands on the drawing, also when outside the view."""
        return self.sheet.spot(point)

    def callouts(
        self, area_ids: Iterable[int], *, marker: float, keep_clear: Frame | None = None
    ) -> tuple[Callout, ...]:
        """Places for round markers of radius `marker` that never hide what they mark.

        Where the area is too small the marker moves to the nearest free water, off the other
        markers and off `keep_clear` (the inset); with no water in view it stays on the area.
        """
        # Whoever drew this map has already loaded it.
        from ptmb.geometry.callouts import placed  # noqa: PLC0415  loads shapely

        shapes = {area.area_id: area for area in self.areas}
        wanted = [shapes[area_id] for area_id in area_ids if area_id in shapes]
        return placed(wanted, self, marker, keep_clear)


_held: Held[MapDrawing] = Held()


def map_drawing(
    edition: Hashable, rows: Callable[[], AreaRows], *, crop: Box | None = None
) -> MapDrawing:
    """The drawing of this edition of the areas; `rows` is called only when it must be made."""
    return _held.get(edition, crop, lambda: draw_map(rows(), crop=crop))


def draw_map(rows: AreaRows, *, crop: Box | None = None) -> MapDrawing:
    """Draws the areas anew, `crop` large; without one the whole city is the view."""
    # Only a process that is asked for a map pays for it.
    from ptmb.geometry.outlines import drawn  # noqa: PLC0415  loads shapely

    return drawn(list(rows), crop)
