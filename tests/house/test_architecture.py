"""The house rules of STYLE.md, each proved over every file."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted((ROOT / "ptmb").rglob("*.py"))
BANNED = {"utils", "helpers", "common", "misc", "manager", "handler", "service", "process", "base",
          "info", "data"}  # fmt: skip


def places(pattern: str, allowed: tuple[str, ...]) -> list[str]:
    """Lines that match, outside of the rooms where they may."""
    found = []
    for path in CODE:
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(allowed):
            continue
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            if re.search(pattern, line):
                found.append(f"{name}:{number}: {line.strip()}")
    return found


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_fits_in_the_head(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 200, "split it by meaning"


def test_no_file_is_named_after_nothing() -> None:
    assert [path.name for path in CODE if path.stem.strip("_") in BANNED] == []


def test_only_the_record_moves_a_complaint() -> None:
    assert places(r"complaint\.(status|lane|version) \+?= [^']", ("ptmb/actions/_record.py",)) == []


def test_only_writers_commit() -> None:
    allowed = ("ptmb/actions/", "ptmb/jobs/", "ptmb/demo/", "ptmb/database.py")
    assert places(r"\.commit\(", allowed) == []


def test_only_the_edge_asks_what_time_it_is() -> None:
    allowed = ("ptmb/adapters/clock.py", "ptmb/web/", "ptmb/jobs/", "ptmb/cli/", "ptmb/demo/")
    assert places(r"\bclock\.now\(|datetime\.now\(|import now\b|time\.time\(", allowed) == []


def test_no_page_asks_the_database_itself() -> None:
    others = tuple(f"ptmb/{room.name}" for room in (ROOT / "ptmb").iterdir() if room.name != "web")
    pattern = r"session\.(execute|scalar|scalars|get|get_one)\(|from sqlalchemy import .*\bselect\b"
    assert places(pattern, others) == []


def test_nothing_inside_the_house_prints() -> None:
    assert places(r"^\s*print\(", ("ptmb/cli/",)) == []


def test_nothing_is_left_for_later() -> None:
    pattern = "TO" + r"DO\b|FIX" + r"ME\b|NotImplemented|segera hadir"
    assert places(pattern, ()) == []
