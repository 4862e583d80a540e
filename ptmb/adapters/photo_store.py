"""Keeps photos on the local disk: staged when they arrive, theirs for good once a row names them.

A photo never moves. `ab/<token>.jpg` and its thumbnail lie where they were first written;
`staged/<token>.json`, written before them, holds what was read from the file and marks what
may still have to be thrown away. So the database alone decides what is kept, and a process may
die at any instant: a token is handed out only when all three files are safely on the disk.
"""

import errno
import hashlib
import io
import json
import logging
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ptmb.adapters.durable_files import make_durably, sync_folder, write_durably
from ptmb.domain.geography import Point
from ptmb.domain.photos import (
    CLAIM_WITHIN,
    PRUNE_AFTER,
    PhotoSize,
    StagedPhoto,
    is_photo_token,
)

_log = logging.getLogger(__name__)
_ENDINGS = {PhotoSize.FULL: ".jpg", PhotoSize.THUMBNAIL: ".thumb.jpg"}


class StorageUnavailable(Exception):
    """The disk cannot be written or read now; `full` tells a full one from a broken one."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.full = error.errno in {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True)
class PhotoStore:
    """The photos under one folder. Every method may raise StorageUnavailable."""

    folder: Path

    def stage(self, upload: BinaryIO | bytes, *, at: datetime) -> StagedPhoto:
        """Clean an uploaded file and keep it, until its form is sent or `PRUNE_AFTER` is over.

        Raises:
            PhotoRefused: the file is not a photo we can take.
        """
        from ptmb.adapters.photo_reading import read_photo  # noqa: PLC0415  loads Pillow

        clean = read_photo(io.BytesIO(upload) if isinstance(upload, bytes) else upload)
        photo = StagedPhoto(
            token=secrets.token_hex(16),
            width=clean.width,
            height=clean.height,
            size_bytes=len(clean.picture),
            sha256=hashlib.sha256(clean.picture).hexdigest(),
            dhash=clean.dhash,
            taken_at=clean.facts.taken_at,
            position=clean.facts.position,
        )
        with storage_errors(), self._undone_on_failure(photo.token):
            note = self._note(photo.token)
            write_durably(note, _as_json(photo))
            os.utime(note, (at.timestamp(), at.timestamp()))
            write_durably(self._picture(photo.token, PhotoSize.THUMBNAIL), clean.thumbnail)
            write_durably(self._picture(photo.token, PhotoSize.FULL), clean.picture)
            sync_folder(note.parent)
            sync_folder(self._picture(photo.token, PhotoSize.FULL).parent)
        return photo

    def claim(self, token: str, *, at: datetime) -> StagedPhoto | None:
        """What is known of a staged photo; the same answer however often a form is sent again.

        None when nobody staged it, or so long ago that it may be pruned while the form is stored.
        """
        if self.path(token, PhotoSize.FULL) is None:
            return None
        with storage_errors():
            try:
                staged_at = self._note(token).stat().st_mtime
                text = self._note(token).read_text()
            except FileNotFoundError:
                return None
        fresh = staged_at > (at - CLAIM_WITHIN).timestamp()
        return _from_json(text) if fresh else None

    def path(self, token: str, size: PhotoSize) -> Path | None:
        """The JPEG to send; None when there is no such photo."""
        if not is_photo_token(token):
            return None
        picture = self._picture(token, size)
        with storage_errors():
            return picture if picture.is_file() else None

    def prune(self, is_known: Callable[[str], bool], *, at: datetime) -> int:
        """Delete staged photos that no row names after `PRUNE_AFTER`; how many were deleted."""
        oldest = (at - PRUNE_AFTER).timestamp()
        deleted = 0
        with storage_errors():
            for note in self.folder.glob("staged/*.json"):
                if note.stat().st_mtime >= oldest:
                    continue
                if not is_known(note.stem):
                    self._delete_pictures(note.stem)
                    deleted += 1
                note.unlink(missing_ok=True)
        return deleted

    def _picture(self, token: str, size: PhotoSize) -> Path:
        return self.folder / token[:2] / f"{token}{_ENDINGS[size]}"

    def _note(self, token: str) -> Path:
        return self.folder / "staged" / f"{token}.json"

    def _delete_pictures(self, token: str) -> None:
        for size in PhotoSize:
            self._picture(token, size).unlink(missing_ok=True)

    @contextmanager
    def _undone_on_failure(self, token: str) -> Iterator[None]:
        try:
            yield
        except OSError:
            # Make room again. What cannot be removed now keeps its note, and is pruned.
            self._delete_pictures(token)
            self._note(token).unlink(missing_ok=True)
            raise


def storage_ok(folder: Path) -> bool:
    """Whether a file can be written and read back: for /healthz and `ptmb doctor`."""
    probe = b"PTMB" * 16_384
    try:
        make_durably(folder)
        # Has no name, or loses it at once, so that a full disk is not left with a stray file.
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(probe)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            return file.read() == probe
    except OSError as error:
        _log.warning("The photo storage cannot be written: %s", error)
        return False


@contextmanager
def storage_errors() -> Iterator[None]:
    """Tell a disk that fails as StorageUnavailable."""
    try:
        yield
    except OSError as error:
        _log.warning("The photo storage failed: %s", error)
        raise StorageUnavailable(error) from error


def _as_json(photo: StagedPhoto) -> bytes:
    taken_at = photo.taken_at.isoformat() if photo.taken_at else None
    return json.dumps(asdict(photo) | {"taken_at": taken_at}).encode()


def _from_json(text: str) -> StagedPhoto:
    facts = json.loads(text)
    taken_at, position = facts.pop("taken_at"), facts.pop("position")
    return StagedPhoto(
        **facts,
        taken_at=datetime.fromisoformat(taken_at) if taken_at else None,
        position=Point(**position) if position else None,
    )
