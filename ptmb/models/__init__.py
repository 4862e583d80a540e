"""Every table, importable from one place."""

from ptmb.models.area import Area, District, Edition
from ptmb.models.audit import AuditEntry
from ptmb.models.category import CannedReply, Category, Setting
from ptmb.models.complaint import Complaint, ComplaintEvent, Supporter
from ptmb.models.figures import CountByDay, CountNow, FinishedByDay
from ptmb.models.message import Message
from ptmb.models.photo import Photo
from ptmb.models.presence import DeskPresence
from ptmb.models.staff import Crew, LoginAttempt, OneTimeLink, Staff, StaffSession, staff_area

__all__ = [
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
    "FinishedByDay",
    "LoginAttempt",
    "Message",
    "OneTimeLink",
    "Photo",
    "Setting",
    "Staff",
    "StaffSession",
    "Supporter",
    "staff_area",
]
