"""`ptmb doctor` and the key that signs what goes to telephones."""

from pathlib import Path

from tests.cli.conftest import Run


def test_the_first_preparation_makes_the_key(run: Run, folder: Path) -> None:
    run("prepare")
    key = folder / "push_key"
    assert key.stat().st_mode & 0o777 == 0o600
    content = key.read_text()
    run("prepare")
    assert key.read_text() == content
    told = run("doctor")
    assert "kunci kabar ponsel ada" in told.output


def test_a_missing_key_is_told_and_made_on_request(run: Run, folder: Path) -> None:
    run("prepare")
    (folder / "push_key").unlink()
    told = run("doctor")
    assert told.exit_code == 0, told.output
    assert "ptmb doctor --fix" in told.output
    assert "kunci kabar ponsel ada" in run("doctor", "--fix").output
    assert (folder / "push_key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_others_may_read_is_wrong_and_is_closed(run: Run, folder: Path) -> None:
    run("prepare")
    key = folder / "push_key"
    key.chmod(0o644)
    content = key.read_text()
    assert run("doctor").exit_code == 1
    assert run("doctor", "--fix").exit_code == 0
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.read_text() == content
