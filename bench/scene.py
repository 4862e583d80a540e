"""What the load needs to know of a city: whom to log in, which codes exist, how to sign."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.orm import Session

from bench.servers import PINNED
from ptmb.domain.tokens import token_hash
from ptmb.models import StaffSession

NOW = datetime.fromisoformat(PINNED)
_OPEN = "lane IN ('triage', 'running', 'waiting')"


@dataclass(frozen=True)
class Scene:
    """One installation, seen from outside; the product and the floor have equal ones.

    Args:
        url: of its PostgreSQL; empty for the SQLite file of the instance.
    """

    instance: Path
    url: str = ""

    @contextmanager
    def _rows(self) -> Iterator[Connection]:
        engine = create_engine(self.url or f"sqlite:///{self.instance / 'ptmb.sqlite'}")
        with engine.begin() as connection:
            yield connection
        engine.dispose()

    @cached_property
    def secret(self) -> str:
        return (self.instance / "secret_key").read_text().strip()

    @cached_property
    def references(self) -> list[str]:
        """Codes of open complaints from all over the queue, and of some that ended."""
        statements = [
            f"SELECT reference FROM complaint WHERE {_OPEN} ORDER BY due_at LIMIT 200",  # noqa: S608  # our own constant
            "SELECT reference FROM complaint WHERE lane = 'ended' ORDER BY id DESC LIMIT 100",
        ]
        with self._rows() as rows:
            found = [row[0] for one in statements for row in rows.execute(text(one))]
        return random.Random(1).sample(found, 40)

    def staff(self, username: str) -> int:
        with self._rows() as rows:
            named = text("SELECT id FROM staff WHERE username = :name")
            return int(rows.execute(named, {"name": username}).scalar_one())

    def mayor(self) -> str:
        """A cookie of the mayor's."""
        return self.logged_in(self.staff("walikota"))

    def logged_in(self, staff_id: int) -> str:
        """A cookie of a session that lasts for the run."""
        token = secrets.token_urlsafe(32)
        at = NOW.astimezone(UTC)
        row = StaffSession(
            token_hash=token_hash(token),
            staff_id=staff_id,
            created_at=at,
            seen_at=at,
            expires_at=at + timedelta(hours=8),
        )
        with self._rows() as rows, Session(rows) as session:
            session.add(row)
            session.flush()
        seen = secrets.token_hex(20)  # a browser that has been on a page keeps its form token
        return self._cookie({"_user_id": token, "_fresh": True, "csrf_token": seen})

    def citizen(self) -> tuple[str, str]:
        """The cookie of somebody who is not logged in, and the token of their forms."""
        raw = secrets.token_hex(20)
        serializer = URLSafeTimedSerializer(self.secret, salt="wtf-csrf-token")
        return self._cookie({"csrf_token": raw}), str(serializer.dumps(raw))

    def began(self) -> str:
        """The stamp of somebody who began to type a while ago."""
        signer = _EarlierSigner(self.secret, salt="ptmb-began")
        return signer.sign(b"lapor").decode()

    def _cookie(self, content: dict[str, object]) -> str:
        app = Flask("cookie")
        app.secret_key = self.secret
        serializer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert serializer
        return f"ptmb={serializer.dumps(content)}"


class _EarlierSigner(TimestampSigner):
    def get_timestamp(self) -> int:
        return super().get_timestamp() - 60
