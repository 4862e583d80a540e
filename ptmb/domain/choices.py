"""The short lists people choose from: reasons, works, channels, spans of dryness."""

from enum import StrEnum

from ptmb.domain.words import N_


class Channel(StrEnum):
    WEB = "web"
    PHONE = "phone"
    WHATSAPP = "whatsapp"
    INSTAGRAM = "instagram"
    COUNTER = "counter"
    API = "api"


CHANNEL_WORDS = {
    Channel.WEB: N_("Web"),
    Channel.PHONE: N_("Telepon"),
    Channel.WHATSAPP: N_("WhatsApp"),
    Channel.INSTAGRAM: N_("Instagram"),
    Channel.COUNTER: N_("Loket"),
    Channel.API: N_("Sistem luar"),
}


class DrySpan(StrEnum):
    """How long the tap has been dry, as the citizen says it."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    DAYS_2_3 = "days_2_3"
    OVER_3_DAYS = "over_3_days"


DRY_WORDS = {
    DrySpan.TODAY: N_("Hari ini"),
    DrySpan.YESTERDAY: N_("Sejak kemarin"),
    DrySpan.DAYS_2_3: N_("2–3 hari"),
    DrySpan.OVER_3_DAYS: N_("Lebih dari 3 hari"),
}
LONG_DRY = frozenset({DrySpan.DAYS_2_3, DrySpan.OVER_3_DAYS})


class RejectReason(StrEnum):
    NOT_OURS = "not_ours"
    CUSTOMER_PIPE = "customer_pipe"
    NO_ADDRESS = "no_address"
    NOT_A_COMPLAINT = "not_a_complaint"
    ABUSE = "abuse"


REJECT_WORDS = {
    RejectReason.NOT_OURS: N_("Bukan wewenang PTMB"),
    RejectReason.CUSTOMER_PIPE: N_("Pipa setelah meteran milik pelanggan"),
    RejectReason.NO_ADDRESS: N_("Alamat tidak ditemukan"),
    RejectReason.NOT_A_COMPLAINT: N_("Bukan laporan masalah air"),
    RejectReason.ABUSE: N_("Laporan tidak benar"),
}


class HandBackReason(StrEnum):
    NOT_FOUND = "not_found"
    NOBODY_HOME = "nobody_home"
    WRONG_CREW = "wrong_crew"
    NO_TOOLS = "no_tools"
    NOT_A_FAULT = "not_a_fault"
    UNSAFE = "unsafe"


HAND_BACK_WORDS = {
    HandBackReason.NOT_FOUND: N_("Alamat tidak ditemukan"),
    HandBackReason.NOBODY_HOME: N_("Tidak ada orang di rumah"),
    HandBackReason.WRONG_CREW: N_("Perlu tim lain"),
    HandBackReason.NO_TOOLS: N_("Alat atau bahan tidak ada"),
    HandBackReason.NOT_A_FAULT: N_("Bukan kerusakan jaringan"),
    HandBackReason.UNSAFE: N_("Lokasi tidak aman"),
}


class MajorReason(StrEnum):
    MAIN_PIPE = "main_pipe"
    ROAD_WORKS = "road_works"
    SPARE_PART = "spare_part"
    PERMIT = "permit"


MAJOR_WORDS = {
    MajorReason.MAIN_PIPE: N_("Pipa induk harus diperbaiki"),
    MajorReason.ROAD_WORKS: N_("Jalan harus digali"),
    MajorReason.SPARE_PART: N_("Menunggu suku cadang"),
    MajorReason.PERMIT: N_("Menunggu izin"),
}


class WorkDone(StrEnum):
    PIPE_REPAIRED = "pipe_repaired"
    VALVE_OPENED = "valve_opened"
    METER_REPLACED = "meter_replaced"
    PIPE_FLUSHED = "pipe_flushed"
    EXPLAINED = "explained"
    OTHER = "other"


WORK_WORDS = {
    WorkDone.PIPE_REPAIRED: N_("Pipa diperbaiki"),
    WorkDone.VALVE_OPENED: N_("Katup dibuka atau diatur"),
    WorkDone.METER_REPLACED: N_("Meter diganti atau diperbaiki"),
    WorkDone.PIPE_FLUSHED: N_("Pipa dikuras"),
    WorkDone.EXPLAINED: N_("Dijelaskan kepada pelapor"),
    WorkDone.OTHER: N_("Tindakan lain"),
}


class StillWrong(StrEnum):
    DRY = "dry"
    WEAK = "weak"
    DIRTY = "dirty"
    LEAKING = "leaking"
    OTHER = "other"


STILL_WRONG_WORDS = {
    StillWrong.DRY: N_("Masih mati"),
    StillWrong.WEAK: N_("Masih kecil"),
    StillWrong.DIRTY: N_("Masih keruh"),
    StillWrong.LEAKING: N_("Bocor lagi"),
    StillWrong.OTHER: N_("Masalah lain"),
}


class PlaceSource(StrEnum):
    """How the place became known; it tells how far the point may be trusted."""

    GPS = "gps"
    MAP = "map"
    PHOTO = "photo"
    AREA = "area"
    LANDMARK = "landmark"


class PhotoKind(StrEnum):
    REPORT = "report"
    BEFORE = "before"
    AFTER = "after"
    EXTRA = "extra"


class Confirmation(StrEnum):
    REPORTER = "reporter"
    SILENCE = "silence"


RATING_WORDS = {
    1: N_("Sangat buruk"),
    2: N_("Buruk"),
    3: N_("Cukup"),
    4: N_("Baik"),
    5: N_("Sangat baik"),
}
