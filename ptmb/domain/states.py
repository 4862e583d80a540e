"""The words of the life of a complaint: statuses, their kinds, causes, steps and what they need."""

from enum import StrEnum


class Status(StrEnum):
    RECEIVED = "received"
    NEED_INFO = "need_info"
    ASSIGNED = "assigned"
    EN_ROUTE = "en_route"
    IN_PROGRESS = "in_progress"
    FOLLOW_UP = "follow_up"
    RATIONED = "rationed"
    GROUPED = "grouped"
    RESOLVED = "resolved"
    CLOSED = "closed"
    MERGED = "merged"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Kind(StrEnum):
    """The type of a status: filters, colours and Open311's open/closed follow from it."""

    NEW = "new"
    ACTIVE = "active"
    WAITING = "waiting"
    DONE = "done"
    ENDED = "ended"


KIND = {
    Status.RECEIVED: Kind.NEW,
    Status.NEED_INFO: Kind.WAITING,
    Status.ASSIGNED: Kind.ACTIVE,
    Status.EN_ROUTE: Kind.ACTIVE,
    Status.IN_PROGRESS: Kind.ACTIVE,
    Status.FOLLOW_UP: Kind.WAITING,
    Status.RATIONED: Kind.WAITING,
    Status.GROUPED: Kind.WAITING,
    Status.RESOLVED: Kind.DONE,
    Status.CLOSED: Kind.DONE,
    Status.MERGED: Kind.ENDED,
    Status.REJECTED: Kind.ENDED,
    Status.WITHDRAWN: Kind.ENDED,
}
OPEN = frozenset(s for s, k in KIND.items() if k in (Kind.NEW, Kind.ACTIVE, Kind.WAITING))
DONE = frozenset(s for s, k in KIND.items() if k is Kind.DONE)
ENDED = frozenset(s for s, k in KIND.items() if k is Kind.ENDED)
EVERY = frozenset(Status)


class Cause(StrEnum):
    TECHNICAL = "technical"
    RATIONING = "rationing"
    QUALITY = "quality"
    CUSTOMER_SIDE = "customer_side"
    UNKNOWN = "unknown"


class Step(StrEnum):
    RECEIVE = "receive"
    VERIFY = "verify"
    ASSIGN = "assign"
    ASK = "ask"
    ANSWER = "answer"
    EXPIRE = "expire"
    TAKE = "take"
    HAND_BACK = "hand_back"
    SET_OFF = "set_off"
    ARRIVE = "arrive"
    RESOLVE = "resolve"
    ESCALATE = "escalate"
    EXPLAIN = "explain"
    FLOW_RETURNED = "flow_returned"
    STILL_DRY = "still_dry"
    FLOW_QUESTION = "flow_question"
    GROUP = "group"
    UNGROUP = "ungroup"
    MERGE = "merge"
    UNMERGE = "unmerge"
    REJECT = "reject"
    CONFIRM = "confirm"
    CLOSE_SILENT = "close_silent"
    REOPEN = "reopen"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"
    NOTE = "note"
    ADD_PHOTO = "add_photo"
    SUPPORT = "support"
    RETRACT = "retract"
    RELOCATE = "relocate"
    CALL = "call"
    HOLD = "hold"
    RELEASE = "release"


GENTLE = frozenset(
    {Step.NOTE, Step.ADD_PHOTO, Step.SUPPORT, Step.CALL, Step.FLOW_QUESTION, Step.RELEASE}
)
"""Steps after which an older page may still act: they add, they change nothing.

RELEASE is one, so that what an officer did meanwhile without a signal is not refused for it. HOLD
is none: an assignment chosen before the danger was known would end the hold and send somebody in.
"""


class Need(StrEnum):
    """What a step must bring with it; the action that takes the step checks it."""

    CATEGORY = "category"
    PLACE = "place"
    ASSIGNEE = "assignee"
    QUESTION = "question"
    ANSWER = "answer"
    OWN_AREA = "own_area"
    OWN_JOB = "own_job"
    REASON = "reason"
    WORK_DONE = "work_done"
    CAUSE = "cause"
    AFTER_PHOTO = "after_photo"
    NEXT_DATE = "next_date"
    WATER_TIME = "water_time"
    INCIDENT = "incident"
    INCIDENT_OVER = "incident_over"
    TARGET = "target"
    WITHIN_14_DAYS = "within_14_days"
    SILENCE_48_HOURS = "silence_48_hours"
    TURN_OVER = "turn_over"
    WAIT_3_DAYS = "wait_3_days"
    OWN_DEED = "own_deed"
    WITHIN_10_SECONDS = "within_10_seconds"
    WITHIN_30_SECONDS = "within_30_seconds"
    TWO_CALLS = "two_calls"


class Move(StrEnum):
    """Targets that are not one fixed status."""

    STAY = "stay"
    AS_BEFORE = "as_before"
