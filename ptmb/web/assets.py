"""Static files under names that carry their content, compressed once, served by WhiteNoise."""

import gzip
import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from flask import Flask
from whitenoise import WhiteNoise

COMPRESSED = {".css", ".js", ".svg", ".json", ".txt"}
HASHED = re.compile(r"\.[0-9a-f]{8}(\.\w+)?$")
LINK = re.compile(r"url\(\s*[\"']?([^\"')#?:]+)[\"']?\s*\)")
KEPT_SECONDS = 7 * 24 * 3600
"""Old files stay this long: a page opened before an update still asks for them."""


@dataclass(frozen=True)
class Assets:
    """Where each source file is served, by its path inside static/."""

    names: dict[str, str]

    def url(self, name: str) -> str:
        return f"/static/{self.names[name]}"


def serve_assets(app: Flask) -> None:
    """Build what changed under instance/, serve it under /static/, and give templates asset()."""
    folder = Path(app.instance_path) / "assets"
    assets = build(Path(app.root_path) / "static", folder)
    app.jinja_env.globals["asset"] = assets.url
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask's documented way to wrap
        app.wsgi_app,
        root=str(folder / "files"),
        prefix="static/",
        allow_all_origins=False,
        immutable_file_test=lambda _path, url: HASHED.search(url) is not None,
        add_headers_function=_add_headers,
    )


def _add_headers(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def build(source: Path, folder: Path) -> Assets:
    """Make the hashed and compressed copies, unless nothing changed since the last time."""
    listing = list(_listing(str(source)))
    signature = hashlib.blake2b(repr(sorted(listing)).encode(), digest_size=16).hexdigest()
    manifest = folder / "manifest.json"
    kept = _kept(manifest, signature)
    if kept:
        return Assets(kept)

    names = _publish(source, [name for name, _, _ in listing], folder / "files")
    _put(manifest, json.dumps({"signature": signature, "names": names}).encode())
    _prune(folder / "files", set(names.values()))
    return Assets(names)


def _listing(folder: str, inside: str = "") -> Iterator[tuple[str, int, int]]:
    """Path, size and time of change of every file: enough to see an edit without reading."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _listing(entry.path, f"{inside}{entry.name}/")
            else:
                about = entry.stat()
                yield f"{inside}{entry.name}", about.st_size, about.st_mtime_ns


def _kept(manifest: Path, signature: str) -> dict[str, str]:
    """The names of the last build, or nothing when it was another one."""
    try:
        kept = json.loads(manifest.read_bytes())
    except (FileNotFoundError, ValueError):  # first start, or a start that was cut short
        return {}
    names: dict[str, str] = kept["names"] if kept.get("signature") == signature else {}
    return names


def _publish(source: Path, names: list[str], files: Path) -> dict[str, str]:
    """Style sheets come last, because they name the other files."""
    published: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (name.endswith(".css"), name)):
        content = (source / name).read_bytes()
        if name.endswith(".css"):
            content = _relinked(name, content.decode(), published).encode()
        published[name] = _hashed(name, content)
        _put_with_variants(files / published[name], content)
    return published


def _hashed(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    digest = hashlib.blake2b(content, digest_size=4).hexdigest()
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))


def _relinked(name: str, css: str, published: dict[str, str]) -> str:
    """The style sheet with its relative url(...) pointing at the hashed names."""

    def replace(match: re.Match[str]) -> str:
        target = os.path.normpath(PurePosixPath(name).parent / match[1])
        return f"url(/static/{published[target]})" if target in published else match[0]

    return LINK.sub(replace, css)


def _put_with_variants(path: Path, content: bytes) -> None:
    if path.exists():  # the name is the content
        return
    if path.suffix in COMPRESSED:
        _put(path.with_name(f"{path.name}.gz"), gzip.compress(content, 9, mtime=0))
        _put(path.with_name(f"{path.name}.br"), _brotli()(content))
    _put(path, content)


def _brotli() -> Callable[[bytes], bytes]:
    import brotli  # noqa: PLC0415  only when something changed: it costs the start

    compress: Callable[[bytes], bytes] = brotli.compress
    return compress


def _put(path: Path, content: bytes) -> None:
    """Several workers may build at once, so each file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as beside:
        beside.write(content)
    Path(beside.name).chmod(0o644)
    Path(beside.name).replace(path)


def _prune(files: Path, wanted: set[str]) -> None:
    """Drop what no page of the last week can ask for."""
    limit = time.time() - KEPT_SECONDS
    for path in files.rglob("*"):
        name = str(path.relative_to(files)).removesuffix(".br").removesuffix(".gz")
        if path.is_file() and name not in wanted and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
