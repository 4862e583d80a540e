"""Secrets that open something: given to one person, and only their hash is kept."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, safe in an address and in a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the table keeps instead of the token itself."""
    return hashlib.sha256(token.encode()).hexdigest()
