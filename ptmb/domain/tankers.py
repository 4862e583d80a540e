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
