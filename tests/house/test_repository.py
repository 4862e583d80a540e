"""What every committed file owes the next machine: no registry's address, no loose package."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock", "tools/uv.lock"]
# In pieces, so that this file does not itself hold what it looks for.
REGISTRIES = [
    ".".join(parts).encode()
    for parts in (
        ("pypi", "org"),
        ("python" + "hosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
    )
]


def committed_files() -> list[Path]:
    """Tracked files and those that the next commit would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    paths = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def locked_packages(lock: str) -> list[str]:
    """Each package of a lock file as one line: its version, its marker and its hashes."""
    text = re.sub(r"\s*#.*", "", (ROOT / lock).read_text()).replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip()]


def test_no_committed_file_names_a_package_registry() -> None:
    files = committed_files()
    found = {
        f"{path.relative_to(ROOT)}: {host.decode()}"
        for path in files
        for host in REGISTRIES
        if host in path.read_bytes()
    }

    assert len(files) > 10, "the list of files is not believable"
    assert found == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_its_hashes(lock: str) -> None:
    packages = locked_packages(lock)
    locked = re.compile(r"^[a-z0-9._-]+(\[[a-z0-9,._-]+\])?==\S+.*--hash=sha256:[0-9a-f]{64}")
    loose = [line for line in packages if not locked.match(line)]

    assert packages
    assert loose == []


def test_tests_run_with_the_versions_that_are_shipped() -> None:
    shipped = {line.split("--hash")[0].strip() for line in locked_packages("requirements.lock")}
    tested = {line.split("--hash")[0].strip() for line in locked_packages("requirements-dev.lock")}

    assert shipped
    assert shipped - tested == set()


def test_the_npm_lock_names_no_place_to_fetch_from() -> None:
    lock = (ROOT / "vendor/package-lock.json").read_text()

    assert lock.count('"integrity"') > 10
    assert '"resolved"' not in lock
