"""Keeps machines out without a puzzle: a field only they see, and a time only they can beat."""

from time import time

from flask import current_app
from itsdangerous import BadSignature, TimestampSigner

_LEAST_SECONDS = 3
_MOST_SECONDS = 24 * 3600


def fresh_stamp(stamp: str = "") -> str:
    """When this person began, signed; a stamp that still holds stays as it is."""
    signer = _signer()
    return stamp if _age(stamp) is not None else signer.sign(b"lapor").decode()


def looks_like_a_machine(stamp: str, trap: str) -> bool:
    """Whether the hidden field was filled, or three seconds have not passed since the beginning."""
    age = _age(stamp)
    return bool(trap) or age is None or age < _LEAST_SECONDS


def _age(stamp: str) -> float | None:
    """Seconds since the stamp was made, by the server's own clock; None when it is not ours."""
    try:
        _, made = _signer().unsign(stamp, max_age=_MOST_SECONDS, return_timestamp=True)
    except BadSignature:
        return None
    return time() - made.timestamp()


def _signer() -> TimestampSigner:
    return TimestampSigner(str(current_app.secret_key), salt="ptmb-began")
