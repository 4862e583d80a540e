"""Real photos, made by the program, as telephones and cameras would write them."""

import io
import struct
from functools import cache
from typing import Any

import pillow_heif
from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base

pillow_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
RED, GREEN, BLUE, YELLOW = (220, 30, 30), (20, 160, 60), (30, 60, 200), (240, 220, 20)
MANGGAR = ((1, 12, 30.6), "S", (116, 54, 36), "E")
"""1.2085 S, 116.91 E, the way a camera writes it."""


def quarters(width: int = 320, height: int = 240) -> Image.Image:
    """Red, green / blue, yellow: no turn or mirror of it looks like another."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(YELLOW, (width // 2, height // 2, width, height))
    return image


def street(width: int = 800, height: int = 600) -> Image.Image:
    """Something with as much detail as a photograph has, the same every time."""
    coarse = Image.linear_gradient("L").resize((width, height))
    waves = Image.frombytes(
        "L", (64, 64), bytes((x * y * 7) % 256 for x in range(64) for y in range(64))
    )
    fine = waves.resize((width, height), Image.Resampling.BICUBIC)
    return Image.merge("RGB", (coarse, fine, coarse.rotate(180)))


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@cache
def photo(kind: str) -> bytes:
    return saved(street(), kind)


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg), formats=("JPEG",))
    image.load()
    return image


def camera_exif(
    *,
    taken: str | None = "2024:02:07 14:05:00",
    offset: str | None = None,
    position: tuple[tuple[Any, ...], str, tuple[Any, ...], str] | None = None,
    orientation: int | None = None,
) -> Image.Exif:
    """`position` is latitude, N or S, longitude, E or W, in degrees, minutes, seconds."""
    exif = Image.Exif()
    exif[Base.Make] = "Kamera Rahasia"
    if orientation:
        exif[Base.Orientation] = orientation
    details = exif.get_ifd(IFD.Exif)
    if taken:
        details[Base.DateTimeOriginal] = taken
    if offset:
        details[Base.OffsetTimeOriginal] = offset
    if position:
        gps = exif.get_ifd(IFD.GPSInfo)
        for tag, value in zip(
            (GPS.GPSLatitude, GPS.GPSLatitudeRef, GPS.GPSLongitude, GPS.GPSLongitudeRef),
            position,
            strict=True,
        ):
            gps[tag] = value
    return exif


def swapped_profile() -> bytes:
    """An sRGB profile in which red and blue have changed places, under another name."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    renamed = profile.replace("sRGB".encode("utf-16-be"), "SWAP".encode("utf-16-be"))
    return renamed.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")


def jpeg_segments(jpeg: bytes) -> list[bytes]:
    """The marker and content of each segment up to the picture's own data."""
    segments, at = [], 2
    while jpeg[at + 1] != 0xDA:
        (length,) = struct.unpack(">H", jpeg[at + 2 : at + 4])
        segments.append(jpeg[at : at + 2 + length])
        at += 2 + length
    return segments


def jpeg_segment(code: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, code, len(content) + 2) + content


def near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) < 24 for one, other in zip(colour, wanted, strict=True))
