import hashlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ptmb.adapters.photo_store import PhotoStore
from ptmb.domain.geography import Point
from ptmb.domain.photos import CLAIM_WITHIN, PRUNE_AFTER, PhotoRefused, PhotoSize, StagedPhoto
from tests.adapters.photo_files import camera_exif, opened, photo, quarters, saved

_AT = datetime(2024, 2, 7, 6, 5, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos")


def _staged(store: PhotoStore) -> StagedPhoto:
    return store.stage(photo("JPEG"), at=_AT)


def _path(store: PhotoStore, token: str, size: PhotoSize) -> Path:
    path = store.path(token, size)
    assert path is not None
    return path


def _files(store: PhotoStore) -> list[Path]:
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_staged_photo_is_found_again_with_all_that_was_read_from_it(store: PhotoStore) -> None:
    exif = camera_exif(offset="+08:00", position=((1, 12, 0), "S", (116, 54, 0), "E"))

    staged = store.stage(saved(quarters(), "JPEG", exif=exif), at=_AT)

    assert store.claim(staged.token, at=_AT) == staged
    assert staged.taken_at == datetime(2024, 2, 7, 6, 5, tzinfo=UTC)
    assert staged.position == Point(-1.2, 116.9)
    assert (staged.width, staged.height) == (320, 240)


def test_the_stored_files_are_the_picture_and_its_thumbnail(store: PhotoStore) -> None:
    staged = store.stage(saved(quarters(2000, 1500), "PNG"), at=_AT)

    picture = _path(store, staged.token, PhotoSize.FULL).read_bytes()
    thumbnail = _path(store, staged.token, PhotoSize.THUMBNAIL).read_bytes()
    assert opened(picture).size == (1600, 1200)
    assert opened(thumbnail).size == (320, 240)
    assert hashlib.sha256(picture).hexdigest() == staged.sha256
    assert len(picture) == staged.size_bytes


def test_two_photos_never_share_a_token(store: PhotoStore) -> None:
    assert _staged(store).token != _staged(store).token


def test_a_form_sent_again_claims_the_same_photo_again(store: PhotoStore) -> None:
    token = _staged(store).token

    assert store.claim(token, at=_AT) == store.claim(token, at=_AT + _MINUTE)


def test_a_photo_waits_one_day_for_its_form(store: PhotoStore) -> None:
    token = _staged(store).token

    assert store.claim(token, at=_AT + CLAIM_WITHIN - _MINUTE) is not None
    assert store.claim(token, at=_AT + CLAIM_WITHIN + _MINUTE) is None


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "..",
        "../../etc/passwd",
        "0" * 31,
        "0" * 33,
        "0" * 32,
        "A" * 32,
        "0" * 31 + "\n",
        "0" * 30 + "/.",
        "٠" * 32,
        "\0" * 32,
    ],
)
def test_a_forged_token_finds_nothing(store: PhotoStore, forged: str) -> None:
    _staged(store)

    assert store.claim(forged, at=_AT) is None
    assert store.path(forged, PhotoSize.FULL) is None


def test_a_token_never_leads_out_of_the_store(store: PhotoStore, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"not ours to show")

    assert store.path(str(tmp_path / "secret"), PhotoSize.FULL) is None


def test_a_photo_whose_picture_is_gone_cannot_be_claimed(store: PhotoStore) -> None:
    token = _staged(store).token
    _path(store, token, PhotoSize.FULL).unlink()

    assert store.claim(token, at=_AT) is None


def test_a_refused_file_leaves_nothing_behind(store: PhotoStore) -> None:
    with pytest.raises(PhotoRefused):
        store.stage(b"<svg/>", at=_AT)

    assert _files(store) == []


def test_pruning_deletes_only_old_photos_that_no_row_names(store: PhotoStore) -> None:
    old, named = _staged(store), _staged(store)
    fresh = store.stage(photo("PNG"), at=_AT + PRUNE_AFTER)

    deleted = store.prune({named.token}.__contains__, at=_AT + PRUNE_AFTER + _MINUTE)

    assert deleted == 1
    assert store.path(old.token, PhotoSize.FULL) is None
    assert store.path(named.token, PhotoSize.FULL) is not None
    assert store.path(named.token, PhotoSize.THUMBNAIL) is not None
    assert store.claim(fresh.token, at=_AT + PRUNE_AFTER) == fresh
    assert len(_files(store)) == 2 + 3


def test_a_photo_that_may_still_be_claimed_is_never_pruned(store: PhotoStore) -> None:
    _staged(store)

    assert store.prune(lambda _token: False, at=_AT + CLAIM_WITHIN) == 0


def test_a_kept_photo_is_not_looked_at_again(store: PhotoStore) -> None:
    token = _staged(store).token
    store.prune(lambda _token: True, at=_AT + 2 * PRUNE_AFTER)

    deleted = store.prune(lambda _token: False, at=_AT + 2 * PRUNE_AFTER)

    assert deleted == 0
    assert store.path(token, PhotoSize.FULL) is not None
    assert store.claim(token, at=_AT) is None


def test_an_empty_store_prunes_nothing(store: PhotoStore) -> None:
    assert store.prune(lambda _token: False, at=_AT) == 0


def test_starting_the_store_does_not_load_the_decoders() -> None:
    loaded = "import sys, ptmb.adapters.photo_store; print('PIL' in sys.modules)"

    answer = subprocess.check_output([sys.executable, "-c", loaded], text=True)

    assert answer.strip() == "False"
