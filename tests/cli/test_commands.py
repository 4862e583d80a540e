"""The commands: they do what they say, and say in one line what they refuse."""

import os
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_help_names_every_command(run: Run) -> None:
    told = run("--help").output
    for name in ("serve", "worker", "demo", "db", "users", "areas", "doctor", "stats"):
        assert f"  {name} " in told


def test_an_administrator_is_made_listed_and_closed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTMB_NEW_PASSWORD", "kuda laut di pantai melawai")
    for name in ("kepala", "wakil"):
        made = run("users", "create", name, "--role", "admin", "--name", f"Admin {name}")
        assert made.exit_code == 0, made.output
    assert "kepala" in run("users", "list").output
    assert run("users", "disable", "wakil").exit_code == 0
    assert "(nonaktif)" in run("users", "list").output


def test_the_last_administrator_stays(run: Run) -> None:
    run("users", "create", "kepala", "--role", "admin", "--name", "Admin 1", "--link")
    refused = run("users", "disable", "kepala")
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: ")


def test_a_link_is_printed_instead_of_asking(run: Run) -> None:
    told = run("users", "create", "op1", "--role", "operator", "--name", "Operator 1", "--link")
    assert "/sandi/" in told.output


@pytest.mark.parametrize("password", ["pendek", "123456789012345", "operator1 operator1"])
def test_a_weak_password_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("PTMB_NEW_PASSWORD", password)
    refused = run("users", "create", "operator1", "--role", "operator", "--name", "Operator 1")
    assert refused.exit_code == 1
    assert "Kata sandi" in refused.output or "nama Anda" in refused.output
    assert "operator1" not in run("users", "list").output


def test_a_taken_name_is_refused(run: Run) -> None:
    words = ("users", "create", "op1", "--role", "operator", "--name", "Operator 1", "--link")
    run(*words)
    assert "sudah dipakai" in run(*words).output


def test_disabling_nobody_says_so(run: Run) -> None:
    run("prepare")
    assert "Tidak ada akun siapa" in run("users", "disable", "siapa").output


def test_a_load_set_brings_accounts_and_a_kept_password(run: Run, folder: Path) -> None:
    told = run("demo", "--size", "50")
    assert "50 aduan dimuat" in told.output
    assert "kata-sandi-untuk-uji-saja" in told.output
    kept = folder / "demo_password"
    assert kept.read_text().strip() == "kata-sandi-untuk-uji-saja"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_made_up_complaints_never_mix_with_real_people(run: Run) -> None:
    run("users", "create", "kepala", "--role", "admin", "--name", "Admin 1", "--link")
    for words in (("demo", "--size", "10"), ("demo",), ("prepare", "--demo")):
        refused = run(*words)
        assert refused.exit_code == 1
        assert "dipakai sungguhan" in refused.output


def test_a_second_load_set_is_refused(run: Run) -> None:
    run("demo", "--size", "10")
    assert "Sudah ada aduan" in run("demo", "--size", "10").output


def test_the_schema_goes_up_and_down(run: Run) -> None:
    assert run("db", "upgrade").exit_code == 0
    assert "cocok" in run("db", "current").output
    assert run("db", "downgrade", "base", "--yes").exit_code == 0
    assert "kosong" in run("db", "current").output


def test_going_down_asks_first(run: Run) -> None:
    run("db", "upgrade")
    assert run("db", "downgrade", "base", typed="n\n").exit_code == 1
    assert "cocok" in run("db", "current").output


def test_a_wrong_setting_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import subprocess  # noqa: PLC0415  used here alone
    import sys  # noqa: PLC0415  used here alone

    env = {**os.environ, "PTMB_INSTANCE": str(tmp_path), "PTMB_WORKERS": "many"}
    ended = subprocess.run(
        [sys.executable, "-m", "ptmb.cli", "doctor"], env=env, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "WORKERS" in ended.stderr
    assert "Traceback" not in ended.stderr
