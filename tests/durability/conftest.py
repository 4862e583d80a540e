"""A founded city of its own for each test: copied files, or a cloned database on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.durability.installations import Installation, ptmb

ON_SQLITE = os.environ.get("PTMB_TEST_ENGINE", "sqlite") == "sqlite"


@dataclass(frozen=True)
class Original:
    """A founded city, and how to make another like it."""

    folder: Path
    server: str = ""
    database: str = ""


@pytest.fixture(scope="session")
def original(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Original]:
    folder = tmp_path_factory.mktemp("founded") / "instance"
    with ExitStack() as stack:
        server = database = ""
        if not ON_SQLITE:
            from tests.postgres import empty_database  # noqa: PLC0415  only there

            server = request.getfixturevalue("postgres")
            database = stack.enter_context(empty_database(server))
        made = ptmb(Installation(folder, database), "prepare")
        assert made.returncode == 0, made.stderr
        yield Original(folder, server, database)


@pytest.fixture
def city(original: Original, tmp_path: Path) -> Iterator[Installation]:
    """An installation of its own, ready to serve, on the engine under test."""
    folder = Path(shutil.copytree(original.folder, tmp_path / "instance"))
    if ON_SQLITE:
        yield Installation(folder)
        return
    from tests.postgres import cloned_database  # noqa: PLC0415  only there

    with cloned_database(original.server, original.database) as database:
        yield Installation(folder, database)


@pytest.fixture
def file_city(city: Installation) -> Path:
    """The folder of an installation whose database is a file; what breaks the file needs one."""
    if not ON_SQLITE:
        pytest.skip("this fault is one of SQLite's file; it runs once, with the SQLite tests")
    return city.folder


@pytest.fixture
def server_city(city: Installation) -> Installation:
    """An installation whose database is a server of its own."""
    if ON_SQLITE:
        pytest.skip("this fault is one of a database server; it runs with the PostgreSQL tests")
    return city
