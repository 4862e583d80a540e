"""Photos that come in parts: whole and true they become one photo, otherwise never any."""

import hashlib
import os
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ptmb.adapters.photo_parts import Begun, NoSuchUpload, PhotoParts, Progress, WrongPlace
from ptmb.adapters.photo_store import PhotoStore
from ptmb.domain.photos import PhotoRefused, PhotoSize
from tests.adapters.photo_files import saved, street
from tests.conftest import NOW

NAME = "ab" * 16
PICTURE = saved(street(), "JPEG")
PART = len(PICTURE) // 3 + 1
BEGUN = Begun(7, len(PICTURE), hashlib.sha256(PICTURE).hexdigest())


@pytest.fixture
def parts(tmp_path: Path) -> PhotoParts:
    return PhotoParts(PhotoStore(tmp_path))


def put(parts: PhotoParts, start: int, begun: Begun = BEGUN, picture: bytes = PICTURE) -> Progress:
    return parts.add(NAME, begun, start, picture[start : start + PART], at=NOW)


def pictures(parts: PhotoParts) -> list[Path]:
    return [path for path in parts.store.folder.rglob("*.jpg") if "thumb" not in path.name]


def test_half_an_upload_is_no_photo_and_the_last_part_makes_it_one(parts: PhotoParts) -> None:
    for start in (0, PART):
        assert put(parts, start) == Progress(start + PART, len(PICTURE))
        assert pictures(parts) == []

    whole = put(parts, 2 * PART)

    path = parts.store.path(whole.token, PhotoSize.FULL)
    assert [path] == pictures(parts)
    claimed = parts.store.claim(whole.token, at=NOW)
    assert claimed is not None
    assert claimed.token == whole.token


def test_every_part_again_makes_the_same_one_photo(parts: PhotoParts) -> None:
    for start in (0, PART):
        put(parts, start)
    token = put(parts, 2 * PART).token

    assert put(parts, 0).token == put(parts, 2 * PART).token == token
    assert parts.progress(NAME, 7).token == token
    assert len(pictures(parts)) == 1


@pytest.mark.parametrize("start", [0, 10, 2 * PART])
def test_a_part_that_begins_elsewhere_changes_nothing_and_is_told_where(
    parts: PhotoParts, start: int
) -> None:
    put(parts, 0)

    with pytest.raises(WrongPlace) as wrong:
        put(parts, start)

    assert wrong.value.offset == PART
    assert parts.progress(NAME, 7).offset == PART


def test_a_whole_that_is_not_what_was_announced_begins_anew(parts: PhotoParts) -> None:
    broken = PICTURE[:-100] + bytes(100)
    for start in (0, PART):
        put(parts, start, picture=broken)

    with pytest.raises(WrongPlace) as wrong:
        put(parts, 2 * PART, picture=broken)
    assert wrong.value.offset == 0
    assert pictures(parts) == []

    for start in (0, PART):
        put(parts, start)
    assert put(parts, 2 * PART).token


def test_more_than_was_announced_is_not_taken(parts: PhotoParts) -> None:
    with pytest.raises(WrongPlace):
        parts.add(NAME, replace(BEGUN, size=10), 0, b"x" * 11, at=NOW)


def test_a_file_that_is_no_photo_is_refused_and_leaves_nothing_to_show(parts: PhotoParts) -> None:
    text = b"not a photo at all"
    with pytest.raises(PhotoRefused):
        parts.add(NAME, Begun(7, len(text), hashlib.sha256(text).hexdigest()), 0, text, at=NOW)

    assert pictures(parts) == []
    with pytest.raises(NoSuchUpload):
        parts.progress(NAME, 7)


def test_the_upload_of_another_does_not_exist(parts: PhotoParts) -> None:
    put(parts, 0)

    with pytest.raises(NoSuchUpload):
        parts.progress(NAME, 8)
    with pytest.raises(NoSuchUpload):
        put(parts, PART, begun=replace(BEGUN, owner=8))


@pytest.mark.parametrize(
    "name", ["", "../../../etc/passwd", "AB" * 16, "ab" * 16 + "\n", "ab" * 17]
)
def test_what_is_no_name_names_no_file(parts: PhotoParts, name: str) -> None:
    with pytest.raises(NoSuchUpload):
        parts.progress(name, 7)
    with pytest.raises(NoSuchUpload):
        parts.add(name, BEGUN, 0, b"x", at=NOW)
    assert not [path for path in parts.store.folder.rglob("*") if path.is_file()]


def test_one_last_part_that_comes_four_times_at_once_is_one_photo(parts: PhotoParts) -> None:
    for start in (0, PART):
        put(parts, start)
    tokens: list[str] = []
    threads = [
        threading.Thread(target=lambda: tokens.append(put(parts, 2 * PART).token)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(tokens) == 4
    assert len(set(tokens)) == 1
    assert len(pictures(parts)) == 1


def test_what_nobody_finished_in_two_days_is_thrown_away(parts: PhotoParts) -> None:
    put(parts, 0)
    for path in parts.folder.iterdir():
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))

    parts.prune(at=NOW + timedelta(hours=47))
    assert parts.progress(NAME, 7).offset == PART

    parts.prune(at=NOW + timedelta(hours=49))
    assert list(parts.folder.iterdir()) == []
