"""Static files: named by content, compressed once, kept for ever by the browser, and genuine."""

import gzip
import hashlib
import json
from pathlib import Path

import brotli
import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from ptmb.web.assets import build, serve_assets

STATIC = Path(__file__).parents[2] / "ptmb" / "static"
VENDOR = STATIC / "vendor"
TEXT = "body{color:red}" * 100


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small static folder: a style sheet that names a picture, and a script."""
    folder = tmp_path / "program" / "static"
    (folder / "css").mkdir(parents=True)
    (folder / "pictures").mkdir()
    (folder / "pictures" / "drop.png").write_bytes(b"not really a picture")
    (folder / "css" / "theme.css").write_text(f"{TEXT}a{{background:url('../pictures/drop.png')}}")
    (folder / "app.js").write_text("'use strict';" * 100)
    return folder


@pytest.fixture
def served(source: Path, tmp_path: Path) -> Flask:
    app = Flask(
        "program",
        static_folder=None,
        root_path=str(source.parent),
        instance_path=str(tmp_path / "instance"),
    )
    serve_assets(app)
    return app


def url_of(app: Flask, name: str) -> str:
    with app.test_request_context():
        return render_template_string("{{ asset(name) }}", name=name)


def fetch(app: Flask, name: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    client: FlaskClient = app.test_client()
    with client.get(url_of(app, name), headers=headers) as answer:
        return answer.status_code, answer.data, dict(answer.headers)


def test_a_name_carries_its_content(source: Path, tmp_path: Path) -> None:
    before = build(source, tmp_path / "built").url("app.js")
    (source / "app.js").write_text("'changed, and longer than before'" * 100)
    after = build(source, tmp_path / "built").url("app.js")
    assert before != after
    assert (tmp_path / "built" / "files" / before.removeprefix("/static/")).exists()


def test_a_style_sheet_names_its_pictures_by_their_new_names(served: Flask) -> None:
    picture = url_of(served, "pictures/drop.png")
    _, css, _ = fetch(served, "css/theme.css")
    assert f"url({picture})" in css.decode()


def test_a_changed_picture_renames_the_style_sheet_too(source: Path, tmp_path: Path) -> None:
    before = build(source, tmp_path / "built").url("css/theme.css")
    (source / "pictures" / "drop.png").write_bytes(b"another picture")
    assert build(source, tmp_path / "built").url("css/theme.css") != before


def test_a_second_start_writes_nothing(source: Path, tmp_path: Path) -> None:
    build(source, tmp_path / "built")
    manifest = tmp_path / "built" / "manifest.json"
    written = manifest.stat().st_mtime_ns
    build(source, tmp_path / "built")
    assert manifest.stat().st_mtime_ns == written


def test_a_start_that_was_cut_short_is_made_again(source: Path, tmp_path: Path) -> None:
    first = build(source, tmp_path / "built")
    (tmp_path / "built" / "manifest.json").write_text('{"signature": "')
    assert build(source, tmp_path / "built") == first


def test_the_compressed_copies_are_the_same_text(served: Flask) -> None:
    _, plain, _ = fetch(served, "app.js")
    _, zipped, headers = fetch(served, "app.js", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped) == plain
    _, squeezed, headers = fetch(served, "app.js", **{"Accept-Encoding": "gzip, br"})
    assert headers["Content-Encoding"] == "br"
    assert brotli.decompress(squeezed) == plain


def test_a_browser_keeps_a_file_for_ever_and_no_other_site_may_read_it(served: Flask) -> None:
    status, _, headers = fetch(served, "app.js")
    assert status == 200
    assert "immutable" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers


def test_the_plain_name_is_not_served(served: Flask) -> None:
    assert served.test_client().get("/static/app.js").status_code == 404


def test_an_unknown_asset_fails_loudly(served: Flask) -> None:
    with pytest.raises(KeyError):
        url_of(served, "css/forgotten.css")


def manifest_entries() -> list[tuple[str, str]]:
    entries = json.loads((VENDOR / "MANIFEST.json").read_text())
    return [pair for entry in entries for pair in entry["sha256"].items()]


@pytest.mark.parametrize(("name", "checksum"), manifest_entries())
def test_a_vendored_file_is_what_the_manifest_says(name: str, checksum: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == checksum


def test_no_vendored_file_is_missing_from_the_manifest() -> None:
    files = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert files - {name for name, _ in manifest_entries()} == {"MANIFEST.json"}


def test_no_vendored_file_asks_for_a_source_map() -> None:
    asking = [
        path.name
        for path in VENDOR.rglob("*")
        if path.suffix in {".js", ".css"} and b"sourceMappingURL" in path.read_bytes()
    ]
    assert asking == []


def test_every_vendored_package_ships_its_licence() -> None:
    entries = json.loads((VENDOR / "MANIFEST.json").read_text())
    assert [
        entry["name"]
        for entry in entries
        if not any(name.endswith("LICENSE") for name in entry["sha256"])
    ] == []


def test_the_look_stays_light() -> None:
    """The budget of the product design: first visits happen on slow networks."""
    assert (STATIC / "css" / "theme.css").stat().st_size <= 14 * 1024
    assert len(gzip.compress((VENDOR / "bootstrap.purged.css").read_bytes(), 9)) <= 6 * 1024
    assert len(gzip.compress((VENDOR / "icons.svg").read_bytes(), 9)) <= 8 * 1024
