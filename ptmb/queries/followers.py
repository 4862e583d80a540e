"""Who joined a complaint, known only by the hash of the key each of them holds."""

from sqlalchemy import select

from ptmb.extensions import db
from ptmb.models import Supporter


def follows(complaint_id: int, *key_hashes: str) -> bool:
    """Whether a key with one of these hashes belongs to somebody who joined the complaint."""
    statement = select(Supporter.id).where(
        Supporter.complaint_id == complaint_id, Supporter.key_hash.in_(key_hashes)
    )
    return db.session.scalar(statement.limit(1)) is not None
