import io
from datetime import UTC, datetime
from typing import Any

import pytest
from PIL.TiffImagePlugin import IFDRational

from ptmb.adapters.photo_reading import CleanPhoto, read_photo
from ptmb.domain.geography import Point
from tests.adapters.photo_files import (
    FORMATS,
    MANGGAR,
    RED,
    camera_exif,
    near,
    opened,
    quarters,
    saved,
    street,
)


def _read(data: bytes) -> CleanPhoto:
    return read_photo(io.BytesIO(data))


@pytest.mark.parametrize("kind", FORMATS)
def test_time_and_place_are_read_before_they_are_removed(kind: str) -> None:
    exif = camera_exif(taken="2024:02:07 14:05:00", offset="+07:00", position=MANGGAR)

    facts = _read(saved(street(), kind, exif=exif)).facts

    assert facts.taken_at == datetime(2024, 2, 7, 7, 5, tzinfo=UTC)
    assert facts.position == Point(-1.2085, 116.91)


def test_a_camera_without_a_zone_shows_the_time_of_the_city() -> None:
    facts = _read(saved(street(), "JPEG", exif=camera_exif(taken="2024:02:07 14:05:00"))).facts

    assert facts.taken_at == datetime(2024, 2, 7, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize("taken", [None, "0000:00:00 00:00:00", "kemarin", "9999:99:99 99:99:99"])
def test_a_senseless_time_is_no_time_and_costs_nothing_else(taken: str | None) -> None:
    exif = camera_exif(taken=taken, position=MANGGAR)

    facts = _read(saved(street(), "JPEG", exif=exif)).facts

    assert facts.taken_at is None
    assert facts.position == Point(-1.2085, 116.91)


@pytest.mark.parametrize(
    "position",
    [
        None,
        ((0, 0, 0), "N", (0, 0, 0), "E"),
        ((95, 0, 0), "S", (116, 0, 0), "E"),
        ((1, 0), "S", (116, 0), "E"),
        ((IFDRational(0, 0), 0, 0), "S", (116, 0, 0), "E"),
    ],
)
def test_a_senseless_place_is_no_place_and_costs_nothing_else(
    position: tuple[tuple[Any, ...], str, tuple[Any, ...], str] | None,
) -> None:
    facts = _read(saved(street(), "JPEG", exif=camera_exif(position=position))).facts

    assert facts.position is None
    assert facts.taken_at == datetime(2024, 2, 7, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize("orientation", [0, 9, 65_535])
def test_an_impossible_orientation_leaves_the_photo_as_it_is(orientation: int) -> None:
    exif = camera_exif(orientation=orientation)
    clean = _read(saved(quarters(), "JPEG", exif=exif))

    assert near(opened(clean.picture).getpixel((8, 8)), RED)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_broken_exif_does_not_cost_the_photo() -> None:
    clean = _read(saved(quarters(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff broken"))

    assert clean.facts.taken_at is None
    assert clean.width == 320
