"""How one boundary lies to those around it."""

from collections.abc import Iterable

import numpy as np

from ptmb.geometry.comparison import overlaps
from ptmb.geometry.file import PresentArea
from ptmb.geometry.findings import Finding
from ptmb.geometry.plane import Plane, shapes_of


def overlaps_of(one: PresentArea, others: Iterable[PresentArea]) -> list[Finding]:
    """The areas that share ground with `one`, the largest share first; each is its `second`."""
    around = [other for other in others if other.code != one.code]
    degrees = shapes_of([area.geometry for area in (one, *around)])
    plane = Plane.over(degrees)
    shape, *rest = plane.flat(degrees)
    found: list[Finding] = []
    for area, other in zip(around, rest, strict=True):
        found += overlaps([one.name, area.name], np.array([shape, other], dtype=object))
    return sorted(found, key=lambda finding: -float(finding.values["km2"]))
