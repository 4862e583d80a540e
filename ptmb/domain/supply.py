"""The words of water supply: how a schedule speaks, how an incident goes on, what an area is."""

from enum import StrEnum

from ptmb.domain.words import N_


class IncidentKind(StrEnum):
    """A fault comes by itself; planned work is announced before."""

    FAULT = "fault"
    PLANNED = "planned"


class IncidentStatus(StrEnum):
    """The path of a widespread outage; planned work waits before it."""

    ANNOUNCED = "announced"
    KNOWN = "known"
    REPAIRING = "repairing"
    FLOWING = "flowing"
    NORMAL = "normal"
    CANCELLED = "cancelled"


INCIDENT_WORDS = {
    IncidentStatus.ANNOUNCED: N_("Dijadwalkan"),
    IncidentStatus.KNOWN: N_("Diketahui"),
    IncidentStatus.REPAIRING: N_("Dikerjakan"),
    IncidentStatus.FLOWING: N_("Mengalir bertahap"),
    IncidentStatus.NORMAL: N_("Normal"),
    IncidentStatus.CANCELLED: N_("Dibatalkan"),
}
INCIDENT_OPEN = frozenset(
    {
        IncidentStatus.ANNOUNCED,
        IncidentStatus.KNOWN,
        IncidentStatus.REPAIRING,
        IncidentStatus.FLOWING,
    }
)


class SupplyState(StrEnum):
    """What an area is called on the status page."""

    DISTURBED = "disturbed"
    REPAIR = "repair"
    RATIONED = "rationed"
    NORMAL = "normal"
    NO_DATA = "no_data"


SUPPLY_ORDER = (
    SupplyState.DISTURBED,
    SupplyState.REPAIR,
    SupplyState.RATIONED,
    SupplyState.NORMAL,
    SupplyState.NO_DATA,
)
"""Worst first; where two hold, the earlier one is said (product design, section 6)."""

SUPPLY_WORDS = {
    SupplyState.DISTURBED: N_("Gangguan"),
    SupplyState.REPAIR: N_("Perbaikan"),
    SupplyState.RATIONED: N_("Bergilir"),
    SupplyState.NORMAL: N_("Normal"),
    SupplyState.NO_DATA: N_("Tidak ada data"),
}


class FollowKind(StrEnum):
    """What somebody wants news of; never counted as a complaint."""

    INCIDENT = "incident"
    AREA = "area"


class ThresholdKind(StrEnum):
    """The marks on a reservoir's gauge, from the top down."""

    NORMAL = "normal"
    ALERT = "alert"
    CRITICAL = "critical"
    FLOOR = "floor"


THRESHOLD_WORDS = {
    ThresholdKind.NORMAL: N_("Normal"),
    ThresholdKind.ALERT: N_("Waspada"),
    ThresholdKind.CRITICAL: N_("Batas ambil"),
    ThresholdKind.FLOOR: N_("Batas teknis"),
}


class ReadingSource(StrEnum):
    DESK = "desk"
    API = "api"
    IMPORT = "import"


SOURCE_WORDS = {
    ReadingSource.DESK: N_("Meja"),
    ReadingSource.API: N_("Alat"),
    ReadingSource.IMPORT: N_("Data lama"),
}
