"""The command centre's pages."""

from flask import Blueprint

desk = Blueprint("desk", __name__, url_prefix="/meja")

from ptmb.web.desk import (  # noqa: E402  the views attach themselves to the blueprint
    bulk,
    city_map,
    complaint,
    incident_joining,
    incident_new,
    incident_news,
    incidents,
    likely,
    merging,
    questions,
    queue,
    quick_intake,
    rationed,
    reservoirs,
    safety,
    schedule,
    schedule_copy,
    schedule_drafts,
    schedule_publishing,
    schedule_table,
    spot_checks,
    steps,
    supervision,
    tanker_steps,
    tankers,
    undoing,
    zones,
)

__all__ = [
    "bulk", "city_map", "complaint", "desk", "incident_joining", "incident_new",
    "incident_news", "incidents", "likely", "merging", "questions", "queue", "quick_intake",
    "rationed", "reservoirs", "safety", "schedule", "schedule_copy", "schedule_drafts",
    "schedule_publishing", "schedule_table", "spot_checks", "steps", "supervision", "tanker_steps",
    "tankers", "undoing", "zones",
]  # fmt: skip
