import io
import struct
import time
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from ptmb.adapters.photo_reading import read_photo
from ptmb.adapters.photo_signature import MOST_SCANS, MOST_SEGMENTS
from ptmb.domain.photos import MAX_BYTES, PhotoProblem, PhotoRefused
from tests.adapters.photo_files import FORMATS, jpeg_segment, photo, quarters, saved, street


def _problem(data: bytes) -> PhotoProblem:
    with pytest.raises(PhotoRefused) as refused:
        read_photo(io.BytesIO(data))
    return refused.value.problem


def _png_chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


@pytest.mark.parametrize("kind", [*FORMATS, "progressive"])
@pytest.mark.parametrize("percent", [1, 30, 70, 99])
def test_a_photo_cut_off_on_its_way_is_noticed(kind: str, percent: int) -> None:
    whole = saved(street(), "JPEG", progressive=True) if kind == "progressive" else photo(kind)

    assert _problem(whole[: len(whole) * percent // 100]) is PhotoProblem.DAMAGED


def test_a_large_jpeg_cut_off_is_noticed_though_it_is_decoded_at_a_quarter() -> None:
    whole = saved(street(4000, 3000), "JPEG", quality=90)

    for percent in (30, 70, 99):
        assert _problem(whole[: len(whole) * percent // 100]) is PhotoProblem.DAMAGED


@pytest.mark.parametrize(
    "disguised",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><title>foto.jpg</title>",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"#!/bin/sh\n",
        b"MZ\x90\x00",
        b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00",
        b"\x00\x00\x00\x18ftypmp42",
        b"RIFF\x00\x00\x00\x00AVI ",
    ],
)
def test_a_file_of_another_type_is_refused_whatever_its_name(disguised: bytes) -> None:
    assert _problem(disguised) is PhotoProblem.WRONG_TYPE
    assert _problem(disguised + photo("JPEG")) is PhotoProblem.WRONG_TYPE


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PPM"])
def test_a_picture_of_a_type_we_do_not_need_is_refused(kind: str) -> None:
    assert _problem(saved(quarters(64, 64), kind)) is PhotoProblem.WRONG_TYPE


@pytest.mark.parametrize("kind", FORMATS)
def test_the_first_bytes_of_a_photo_do_not_make_one(kind: str) -> None:
    assert _problem(photo(kind)[:12] + b"<script>alert(1)</script>" * 40) is PhotoProblem.DAMAGED


def test_an_empty_file_is_refused() -> None:
    assert _problem(b"") is PhotoProblem.EMPTY


def test_a_file_over_15_megabytes_is_refused_without_reading_all_of_it() -> None:
    upload = io.BytesIO(photo("JPEG") + bytes(2 * MAX_BYTES))

    with pytest.raises(PhotoRefused) as refused:
        read_photo(upload)

    assert refused.value.problem is PhotoProblem.TOO_MANY_BYTES
    assert upload.tell() == MAX_BYTES + 1


def _png_claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _png_chunk(b"IHDR", header)
        + _png_chunk(b"IDAT", zlib.compress(bytes(100_000)))
        + _png_chunk(b"IEND", b"")
    )


def _webp_claiming(width: int, height: int) -> bytes:
    canvas = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    small = saved(Image.new("RGB", (width, height)), "WEBP", lossless=True, method=0)
    body = b"VP8X" + struct.pack("<I", 10) + canvas + small[12:]
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _jpeg_claiming(width: int, height: int) -> bytes:
    small = photo("JPEG")
    frame = small.index(b"\xff\xc0") + 5
    return small[:frame] + struct.pack(">HH", height, width) + small[frame + 4 :]


def _heic_claiming(width: int, height: int) -> bytes:
    small = photo("HEIF")
    extent = small.index(b"ispe") + 8
    return small[:extent] + struct.pack(">II", width, height) + small[extent + 8 :]


@pytest.mark.filterwarnings("ignore:Image size:PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(("width", "height"), [(8192, 6500), (12_000, 10_000), (65_000, 65_000)])
@pytest.mark.parametrize("claiming", [_png_claiming, _jpeg_claiming, _heic_claiming])
def test_a_bomb_is_refused_by_its_header(
    claiming: Callable[[int, int], bytes], width: int, height: int
) -> None:
    assert _problem(claiming(width, height)) is PhotoProblem.TOO_MANY_PIXELS


def test_a_webp_bomb_is_refused_by_its_header() -> None:
    bomb = _webp_claiming(9_000, 6_000)

    assert len(bomb) < 10_000
    assert _problem(bomb) is PhotoProblem.TOO_MANY_PIXELS


def test_a_heic_that_lies_about_its_size_is_refused() -> None:
    assert _problem(_heic_claiming(64, 48)) is PhotoProblem.DAMAGED


def test_a_jpeg_of_a_thousand_scans_is_refused_at_once() -> None:
    progressive = saved(Image.new("RGB", (6000, 4000)), "JPEG", progressive=True)
    last_scan = progressive[progressive.rindex(b"\xff\xda") : -2]

    started = time.process_time()
    problem = _problem(progressive[:-2] + last_scan * 1_000 + progressive[-2:])

    assert problem is PhotoProblem.DAMAGED
    assert time.process_time() - started < 0.5
    assert progressive.count(b"\xff\xda") < MOST_SCANS


def test_a_jpeg_of_nothing_but_comments_is_refused() -> None:
    plain = photo("JPEG")

    assert (
        _problem(plain[:2] + jpeg_segment(0xFE, b"") * (MOST_SEGMENTS + 1) + plain[2:])
        is PhotoProblem.DAMAGED
    )


def _exif_pointing_at_itself(entries: int) -> bytes:
    """A table whose every entry claims all the bytes of the block as its own."""
    size = 8 + 2 + entries * 12
    table = b"".join(struct.pack(">HHII", tag, 7, size, 0) for tag in range(1, entries + 1))
    return b"MM\0*\0\0\0\x08" + struct.pack(">H", entries) + table


@pytest.mark.filterwarnings("ignore:Tag data larger than file")
def test_exif_made_to_fill_the_memory_is_not_followed() -> None:
    plain = photo("PNG")
    bomb = plain[:33] + _png_chunk(b"eXIf", _exif_pointing_at_itself(60_000)) + plain[33:]

    tracemalloc.start()
    clean = read_photo(io.BytesIO(bomb))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 20_000_000
    assert clean.facts.taken_at is None
    assert clean.width == 800


def test_text_that_unpacks_without_end_is_refused() -> None:
    plain = photo("PNG")
    text = _png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(20_000_000)))

    assert _problem(plain[:33] + text + plain[33:]) is PhotoProblem.DAMAGED


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_moving_picture_is_refused(kind: str) -> None:
    frames = [quarters().rotate(turn) for turn in (0, 90)]

    moving = saved(frames[0], kind, save_all=True, append_images=frames[1:])

    assert _problem(moving) is PhotoProblem.MOVING


@pytest.mark.parametrize("brand", [b"msf1", b"hevc", b"hevx"])
def test_a_sequence_in_a_heic_container_is_refused(brand: bytes) -> None:
    still = photo("HEIF")

    assert _problem(still[:8] + brand + still[12:]) is PhotoProblem.MOVING
