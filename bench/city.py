"""The cities that are measured: made once by `ptmb demo --size`, copied for each server."""

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from bench.servers import ROOT, environment

KEPT = ROOT / ".cache" / "bench"


def city_of(size: int) -> Path:
    """An installation with so many complaints; made anew when schema or demonstration changed."""
    folder = KEPT / f"city-{size}-{_edition()}"
    if folder.exists():
        return folder
    for old in KEPT.glob(f"city-{size}-*"):
        shutil.rmtree(old)
    print(f"Making a city of {size} complaints, once ...", flush=True)
    making = KEPT / f"making-{size}"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    command = [sys.executable, "-m", "ptmb.cli", "demo", "--size", str(size)]
    subprocess.run(
        command, env=environment(making), cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    making.rename(folder)
    return folder


def copied(size: int, to: Path) -> Path:
    """A city of its own for one server, so that what it writes stays beside the other's."""
    shutil.copytree(city_of(size), to)
    with closing(sqlite3.connect(to / "ptmb.sqlite", isolation_level=None)) as connection:
        connection.executescript(_LEVEL)
    return to


_LEVEL = """
BEGIN;
CREATE TEMP TABLE first_officer AS SELECT id FROM staff WHERE username = 'petugas';
CREATE TEMP TABLE second_officer AS SELECT id FROM staff WHERE username = 'petugas2';
UPDATE complaint SET officer_id = (SELECT id FROM second_officer)
  WHERE officer_id = (SELECT id FROM first_officer);
UPDATE complaint SET crew_id = NULL WHERE officer_id IS NULL AND lane = 'running';
UPDATE complaint SET officer_id = (SELECT id FROM first_officer), lane = 'running',
  status = 'assigned' WHERE id IN (SELECT id FROM complaint ORDER BY id DESC LIMIT 50);
UPDATE complaint SET officer_id = NULL, lane = 'triage', status = 'received'
  WHERE id IN (SELECT id FROM complaint ORDER BY id DESC LIMIT 60 OFFSET 50);
COMMIT;
"""
"""One officer with 50 jobs and a full page of the queue, so that any two cities show as much."""


def _edition() -> str:
    """Of everything that decides how the rows come out."""
    digest = hashlib.blake2b(digest_size=6)
    for folder in ("migrations/versions", "ptmb/demo", "ptmb/models"):
        for file in sorted((ROOT / folder).glob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()
