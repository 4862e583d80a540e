"""A person with a password, and the way they log in."""

import pytest

from ptmb.adapters import passwords
from ptmb.domain.roles import Role
from ptmb.models import Staff
from tests.people import Given

PASSWORD = "kereta api senja merah"


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Made once: it takes a tenth of a second on purpose."""
    return passwords.hashed(PASSWORD)


@pytest.fixture
def officer(given: Given, password_hash: str) -> Staff:
    return given.staff(Role.OFFICER, username="petugas", password_hash=password_hash)
