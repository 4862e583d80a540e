"""Puts the camera's own notes back into a JPEG that a browser made smaller."""

import logging

_log = logging.getLogger(__name__)

MOST_EXIF_BYTES = 64 * 1024
"""A JPEG segment holds no more."""
_JPEG_START = b"\xff\xd8"
_EXIF_MARK = b"\xff\xe1"
_ORIENTATION = 0x0112


def with_camera_facts(picture: bytes, exif: bytes) -> bytes:
    """The picture with time and place of `exif` (an APP1 body), but not its turn.

    The browser has turned the picture upright already. Anything unreadable: the picture as it is.
    """
    from PIL.Image import Exif  # noqa: PLC0415  loads Pillow, only when a photo arrives

    if not picture.startswith(_JPEG_START):
        return picture
    facts = Exif()
    try:
        facts.load(exif)
        facts.pop(_ORIENTATION, None)
        body = facts.tobytes()
    # Cameras and editors write Exif of every shape: a bad one must not cost the photo.
    except Exception as error:
        _log.info("Unreadable Exif beside a photo: %r", error)
        return picture
    size = len(body) + 2
    if size > 0xFFFF:
        return picture
    return _JPEG_START + _EXIF_MARK + size.to_bytes(2, "big") + body + picture[2:]
