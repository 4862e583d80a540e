"""`ptmb stats`: the figures compared with the complaints, and made anew."""

from tests.cli.conftest import Run
from tests.cli.test_installation import stored

SOME = ("demo", "--size", "60")


def test_right_figures_are_told_so(run: Run) -> None:
    run(*SOME)
    told = run("stats", "check")
    assert told.exit_code == 0, told.output
    assert "Angka cocok dengan 60 aduan." in told.output
    doctor = run("doctor").output
    assert "belum pernah diperiksa" not in doctor
    assert "cocok, 60 laporan" in doctor


def test_wrong_figures_are_told_in_words_and_made_anew(run: Run) -> None:
    run(*SOME)
    stored("UPDATE tally SET total = total + 1 WHERE measure = 'received_channel'")
    wrong = run("stats", "check")
    assert wrong.exit_code == 1
    assert "masuk menurut saluran (" in wrong.output
    assert "tercatat" in wrong.output
    assert "ptmb stats rebuild" in wrong.output
    made = run("stats", "rebuild")
    assert made.exit_code == 0, made.output
    assert "bulan dihitung ulang dari aduan." in made.output
    assert run("stats", "check").exit_code == 0


def test_missing_figures_are_made_by_preparing_and_by_upgrading(run: Run) -> None:
    run(*SOME)
    for words in (("prepare",), ("db", "upgrade")):
        stored("DELETE FROM tally")
        stored("DELETE FROM count_now")
        doctor = run("doctor")
        assert "SALAH  angka: angka belum dihitung. Jalankan: ptmb prepare" in doctor.output
        assert run(*words).exit_code == 0
        assert run("stats", "check").exit_code == 0


def test_the_doctor_knows_the_last_check(run: Run) -> None:
    run(*SOME)
    assert "angka: belum pernah diperiksa" in run("doctor").output
    row = "INSERT INTO self_check (at, complaints, differences) VALUES"
    stored(f"{row} ('2024-02-09 19:00:00', 60, '[]')")
    told = run("doctor")
    assert "baik   angka: diperiksa 2024-02-10 03.00: cocok, 60 laporan" in told.output
    stored(f"{row} ('2024-02-09 20:00:00', 60, '[\"tercatat 2, seharusnya 1\"]')")
    told = run("doctor")
    assert told.exit_code == 1
    assert "1 perbedaan, pertama tercatat 2, seharusnya 1" in told.output


def test_before_the_schema_is_there_nothing_is_counted(run: Run) -> None:
    for words in (("stats", "check"), ("stats", "rebuild")):
        refused = run(*words)
        assert refused.exit_code == 1
        assert "ptmb db upgrade" in refused.output
