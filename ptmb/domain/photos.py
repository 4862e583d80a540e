"""What a photo may be, what is kept of it, and the words for one that cannot be taken."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ptmb.domain.geography import Point
from ptmb.domain.words import N_

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50 * 1024 * 1024
"""Telephones sold as "50 MP" write 8192 x 6144 pixels, a little more than fifty million."""
LONG_SIDE_PX = 1600
THUMBNAIL_PX = 320

CLAIM_WITHIN = timedelta(hours=24)
"""How long a staged photo waits for its form to be sent."""
PRUNE_AFTER = timedelta(hours=48)
"""Far later than the last claim, so that no photo is deleted under a form being stored."""

SAME_SCENE_BITS = 5
"""Of 64: hashes this close come from one picture, saved or shrunk differently."""
_PLAIN_BITS = 8
"""Of 64: with fewer of one kind the picture is so even that it resembles any other even one."""

_TOKEN = re.compile(r"[0-9a-f]{32}")


class PhotoSize(StrEnum):
    FULL = "full"
    THUMBNAIL = "thumbnail"


class PhotoProblem(StrEnum):
    """Why a file was not taken as a photo."""

    EMPTY = "empty"
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PIXELS = "too_many_pixels"
    WRONG_TYPE = "wrong_type"
    MOVING = "moving"
    DAMAGED = "damaged"
    BUSY = "busy"


PROBLEM_WORDS = {
    PhotoProblem.EMPTY: N_("Foto kosong. Pilih foto lain."),
    PhotoProblem.TOO_MANY_BYTES: N_("Foto lebih dari 15 MB. Pilih foto lain."),
    PhotoProblem.TOO_MANY_PIXELS: N_("Gambar foto terlalu besar. Pilih foto yang lebih kecil."),
    PhotoProblem.WRONG_TYPE: N_("Foto harus JPG, PNG, WebP, atau HEIC."),
    PhotoProblem.MOVING: N_("Gambar bergerak tidak bisa dipakai. Pilih foto biasa."),
    PhotoProblem.DAMAGED: N_("Foto rusak atau tidak terkirim utuh. Pilih foto itu sekali lagi."),
    PhotoProblem.BUSY: N_("Banyak foto sedang diproses. Kirim sekali lagi sebentar lagi."),
}


class PhotoRefused(Exception):
    """This file is not a photo we can take; `words` is the untranslated sentence for its sender."""

    def __init__(self, problem: PhotoProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.words = PROBLEM_WORDS[problem]


@dataclass(frozen=True, slots=True)
class StagedPhoto:
    """A photo that lies in the store, and what its file said about it before it was stripped.

    Width and height are of the stored picture, in pixels. `sha256` is of its stored bytes.
    `taken_at` (aware, UTC) and `position` are as true as the camera that wrote them.
    """

    token: str
    width: int
    height: int
    size_bytes: int
    sha256: str
    dhash: str
    taken_at: datetime | None
    position: Point | None


def is_photo_token(text: str) -> bool:
    """Whether the text has the shape of a token: nothing else may become a file's name."""
    return _TOKEN.fullmatch(text) is not None


def tells_apart(dhash: str) -> bool:
    """Whether the hash says enough: that of a dark or an empty picture fits a thousand others."""
    return _PLAIN_BITS <= int(dhash, 16).bit_count() <= 64 - _PLAIN_BITS


def shows_the_same(one: str, other: str) -> bool:
    """Whether two hashes (16 hexadecimal digits) come from one picture."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= SAME_SCENE_BITS
