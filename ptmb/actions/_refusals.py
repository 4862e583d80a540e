"""Why a step was not taken, besides the table itself saying no."""

from collections.abc import Sequence

from ptmb.models import Complaint, ComplaintEvent, Incident, IncidentUpdate


class StaleComplaint(Exception):
    """The complaint moved on after the person looked; `events` is what happened since."""

    def __init__(self, complaint: Complaint, events: Sequence[ComplaintEvent]) -> None:
        super().__init__(complaint.reference)
        self.complaint, self.events = complaint, events


class StaleIncident(Exception):
    """The incident moved on after the person looked; `updates` is what was said since."""

    def __init__(self, incident: Incident, updates: Sequence[IncidentUpdate]) -> None:
        super().__init__(incident.number)
        self.incident, self.updates = incident, updates


class KeyTaken(Exception):
    """The key was used before for something else: the sender is confused, nothing is done."""


class Incomplete(Exception):
    """A step lacks what it requires; `field` names the form field, `sentence` says how."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence
