import io

import pytest
from PIL import Image

from ptmb.adapters.photo_reading import CleanPhoto, read_photo
from tests.adapters.photo_files import (
    RED,
    YELLOW,
    near,
    opened,
    quarters,
    saved,
    swapped_profile,
)


def _read(data: bytes) -> CleanPhoto:
    return read_photo(io.BytesIO(data))


def test_what_is_transparent_becomes_white() -> None:
    glass = quarters().convert("RGBA")
    glass.paste((0, 0, 0, 0), (0, 0, 160, 120))
    palette = glass.quantize(8)

    for data in (saved(glass, "PNG"), saved(palette, "PNG"), saved(glass, "WEBP")):
        picture = opened(_read(data).picture)
        assert near(picture.getpixel((8, 8)), (255, 255, 255))
        assert near(picture.getpixel((311, 231)), YELLOW)


def test_sixteen_bits_of_grey_keep_their_middle() -> None:
    deep = Image.new("I;16", (64, 64), 32_768)

    picture = opened(_read(saved(deep, "PNG")).picture)

    assert near(picture.getpixel((32, 32)), (128, 128, 128))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P"])
def test_every_way_to_store_a_picture_without_colour_is_read(mode: str) -> None:
    picture = opened(_read(saved(Image.new("L", (64, 64), 255).convert(mode), "PNG")).picture)

    assert near(picture.getpixel((32, 32)), (255, 255, 255))


def test_a_photo_in_printers_colours_is_read() -> None:
    picture = opened(_read(saved(quarters().convert("CMYK"), "JPEG")).picture)

    assert near(picture.getpixel((8, 8)), RED)


def test_colours_are_brought_to_those_a_browser_assumes() -> None:
    strange = saved(
        Image.new("RGB", (64, 64), (250, 10, 10)), "JPEG", icc_profile=swapped_profile()
    )

    assert near(opened(_read(strange).picture).getpixel((32, 32)), (10, 10, 250))


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_broken_or_mismatched_profile_does_not_cost_the_photo(mode: str) -> None:
    for profile in (b"not a profile", swapped_profile()[:200], swapped_profile()):
        picture = Image.new(mode, (64, 64), "white")

        assert _read(saved(picture, "JPEG", icc_profile=profile)).width == 64
