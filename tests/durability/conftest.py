"""A founded city as files, copied for each test; these faults are SQLite's."""

import os
import shutil
from pathlib import Path

import pytest

from tests.durability.installations import ptmb


@pytest.fixture(scope="session")
def founded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("founded") / "instance"
    made = ptmb(folder, "prepare")
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def city(founded_folder: Path, tmp_path: Path) -> Path:
    """An installation of its own, ready to serve."""
    if os.environ.get("PTMB_TEST_ENGINE", "sqlite") != "sqlite":
        pytest.skip("these tests break the SQLite file; they run once, with the SQLite tests")
    return Path(shutil.copytree(founded_folder, tmp_path / "instance"))
