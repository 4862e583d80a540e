"""Keys of the machines that may write."""

from datetime import datetime

from sqlalchemy import select

from ptmb.actions import _audit
from ptmb.actions._refusals import Incomplete
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import Actor
from ptmb.domain.tokens import new_token, token_hash
from ptmb.domain.words import N_
from ptmb.models import ApiKey

RESERVOIR = "reservoir"
"""The purpose of a key that may send levels."""


def make_key(name: str, by: Actor, at: datetime) -> tuple[ApiKey, str]:
    """A secret for a machine that sends levels; it is shown this once and kept as a hash alone.

    Raises:
        Incomplete: no name, or one that a key in use has: sending the form twice makes one key.
    """
    if not name.strip():
        raise Incomplete("name", N_("Tulis nama alat atau sistemnya."))
    token = new_token()
    with writing() as session:
        named = select(ApiKey.id).where(ApiKey.name == name.strip(), ApiKey.revoked_at.is_(None))
        if session.scalars(named.limit(1)).first() is not None:
            raise Incomplete(
                "name", N_("Sudah ada kunci dengan nama ini. Cabut dulu, atau ganti nama.")
            )
        key = ApiKey(
            name=name.strip(),
            purpose=RESERVOIR,
            token_hash=token_hash(token),
            created_at=at,
            created_by=by.staff_id,
        )
        session.add(key)
        _audit.add(session, AuditDeed.API_KEY_MADE, key.name, by=by, at=at)
    return key, token


def revoke_key(key_id: int, by: Actor, at: datetime) -> ApiKey:
    """From now on the machine is a stranger; twice is once."""
    with writing() as session:
        key = session.get_one(ApiKey, key_id, with_for_update=True)
        if key.revoked_at is None:
            key.revoked_at = at
            _audit.add(session, AuditDeed.API_KEY_REVOKED, key.name, by=by, at=at)
        return key
