"""The field officer's pages."""

from flask import Blueprint

officer = Blueprint("officer", __name__, url_prefix="/tugas")

from ptmb.web.officer import (  # noqa: E402  the views attach themselves to the blueprint
    arrival,
    day_route,
    delivery,
    finding,
    job,
    jobs,
    keeping,
    major,
    outbox,
    outcome,
    photo_parts,
    profile,
    safety,
    steps,
    tanker,
    undoing,
    urgent_news,
)

__all__ = [
    "arrival", "day_route", "delivery", "finding", "job", "jobs", "keeping", "major", "officer",
    "outbox", "outcome", "photo_parts", "profile", "safety", "steps", "tanker", "undoing",
    "urgent_news",
]  # fmt: skip
