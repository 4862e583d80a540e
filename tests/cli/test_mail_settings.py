"""Reports by e-mail: settings that make no sense are refused, and the doctor tells of letters."""

import pytest

from ptmb.config import ConfigurationError, load_settings
from tests.cli.conftest import Run
from tests.cli.test_installation import stored

SERVER = "smtps://ptmb:rahasia@surat.contoh.id"


@pytest.mark.parametrize(
    ("url", "sender", "named"),
    [
        ("https://surat.contoh.id", "a@b.id", "PTMB_MAIL_URL"),
        ("surat.contoh.id:465", "a@b.id", "PTMB_MAIL_URL"),
        ("smtp://", "a@b.id", "PTMB_MAIL_URL"),
        (SERVER, "", "PTMB_MAIL_FROM"),
    ],
)
def test_a_way_out_that_is_none_is_refused_without_telling_the_password(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str, sender: str, named: str
) -> None:
    monkeypatch.setenv("PTMB_MAIL_URL", url)
    monkeypatch.setenv("PTMB_MAIL_FROM", sender)
    with pytest.raises(ConfigurationError, match=named) as refused:
        load_settings()
    assert "rahasia" not in str(refused.value)


def test_the_doctor_tells_whether_reports_are_mailed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("demo", "--size", "20")
    assert "PTMB_MAIL_URL kosong" in run("doctor").output
    monkeypatch.setenv("PTMB_MAIL_URL", SERVER)
    monkeypatch.setenv("PTMB_MAIL_FROM", "laporan@contoh.id")
    told = run("doctor")
    assert told.exit_code == 0, told.output
    assert "belum ada penerima laporan" in told.output
    assert "rahasia" not in told.output


def test_the_doctor_finds_letters_that_nobody_took(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("demo", "--size", "20")
    monkeypatch.setenv("PTMB_MAIL_URL", SERVER)
    monkeypatch.setenv("PTMB_MAIL_FROM", "laporan@contoh.id")
    stored(
        "INSERT INTO report (id, kind, last_on, made_at, figures)"
        " VALUES (1, 'day', '2024-02-09', '2024-02-09 23:00:00', '{}')"
    )
    stored(
        "INSERT INTO report_mail (report_id, staff_id, due_at, attempts, failed_at, error)"
        " VALUES (1, 1, '2024-02-09 23:00:00', 8, '2024-02-09 23:30:00', '550 nobody')"
    )
    told = run("doctor")
    assert told.exit_code == 1
    assert "550 nobody" in told.output
