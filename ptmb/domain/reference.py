"""Ticket codes a person can read over the telephone: PTM-7K4Q2-9FMTX."""

import secrets

PREFIX = "PTM"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty signs, without 0/O, 1/I/L and U, which people mix up."""
RANDOM_SIGNS = 9
"""30^9 codes are 44.2 bits: more than the 40 that guessing must face."""
_SECRET_SIGNS = 12
"""30^12 keys are 58.9 bits."""


class NotACode(ValueError):
    """The text cannot be a ticket code: wrong length, wrong sign, or a mistyped sign."""


def check_sign(signs: str) -> str:
    """The check sign by ISO/IEC 7064, hybrid system MOD 31,30.

    It finds every single wrong sign and nearly every swap of neighbours.
    """
    size = len(ALPHABET)
    remainder = size
    for sign in signs:
        total = (remainder + ALPHABET.index(sign)) % size or size
        remainder = total * 2 % (size + 1)
    return ALPHABET[(1 - remainder) % size]


def new_reference() -> str:
    """A fresh, unguessable code in its written form."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SIGNS))
    return written(signs + check_sign(signs))


def written(signs: str) -> str:
    """Ten signs as people read them: the prefix, then five and five."""
    return f"{PREFIX}-{signs[:5]}-{signs[5:]}"


def read_reference(text: str) -> str:
    """The written form of whatever a person typed: small letters, blanks, no prefix.

    Raises:
        NotACode: it cannot be one.
    """
    signs = "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())
    if signs.startswith(PREFIX) and len(signs) > RANDOM_SIGNS + 1:
        signs = signs[len(PREFIX) :]
    if len(signs) != RANDOM_SIGNS + 1 or any(sign not in ALPHABET for sign in signs):
        raise NotACode(text)
    if check_sign(signs[:-1]) != signs[-1]:
        raise NotACode(text)
    return written(signs)


def signs_from(raw: bytes, count: int = _SECRET_SIGNS) -> str:
    """`count` signs of the alphabet drawn from raw bytes, as in a reporter's key.

    Args:
        raw: at least two bytes for each sign, uniformly random (a keyed hash will do).
    """
    number = int.from_bytes(raw, "big")
    signs = []
    for _ in range(count):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return "".join(signs)


def read_key(text: str) -> str:
    """A reporter's key as typed, without blanks and dashes, in capitals."""
    return "".join(sign for sign in text.upper() if sign in ALPHABET)[:32]


def grouped(signs: str, size: int = 4) -> str:
    """Signs in groups, as people copy them: ABCD-EFGH-JKMN."""
    return "-".join(signs[i : i + size] for i in range(0, len(signs), size))
