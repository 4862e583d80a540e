"""The desk's tabs: every status lies in exactly one lane, so that a tab is one indexed range."""

from enum import StrEnum

from ptmb.domain.lifecycle import Status
from ptmb.domain.words import N_


class Lane(StrEnum):
    TRIAGE = "triage"
    RUNNING = "running"
    CONFIRMING = "confirming"
    WAITING = "waiting"
    ENDED = "ended"


LANE_OF = {
    Status.RECEIVED: Lane.TRIAGE,
    Status.ASSIGNED: Lane.RUNNING,
    Status.EN_ROUTE: Lane.RUNNING,
    Status.IN_PROGRESS: Lane.RUNNING,
    Status.RESOLVED: Lane.CONFIRMING,
    Status.NEED_INFO: Lane.WAITING,
    Status.FOLLOW_UP: Lane.WAITING,
    Status.RATIONED: Lane.WAITING,
    Status.GROUPED: Lane.WAITING,
    Status.CLOSED: Lane.ENDED,
    Status.MERGED: Lane.ENDED,
    Status.REJECTED: Lane.ENDED,
    Status.WITHDRAWN: Lane.ENDED,
}
LANE_WORDS = {
    Lane.TRIAGE: N_("Perlu ditindak"),
    Lane.RUNNING: N_("Berjalan"),
    Lane.CONFIRMING: N_("Konfirmasi"),
    Lane.WAITING: N_("Lanjutan"),
    Lane.ENDED: N_("Ditutup"),
}
OPEN_LANES = (Lane.TRIAGE, Lane.RUNNING, Lane.WAITING)
PRESSING = (Lane.TRIAGE, Lane.RUNNING)
"""Lanes whose deadline runs; the others are paused, done or over."""
