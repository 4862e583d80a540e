"""Turns a stranger's file into a clean, upright, small JPEG, or says why it cannot.

Loads Pillow and libheif, which cost 20 MB and 0.2 s: import this module where a photo arrives.
"""

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import BinaryIO

import pillow_heif
from dhash import dhash_row_col
from PIL import Image
from PIL.Image import Resampling, Transpose
from PIL.ImageFile import ImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from ptmb.adapters.photo_colour import eight_bit, in_srgb, on_white
from ptmb.adapters.photo_exif import PhotoFacts, read_facts
from ptmb.adapters.photo_signature import kind_of
from ptmb.domain.photos import (
    LONG_SIDE_PX,
    MAX_BYTES,
    MAX_PIXELS,
    THUMBNAIL_PX,
    PhotoProblem,
    PhotoRefused,
)

_log = logging.getLogger(__name__)

# They speak of strangers' files, up to thousands of lines for one; what matters is refused below.
warnings.filterwarnings("ignore", module=r"PIL\.")
pillow_heif.register_heif_opener(
    thumbnails=False, depth_images=False, aux_images=False, decode_threads=2
)

_QUALITY = 82
_WAIT_S = 20.0
_SLOTS = BoundedSemaphore(2)
_LARGE_PIXELS = 16_000_000
_LARGE_SLOT = BoundedSemaphore(1)
"""A WebP of 50 megapixels takes 0.8 GB while it is read, so large ones are read singly."""

_MAY_MOVE = (PngImageFile, WebPImageFile)
"""The others may hold several pictures too, but as a camera's depth map, preview or burst."""

_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""Ours, because ImageOps.exif_transpose also rewrites the Exif, and fails on a malformed one."""


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """Two JPEGs without any metadata, and what was read from the original."""

    picture: bytes
    thumbnail: bytes
    width: int
    height: int
    dhash: str
    facts: PhotoFacts


def read_photo(upload: BinaryIO) -> CleanPhoto:
    """Decode at most two photos at a time in this process; the others wait their turn.

    Raises:
        PhotoRefused: whatever is wrong with the file, or nobody could read it in time.
    """
    with _turn(_SLOTS):
        data = upload.read(MAX_BYTES + 1)
        kind = kind_of(data)
        with _refusing_what_cannot_be_decoded():
            image = _opened(data, kind)
            large = image.width * image.height > _LARGE_PIXELS
            with _turn(_LARGE_SLOT) if large else nullcontext():
                small, facts = _shrunk(image), read_facts(image)
            return _clean(small, facts)


@contextmanager
def _turn(slots: BoundedSemaphore) -> Iterator[None]:
    if not slots.acquire(timeout=_WAIT_S):
        raise PhotoRefused(PhotoProblem.BUSY)
    try:
        yield
    finally:
        slots.release()


@contextmanager
def _refusing_what_cannot_be_decoded() -> Iterator[None]:
    try:
        yield
    except PhotoRefused:
        raise
    except Image.DecompressionBombError as error:
        raise PhotoRefused(PhotoProblem.TOO_MANY_PIXELS) from error
    except MemoryError as error:
        raise PhotoRefused(PhotoProblem.BUSY) from error
    # Decoders of four formats raise a dozen kinds of error at hostile bytes, and new ones later.
    except Exception as error:
        _log.warning("A photo could not be decoded: %r", error)
        raise PhotoRefused(PhotoProblem.DAMAGED) from error


def _opened(data: bytes, kind: str) -> ImageFile:
    """The picture with only its header read: nothing of its size is in memory yet."""
    image = Image.open(io.BytesIO(data), formats=(kind,))
    if image.width * image.height > MAX_PIXELS:
        raise PhotoRefused(PhotoProblem.TOO_MANY_PIXELS)
    if isinstance(image, _MAY_MOVE) and image.is_animated:
        raise PhotoRefused(PhotoProblem.MOVING)
    return image


def _shrunk(image: ImageFile) -> Image.Image:
    scale = min(1.0, LONG_SIDE_PX / max(image.size))
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    # A JPEG is decoded at a half, quarter or eighth of its size, still reading its every byte.
    image.draft(None, size)
    image.load()
    return eight_bit(image).resize(size, Resampling.HAMMING, reducing_gap=1.1)


def _clean(small: Image.Image, facts: PhotoFacts) -> CleanPhoto:
    plain = in_srgb(on_white(small), small.info.get("icc_profile"))
    if facts.orientation in _TURNS:
        plain = plain.transpose(_TURNS[facts.orientation])
    # Pillow would carry the comment over, and the profile we have just applied.
    plain.info.clear()
    thumbnail = plain.copy()
    thumbnail.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Resampling.HAMMING, reducing_gap=1.1)
    return CleanPhoto(
        picture=_jpeg(plain),
        thumbnail=_jpeg(thumbnail),
        width=plain.width,
        height=plain.height,
        dhash=_difference_hash(thumbnail),
        facts=facts,
    )


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _difference_hash(image: Image.Image) -> str:
    """64 bits as hexadecimal: is each of 9 x 8 greys brighter than the one to its right?

    Neal Krawetz, "Kind of Like That", hackerfactor.com, 21 January 2013. The library asks for 9 x 9
    greys and whether each is darker than the next; it gets ours from the last to the first, with
    a row for the column hash that nobody uses, so that its answer is comparable with every hash
    that was stored before it came.
    """
    greys = image.convert("L").resize((9, 8), Resampling.BOX).tobytes()
    rows, _columns = dhash_row_col([*reversed(greys), *greys[:9]])
    return f"{rows:016x}"
