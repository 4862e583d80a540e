"""Uploads between preview and import: kept for a day, and never anything else is read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ptmb.adapters.area_uploads import AreaUploads

AT = datetime(2024, 2, 10, 6, 32, tzinfo=UTC)


def test_what_was_kept_is_read_until_it_is_dropped(tmp_path: Path) -> None:
    uploads = AreaUploads(tmp_path / "uploads")
    token = uploads.keep(b"{}", at=AT)
    assert uploads.read(token) == b"{}"
    uploads.drop(token)
    assert uploads.read(token) is None
    uploads.drop(token)


def test_an_upload_goes_after_a_day(tmp_path: Path) -> None:
    uploads = AreaUploads(tmp_path)
    old, young = uploads.keep(b"old", at=AT), uploads.keep(b"young", at=AT + timedelta(hours=2))
    uploads.keep(b"new", at=AT + timedelta(hours=25))
    assert (uploads.read(old), uploads.read(young)) == (None, b"young")


@pytest.mark.parametrize("token", ["../secret_key", "", "0" * 31, "G" * 32])
def test_a_token_is_never_a_path(tmp_path: Path, token: str) -> None:
    (tmp_path / "secret_key.geojson").write_text("secret")
    uploads = AreaUploads(tmp_path / "uploads")
    uploads.drop(token)
    assert uploads.read(token) is None
    assert (tmp_path / "secret_key.geojson").exists()
