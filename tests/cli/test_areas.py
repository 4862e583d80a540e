"""`ptmb areas import`: says what it found, and changes nothing that was not wished."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SQUARE = [[116.80, -1.20], [116.82, -1.20], [116.82, -1.18], [116.80, -1.18], [116.80, -1.20]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    feature = {
        "type": "Feature",
        "properties": {"code": "64.71.09.1001", "name": "Pulau", "district": "Laut"},
        "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
    }
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


def test_a_database_that_is_not_ready_is_said_so(run: Run, file: Path) -> None:
    assert "Jalankan: ptmb prepare" in run("areas", "import", str(file)).output


def test_a_dry_run_tells_everything_and_changes_nothing(run: Run, file: Path) -> None:
    run("prepare")
    for _ in range(2):
        told = run("areas", "import", str(file), "--dry-run")
        assert told.exit_code == 0, told.output
        assert "1 wilayah baru, 0 berubah" in told.output
        assert "Manggar tetap ada dengan 0 aduan" in told.output


def test_it_asks_before_it_changes(run: Run, file: Path) -> None:
    run("prepare")
    assert run("areas", "import", str(file), typed="n\n").exit_code == 1
    assert run("areas", "import", str(file), typed="y\n").exit_code == 0
    assert (
        "0 wilayah baru, 0 berubah, 1 tidak berubah"
        in run("areas", "import", str(file), "--yes").output
    )


def test_a_wrong_file_is_explained_in_words(run: Run, tmp_path: Path) -> None:
    run("prepare")
    wrong = tmp_path / "wrong.geojson"
    wrong.write_text('{"type":"FeatureCollection","features":[{"type":"Feature"}]}')
    told = run("areas", "import", str(wrong), "--yes")
    assert told.exit_code == 1
    assert 'Wilayah ke-1: Properti "code" tidak ada atau kosong.' in told.output
    assert "Traceback" not in told.output
