"""Photos that arrive in parts over a bad line, until they are whole.

`parts/<id>.json` says whose upload it is and how large it will be, `parts/<id>.part` holds what
has come, `parts/<id>.token` the photo it became. Parts are never shown. The phone keeps the
picture until its step is done, so what a power cut takes away is simply sent again.
"""

import fcntl
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ptmb.adapters.durable_files import make_durably, replace_durably
from ptmb.adapters.photo_store import PhotoStore, storage_errors
from ptmb.domain.photos import PRUNE_AFTER, PhotoRefused

_ID = re.compile(r"[0-9a-f]{32}")


class NoSuchUpload(LookupError):
    """Nobody began it, or somebody else did."""


class WrongPlace(ValueError):
    """The part does not begin where the last one ended, or is not what its digest says."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"{offset} bytes have come")
        self.offset = offset


@dataclass(frozen=True)
class Begun:
    """What the phone says of the whole file: its length in bytes and its SHA-256 (32 bytes)."""

    owner: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Progress:
    """How many bytes have come; `token` names the photo once all have."""

    offset: int
    size: int
    token: str = ""


@dataclass(frozen=True)
class PhotoParts:
    """The unfinished uploads beside one photo store. Every method may raise StorageUnavailable."""

    store: PhotoStore

    @property
    def folder(self) -> Path:
        return self.store.folder / "parts"

    def progress(self, name: str, owner: int) -> Progress:
        """How far an upload has come.

        Raises:
            NoSuchUpload: this person has begun none of this name.
        """
        with storage_errors():
            begun = self._begun(name)
            if begun is None or begun.owner != owner:
                raise NoSuchUpload(name)
            return self._progress(name, begun)

    def add(self, name: str, begun: Begun, start: int, part: bytes, *, at: datetime) -> Progress:
        """Take one part; the last one makes the photo. The same part again changes nothing.

        Args:
            name: 32 hexadecimal digits that the phone has made.
            start: of the part in the whole file, in bytes.
        Raises:
            NoSuchUpload: the name is another's, or no name.
            WrongPlace: it begins elsewhere, or the whole is not what was announced.
            PhotoRefused: the whole file is not a photo we can take.
        """
        with storage_errors(), self._alone(name):
            known = self._begun(name) or self._begin(name, begun)
            if known != begun:
                raise NoSuchUpload(name)
            have = self._progress(name, begun)
            if have.token:
                return have
            if start != have.offset or start + len(part) > begun.size:
                raise WrongPlace(have.offset)
            with self._path(name, "part").open("ab") as file:
                file.write(part)
            if have.offset + len(part) == begun.size:
                return self._finish(name, begun, at)
            return self._progress(name, begun)

    def prune(self, *, at: datetime) -> None:
        """Forget what was begun longer ago than any phone tries."""
        oldest = (at - PRUNE_AFTER).timestamp()
        with storage_errors():
            for path in self.folder.glob("*"):
                if path.stat().st_mtime < oldest:
                    path.unlink(missing_ok=True)

    def _finish(self, name: str, begun: Begun, at: datetime) -> Progress:
        whole = self._path(name, "part").read_bytes()
        if hashlib.sha256(whole).hexdigest() != begun.sha256:
            self._path(name, "part").unlink()
            raise WrongPlace(0)
        try:
            token = self.store.stage(whole, at=at).token
        except PhotoRefused:
            for kind in ("part", "json"):
                self._path(name, kind).unlink()
            raise
        replace_durably(self._path(name, "token"), token.encode())
        self._path(name, "part").unlink()
        return Progress(begun.size, begun.size, token)

    def _progress(self, name: str, begun: Begun) -> Progress:
        with suppress(FileNotFoundError):
            return Progress(begun.size, begun.size, self._path(name, "token").read_text())
        with suppress(FileNotFoundError):
            return Progress(self._path(name, "part").stat().st_size, begun.size)
        return Progress(0, begun.size)

    def _begun(self, name: str) -> Begun | None:
        if not _ID.fullmatch(name):
            raise NoSuchUpload(name)
        with suppress(FileNotFoundError, json.JSONDecodeError):
            return Begun(**json.loads(self._path(name, "json").read_text()))
        return None

    def _begin(self, name: str, begun: Begun) -> Begun:
        self._path(name, "json").write_text(json.dumps(vars(begun)))
        return begun

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """A part that a bad line doubled waits here for its twin."""
        if not _ID.fullmatch(name):
            raise NoSuchUpload(name)
        make_durably(self.folder)
        with self._path(name, "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _path(self, name: str, kind: str) -> Path:
        return self.folder / f"{name}.{kind}"
