"""Area files that wait on disk between their preview and their taking over."""

import os
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ptmb.adapters.durable_files import write_durably

_TOKEN = re.compile(r"[0-9a-f]{32}")
_KEPT = timedelta(hours=24)


@dataclass(frozen=True)
class AreaUploads:
    """A folder of uploads by token."""

    folder: Path

    def keep(self, raw: bytes, *, at: datetime) -> str:
        """Store the bytes and give their token; what is older than a day goes."""
        self._forget_old(at)
        token = secrets.token_hex(16)
        path = self._path(token)
        write_durably(path, raw)
        os.utime(path, (at.timestamp(), at.timestamp()))
        return token

    def read(self, token: str) -> bytes | None:
        """The bytes; None when the token is unknown, used up or too old."""
        if not _TOKEN.fullmatch(token):
            return None
        try:
            return self._path(token).read_bytes()
        except FileNotFoundError:
            return None

    def drop(self, token: str) -> None:
        if _TOKEN.fullmatch(token):
            self._path(token).unlink(missing_ok=True)

    def _path(self, token: str) -> Path:
        return self.folder / f"{token}.geojson"

    def _forget_old(self, at: datetime) -> None:
        oldest = (at - _KEPT).timestamp()
        for path in self.folder.glob("*.geojson"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
