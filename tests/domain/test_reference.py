"""Ticket codes: unguessable, readable over the telephone, and forgiving."""

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.reference import (
    ALPHABET,
    RANDOM_SIGNS,
    NotACode,
    check_sign,
    new_reference,
    read_reference,
    written,
)
from ptmb.domain.reporter_key import key_hash, opens, reporter_key

signs = st.text(alphabet=ALPHABET, min_size=RANDOM_SIGNS, max_size=RANDOM_SIGNS)


def test_a_code_carries_more_than_forty_random_bits() -> None:
    assert RANDOM_SIGNS * math.log2(len(ALPHABET)) >= 40


def test_a_code_has_no_sign_that_people_mix_up() -> None:
    assert not set("01ILOU") & set(ALPHABET)


@given(signs)
def test_a_code_is_read_however_it_is_typed(nine: str) -> None:
    code = written(nine + check_sign(nine))
    bare = code.removeprefix("PTM-").replace("-", "")
    for typed in (code, code.lower(), bare, f" {bare[:5]} {bare[5:]} ", f"ptm{bare}"):
        assert read_reference(typed) == code


@given(signs, st.integers(0, 9), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_noticed(nine: str, place: int, wrong: str) -> None:
    ten = nine + check_sign(nine)
    if ten[place] == wrong:
        return
    with pytest.raises(NotACode):
        read_reference(ten[:place] + wrong + ten[place + 1 :])


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    with contextlib.suppress(NotACode):
        assert read_reference(text).startswith("PTM-")


def test_new_codes_do_not_repeat() -> None:
    assert len({new_reference() for _ in range(2000)}) == 2000


def test_a_reporters_key_is_the_same_for_a_retry_and_opens_nothing_else() -> None:
    key = reporter_key("secret", "submission-1")
    assert key == reporter_key("secret", "submission-1")
    assert opens(key, key_hash(key))
    assert not opens(reporter_key("secret", "submission-2"), key_hash(key))
    assert not opens(reporter_key("other", "submission-1"), key_hash(key))
    assert not opens(key, "")
