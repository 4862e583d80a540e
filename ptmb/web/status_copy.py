"""One page as it is sent: compressed beforehand, with its tag, and as a file that outlives us."""

import gzip
import hashlib
import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ptmb.adapters.durable_files import replace_durably

OLD_MARKS = ((b"data-when-old hidden", b"data-when-old"), (b'"stale":false', b'"stale":true'))
"""What a page holds for the day that it cannot be renewed, and what that becomes then."""
_COMPRESSED = ("text/", "application/json", "application/atom+xml", "image/svg")
_OF_ITS_OWN = frozenset(
    {"content-length", "content-encoding", "etag", "vary", "set-cookie", "date"}
)
_log = logging.getLogger(__name__)
_Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What the application said, whole."""

    status: str
    headers: _Headers
    body: bytes

    @property
    def failed(self) -> bool:
        return self.status.startswith("5")

    @property
    def for_everybody(self) -> bool:
        """Whether it may be given to others: a page that says it is public and sets no cookie."""
        said = {name.lower(): text for name, text in self.headers}
        public = "public" in said.get("cache-control", "")
        return self.status.startswith("200") and public and "set-cookie" not in said

    def send(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        # It was drawn without cookies, so it does not vary with them whatever it says.
        headers = [(name, text) for name, text in self.headers if name.lower() != "vary"]
        start_response(self.status, headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (self.body,)


@dataclass(frozen=True)
class _Form:
    """The page in one encoding, ready to be sent."""

    tag: str
    headers: _Headers
    unchanged: _Headers
    body: tuple[bytes, ...]


@dataclass(frozen=True)
class Copy:
    """A page with its moment (seconds since 1970) and all its forms by encoding."""

    made_at: float
    headers: _Headers
    body: bytes
    forms: dict[str, _Form]

    @classmethod
    def of(cls, answer: Answer, made_at: float) -> "Copy":
        kept = [(name, text) for name, text in answer.headers if name.lower() not in _OF_ITS_OWN]
        return cls(made_at, kept, answer.body, _forms(kept, answer.body))

    def aged(self) -> "Copy":
        """The same page, saying that it is old."""
        body = self.body
        for fresh, old in OLD_MARKS:
            body = body.replace(fresh, old)
        if body == self.body:
            return self
        return Copy(self.made_at, self.headers, body, _forms(self.headers, body))

    def send(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        form = self.forms.get(_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        form = form or self.forms[""]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (form.tag in known or known.strip() == "*"):
            start_response("304 NOT MODIFIED", form.unchanged)
            return ()
        start_response("200 OK", form.headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else form.body


def _forms(headers: _Headers, body: bytes) -> dict[str, _Form]:
    kind = next((text for name, text in headers if name.lower() == "content-type"), "")
    bodies = {"": body}
    if kind.startswith(_COMPRESSED):
        bodies |= {"gzip": gzip.compress(body, 6, mtime=0), "br": _brotli(body)}
    digest = hashlib.blake2b(body, digest_size=9).hexdigest()
    return {name: _form(name, headers, digest, one) for name, one in bodies.items()}


def _form(encoding: str, headers: _Headers, digest: str, body: bytes) -> _Form:
    tag = f'"{digest}{"-" if encoding else ""}{encoding}"'
    named = [*headers, ("ETag", tag), ("Vary", "Accept-Encoding")]
    how = [("Content-Encoding", encoding)] if encoding else []
    unchanged = [(name, text) for name, text in named if name.lower() != "content-type"]
    return _Form(tag, [*named, *how, ("Content-Length", str(len(body)))], unchanged, (body,))


def _brotli(body: bytes) -> bytes:
    import brotli  # noqa: PLC0415  only the worker that draws needs it

    compressed: bytes = brotli.compress(body, quality=6)
    return compressed


@lru_cache(maxsize=256)
def _encoding(accepted: str) -> str:
    """br or gzip if the browser takes it (RFC 9110, 12.5.3); a weight of zero refuses it."""
    taken = set()
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "").rstrip("0").rstrip(".") != "q=":
            taken.add(name.strip())
    return next((one for one in ("br", "gzip") if one in taken), "")


def file_name(address: str) -> str:
    """The name of an address on disk."""
    return hashlib.blake2b(address.encode(), digest_size=12).hexdigest()


def write_copy(folder: Path, address: str, copy: Copy) -> None:
    """Keep it for restarts and other workers; a full disk must not take the page away."""
    about = {
        "address": address,
        "made_at": copy.made_at,
        "headers": copy.headers,
        "digest": hashlib.blake2b(copy.body).hexdigest(),
    }
    content = json.dumps(about).encode() + b"\n" + copy.body
    try:
        replace_durably(folder / f"{file_name(address)}.copy", content)
    except OSError as error:
        _log.warning("A status page is not kept on disk: %s", error)


def read_copy(folder: Path, address: str) -> Copy | None:
    """The copy on disk, or None where there is none or it is not whole."""
    try:
        head, _, body = (folder / f"{file_name(address)}.copy").read_bytes().partition(b"\n")
        about = json.loads(head)
    except (OSError, ValueError):
        return None
    if about["address"] != address or about["digest"] != hashlib.blake2b(body).hexdigest():
        return None
    headers = [(name, text) for name, text in about["headers"]]
    return Copy(about["made_at"], headers, body, _forms(headers, body))


def forget_copy(folder: Path, address: str) -> None:
    """Drop the copy of an address that leads nowhere any more."""
    (folder / f"{file_name(address)}.copy").unlink(missing_ok=True)
