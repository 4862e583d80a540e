"""Hashing of passwords with argon2id, two at a time: each takes 64 MiB."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from ptmb.domain.passwords import MAX_LENGTH, refusal

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_AT_ONCE = 2
_PATIENCE_SECONDS = 5.0
_turn = threading.BoundedSemaphore(_AT_ONCE)


class PasswordRefused(Exception):
    """The password is too weak; the message is the sentence that says why."""


class HashingBusy(Exception):
    """So many log-ins at once that this one did not get its turn."""


def hashed(password: str) -> str:
    """The hash to keep, whatever the password is."""
    with _in_turn():
        return _hasher().hash(password)


def chosen(password: str, own_names: tuple[str, ...]) -> str:
    """The hash of a password that somebody chose.

    Raises:
        PasswordRefused: too short, common, or the person's own name.
    """
    sentence = refusal(password, own_names)
    if sentence:
        raise PasswordRefused(sentence)
    return hashed(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether this is the password; without a hash it takes as long and says no."""
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415  see _hasher

    target = kept or _nobody()
    with _in_turn():
        try:
            _hasher().verify(target, password[: MAX_LENGTH + 1])
        except (VerificationError, InvalidHashError):
            return False
    return bool(kept)


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _hasher().check_needs_rehash(kept)


@contextmanager
def _in_turn() -> Iterator[None]:
    if not _turn.acquire(timeout=_PATIENCE_SECONDS):
        raise HashingBusy
    try:
        yield
    finally:
        _turn.release()


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415  only a log-in needs the C library

    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash that no password matches, with the settings of the others."""
    return hashed(secrets.token_urlsafe(32))
