"""Every table, importable from one place."""

from ptmb.models.area import Area, District, Edition
from ptmb.models.audit import AuditEntry
from ptmb.models.category import CannedReply, Category, Setting
from ptmb.models.complaint import Complaint, ComplaintEvent, Supporter
from ptmb.models.figures import CountByDay, CountNow, FinishedByDay
from ptmb.models.incident import Follow, Incident, IncidentArea, IncidentUpdate
from ptmb.models.message import Message
from ptmb.models.notice import Notice
from ptmb.models.photo import Photo
from ptmb.models.presence import DeskPresence
from ptmb.models.rationing import (
    Plant,
    RationingRule,
    RationingSchedule,
    RationingWindow,
    Zone,
    ZoneArea,
)
from ptmb.models.reservoir import ApiKey, Reservoir, ReservoirReading, ReservoirThreshold
from ptmb.models.staff import Crew, LoginAttempt, OneTimeLink, Staff, StaffSession, staff_area
from ptmb.models.tanker import TankerPlan, TankerRequest, TankerRun, TankerStop
from ptmb.models.tanker_fleet import FillingPoint, TankerPrice, TankerTruck

__all__ = [
    "ApiKey",
    "Area",
    "AuditEntry",
    "CannedReply",
    "Category",
    "Complaint",
    "ComplaintEvent",
    "CountByDay",
    "CountNow",
    "Crew",
    "DeskPresence",
    "District",
    "Edition",
    "FillingPoint",
    "FinishedByDay",
    "Follow",
    "Incident",
    "IncidentArea",
    "IncidentUpdate",
    "LoginAttempt",
    "Message",
    "Notice",
    "OneTimeLink",
    "Photo",
    "Plant",
    "RationingRule",
    "RationingSchedule",
    "RationingWindow",
    "Reservoir",
    "ReservoirReading",
    "ReservoirThreshold",
    "Setting",
    "Staff",
    "StaffSession",
    "Supporter",
    "TankerPlan",
    "TankerPrice",
    "TankerRequest",
    "TankerRun",
    "TankerStop",
    "TankerTruck",
    "Zone",
    "ZoneArea",
    "staff_area",
]
