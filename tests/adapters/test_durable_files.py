"""A file in the place of another: whole, and nothing left beside it."""

import errno
import os
from pathlib import Path

import pytest

from ptmb.adapters.durable_files import replace_durably


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "page"
    replace_durably(file, b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for _ in range(3):
        with pytest.raises(OSError, match="No space"):
            replace_durably(file, b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("page", b"old")]
