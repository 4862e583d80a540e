import pytest

from ptmb.domain.pasted import category_of, read_pasted
from ptmb.domain.reference import new_reference

AREAS = [
    (1, ["Gunung Sari Ilir", "Gn Sari Ilir"]),
    (2, ["Damai"]),
    (3, ["Damai Baru"]),
    (4, ["Baru Ulu"]),
]


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("Air mati dari subuh", "NOFLOW"),
        ("banyu kada ngalir pak", "NOFLOW"),
        ("MATIIII lagi min", "NOFLOW"),
        ("air gak ngalir2", ""),
        ("kran mampet", "NOFLOW"),
        ("air kecil sekali", "LOWP"),
        ("airnya butek kaya kopi", "QUALITY"),
        ("air keruh dan bau", "QUALITY"),
        ("pipa bocor di jalan raya", "LEAK"),
        ("bocor di meter rumah", "LEAKSVC"),
        ("meteran rusak", "METER"),
        ("tagihan bengkak bulan ini", "BILL"),
        ("minta mobil tangki", "TANKER"),
        ("selamat pagi", ""),
    ],
)
def test_the_trouble_is_told_from_the_words_people_type(said: str, category: str) -> None:
    assert category_of(said) == category


@pytest.mark.parametrize(
    "written", ["0812 3456 7890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890"]
)
def test_a_number_is_found_in_any_usual_spelling(written: str) -> None:
    assert read_pasted(f"air mati, hub {written} ya", AREAS).phone == written


def test_a_house_number_or_a_date_is_no_telephone_number() -> None:
    assert read_pasted("jl. MT Haryono no 012, 10 02 2024", AREAS).phone == ""


def test_a_ticket_code_is_found_and_written_properly() -> None:
    code = new_reference()

    assert read_pasted(f"gimana laporan {code.lower()} min?", AREAS).reference == code


def test_a_mistyped_ticket_code_is_left_alone() -> None:
    code = new_reference()
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")

    assert read_pasted(f"laporan {wrong}", AREAS).reference == ""


def test_the_longest_name_of_an_area_wins() -> None:
    assert read_pasted("air mati di damai baru", AREAS).area_id == 3
    assert read_pasted("air mati di damai", AREAS).area_id == 2


def test_a_short_form_of_an_area_is_understood() -> None:
    assert read_pasted("Gn. Sari Ilir mati", AREAS).area_id == 1


def test_part_of_a_word_is_no_area() -> None:
    assert read_pasted("perdamaian abadi", AREAS).area_id is None


def test_rt_and_landmark_are_read() -> None:
    read = read_pasted("air mati RT 012 depan masjid Al-Amin, tolong", AREAS)

    assert (read.neighbourhood, read.landmark) == ("12", "depan masjid Al-Amin")


def test_an_empty_message_says_nothing() -> None:
    assert read_pasted("", AREAS) == read_pasted("   ", AREAS)
    assert read_pasted("", AREAS).category == ""
