"""The words of tanker relief: how narrow a street is, who is frail, how a request goes on."""

from enum import StrEnum

from ptmb.domain.words import N_


class Access(StrEnum):
    """How a truck may come near."""

    WIDE = "wide"
    NARROW = "narrow"


ACCESS_WORDS = {Access.WIDE: N_("Jalan lebar"), Access.NARROW: N_("Gang sempit")}


class Vulnerable(StrEnum):
    INFANT = "infant"
    ELDERLY = "elderly"
    ILL = "ill"
    PUBLIC_FACILITY = "public_facility"


VULNERABLE_WORDS = {
    Vulnerable.INFANT: N_("Bayi"),
    Vulnerable.ELDERLY: N_("Lansia"),
    Vulnerable.ILL: N_("Orang sakit"),
    Vulnerable.PUBLIC_FACILITY: N_("Rumah ibadah atau fasilitas umum"),
}


class RequestStatus(StrEnum):
    WAITING = "waiting"
    PLANNED = "planned"
    ON_THE_WAY = "on_the_way"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"


REQUEST_WORDS = {
    RequestStatus.WAITING: N_("Dalam antrean"),
    RequestStatus.PLANNED: N_("Masuk rute"),
    RequestStatus.ON_THE_WAY: N_("Truk menuju lokasi"),
    RequestStatus.DELIVERED: N_("Air sudah diantar"),
    RequestStatus.FAILED: N_("Belum berhasil diantar"),
    RequestStatus.CANCELLED: N_("Dibatalkan"),
}


class FailReason(StrEnum):
    NOBODY = "nobody"
    NO_ACCESS = "no_access"
    NO_STORAGE = "no_storage"
    NOT_FOUND = "not_found"
    TRUCK = "truck"


FAIL_WORDS = {
    FailReason.NOBODY: N_("Tidak ada orang"),
    FailReason.NO_ACCESS: N_("Truk tidak bisa masuk"),
    FailReason.NO_STORAGE: N_("Tidak ada penampungan"),
    FailReason.NOT_FOUND: N_("Alamat tidak ditemukan"),
    FailReason.TRUCK: N_("Truk bermasalah"),
}


class RunStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    STARTED = "started"
    FINISHED = "finished"
    CANCELLED = "cancelled"


ENDED = frozenset({RequestStatus.DELIVERED, RequestStatus.FAILED, RequestStatus.CANCELLED})
RUN_WORDS = {
    RunStatus.DRAFT: N_("Rancangan"),
    RunStatus.PUBLISHED: N_("Terbit"),
    RunStatus.STARTED: N_("Di jalan"),
    RunStatus.FINISHED: N_("Rute selesai"),
    RunStatus.CANCELLED: N_("Dibatalkan"),
}
EDITABLE = frozenset({RunStatus.DRAFT, RunStatus.PUBLISHED})
UNDRIVEN = EDITABLE | {RunStatus.STARTED}
"""Somebody may still wait in it."""


class PlanStatus(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Relief(StrEnum):
    """What a complaint's history says of its tanker water; its status is never touched."""

    ASKED = "asked"
    CANCELLED = "cancelled"
    PLANNED = "planned"
    POSTPONED = "postponed"
    ON_THE_WAY = "on_the_way"
    DELIVERED = "delivered"
    FAILED = "failed"


RELIEF_WORDS = {
    Relief.ASKED: N_("Air tangki diminta"),
    Relief.CANCELLED: N_("Permintaan air tangki dibatalkan"),
    Relief.PLANNED: N_("Air tangki dijadwalkan"),
    Relief.POSTPONED: N_("Jadwal air tangki berubah, kembali ke antrean"),
    Relief.ON_THE_WAY: N_("Truk tangki menuju lokasi"),
    Relief.DELIVERED: N_("Air tangki sudah diantar. Aliran pipa tetap kami tangani"),
    Relief.FAILED: N_("Air tangki belum berhasil diantar"),
}


class TankerMessage(StrEnum):
    """Texts in templates/messages about tanker water, by what happened."""

    ASKED = "tanker_asked"
    PLANNED = "tanker_planned"
    POSTPONED = "tanker_postponed"
    ON_THE_WAY = "tanker_on_the_way"
    DELIVERED = "tanker_delivered"
    FAILED = "tanker_failed"


MESSAGE_OF = {
    Relief.ASKED: TankerMessage.ASKED,
    Relief.PLANNED: TankerMessage.PLANNED,
    Relief.POSTPONED: TankerMessage.POSTPONED,
    Relief.ON_THE_WAY: TankerMessage.ON_THE_WAY,
    Relief.DELIVERED: TankerMessage.DELIVERED,
    Relief.FAILED: TankerMessage.FAILED,
}
"""What the household is told; who cancels knows it already."""
