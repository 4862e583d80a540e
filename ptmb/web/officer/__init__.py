"""The field officer's pages."""

from flask import Blueprint

officer = Blueprint("officer", __name__, url_prefix="/tugas")

from ptmb.web.officer import (  # noqa: E402  the views attach themselves to the blueprint
    arrival,
    job,
    jobs,
    major,
    outcome,
    profile,
    steps,
)

__all__ = ["arrival", "job", "jobs", "major", "officer", "outcome", "profile", "steps"]
