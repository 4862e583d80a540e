"""Which passwords are refused, and that good ones are not."""

import pytest

from ptmb.domain.passwords import refusal

NAMES = ("petugas12", "Rahmat Hidayat")


@pytest.mark.parametrize(
    "password",
    [
        "kereta api senja merah",
        "hujan turun di pelabuhan",
        "correct horse battery staple",
        "tiga kambing naik perahu kayu",
        "k9#Tz!q2Lw$e7Rb",
        "пароль который длинный",
        "ular, tangga, payung & lonceng",
        "x" * 3 + " jembatan gantung " + "lama sekali",
    ],
)
def test_long_and_unusual_is_good_whatever_signs_it_has(password: str) -> None:
    assert refusal(password, NAMES) is None


@pytest.mark.parametrize("length", [15, 64, 256])
def test_every_length_from_15_to_256_is_taken(length: int) -> None:
    words = "jembatan gantung di atas sungai "
    assert refusal((words * 10)[:length], NAMES) is None


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("", "15"),
        ("kereta senja 1", "15"),
        ("jembatan gantung " * 20, "256"),
        ("123456789012345", "ditebak"),
        ("abcdefghijklmnop", "ditebak"),
        ("ponmlkjihgfedcba", "ditebak"),
        ("aaaaaaaaaaaaaaaaaaa", "ditebak"),
        ("abababababababab", "ditebak"),
        ("password12345678", "ditebak"),
        ("P@ssw0rdP@ssw0rd", "ditebak"),
        ("qwertyuiopasdfghjkl", "ditebak"),
        ("katasandikatasandi", "ditebak"),
        ("AirBersihBalikpapan2024", "ditebak"),
        ("tirta manuntung balikpapan", "ditebak"),
        ("Rahasia Perumda 2024!", "ditebak"),
        ("petugas12 jembatan kayu", "nama"),
        ("RAHMAT suka naik kapal", "nama"),
    ],
)
def test_short_common_and_own_names_are_refused_with_the_reason(password: str, word: str) -> None:
    assert word in str(refusal(password, NAMES))


def test_a_very_short_name_forbids_nothing() -> None:
    assert refusal("kereta api senja merah", ("op", "Api")) is None
