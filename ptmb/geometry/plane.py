"""A flat sheet of metres laid over a city, where lengths and areas are plain geometry."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ptmb.domain.geography import metres_per_degree

Shapes = NDArray[np.object_]
"""An array of shapely geometries, in the order of the rows they came from."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Metres east and north of a middle: equirectangular, true to 0.1 % within 100 km of it."""

    lat: float
    lng: float
    north_m: float
    east_m: float

    @classmethod
    def over(cls, shapes: Shapes) -> "Plane":
        """The sheet whose middle is the middle of `shapes`, which are in degrees."""
        if not shapes.size:
            return cls(0.0, 0.0, *metres_per_degree(0.0))
        west, south, east, north = (float(edge) for edge in shapely.total_bounds(shapes))
        lat, lng = (south + north) / 2, (west + east) / 2
        return cls(lat, lng, *metres_per_degree(lat))

    def xy(self, lat: float, lng: float) -> tuple[float, float]:
        return (lng - self.lng) * self.east_m, (lat - self.lat) * self.north_m

    def flat(self, shapes: Shapes) -> Shapes:
        """The same shapes in metres."""
        scale = np.array([self.east_m, self.north_m])
        flattened: Shapes = shapely.transform(
            shapes, lambda degrees: (degrees - [self.lng, self.lat]) * scale
        )
        return flattened


def shapes_of(texts: list[str]) -> Shapes:
    """GeoJSON texts as an array of shapes; text that is no geometry raises GEOSException."""
    shapes = np.empty(len(texts), dtype=object)
    shapes[:] = [shapely.from_geojson(text) for text in texts]
    return shapes
