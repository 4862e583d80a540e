"""Every table, importable from one place."""

from ptmb.models.area import Area, District, Edition
from ptmb.models.audit import AuditEntry
from ptmb.models.category import CannedReply, Category, Setting
from ptmb.models.complaint import Complaint, ComplaintEvent, Supporter
from ptmb.models.fieldwork import JobOrder, Material, MaterialUse, SpotCheck
from ptmb.models.figures import CountNow, Report, ReportMail, SelfCheck, Tally
from ptmb.models.incident import Follow, Incident, IncidentArea, IncidentUpdate
from ptmb.models.message import Message
from ptmb.models.notice import Notice
from ptmb.models.photo import Photo
from ptmb.models.presence import DeskPresence
from ptmb.models.push import PushNotice, PushSubscription
from ptmb.models.question import Question
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
    "CountNow",
    "Crew",
    "DeskPresence",
    "District",
    "Edition",
    "FillingPoint",
    "Follow",
    "Incident",
    "IncidentArea",
    "IncidentUpdate",
    "JobOrder",
    "LoginAttempt",
    "Material",
    "MaterialUse",
    "Message",
    "Notice",
    "OneTimeLink",
    "Photo",
    "Plant",
    "PushNotice",
    "PushSubscription",
    "Question",
    "RationingRule",
    "RationingSchedule",
    "RationingWindow",
    "Report",
    "ReportMail",
    "Reservoir",
    "ReservoirReading",
    "ReservoirThreshold",
    "SelfCheck",
    "Setting",
    "SpotCheck",
    "Staff",
    "StaffSession",
    "Supporter",
    "Tally",
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
