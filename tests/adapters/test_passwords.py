"""Hashing passwords."""

import threading
from functools import cache
from typing import Any

import pytest
from argon2 import PasswordHasher

from ptmb.adapters import passwords
from ptmb.adapters.passwords import HashingBusy, PasswordRefused

GOOD = "kereta api senja merah"
HASHER, NOBODY = passwords._hasher, passwords._nobody


@pytest.fixture(autouse=True)
def _as_the_program_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo what makes the other tests quick."""
    monkeypatch.setattr(passwords, "_hasher", HASHER)
    monkeypatch.setattr(passwords, "_nobody", cache(NOBODY.__wrapped__))


def test_a_password_matches_its_own_hash_only() -> None:
    kept = passwords.hashed(GOOD)
    assert kept.startswith("$argon2id$")
    assert passwords.matches(GOOD, kept)
    assert not passwords.matches(GOOD + " ", kept)
    assert not passwords.is_outdated(kept)


def test_a_weaker_hash_is_noticed() -> None:
    assert passwords.is_outdated(
        PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD)
    )


def test_a_weak_choice_is_never_hashed() -> None:
    with pytest.raises(PasswordRefused, match="15 tanda"):
        passwords.chosen("pendek", ())
    assert passwords.matches(GOOD, passwords.chosen(GOOD, ("petugas",)))


@pytest.mark.parametrize("kept", [None, "", "not a hash"])
def test_no_account_costs_as_much_work_as_a_wrong_password(
    kept: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    real = PasswordHasher.verify

    def verify(self: PasswordHasher, target: Any, password: Any) -> Any:
        seen.append(str(target)[:10])
        return real(self, target, password)

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    assert not passwords.matches("", kept)
    assert not passwords.matches(GOOD, kept)
    assert len(seen) == 2
    if not kept:
        assert seen == ["$argon2id$"] * 2


def test_a_flood_of_log_ins_is_turned_away_instead_of_filling_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passwords, "_PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(passwords, "_turn", threading.BoundedSemaphore(1))
    with passwords._in_turn(), pytest.raises(HashingBusy):
        passwords.hashed(GOOD)
    assert passwords.hashed(GOOD), "the turn was given back"
