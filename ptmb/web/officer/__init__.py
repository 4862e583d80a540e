"""The field officer's pages."""

from flask import Blueprint

officer = Blueprint("officer", __name__, url_prefix="/tugas")

from ptmb.web.officer import (  # noqa: E402  the views attach themselves to the blueprint
    arrival,
    finding,
    job,
    jobs,
    major,
    outcome,
    profile,
    steps,
    tanker,
    undoing,
)

__all__ = [
    "arrival", "finding", "job", "jobs", "major", "officer", "outcome", "profile", "steps",
    "tanker", "undoing",
]  # fmt: skip
