"""What a file is by its own first bytes, before any decoder is let near it."""

import re

from ptmb.domain.photos import MAX_BYTES, PhotoProblem, PhotoRefused

MOST_SCANS = 30
"""A progressive JPEG has about ten. Each costs a pass over the whole picture: 1,000 empty
scans fit in 370 KB and keep a processor busy for half a minute."""
MOST_SEGMENTS = 2_000

_STILL_HEIF = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_MOVING_HEIF = {b"hevc", b"hevx", b"hevm", b"hevs", b"msf1"}
_JPEG_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_START, _END, _SCAN, _LONE = 0xD8, 0xD9, 0xDA, 0x01


def kind_of(data: bytes) -> str:
    """The name Pillow gives the format: JPEG, PNG, WEBP or HEIF.

    Raises:
        PhotoRefused: the file is empty, too heavy, something else, or made to exhaust a decoder.
    """
    if not data:
        raise PhotoRefused(PhotoProblem.EMPTY)
    if len(data) > MAX_BYTES:
        raise PhotoRefused(PhotoProblem.TOO_MANY_BYTES)
    kind = _kind_by_magic(data[:12])
    if kind == "JPEG":
        _refuse_jpeg_bomb(data)
    return kind


def _kind_by_magic(start: bytes) -> str:
    if start.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if start.startswith(b"RIFF") and start.endswith(b"WEBP"):
        return "WEBP"
    if start[4:8] == b"ftyp" and start[8:] in _MOVING_HEIF:
        raise PhotoRefused(PhotoProblem.MOVING)
    if start[4:8] == b"ftyp" and start[8:] in _STILL_HEIF:
        return "HEIF"
    raise PhotoRefused(PhotoProblem.WRONG_TYPE)


def _refuse_jpeg_bomb(data: bytes) -> None:
    """Walk the markers of the picture itself, stepping over thumbnails inside its segments."""
    segments = scans = at = 0
    while marker := _JPEG_MARKER.search(data, at):
        code, at = data[marker.end() - 1], marker.end()
        if code == _END:
            return
        if code in (_START, _LONE):
            continue
        segments += 1
        scans += code == _SCAN
        if segments > MOST_SEGMENTS or scans > MOST_SCANS:
            raise PhotoRefused(PhotoProblem.DAMAGED)
        at += max(2, int.from_bytes(data[at : at + 2], "big"))
