"""Logging in and out, choosing a language, setting a password by a one-time link."""

from flask import Blueprint

session_pages = Blueprint("session", __name__)

from ptmb.web.session import (  # noqa: E402  they attach themselves to the blueprint
    account,  # noqa: F401  as above
    link,  # noqa: F401  as above
    log_in,  # noqa: F401  as above
)
