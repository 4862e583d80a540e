"""Names on a small map: as many as fit without touching one another, the roomiest areas first."""

from collections.abc import Mapping
from dataclasses import dataclass

from ptmb.geometry.drawing import AreaShape, MapDrawing

_LETTER, _LINE = 12, 28
"""Units of the drawing that a letter and a line of `.pt-area-label` take."""


@dataclass(frozen=True)
class Label:
    """The middle of a name."""

    x: int
    y: int
    name: str

    def touches(self, other: "Label") -> bool:
        width = (len(self.name) + len(other.name)) * _LETTER / 2
        return abs(self.x - other.x) < width and abs(self.y - other.y) < _LINE


def labels(drawing: MapDrawing, names: Mapping[int, str]) -> list[Label]:
    """Labels for the areas that have a name; those outside of the view get none."""
    placed: list[Label] = []
    for shape in sorted(drawing.areas, key=lambda shape: -shape.room):
        label = _label(shape, names.get(shape.area_id, ""))
        if label and not any(label.touches(other) for other in placed):
            placed.append(label)
    return placed


def _label(shape: AreaShape, name: str) -> Label | None:
    fits = shape.room > 2 * len(name)
    return Label(shape.label.x, shape.label.y, name) if name and fits else None
