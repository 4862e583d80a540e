"""The map of the city: a shade for each area, and the markers of the worst."""

from collections.abc import Sequence
from dataclasses import dataclass

from ptmb.domain.geography import Box
from ptmb.geometry.drawing import Callout, Frame, MapDrawing, map_drawing
from ptmb.queries import figures
from ptmb.queries.catalogue import area_geometries, catalogue
from ptmb.web.mayor.charts import shades

_MARKER = 34.0
_INSET = Frame(770, 240, 230, 240)
"""Where the small map of the whole city lies: in the sea, at the lower right."""


@dataclass(frozen=True)
class CityMap:
    """The drawing with the shade of each area and the markers of the worst.

    `hatched` are those where most complaints come from rationing; `silent` sent nothing although
    their water is off.
    """

    drawing: MapDrawing
    shades: dict[int, int]
    hatched: frozenset[int]
    callouts: tuple[Callout, ...]
    most: int
    silent: frozenset[int]


def city_map(
    counts: figures.Counts, worst: Sequence[int], silent: frozenset[int] = frozenset()
) -> CityMap:
    """Cut where the people live.

    Args:
        worst: the ids of the areas that get a marker, in the order of their numbers.
    """
    drawing = _drawing()
    shaded = shades(counts)
    return CityMap(
        drawing=drawing,
        shades=shaded,
        hatched=frozenset(area for area in shaded if counts.mostly_rationed(area)),
        callouts=drawing.callouts(list(worst), marker=_MARKER, keep_clear=_INSET),
        most=max((total for area, total in counts.areas.items() if area), default=0),
        silent=silent,
    )


def _drawing() -> MapDrawing:
    present = catalogue()
    crop = Box(*(float(part) for part in present.settings["map_crop"].split(",")))
    return map_drawing(present.edition, area_geometries, crop=crop)
