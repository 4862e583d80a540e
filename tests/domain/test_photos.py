import pytest

from ptmb.domain.photos import (
    CLAIM_WITHIN,
    PROBLEM_WORDS,
    PRUNE_AFTER,
    PhotoProblem,
    PhotoRefused,
    is_photo_token,
    shows_the_same,
)


@pytest.mark.parametrize("problem", PhotoProblem)
def test_every_refusal_says_in_a_short_sentence_what_to_do(problem: PhotoProblem) -> None:
    words = PhotoRefused(problem).words

    assert words.endswith(".")
    assert len(words.split()) <= 15
    assert list(PROBLEM_WORDS.values()).count(words) == 1


def test_photos_are_thrown_away_long_after_the_last_claim() -> None:
    assert PRUNE_AFTER - CLAIM_WITHIN >= CLAIM_WITHIN


def test_hashes_that_differ_in_a_few_bits_show_the_same() -> None:
    assert shows_the_same("ffff0000ffff0000", "ffff0000ffff001f")
    assert not shows_the_same("ffff0000ffff0000", "ffff0000ffff003f")


@pytest.mark.parametrize("text", ["", "0" * 31, "0" * 33, "g" * 32, "0" * 32 + "\n", "../" * 10])
def test_only_32_hexadecimal_digits_are_a_token(text: str) -> None:
    assert not is_photo_token(text)
    assert is_photo_token("0123456789abcdef" * 2)
