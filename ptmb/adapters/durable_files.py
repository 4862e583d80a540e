"""Files and folders that are still there after a power cut."""

import os
import tempfile
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    make_durably(path.parent)
    # "x": a token is never written twice. No rename is needed, for nobody knows the token yet.
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_durably(path: Path, content: bytes) -> None:
    """Put a file in the place of another; whoever reads sees the old one or the new one, whole.

    Nothing stays beside it when that fails: on a full disk it would be tried again and again.
    """
    make_durably(path.parent)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(number, "wb") as beside:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def make_durably(folder: Path) -> None:
    if folder.is_dir():
        return
    make_durably(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut, as fsync of a file alone does not."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
