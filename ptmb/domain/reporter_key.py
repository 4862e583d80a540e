"""The reporter's own key: its holder may confirm, reopen and add; the code alone only reads."""

import hashlib
import hmac

from ptmb.domain.reference import signs_from


def reporter_key(secret: str, submission_key: str) -> str:
    """The key for a submission: the same again for a retried one, unguessable without `secret`.

    HMAC-SHA-256 (RFC 2104) of the submission's key, written in twelve signs (58.9 bits).
    """
    raw = hmac.new(secret.encode(), f"reporter:{submission_key}".encode(), hashlib.sha256)
    return signs_from(raw.digest())


def key_hash(key: str) -> str:
    """What is stored instead of the key."""
    return hashlib.sha256(key.encode()).hexdigest()


def opens(key: str, stored_hash: str) -> bool:
    """Whether this key belongs to the stored hash, in constant time."""
    return bool(stored_hash) and hmac.compare_digest(key_hash(key), stored_hash)
