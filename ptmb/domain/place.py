"""Where a trouble is: a point, an area, or words alone."""

from dataclasses import dataclass

from ptmb.domain.choices import PlaceSource


@dataclass(frozen=True)
class Place:
    """Where it is; degrees WGS 84, accuracy in metres. A place may be words alone."""

    source: PlaceSource
    area_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float | None = None
    address: str = ""
    landmark: str = ""
    neighbourhood: str = ""

    @property
    def known(self) -> bool:
        return self.area_id is not None or len(self.landmark or self.address) >= 5
