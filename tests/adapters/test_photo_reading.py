import io

import pytest
from PIL import Image, ImageCms

from ptmb.adapters.photo_reading import CleanPhoto, read_photo
from ptmb.domain.photos import shows_the_same
from tests.adapters.photo_files import (
    BLUE,
    FORMATS,
    GREEN,
    MANGGAR,
    RED,
    YELLOW,
    camera_exif,
    jpeg_segment,
    jpeg_segments,
    near,
    opened,
    photo,
    quarters,
    saved,
    street,
)

_PLAIN_SEGMENTS = {0xE0, 0xDB, 0xC0, 0xC4}
"""JFIF's header, quantisation, frame and Huffman tables: a JPEG cannot do without them."""
_SECRET = b"RAHASIA-0816200110"


def _read(data: bytes) -> CleanPhoto:
    return read_photo(io.BytesIO(data))


def _corners(image: Image.Image) -> list[object]:
    right, low = image.width - 9, image.height - 9
    return [image.getpixel(at) for at in ((8, 8), (right, 8), (8, low), (right, low))]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_accepted_format_becomes_a_jpeg_and_a_thumbnail(kind: str) -> None:
    clean = _read(saved(street(2400, 1800), kind))

    picture, thumbnail = opened(clean.picture), opened(clean.thumbnail)
    assert picture.size == (clean.width, clean.height) == (1600, 1200)
    assert thumbnail.size == (320, 240)
    assert (picture.mode, thumbnail.mode) == ("RGB", "RGB")


def test_a_progressive_jpeg_is_taken() -> None:
    assert _read(saved(street(), "JPEG", progressive=True)).width == 800


def test_a_small_photo_is_not_blown_up() -> None:
    clean = _read(saved(street(200, 100), "PNG"))

    assert opened(clean.picture).size == (200, 100)
    assert opened(clean.thumbnail).size == (200, 100)


def test_a_thread_thin_picture_keeps_at_least_one_pixel() -> None:
    clean = _read(saved(Image.new("RGB", (9_000, 2)), "PNG"))

    assert (clean.width, clean.height) == (1600, 1)


def test_the_largest_picture_of_a_50_megapixel_telephone_is_taken() -> None:
    clean = _read(saved(Image.new("RGB", (8192, 6144), GREEN), "JPEG"))

    assert (clean.width, clean.height) == (1600, 1200)


def test_a_photo_with_a_second_picture_behind_it_is_taken_without_the_second() -> None:
    behind = quarters()
    clean = _read(saved(street(), "MPO", save_all=True, append_images=[behind]))

    assert shows_the_same(clean.dhash, _read(photo("PNG")).dhash)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "HEIF"])
def test_a_photo_held_any_way_is_turned_upright(kind: str, orientation: int) -> None:
    undo = {
        1: (),
        2: (Image.Transpose.FLIP_LEFT_RIGHT,),
        3: (Image.Transpose.ROTATE_180,),
        4: (Image.Transpose.FLIP_TOP_BOTTOM,),
        5: (Image.Transpose.TRANSPOSE,),
        6: (Image.Transpose.ROTATE_90,),
        7: (Image.Transpose.TRANSVERSE,),
        8: (Image.Transpose.ROTATE_270,),
    }[orientation]
    as_held = quarters()
    for turn in undo:
        as_held = as_held.transpose(turn)

    # In bytes, for only so does libheif's encoder write the turn that readers of HEIC obey.
    clean = _read(saved(as_held, kind, exif=camera_exif(orientation=orientation).tobytes()))

    upright = opened(clean.picture)
    assert upright.size == (320, 240)
    for seen, wanted in zip(_corners(upright), (RED, GREEN, BLUE, YELLOW), strict=True):
        assert near(seen, wanted)


@pytest.mark.parametrize("kind", FORMATS)
def test_no_photo_leaves_with_exif_comment_profile_or_xmp(kind: str) -> None:
    extra = {"comment": _SECRET} if kind == "JPEG" else {}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + _SECRET + b"</x:xmpmeta>"
    exif = camera_exif(position=MANGGAR)
    original = saved(street(), kind, exif=exif, xmp=xmp, icc_profile=profile, **extra)
    assert b"Kamera Rahasia" in original

    clean = _read(original)

    for jpeg in (clean.picture, clean.thumbnail):
        assert {segment[1] for segment in jpeg_segments(jpeg)} == _PLAIN_SEGMENTS
        assert set(opened(jpeg).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert b"RAHASIA" not in jpeg
        assert b"Kamera" not in jpeg


@pytest.mark.parametrize("payload", [b"<script>alert(1)</script>", b"%PDF-1.7", b"PK\x03\x04 zip"])
def test_what_hides_in_or_behind_a_photo_does_not_come_out(payload: bytes) -> None:
    jpeg = photo("JPEG")
    hidden = jpeg[:2] + jpeg_segment(0xFE, payload) + jpeg[2:] + payload * 50

    clean = _read(hidden)

    assert payload not in clean.picture
    assert payload not in clean.thumbnail


def test_one_scene_saved_twice_is_recognised_and_another_is_not() -> None:
    first = _read(photo("JPEG")).dhash
    again = _read(saved(street().resize((640, 480)), "WEBP", quality=40)).dhash
    other = _read(saved(street().rotate(180), "JPEG")).dhash

    assert len(first) == 16
    assert shows_the_same(first, again)
    assert not shows_the_same(first, other)
