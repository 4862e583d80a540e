import errno
import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ptmb.adapters.photo_store import PhotoStore, StorageUnavailable, storage_ok
from ptmb.domain.photos import PRUNE_AFTER, PhotoSize, StagedPhoto
from tests.adapters.photo_files import photo, quarters, saved

_AT = datetime(2024, 2, 7, 6, 5, tzinfo=UTC)


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


@pytest.mark.parametrize("failing_sync", range(1, 9))
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_fails_at_any_moment_leaves_no_half_photo(
    store: PhotoStore, monkeypatch: pytest.MonkeyPatch, failing_sync: int, code: int
) -> None:
    """Eight moments: three new folders, three files, the names in two folders."""
    synced = 0
    real_sync = os.fsync

    def failing(handle: int) -> None:
        nonlocal synced
        synced += 1
        if synced == failing_sync:
            raise OSError(code, os.strerror(code))
        real_sync(handle)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(StorageUnavailable) as unavailable:
        _staged(store)

    assert unavailable.value.full is (code == errno.ENOSPC)
    assert _files(store) == []


def test_once_the_disk_is_back_photos_are_taken_again(
    store: PhotoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", _no_space)
        assert not storage_ok(store.folder)
        with pytest.raises(StorageUnavailable):
            _staged(store)

    assert storage_ok(store.folder)
    assert store.claim(_staged(store).token, at=_AT) is not None


def _no_space(_handle: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_folder_that_is_none_is_said_to_be_unavailable(tmp_path: Path) -> None:
    in_the_way = tmp_path / "photos"
    in_the_way.write_text("a file where the folder should be")

    assert not storage_ok(in_the_way)
    with pytest.raises(StorageUnavailable):
        _staged(PhotoStore(in_the_way))


def test_asking_whether_the_storage_works_leaves_no_trace(store: PhotoStore) -> None:
    assert storage_ok(store.folder)

    assert _files(store) == []


_STAGES_FOR_EVER = """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from ptmb.adapters.photo_store import PhotoStore

    store, upload = PhotoStore(Path(sys.argv[1])), Path(sys.argv[2]).read_bytes()
    while True:
        print(store.stage(upload, at=datetime(2024, 2, 7, tzinfo=UTC)).token, flush=True)
"""


@pytest.mark.parametrize("milliseconds", [0, 3, 7, 13, 21, 40])
def test_every_token_handed_out_survives_kill_9(
    store: PhotoStore, tmp_path: Path, milliseconds: int
) -> None:
    upload = tmp_path / "upload.jpg"
    upload.write_bytes(saved(quarters(), "JPEG"))
    command = [
        sys.executable,
        "-c",
        textwrap.dedent(_STAGES_FOR_EVER),
        str(store.folder),
        str(upload),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as stager:
        assert stager.stdout is not None
        tokens = [stager.stdout.readline().strip()]
        time.sleep(milliseconds / 1000)
        stager.send_signal(signal.SIGKILL)
        tokens += [line.strip() for line in stager.stdout if line.endswith("\n")]

    for token in tokens:
        staged = store.claim(token, at=datetime(2024, 2, 7, tzinfo=UTC))
        assert staged is not None
        picture = _path(store, token, PhotoSize.FULL).read_bytes()
        assert hashlib.sha256(picture).hexdigest() == staged.sha256
        assert store.path(token, PhotoSize.THUMBNAIL) is not None

    store.prune(lambda _token: False, at=datetime.now(UTC) + 2 * PRUNE_AFTER)
    assert _files(store) == []
