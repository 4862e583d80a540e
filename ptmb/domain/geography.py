"""Points on the earth and the distances between them."""

import math
from dataclasses import dataclass

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius R1 of the earth (IUGG / Moritz, Geodetic Reference System 1980)."""
_BLUR_DECIMALS = 3
SNAP_M = 200.0
"""How far outside every area a point may lie and still count as being in the nearest one."""

_WGS84_SEMI_MAJOR_M = 6_378_137.0
_WGS84_ECCENTRICITY_SQUARED = 0.006_694_379_990_14


def is_wgs84(lat: float, lng: float) -> bool:
    """Whether the two numbers are a place on earth in degrees; NaN and infinity are not."""
    return -90.0 <= lat <= 90.0 and -180.0 <= lng <= 180.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place in degrees, WGS 84. An impossible one cannot be made: ValueError."""

    lat: float
    lng: float

    def __post_init__(self) -> None:
        if not is_wgs84(self.lat, self.lng):
            raise ValueError(f"{self.lat}, {self.lng} is not a place on earth")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in degrees, edges included."""

    south: float
    west: float
    north: float
    east: float


def distance_m(start: Point, end: Point) -> float:
    """Metres along the great circle: the haversine formula (R. W. Sinnott, Sky & Telescope 1984).

    The earth is taken as a sphere, which is right to about 0.5 %.
    """
    start_lat, end_lat = math.radians(start.lat), math.radians(end.lat)
    half_lat = (end_lat - start_lat) / 2
    half_lng = math.radians(end.lng - start.lng) / 2
    haversine = (
        math.sin(half_lat) ** 2 + math.cos(start_lat) * math.cos(end_lat) * math.sin(half_lng) ** 2
    )
    # Rounding can lift the haversine of two opposite points a hair above one.
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, haversine)))


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Length of one degree northwards and eastwards at `lat`, on the WGS 84 ellipsoid.

    From the ellipsoid's radii of curvature in the meridian and in the prime vertical.
    """
    sine = math.sin(math.radians(lat))
    flattened = 1 - _WGS84_ECCENTRICITY_SQUARED * sine**2
    meridian = _WGS84_SEMI_MAJOR_M * (1 - _WGS84_ECCENTRICITY_SQUARED) / flattened**1.5
    prime_vertical = _WGS84_SEMI_MAJOR_M / math.sqrt(flattened)
    return math.radians(meridian), math.radians(prime_vertical) * math.cos(math.radians(lat))


def box_around(centre: Point, radius_m: float) -> Box:
    """A box that holds every point within `radius_m`: the cheap first question to an index.

    One per cent wider than the circle, because `distance_m` walks a sphere.
    """
    north_m, east_m = metres_per_degree(centre.lat)
    tall = radius_m * 1.01 / north_m
    wide = radius_m * 1.01 / max(east_m, 0.001)
    return Box(
        south=max(-90.0, centre.lat - tall),
        west=max(-180.0, centre.lng - wide),
        north=min(90.0, centre.lat + tall),
        east=min(180.0, centre.lng + wide),
    )


def blurred(point: Point) -> Point:
    """The point on a grid of about 100 m: near enough to know the street, not the house."""
    return Point(round(point.lat, _BLUR_DECIMALS), round(point.lng, _BLUR_DECIMALS))


def distance_in_words(metres: float, decimal_mark: str = ",") -> str:
    """As exact as a walker needs: "80 m", "1,2 km", "12 km"."""
    tens = max(10, round(metres / 10) * 10)
    if tens < 1_000:
        return f"{tens} m"
    if metres < 9_950:
        return f"{metres / 1_000:.1f} km".replace(".", decimal_mark)
    return f"{round(metres / 1_000)} km"
